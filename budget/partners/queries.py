"""Reading organisations. Lists take a constant number of queries, whatever the number of rows."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, OuterRef, Prefetch, Q

from budget.partners.choices import PartnerKind, PartnerState, ResourceDirection
from budget.partners.models import DeclaredInterest, Partner, PartnerMember, Resource


@dataclass(frozen=True, slots=True)
class DirectoryFilters:
    """What a visitor asks of the directory; anything unknown is dropped. Codes, or empty for everything."""

    kind: str = ""
    theme: str = ""
    text: str = ""

    @classmethod
    def read(cls, data):
        """From a query string (any mapping with `get`)."""
        kind = data.get("kind", "")
        return cls(
            kind=kind if kind in PartnerKind.values else "",
            theme=data.get("theme", "")[:12],
            text=data.get("q", "").replace("\x00", "").strip()[:100],
        )


def _with_profile(partners):
    """`offers`, `needs` (lists of Resource) and `declared` (list of DeclaredInterest) in three queries."""
    items = Resource.objects.order_by("position", "pk")
    return partners.select_related("theme").prefetch_related(
        Prefetch("resources", items.filter(direction=ResourceDirection.OFFER), to_attr="offers"),
        Prefetch("resources", items.filter(direction=ResourceDirection.NEED), to_attr="needs"),
        Prefetch(
            "interests",
            DeclaredInterest.objects.select_related("project__campaign").order_by("declared_at", "pk"),
            to_attr="declared",
        ),
    )


def directory(filters=None):
    """Validated partners in order of their names, with `offers`, `needs` and `declared`; four queries."""
    filters = filters or DirectoryFilters()
    found = Partner.objects.filter(state=PartnerState.VALIDATED)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.theme:
        found = found.filter(theme__code=filters.theme)
    if filters.text:
        found = found.filter(_says(filters.text))
    return _with_profile(found).order_by("name", "pk")


def _says(text):
    """Partners whose name, summary, expertise, offers or needs hold these words, accents aside."""
    asked = SearchQuery(text, config="fr_unaccent", search_type="websearch")
    words = SearchVector("name", "summary", "expertise", config="fr_unaccent")
    resources = Resource.objects.annotate(words=SearchVector("label", config="fr_unaccent"))
    return Q(pk__in=Partner.objects.annotate(words=words).filter(words=asked).values("pk")) | Q(
        Exists(resources.filter(partner=OuterRef("pk"), words=asked))
    )


def partner_page(slug):
    """The partner at this address with `offers`, `needs` and `declared`; raises Partner.DoesNotExist.

    Profiles that are not validated are found too: the view asks `may_see_profile`.
    """
    return _with_profile(Partner.objects.exclude(state=PartnerState.LEFT)).get(slug=slug)


def partners_of(user):
    """Validated partners this user may speak for, in order of their names."""
    if user is None or not user.is_authenticated:
        return Partner.objects.none()
    return Partner.objects.filter(state=PartnerState.VALIDATED, members__user=user).order_by("name", "pk")


def profiles_of(user):
    """Every profile this user belongs to, whatever its state, newest first."""
    if user is None or not user.is_authenticated:
        return Partner.objects.none()
    return Partner.objects.filter(members__user=user).order_by("-requested_at", "-pk")


def members(partner):
    """The partner's representatives with their accounts, in order of arrival."""
    return PartnerMember.objects.filter(partner=partner).select_related("user").order_by("joined_at", "pk")


def interests_in(project):
    """What partners declared about this project, with the partner, oldest first."""
    return (
        DeclaredInterest.objects.filter(project=project, partner__state=PartnerState.VALIDATED)
        .select_related("partner")
        .order_by("declared_at", "pk")
    )


def with_voice(users):
    """Annotate `has_voice`: they represent at least one validated organisation."""
    voices = PartnerMember.objects.filter(user=OuterRef("pk"), partner__state=PartnerState.VALIDATED)
    return users.annotate(has_voice=Exists(voices))
