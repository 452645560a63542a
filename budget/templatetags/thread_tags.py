"""What stands around the words of a thread: its order, its address, the supports one has left, former versions."""

from django import template
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from budget.contributions.choices import ContributionState, Revision
from budget.contributions.queries import ORDERS
from budget.rules.clock import last_day
from budget.templatetags.debate import hidden_words
from budget.templatetags.front import day, number

register = template.Library()

#: Each order: the name of its link, and the words that say it is in force.
_ORDERS = {
    "oldest": (gettext_lazy("Oldest"), gettext_lazy("the oldest first")),
    "recent": (gettext_lazy("Most recent"), gettext_lazy("the most recent first")),
    "supported": (
        pgettext_lazy("order of answers", "Most supported"),
        gettext_lazy("the most supported first"),
    ),
    "least_seen": (gettext_lazy("Least seen"), gettext_lazy("the least seen first")),
}
_CLOSED = (ContributionState.RECEIVED, ContributionState.HIDDEN, ContributionState.WITHDRAWN)


@register.simple_tag
def thread_orders(order):
    """The orders of a debate, for its links."""
    return [{"name": name, "label": _ORDERS[name][0], "is_current": name == order} for name in ORDERS]


@register.filter
def order_words(order):
    """The order in force, in words."""
    return _ORDERS[order][1]


@register.filter
def revised_words(contribution):
    """When the words last changed: "changed on 12 May 2026"; nothing where they did not, or cannot be read."""
    at = getattr(contribution, "revised_at", None)
    if at is None or contribution.state in (ContributionState.HIDDEN, ContributionState.WITHDRAWN):
        return ""
    return _("changed on %(date)s, see the versions") % {"date": day(at, "year")}


@register.simple_tag
def supports_left(limited, allowance):
    """How many supports a phase gives, or how many are left to the person who reads."""
    until = day(last_day(min(phase.closes_at for phase in limited)), "year")
    if allowance is None:
        limit = min(phase.supports_per_person for phase in limited)
        return ngettext(
            "Each person may support %(limit)s contribution of this edition until %(date)s.",
            "Each person may support %(limit)s contributions of this edition until %(date)s.",
            limit,
        ) % {"limit": number(limit), "date": until}
    if not allowance.left:
        return _("You have given all your supports until %(date)s. Take one back to give it elsewhere.") % {
            "date": until
        }
    return ngettext(
        "You have %(left)s support left out of %(limit)s, until %(date)s.",
        "You have %(left)s supports left out of %(limit)s, until %(date)s.",
        allowance.left,
    ) % {
        "left": number(allowance.left),
        "limit": number(allowance.limit),
        "date": until,
    }


@register.simple_tag(takes_context=True)
def permanent(context, path):
    """A permanent address in full, to be copied: https://…"""
    return context["request"].build_absolute_uri(path)


@register.simple_tag
def share_text(contribution):
    """What one sends with the address: the first words and their nature, or the reference of what cannot be read."""
    if not contribution.is_public:
        return contribution.reference
    words = Truncator(contribution.headline).chars(120, truncate="…")
    return _("%(nature)s: “%(words)s”") % {"nature": contribution.get_nature_display(), "words": words}


@register.simple_tag
def mail_link(subject, address):
    """A message to send oneself, with this subject and address; it goes through no third party."""
    return "mailto:?" + urlencode({"subject": subject, "body": f"{subject}\n{address}"}).replace("+", "%20")


@register.filter
def kept_at(draft):
    """When a draft was kept: "12 May 2026 at 14:05"."""
    moment = timezone.localtime(draft.saved_at)
    return _("%(date)s at %(time)s") % {
        "date": day(draft.saved_at, "year"),
        "time": time_format(moment, "TIME_FORMAT"),
    }


@register.simple_tag
def becoming_of(becomings, contribution):
    """What a contribution became, among the `becomings` of a page, or None."""
    return becomings.get(contribution.pk)


@register.simple_tag
def own_card(contribution):
    """One's own contribution for budget/contributions/own-row.html: its words, its state, what can be done."""
    is_live = contribution.state not in _CLOSED
    return {
        "title": contribution.headline,
        "state": contribution.get_state_display(),
        "is_live": is_live,
        "hidden": hidden_words(contribution),
        "replies": ngettext("%(count)s answer", "%(count)s answers", contribution.reply_count)
        % {"count": number(contribution.reply_count)},
        "supports": ngettext("%(count)s support", "%(count)s supports", contribution.support_count)
        % {"count": number(contribution.support_count)},
    }


@register.filter
def revision_words(version):
    """What changed these words, in a sentence of the list of versions."""
    reason = f": {version.reason}" if version.reason and version.kind != Revision.EDIT else ""
    words = str(version.get_kind_display())
    return words[:1].upper() + words[1:] + reason
