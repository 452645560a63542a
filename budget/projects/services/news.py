"""What is told of a project, to everyone upstream of it: those who said it, submitted it, follow it, committed to it."""

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from budget.contributions.queries import origins_of
from budget.contributions.services import tell
from budget.projects.choices import CommitmentState, ProjectState

#: What the new state of a project is called in a notice.
_TITLES = {
    ProjectState.FIT: lambda title: _("“%(title)s” was found feasible") % {"title": title},
    ProjectState.FIT_WITH_CONDITIONS: lambda title: _("“%(title)s” was found feasible, with conditions") % {"title": title},
    ProjectState.REFUSED: lambda title: _("“%(title)s” was not found feasible: here is why") % {"title": title},
    ProjectState.ON_BALLOT: lambda title: _("“%(title)s” is on the ballot") % {"title": title},
    ProjectState.WINNER: lambda title: _("“%(title)s” has won") % {"title": title},
    ProjectState.RESERVE: lambda title: _("“%(title)s” is on the reserve list") % {"title": title},
    ProjectState.NOT_RETAINED: lambda title: _("“%(title)s” was not among the winners") % {"title": title},
    ProjectState.DELIVERED: lambda title: _("“%(title)s” is finished") % {"title": title},
    ProjectState.PARTLY_DELIVERED: lambda title: _("“%(title)s” is finished in part") % {"title": title},
    ProjectState.ABANDONED: lambda title: _("“%(title)s” was given up: here is why") % {"title": title},
}  # fmt: skip


def tell_upstream(*, project, event, title, text="", now, key, actor=None, is_urgent=False):
    """Tell each person upstream of `project`, each follower and each committed partner once; returns what `tell` does.

    Upstream: who said what became it, through merged projects too, and who submitted them.
    """
    origins = origins_of(project)
    projects = [project.pk, *(merged.id for merged in origins.projects)]
    return tell(
        event=event,
        obj=project,
        contributions=[origin.id for origin in origins.contributions],
        people=_submitters_and_partners(projects, project),
        things=[("project", pk) for pk in projects],
        title=title,
        text=text,
        url=project.get_absolute_url,
        now=now,
        key=key,
        is_urgent=is_urgent,
        except_for=actor,
    )


def tell_state(project, *, actor, now, text="", is_urgent=False):
    """Tell upstream what the project has just become."""
    state = ProjectState(project.state)
    return tell_upstream(
        project=project,
        event=f"project.{state}",
        title=lambda: _TITLES[state](Truncator(project.title).chars(150)),
        text=text,
        now=now,
        key=f"project.{state}:{project.pk}:{now:%Y%m%d%H%M%S}",
        actor=actor,
        is_urgent=is_urgent,
    )


def _submitters_and_partners(projects, project):
    committed = Q(memberships__partner__commitments__project=project) & ~Q(
        memberships__partner__commitments__state=CommitmentState.WITHDRAWN
    )
    concerned = Q(projects__in=projects) | committed
    if project.partner_id:
        concerned |= Q(memberships__partner=project.partner_id)
    return get_user_model().objects.filter(concerned).distinct()
