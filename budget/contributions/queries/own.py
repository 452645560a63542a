"""What a person wrote: said, or not yet. And the words a contribution had before."""

from budget.contributions.models import Contribution, ContributionDraft, ContributionVersion
from budget.contributions.queries.listing import with_counts


def own_contributions(user):
    """Everything this person wrote and did not erase, in any state, the latest first."""
    written = Contribution.objects.filter(author=user).select_related(
        "campaign", "district", "theme", "table__workshop", "partner", "target", "author"
    )
    return with_counts(written).order_by("-said_at", "-id")


def drafts(user):
    """This person's drafts, the latest first."""
    return (
        ContributionDraft.objects.filter(user=user)
        .select_related("campaign", "target")
        .order_by("-saved_at", "-id")
    )


def draft(user, *, campaign, target=None, key=None):
    """This person's draft of an answer to `target`, or the one of this key; None when there is none."""
    if not user.is_authenticated or (target is None and key is None):
        return None
    found = ContributionDraft.objects.filter(user=user, campaign=campaign, target=target)
    return (found if target else found.filter(key=key)).first()


def versions(contribution):
    """The words it had before, the latest first."""
    return ContributionVersion.objects.filter(contribution=contribution).order_by("-replaced_at", "-id")
