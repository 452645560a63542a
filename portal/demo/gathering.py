"""What resembles what: a grouping of ideas and projects, and a merge that waits for one of its two authors."""

from budget.contributions import services as contributions
from budget.contributions.choices import Channel

#: Things that go together, written at different doors and kept apart.
GROUPED = ("C11", "C25", "C33", "P04", "P13")
#: Two arguments against forty fountains, one written online, one said at a council.
STAYS, JOINS = "D008", "D009"


def load_gathering(source):
    """One grouping, one open proposal with an answer brought from the council."""
    pilot = source["pilote_campagne"]
    contributions.group_together(
        campaign=source["BP2026"],
        title="Réparer, coudre et prêter plutôt qu'acheter",
        text="Cinq pages parlent d'objets qui servent plus longtemps. Chacune garde son lieu, ses auteurs et ses soutiens.",
        members=[source[reference] for reference in GROUPED],
        actor=pilot,
        now=source.at(-120, 10),
    )
    proposal = contributions.propose_merge(
        into=source[STAYS],
        joining=[source[JOINS]],
        reason="Les deux disent la même chose : moins de fontaines, mieux entretenues.",
        answer_by=source.on(9),
        actor=pilot,
        now=source.at(-5, 10),
    )
    contributions.record_consent(
        consent=proposal.consents.get(contribution=source[JOINS]),
        agrees=True,
        channel=Channel.COUNCIL,
        answered_on=source.on(-2),
        note="dit en séance, noté par l'animation",
        actor=pilot,
        now=source.at(-1, 10),
    )
