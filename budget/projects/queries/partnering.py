"""What a partner brought to the campaigns: projects it submitted, words said in its name."""

from budget.contributions.choices import PUBLIC_STATES
from budget.contributions.models import Contribution
from budget.contributions.queries.listing import with_counts
from budget.projects.choices import PRIVATE_STATES
from budget.projects.models import Project
from budget.projects.queries.listing import cards, with_card

LATEST = 20


def projects_for_partner(partner):
    """Cards of what a partner submitted, newest first; one query."""
    rows = Project.objects.filter(partner=partner).exclude(state__in=PRIVATE_STATES)
    return cards(with_card(rows).order_by("-submitted_at", "-pk"))


def said_by_partner(partner):
    """The latest public contributions in a partner's name, newest first, with what they answer; one query."""
    rows = Contribution.objects.filter(partner=partner, state__in=PUBLIC_STATES)
    return (
        with_counts(rows)
        .select_related("campaign", "table__workshop", "target__table__workshop")
        .order_by("-said_at", "-pk")[:LATEST]
    )
