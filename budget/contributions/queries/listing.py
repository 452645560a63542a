"""The one list of everything said, whatever the channel."""

from dataclasses import dataclass, field, replace

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from budget.contributions.choices import BANKS, PUBLIC_STATES, STANDALONE_NATURES, Channel
from budget.contributions.models import SEARCHED, Contribution, Support

#: The orders one may choose. None looks at the channel.
LOT, NEWEST, SUPPORTED, UNANSWERED = "lot", "newest", "supported", "unanswered"


@dataclass(frozen=True)
class Filters:
    """What a reader chose. Themes, natures and channels are several; `district` is a code; `seed` draws the lot."""

    text: str = ""
    district: str = ""
    themes: tuple = field(default=())
    natures: tuple = field(default=())
    channels: tuple = field(default=())
    state: str = ""
    sort: str = LOT
    seed: str = ""

    def without(self, name, value=None):
        """The same filters less one choice."""
        chosen = getattr(self, name)
        left = tuple(item for item in chosen if item != value) if isinstance(chosen, tuple) else ""
        return replace(self, **{name: left})


def readable(campaign):
    """The public contributions of a campaign, with what a row of any list shows."""
    return Contribution.objects.filter(campaign=campaign, state__in=PUBLIC_STATES).select_related(
        "district", "theme", "table__workshop", "partner", "author"
    )


def with_counts(contributions):
    """Annotate `support_count` and `reply_count` (public answers of the first level)."""
    return contributions.annotate(
        support_count=_count(Support.objects.filter(contribution=OuterRef("pk")), "contribution"),
        reply_count=_count(
            Contribution.objects.filter(target=OuterRef("pk"), state__in=PUBLIC_STATES), "target"
        ),
    )


def _count(rows, group):
    counted = rows.order_by().values(group).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def contribution_list(campaign, *, filters=None):
    """The contributions of a campaign that match `filters`, ordered, with `support_count` and `reply_count`.

    Without a nature or a text chosen, what stands on its own (ideas, questions, papers); a search looks at
    everything said. One query, two where the words are found nowhere and likeness is tried instead.
    """
    filters = filters or Filters()
    rows = readable(campaign)
    if filters.district:
        rows = rows.filter(district__code=filters.district)
    if filters.themes:
        rows = rows.filter(theme__code__in=filters.themes)
    if filters.channels:
        rows = rows.filter(channel__in=filters.channels)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.natures:
        rows = rows.filter(nature__in=filters.natures)
    elif not filters.text:
        rows = rows.filter(nature__in=STANDALONE_NATURES)
    if filters.text:
        rows = _search(rows, filters.text)
    return _ordered(with_counts(rows), filters)


def _search(rows, text):
    """French words first, without accents; where none is found, likeness of letters, for typing mistakes."""
    query = SearchQuery(text, config="fr_unaccent", search_type="websearch")
    found = rows.annotate(words=SEARCHED).filter(words=query)
    if found.exists():
        return found
    words = [word for word in text.split() if len(word) > 3] or [text]
    for word in words[:8]:
        rows = rows.filter(Q(text__trigram_word_similar=word) | Q(title__trigram_word_similar=word))
    return rows


def _ordered(rows, filters):
    if filters.sort == NEWEST:
        return rows.order_by("-said_at", "-id")
    if filters.sort == SUPPORTED:
        return rows.order_by("-support_count", "said_at", "id")
    if filters.sort == UNANSWERED:
        return rows.order_by("reply_count", "said_at", "id")
    ticket = MD5(Concat(Value(filters.seed), Cast("id", TextField()), output_field=TextField()))
    return rows.order_by(ticket, "id")


def tally(campaign):
    """How many public contributions came by each channel: {"total": n, "banks": {...}, "channels": {...}}."""
    rows = (
        Contribution.objects.filter(campaign=campaign, state__in=PUBLIC_STATES)
        .values("channel")
        .annotate(n=Count("pk"))
        .values_list("channel", "n")
        .order_by()
    )
    channels = {Channel(channel): n for channel, n in rows}
    banks = dict.fromkeys(("web", "room", "post"), 0)
    for channel, n in channels.items():
        banks[BANKS[channel]] += n
    return {"total": sum(channels.values()), "banks": banks, "channels": channels}
