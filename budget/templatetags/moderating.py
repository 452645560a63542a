"""Moderation in words: masked spans, who reads what, how long it waits, what each act does."""

import re
from datetime import timedelta

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from budget.contributions import permissions, queries
from budget.contributions.choices import (
    CLOSES_MASK,
    OPENS_MASK,
    Act,
    ContributionState,
    QueueReason,
)
from budget.templatetags.front import day, hour, number

register = template.Library()

_MASK = re.compile(rf"{OPENS_MASK}([^{OPENS_MASK}{CLOSES_MASK}<>]{{1,80}}){CLOSES_MASK}")
_ARTICLE = re.compile(r"article (?P<code>[\w-]+)$")


@register.filter(is_safe=True)
def masked(words):
    """Words escaped, with what moderators masked as a black bar that says so."""
    return mark_safe(_MASK.sub(_bar, str(conditional_escape(words))))


def _bar(found):
    article = _ARTICLE.search(found[1])
    words = _("masked words")
    if article:
        words = _("masked words, article %(code)s") % {"code": article["code"]}
    return f'<span class="masked">{words}</span>'


@register.filter
def waiting_words(delay):
    """A delay as people say it: "20 min", "4 h", "3 days"."""
    if delay is None:
        return ""
    if delay < timedelta(hours=1):
        return _("%(count)s min") % {"count": max(1, round(delay / timedelta(minutes=1)))}
    if delay < timedelta(days=2):
        return _("%(count)s h") % {"count": round(delay / timedelta(hours=1))}
    days = delay // timedelta(days=1)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": number(days)}


@register.simple_tag
def waited(since, moment):
    """How long something has waited."""
    return waiting_words(moment - since)


@register.filter
def clock(moment):
    """The hour of a moment in Paris: 14 h 02."""
    return hour(moment)


@register.filter
def why_words(why, contribution):
    """Why a contribution waits: "3 reports", "New, already published"."""
    if why == QueueReason.REPORT:
        count = contribution.report_count
        return ngettext("%(count)s report", "%(count)s reports", count) % {"count": number(count)}
    if why == QueueReason.NEW:
        if contribution.state == ContributionState.RECEIVED:
            return _("New, waits to be published")
        return _("New, already published")
    return QueueReason(why).label


@register.simple_tag
def is_read_by(contribution, moment, user):
    """Who else reads it just now: "Capucine has been reading this since 14:02", or nothing."""
    claim = getattr(contribution, "claim", None)
    if claim is None or claim.until <= moment or claim.moderator_id == user.pk:
        return ""
    return _("%(name)s has been reading this since %(hour)s") % {
        "name": claim.moderator,
        "hour": clock(claim.since),
    }


@register.simple_tag
def act_words(name, contribution):
    """{"label", "help"} of an act of the moderators' page."""
    label, words = {
        "publish": (_("Publish"), _("Everyone can read it; its author is told.")),
        "keep": (_("Leave as it is"), _("It was read and breaks no article; reports are answered.")),
        "ask": (_("Ask the author"), _("It waits apart until the answer comes.")),
        "redact": (
            _("Mask words"),
            _("A name, an address, a number. A black bar says that words were masked, and by which article."),
        ),
        "question": (
            _("Make it a question"),
            _("It enters the register of questions: a service answers it in public."),
        ),
        "hide": (
            _("Hide"),
            _("The place, the answers and the links stay. The article is shown; the author can contest."),
        ),
        "review": (
            _("Answer the contest"),
            _("The first decision and yours are both kept. The author reads your reason."),
        ),
    }[name]
    return {"label": label, "help": words}


@register.simple_tag
def standing(contribution, user):
    """What moderation asks of the author, when it is they who read: an AuthorStanding, or nothing."""
    if not permissions.is_author(user, contribution):
        return None
    return queries.author_standing(contribution)


@register.simple_tag
def decision_notice(standing):
    """{"title", "text", "link_label"} of what was decided about one's words, for their author."""
    decision = standing.decision
    hidden = decision.act == Act.HIDDEN
    if standing.review:
        return {
            "title": _("A second moderator confirmed the decision")
            if standing.review.act == Act.UPHELD
            else _("A second moderator undid the decision"),
            "text": standing.review.reason,
            "link_label": _("Read both decisions"),
        }
    article = decision.article.label if decision.article else decision.reason
    return {
        "title": _("Your words were hidden") if hidden else _("Some of your words were masked"),
        "text": f"{article}.",
        "link_label": _("Read the decision, or contest it")
        if standing.may_contest
        else _("Read the decision and what you answered"),
    }


@register.simple_tag
def months_table(months):
    """The months of moderation for components/table.html."""
    counts = (
        _("Median delay"),
        _("Published or left"),
        _("Hidden"),
        _("Words masked"),
        _("Reports"),
        pgettext("contests", "Confirmed"),
        pgettext("contests", "Undone"),
    )
    return {
        "columns": [{"label": _("Month")}, *({"label": label, "is_number": True} for label in counts)],
        "rows": [{"head": day(row.month, "month"), "cells": _month_cells(row)} for row in months],
    }


def _month_cells(row):
    acts = (Act.HIDDEN, Act.REDACTED)
    reviews = (Act.UPHELD, Act.OVERTURNED)
    cells = [row.left, *(row.acts.get(act, 0) for act in acts), row.reports]
    cells += [row.acts.get(act, 0) for act in reviews]
    return [waiting_words(row.median) or "–", *map(number, cells)]


@register.simple_tag
def reasons_table(months):
    """What was hidden or masked, by month and article, for components/table.html."""
    return {
        "columns": [
            {"label": _("Month")},
            {"label": _("Article")},
            {"label": _("Hidden or masked"), "is_number": True},
        ],
        "rows": [
            {
                "head": day(row.month, "month"),
                "cells": [article.label if article else _("Another reason"), number(count)],
            }
            for row in months
            for article, count in sorted(row.reasons.items(), key=_by_position)
        ],
    }


def _by_position(reason):
    article = reason[0]
    return (article.position, article.code) if article else (999, "")


@register.simple_tag
def question_act_words(name):
    """{"label", "help"} of an act of the desk of questions."""
    label, words = {
        "assign": (_("Give it a service"), _("The service and the date are public.")),
        "join": (
            _("Join it to another question"),
            _("Both keep their place; one answer reaches everyone who asked either."),
        ),
        "answer": (
            _("Answer"),
            _(
                "The answer is public, and goes to everyone who asked: the author, those who ask it too, followers."
            ),
        ),
        "absorb": (
            _("Say that the base document holds the answer"),
            _("The register leads to the revision where everyone can read it."),
        ),
    }[name]
    return {"label": label, "help": words}


def asking_words(is_mine, count):
    """The support button of a question."""
    if is_mine:
        return _("You ask it too")
    return _("I ask it too, %(count)s") % {"count": number(count)} if count else _("I ask it too")


def others_ask(contribution):
    """How many other people ask a question of the register, or nothing."""
    count = contribution.support_count
    if not count:
        return ""
    return ngettext("%(count)s other person asks it", "%(count)s other people ask it", count) % {
        "count": number(count)
    }


def absorbed(line, campaign):
    """Where the base document holds the answer: {"label", "url"}, or nothing."""
    if line is None or line.absorbed_in is None:
        return None
    revision = line.absorbed_in.number
    label = _("Written in the base document since revision %(number)s") % {"number": revision}
    return {"label": label, "url": reverse("base_document:revision", args=[campaign.slug, revision])}
