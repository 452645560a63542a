"""The page of a follow slip: the path of what was said, through project, vote and works."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.contributions.choices import CORRECTION_TIME, PUBLICATION_TIME, ContributionState, Nature
from budget.projects.choices import ProjectState
from budget.projects.models import Project
from budget.templatetags.debate import card, hidden_words
from budget.templatetags.front import day, euros, number
from budget.templatetags.project_tags import project_next

register = template.Library()

ANSWERS_SHOWN = 6
WAITING = (ContributionState.RECEIVED, ContributionState.HIDDEN, ContributionState.WITHDRAWN)


@register.inclusion_tag("components/breadcrumb.html")
def slip_trail():
    """The breadcrumb of the page: it never shows a code."""
    home = {"title": _("Home"), "url": reverse("wagtail_serve", args=[""])}
    return {"items": [home, {"title": _("Follow slip"), "url": ""}]}


@register.simple_tag
def phone_line():
    """Number and hours of the phone line, or nothing."""
    return settings.PHONE_LINE


@register.filter
def slip_where(contribution):
    """Where and when: "Night walk on the banks, table 2, 28 May 2026". Never a name."""
    if contribution.table is None:
        return f"{contribution.provenance}, {day(contribution.said_at, 'year')}"
    return _("%(workshop)s, table %(number)s, %(date)s") % {
        "workshop": contribution.table.workshop.title,
        "number": contribution.table.number,
        "date": day(contribution.said_at, "year"),
    }


@register.filter
def correctable_until(contribution):
    """When the time to correct ends."""
    return contribution.published_at + CORRECTION_TIME


@register.simple_tag
def slip_card(contribution):
    """The words as they stand, also while they wait; what was hidden stays hidden here too."""
    return {**card(contribution), "theme": contribution.theme, "district": ""}


@register.simple_tag
def slip_answers(contribution, thread):
    """The first answers to what was said, for and against alternating fairly, then the rest."""
    if contribution.state in WAITING:
        return []
    sides = [node for pair in zip(*thread.sides.values(), strict=False) for node in pair]
    left = [node for side in thread.sides.values() for node in side if node not in sides]
    nodes = [*sides, *left, *thread.further]
    return [card(node.contribution) for node in nodes if node.contribution.is_public][:ANSWERS_SHOWN]


@register.simple_tag
def slip_path(contribution, thread, now):
    """Steps for components/follow-slip/path.html: said, published, answered, project, vote, works."""
    steps = [_said(contribution), *_publication(contribution, thread, now)]
    if contribution.state not in WAITING:
        steps += _answer(contribution)
        steps += _project(contribution, thread, now)
    if not any(step["state"] == "now" for step in steps):
        last = max(at for at, step in enumerate(steps) if step["state"] == "past")
        steps[last]["state"] = "now"
    return steps


def _step(title, text="", url="", url_label="", state="past"):
    return {"title": title, "text": text, "url": url, "url_label": url_label, "state": state}


def _said(contribution):
    when = day(contribution.said_at, "year")
    if contribution.table is None:
        return _step(_("Received: %(where)s") % {"where": contribution.provenance}, when)
    title = _("Said at table %(number)s") % {"number": contribution.table.number}
    attended = contribution.table.workshop.attended
    if attended:
        people = ngettext("%(count)s person", "%(count)s people", attended) % {"count": number(attended)}
        when = _("%(date)s, in front of %(people)s") % {"date": when, "people": people}
    return _step(title, when)


def _publication(contribution, thread, now):
    if contribution.state == ContributionState.RECEIVED:
        return [_waiting(contribution, now)]
    if contribution.state in WAITING:
        words = hidden_words(contribution)
        if contribution.state == ContributionState.HIDDEN:
            contest = _(
                "If you disagree, say so where you spoke or by phone: someone else will read it again."
            )
            words = f"{words.rstrip('.')}. {contest}"
        return [_step(contribution.get_state_display(), words, state="now")]
    thread_url = reverse("contributions:detail", args=[contribution.campaign.slug, contribution.reference])
    words = f"{day(contribution.published_at, 'year')}."
    if not thread.total:
        return [_step(_("Published online"), words, thread_url, _("Its thread"))]
    answers = ngettext("%(count)s answer", "%(count)s answers", thread.total) % {
        "count": number(thread.total)
    }
    return [_step(_("Published online"), words, thread_url, answers)]


def _waiting(contribution, now):
    """“Sheet received on the 12th, published before the 14th”, and the truth when that day has passed."""
    due = contribution.received_at + PUBLICATION_TIME
    dates = {"received": day(contribution.received_at), "due": day(due)}
    if now < due:
        return _step(_("Sheet received on %(received)s, published before %(due)s") % dates, state="now")
    late = _("It was to be published before %(due)s: it still waits to be read by a moderator.") % dates
    return _step(_("Sheet received on %(received)s") % dates, late, state="now")


def _answer(contribution):
    line = getattr(contribution, "registration", None)
    if contribution.nature != Nature.QUESTION or line is None:
        return []
    if not line.answered_at:
        words = _("%(service)s answers before %(date)s.") % {
            "service": line.service,
            "date": day(line.due_on, "year"),
        }
        return [_step(_("Given to a service"), words, state="now")]
    words = f"{line.service}, {day(line.answered_at, 'year')}. {Truncator(line.answer).chars(400)}"
    return [_step(_("Answered"), words)]


def _project(contribution, thread, now):
    if thread.becoming is None:
        return []
    found = Project.objects.select_related("campaign", "envelope__district").filter(
        campaign=contribution.campaign, reference=thread.becoming.project.reference
    )
    project = found.first()
    if project is None or not project.is_public:
        return []
    words = f"{euros(project.cost_cents)}, {project.get_state_display().lower()}."
    title = (
        _("Did not become a project this year")
        if project.state == ProjectState.REFUSED
        else _("Became a project")
    )
    steps = [_step(title, words, project.get_absolute_url(), project.title)]
    return steps + [{"url": "", "url_label": "", **step} for step in project_next(project, now)["steps"]]
