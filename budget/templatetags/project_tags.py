"""What later steps say on a project's page: what the vote decided, and what comes next."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from budget.campaigns.choices import PhaseKind, PhaseState
from budget.campaigns.queries import phases
from budget.delivery.choices import MilestoneState
from budget.delivery.queries import milestones_of
from budget.projects.choices import LISTABLE_STATES, WON_STATES, ProjectState
from budget.results.queries import published_award
from budget.templatetags.front import day, day_range, frtypo
from budget.templatetags.results_words import why

register = template.Library()

#: Steps of the edition that lie before a project that may still win.
AHEAD = (PhaseKind.VOTE, PhaseKind.RESULTS, PhaseKind.DELIVERY)
STEP_STATES = {PhaseState.BEFORE: "next", PhaseState.OPEN: "now", PhaseState.AFTER: "past"}


@register.inclusion_tag("budget/results/award.html")
def project_award(project):
    """What the published count decided and why; nothing before publication. 1 query."""
    award = published_award(project)
    if award is None:
        return {"award": None}
    decisions = {decision["project_id"]: decision for decision in award.run.decisions}
    titles = {told["reference"]: told["title"] for told in award.told_titles}
    return {
        "award": award,
        "run": award.run,
        "currency": award.run.campaign.currency,
        "why": why(award, award.run, decisions[project.reference], titles),
        "url": reverse("results:campaign", args=[award.run.campaign.slug]),
    }


@register.inclusion_tag("budget/delivery/next.html")
def project_next(project, now, known_phases=None):
    """“What comes next”: the milestones of a winner, or the phases that lie before a project of the ballot."""
    if project.state in WON_STATES:
        steps = milestone_path(milestones_of(project, now=now))
        lead = _("The works, step by step.")
    elif project.state == ProjectState.ON_BALLOT or project.state in LISTABLE_STATES:
        ahead = phases(project.campaign) if known_phases is None else known_phases
        steps = _phase_steps(ahead, now)
        lead = _("If the project wins.")
    else:
        steps, lead = [], ""
    return {"project": project, "steps": steps, "lead": lead, "is_won": project.state in WON_STATES}


@register.simple_tag
def milestone_path(milestones):
    """Milestones as components/follow-slip/path.html takes them: the first not done is where the works stand."""
    steps, has_now = [], False
    for milestone in milestones:
        if milestone.state == MilestoneState.DONE:
            state = "past"
        else:
            state, has_now = "next" if has_now else "now", True
        steps.append(
            {
                "title": frtypo(milestone.title),
                "text": frtypo(_milestone_words(milestone)),
                "state": state,
                "is_late": milestone.state == MilestoneState.LATE,
            }
        )
    return steps


def _milestone_words(milestone):
    words = [day(milestone.due_on, "year")]
    if milestone.reason:
        words.append(milestone.reason)
    if milestone.text and milestone.text != milestone.reason:
        words.append(milestone.text)
    return ". ".join(word.rstrip(".") for word in words) + "."


def _phase_steps(campaign_phases, now):
    return [
        {
            "title": phase.label,
            "text": day_range(phase.opens_at, phase.closes_at),
            "state": STEP_STATES[phase.state_at(now)],
        }
        for phase in campaign_phases
        if phase.kind in AHEAD
    ]
