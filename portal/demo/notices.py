"""What the demo citizen follows and was told; a follow slip; a person who is written to by post."""

from budget.contributions import services as contributions
from budget.notices import services as notices
from budget.notices.choices import Frequency
from budget.notices.models import Notification

#: What the citizen follows, from the day it was said or submitted.
FOLLOWED = ("C07", "C09", "A3-T3-N1", "P06", "P36")
#: What was said on paper by somebody who left an address, and what was said at the table by whoever holds the slip.
BY_POST, BY_CODE = "C25", "A3-T3-N1"
#: News of that long ago was read on the day.
STILL_NEW_DAYS = 30


def remember(source, reference, obj, *, now):
    """Follow, or note an address, the day a thing appears: what happens to it afterwards is told."""
    if reference in FOLLOWED:
        notices.follow(user=source["citoyenne"], obj=obj, now=now)
    if reference == BY_POST:
        contributions.keep_contact(
            contribution=obj, name="Mme Odette Vidal", address="3 quai des Tanneurs\n00000 Rivelune",
            actor=source["facilitateur"], now=now,
        )  # fmt: skip


def load_notices(source):
    """The citizen gets one message with what is new, and has read the rest; a slip is given for a note of a table."""
    citizen, now = source["citoyenne"], source.at(0)
    notices.follow(user=citizen, obj=source["BP2026"], now=source.at(-240))
    for notice in Notification.objects.filter(user=citizen, told_at__lt=source.at(-STILL_NEW_DAYS)):
        notices.mark_read(user=citizen, notice=notice, now=notice.told_at)
    settings = notices.set_frequency(user=citizen, frequency=Frequency.WEEKLY, now=now)
    notices.send_digest(preference_id=settings.pk, now=now)
    slip = contributions.issue_code(
        contribution=source[BY_CODE], actor=source["facilitateur"], now=source[BY_CODE].published_at
    )
    source.keep("follow-code", slip.code)
