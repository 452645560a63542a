"""Letters to print, by the person they go to."""

from django.db.models import Count

from budget.contributions.models import Letter


def letters_waiting(campaign):
    """How many letters wait, and for how many people: {"letters", "people"}."""
    return (
        _letters(campaign)
        .filter(sent_at__isnull=True)
        .aggregate(letters=Count("pk"), people=Count("contact", distinct=True))
    )


def letters_taken(campaign):
    """The times letters were taken to the printer, the latest first: [{"sent_at", "letters", "people"}]."""
    return list(
        _letters(campaign)
        .filter(sent_at__isnull=False)
        .values("sent_at")
        .annotate(letters=Count("pk"), people=Count("contact", distinct=True))
        .order_by("-sent_at")
    )


def letters_of(campaign, *, sent_at):
    """The letters taken at that moment, those of one person together."""
    return (
        _letters(campaign)
        .filter(sent_at=sent_at)
        .select_related("contact__contribution__table__workshop")
        .order_by("contact__name", "contact_id", "written_at", "pk")
    )


def _letters(campaign):
    return Letter.objects.filter(contact__contribution__campaign=campaign)
