"""Follow buttons on anything, and what one follows in words: the one place that knows every kind of thing."""

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from budget.campaigns.models import Campaign
from budget.contributions.choices import ContributionState, Nature
from budget.contributions.models import Contribution
from budget.notices import queries
from budget.partners.models import Partner
from budget.projects.models import Project
from budget.workshops.choices import PUBLIC_STATES as PUBLIC_MEETINGS
from budget.workshops.models import Workshop

register = template.Library()

_STEPS = {
    "contribution": "contributions", "project": "projects", "workshop": "workshops", "partner": "partners",
    "campaign": "campaigns",
}  # fmt: skip


@register.simple_tag
def follow_state(obj, user, back):
    """{url, is_followed, label, is_link} of the button that follows `obj` and returns to `back`.

    1 query for who is signed in, none where the row carries `is_followed` (notices.queries.with_followed).
    """
    known = getattr(obj, "is_followed", None)
    return _button(obj, user, queries.is_following(user, obj) if known is None else known, back)


@register.inclusion_tag("components/button/follow.html", takes_context=True)
def follow_button(context, obj, size=""):
    """The button itself, for the page one is on; also inside a piece included with `only`."""
    request = context.request
    return {"following": follow_state(obj, request.user, request.path), "size": size}


def _button(obj, user, is_followed, back):
    if not user.is_authenticated:
        door = f"{reverse('account_login')}?{urlencode({'next': back})}"
        return {"url": door, "is_followed": False, "label": _("Follow"), "is_link": True}
    asked = {"next": back, **({"stop": 1} if is_followed else {})}
    return {
        "url": f"{follow_address(obj)}?{urlencode(asked)}",
        "is_followed": is_followed,
        "label": _("You follow it") if is_followed else _("Follow"),
    }


def follow_address(obj):
    """Where the follow button of `obj` posts."""
    kind = obj._meta.model_name
    has_own_slug = kind in ("campaign", "partner")
    address = [obj.slug] if has_own_slug else [obj.campaign.slug, obj.reference]
    return reverse(f"{_STEPS[kind]}:follow", args=address)


@register.simple_tag
def followed_things(follows):
    """What rows of Follow name, in their order: [{kind, title, url, stop_url}], one query per kind; what is no longer public is left out."""
    follows = list(follows)
    wanted = {}
    for row in follows:
        wanted.setdefault(row.object_type, set()).add(row.object_id)
    found = {
        kind: {obj.pk: obj for obj in _LOADERS[kind](pks)} for kind, pks in wanted.items() if kind in _LOADERS
    }
    things = [found.get(row.object_type, {}).get(row.object_id) for row in follows]
    return [_thing(obj) for obj in things if obj is not None]


def _thing(obj):
    kind = obj._meta.model_name
    label, title, url = _WORDS[kind](obj)
    stop = {"next": reverse("notices:mine"), "stop": 1}
    return {"kind": label, "title": title, "url": url, "stop_url": f"{follow_address(obj)}?{urlencode(stop)}"}


def _contribution_words(obj):
    label = _("Question") if obj.nature == Nature.QUESTION else _("Thread")
    title = Truncator(obj.headline).words(16, truncate="…") if obj.is_public else obj.reference
    return label, title, reverse("contributions:detail", args=[obj.campaign.slug, obj.reference])


def _workshop_words(obj):
    return _("Workshop"), obj.title, reverse("workshops:detail", args=[obj.campaign.slug, obj.reference])


_LOADERS = {
    "contribution": lambda pks: (
        Contribution.objects.filter(pk__in=pks).exclude(state=ContributionState.RECEIVED).select_related("campaign")
    ),
    "project": lambda pks: [
        project for project in Project.objects.filter(pk__in=pks).select_related("campaign") if project.is_public
    ],
    "workshop": lambda pks: Workshop.objects.filter(pk__in=pks, state__in=PUBLIC_MEETINGS).select_related("campaign"),
    "partner": lambda pks: [partner for partner in Partner.objects.filter(pk__in=pks) if partner.is_validated],
    "campaign": lambda pks: Campaign.objects.filter(pk__in=pks, is_public=True),
}  # fmt: skip
_WORDS = {
    "contribution": _contribution_words,
    "project": lambda obj: (_("Project"), obj.title, obj.get_absolute_url()),
    "workshop": _workshop_words,
    "partner": lambda obj: (_("Organisation"), obj.name, obj.get_absolute_url()),
    "campaign": lambda obj: (_("Edition"), obj.label, reverse("wagtail_serve", args=[f"{obj.slug}/"])),
}
