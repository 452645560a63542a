"""Reading campaigns. `now` is always passed in."""

from django.db.models import CharField, Exists, F, JSONField, OuterRef, Subquery, Value
from django.db.models.functions import Cast

from budget.campaigns.choices import DerivativeState
from budget.campaigns.models import (
    BaseDocumentRevision,
    Campaign,
    Derivative,
    District,
    Envelope,
    Phase,
    Theme,
)
from budget.rules.canonical import sha256_of


def campaigns():
    """Public campaigns, the current one first, then the newest."""
    return Campaign.objects.filter(is_public=True).order_by("-is_current", "-id")


def current_campaign():
    """The current public campaign, or None."""
    return campaigns().filter(is_current=True).first()


def campaign_by_slug(slug):
    """The public campaign of this address; raises Campaign.DoesNotExist."""
    return campaigns().get(slug=slug)


def edition(slug):
    """(public campaign of this address, its phases in order of opening); one query where it has phases.

    Raises Campaign.DoesNotExist.
    """
    found = list(
        Phase.objects.filter(campaign__slug=slug, campaign__is_public=True)
        .select_related("campaign")
        .order_by("opens_at", "closes_at", "id")
    )
    return (found[0].campaign, found) if found else (campaign_by_slug(slug), [])


def phases(campaign):
    """The campaign's phases in order of opening."""
    return Phase.objects.filter(campaign=campaign).order_by("opens_at", "closes_at", "id")


def phase_of_kind(campaign, kind):
    """The campaign's latest phase of this kind, or None."""
    return Phase.objects.filter(campaign=campaign, kind=kind).order_by("-opens_at").first()


def open_phases(campaign, *, now):
    """The phases whose half-open window holds `now`."""
    return phases(campaign).filter(opens_at__lte=now, closes_at__gt=now)


def is_phase_open(campaign, *kinds, now):
    """True when a phase of one of these kinds is open at `now`."""
    return open_phases(campaign, now=now).filter(kind__in=kinds).exists()


def envelopes(campaign):
    """The campaign's envelopes with their district, city-wide first."""
    return (
        Envelope.objects.filter(campaign=campaign)
        .select_related("district", "campaign")
        .order_by("-district__is_citywide", "district__position", "district__code")
    )


def districts():
    """The city's districts, city-wide first; those that only an imported election knows are left out."""
    envelopes = Envelope.objects.filter(district=OuterRef("pk"))
    ours = envelopes.exclude(campaign__facts__has_key="imported")
    return District.objects.filter(Exists(ours) | ~Exists(envelopes)).order_by(
        "-is_citywide", "position", "code"
    )


def themes():
    """Every theme, in the city's order."""
    return Theme.objects.order_by("position", "code")


def revisions(campaign):
    """The revisions of the campaign's base document, the last one first; their text is read when asked for."""
    return BaseDocumentRevision.objects.filter(campaign=campaign).defer("lines", "facts").order_by("-number")


def revision(campaign, number):
    """One revision with its text; raises BaseDocumentRevision.DoesNotExist."""
    return BaseDocumentRevision.objects.select_related("wagtail_revision").get(
        campaign=campaign, number=number
    )


def content_hash(lines, marks=()):
    """The hash of a wording: its paragraphs, and what it shows that is no text (pictures, where links lead)."""
    return sha256_of({"lines": list(lines), "marks": list(marks)})


def revision_at(campaign, at):
    """The revision that was current at a moment, or None before the first."""
    return revisions(campaign).filter(published_at__lte=at).first()


def number_of_revision(campaign="campaign"):
    """An expression on rows that lead to a campaign: the number of its last revision, or null."""
    found = BaseDocumentRevision.objects.filter(campaign=OuterRef(campaign)).order_by("-number")
    return Subquery(found.values("number")[:1])


def derivatives(campaign):
    """What was made from the campaign's base document, with its revision and `last_number`; the oldest first."""
    return (
        Derivative.objects.filter(campaign=campaign)
        .select_related("revision", "campaign")
        .defer("revision__lines", "revision__facts")
        .annotate(last_number=number_of_revision())
        .order_by("revision__number", "registered_at", "id")
    )


def stale_derivatives(campaign):
    """What is in use and was made from an older revision than the last: to print again, or to keep with a reason."""
    return derivatives(campaign).filter(state=DerivativeState.IN_USE, revision__number__lt=F("last_number"))


def districts_and_themes():
    """(districts, themes) in the city's order, in one query: what a list is filtered by, and no other field of theirs."""
    shared = ("pk", "code", "name", "name_en", "position")
    nothing = Value("", CharField())
    places = (
        districts().order_by().values_list(Value(True), *shared, "is_citywide", "outline", nothing, nothing)
    )
    themes = Theme.objects.values_list(
        Value(False), *shared, Value(False), Cast(Value(None), JSONField()), "icon", "tone"
    )
    found = sorted(places.union(themes, all=True), key=lambda row: (not row[6], row[5], row[2]))
    named = [(row[0], dict(zip(shared, row[1:6], strict=True)), row[6:]) for row in found]
    return (
        [
            District(**entry, is_citywide=rest[0], outline=rest[1])
            for is_place, entry, rest in named
            if is_place
        ],
        [Theme(**entry, icon=rest[2], tone=rest[3]) for is_place, entry, rest in named if not is_place],
    )
