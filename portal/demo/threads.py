"""What happens around words: one was changed, one was taken back, two wait as drafts."""

from datetime import timedelta

from budget.contributions import services as contributions
from budget.contributions.choices import Channel, Nature, Revision
from budget.contributions.models import Contribution

CHANGED = "D044"
ADDED = " Le samedi aussi."
TAKEN_BACK = "Je retire ce que je voulais dire ici : je n’avais pas lu le cahier du club."
DRAFTS = [
    ("C04", Nature.CLARIFICATION, "", "Et du côté des pontons, la lumière s’arrête-t-elle aussi à 23 h ?"),
    (
        None,
        Nature.IDEA,
        "Une boîte à graines au jardin",
        "Chacun y laisse ce qu’il a en trop, de mars à octobre.",
    ),
]


def load_threads(source):
    """For the account `citoyenne`: her page shows a draft of each kind and a contribution she took back."""
    resident, now = source["citoyenne"], source.now
    changed = Contribution.objects.get(campaign=source["BP2026"], reference=CHANGED)
    contributions.revise(
        contribution=changed,
        title=changed.title,
        text=changed.text + ADDED,
        kind=Revision.EDIT,
        actor=None,
        now=changed.received_at + timedelta(minutes=12),
    )
    taken_back = contributions.contribute(
        campaign=source["BP2026"],
        nature=Nature.REACTION,
        channel=Channel.WEB,
        text=TAKEN_BACK,
        target=source["C11"],
        actor=resident,
        now=now - timedelta(hours=30),
    )
    contributions.withdraw(contribution=taken_back, actor=resident, now=now - timedelta(hours=29))
    for reference, nature, title, text in DRAFTS:
        contributions.save_draft(
            user=resident,
            campaign=source["BP2026"],
            target=source[reference] if reference else None,
            nature=nature,
            title=title,
            text=text,
            now=now - timedelta(hours=3),
        )
