"""Reading the roll: whether someone may vote or has, and totals. No row leaves this folder."""

from django.db.models import Count

from budget.roll.choices import VoterState
from budget.roll.models import Attendance, Voter


def is_eligible(*, vote_id, voter_id):
    """True when this voter of this vote has not been struck off."""
    return Voter.objects.filter(pk=voter_id, vote_id=vote_id, state=VoterState.ELIGIBLE).exists()


def attendance_day(*, vote_id, voter_id):
    """The day this voter voted, or None."""
    days = Attendance.objects.filter(vote_id=vote_id, voter_id=voter_id).order_by("day")
    return days.values_list("day", flat=True).first()


def attendance_by_channel_day(*, vote_id):
    """Voters marked per section, channel and day: [(section id, channel, day, number)], in that order."""
    counted = Attendance.objects.filter(vote_id=vote_id).values_list("section_id", "channel", "day")
    return list(counted.annotate(number=Count("voter_id")).order_by("section_id", "channel", "day"))


def attendance_totals(*, vote_id):
    """Voters marked per section and channel: {(section id, channel): number}."""
    counted = Attendance.objects.filter(vote_id=vote_id).values_list("section_id", "channel")
    rows = counted.annotate(number=Count("voter_id")).order_by("section_id", "channel")
    return {(section_id, channel): number for section_id, channel, number in rows}


def voters_who_voted(*, vote_id):
    """How many different people have voted, whatever the section and the channel."""
    return Attendance.objects.filter(vote_id=vote_id).aggregate(number=Count("voter_id", distinct=True))[
        "number"
    ]
