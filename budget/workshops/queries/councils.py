"""Reading the neighbourhood councils."""

from django.db.models import Prefetch

from budget.workshops.models import Council
from budget.workshops.queries.meetings import upcoming


def councils(*, now):
    """Every neighbourhood council with `next_session`, a Workshop or None. Two queries."""
    sessions = upcoming(now=now)
    found = list(
        Council.objects.select_related("district", "partner")
        .prefetch_related(Prefetch("sessions", queryset=sessions, to_attr="coming_sessions"))
        .order_by("district__position", "code")
    )
    for council in found:
        council.next_session = next(iter(council.coming_sessions), None)
    return found
