"""Writing the winners' delivery: steps planned, done, put off."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.delivery.choices import MilestoneState
from budget.delivery.models import Milestone
from budget.delivery.permissions import may_follow_delivery
from budget.journal.services import DomainError, record
from budget.projects import services as projects

_STEP_PLANNED = gettext_lazy("“%(project)s”: %(step)s, planned for %(date)s")
_STEP_DONE = gettext_lazy("“%(project)s”: %(step)s, done")
_STEP_LATE = gettext_lazy("“%(project)s”: %(step)s, put off to %(date)s")


class DeliveryError(DomainError):
    """A step of the delivery that was refused."""


@transaction.atomic
def start_delivery(*, project, actor, now):
    """The works begin: the winner passes to "in delivery". Raises DeliveryError, or the projects step's error."""
    _check(project, actor, now)
    return projects.start_delivery(project=project, actor=actor, now=now)


@transaction.atomic
def add_milestone(*, project, actor, title, due_on, now, text="", is_done=False):
    """Publish a dated step of a winner's delivery; `is_done` for one already behind us. Raises DeliveryError."""
    _check(project, actor, now)
    title = title.strip()
    if not title:
        raise DeliveryError(_("Give the step a title: for example “First tree planted”."), field="title")
    milestone = Milestone.objects.create(
        project=project,
        title=title,
        text=text.strip(),
        due_on=due_on,
        state=MilestoneState.DONE if is_done else MilestoneState.PLANNED,
        published_at=now,
    )
    _record("milestone.added", milestone, actor, now, {"due_on": due_on})
    title = _STEP_DONE if is_done else _STEP_PLANNED
    _tell(milestone, "added", title, now, actor, text=milestone.text)
    return milestone


@transaction.atomic
def mark_done(*, milestone, actor, now):
    """The step is behind us; what was late keeps its reason. Raises DeliveryError when it already was."""
    milestone = _locked(milestone, actor, now)
    milestone.state = MilestoneState.DONE
    milestone.save(update_fields=["state"])
    _record("milestone.done", milestone, actor, now, {"due_on": milestone.due_on})
    _tell(milestone, "done", _STEP_DONE, now, actor, text=milestone.text)
    return milestone


@transaction.atomic
def report_delay(*, milestone, actor, reason, new_date, now):
    """Put a step off: the reason is public, the new date comes after the old one. Raises DeliveryError."""
    milestone = _locked(milestone, actor, now)
    if not reason.strip():
        raise DeliveryError(
            _("Say why the step is late: people who follow the project will read it."), field="reason"
        )
    if not new_date or new_date <= milestone.due_on:
        raise DeliveryError(_("Give a new date, later than the one announced."), field="new_date")
    detail = {"was_due_on": milestone.due_on, "due_on": new_date}
    milestone.state, milestone.reason, milestone.due_on = MilestoneState.LATE, reason.strip(), new_date
    milestone.save(update_fields=["state", "reason", "due_on"])
    _record("milestone.delayed", milestone, actor, now, detail, reason.strip())
    _tell(milestone, f"delayed:{new_date}", _STEP_LATE, now, actor, text=milestone.reason)
    return milestone


def _check(project, actor, now):
    if not may_follow_delivery(actor, project, now=now):
        raise DeliveryError(_("Only the team that follows the works can do this, for a project that won."))


def _locked(milestone, actor, now):
    """The milestone, locked, once it is known that the actor may change it and that it is not done."""
    milestone = (
        Milestone.objects.select_for_update(of=["self"]).select_related("project").get(pk=milestone.pk)
    )
    _check(milestone.project, actor, now)
    if milestone.state == MilestoneState.DONE:
        raise DeliveryError(_("This step is already done: publish a new step instead."))
    return milestone


def _record(action, milestone, actor, now, detail, reason=""):
    record(
        actor=actor,
        action=action,
        obj=milestone.project,
        now=now,
        reason=reason,
        detail={"milestone": milestone.title, **detail},
    )


def _tell(milestone, what, title, now, actor, *, text):
    """Tell each person upstream, each follower and each committed partner once; queries.only_by_code_for lists the rest."""
    project = milestone.project

    def words():
        date = date_format(milestone.due_on, "DATE_FORMAT")
        return title % {"project": Truncator(project.title).chars(80), "step": milestone.title, "date": date}

    projects.tell_upstream(
        project=project,
        event=f"milestone.{what.partition(':')[0]}",
        title=words,
        text=text,
        now=now,
        key=f"milestone.{what}:{milestone.pk}",
        actor=actor,
    )
