"""What the address of a follow button names."""

from django.shortcuts import get_object_or_404

from budget.campaigns import queries


def followable(user, moment, *, campaign):
    """The public edition, for `budget.notices.views.follows`."""
    return get_object_or_404(queries.campaigns(), slug=campaign)
