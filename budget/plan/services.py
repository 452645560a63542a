"""What is done with the strategic plan. Every function is one transaction with its line in the journal."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from budget.contributions.choices import PUBLIC_STATES, EdgeKind
from budget.contributions.services import draw_edge
from budget.journal.services import DomainError, record
from budget.plan import permissions
from budget.plan.models import Amendment, Axis, Objective


class PlanError(DomainError):
    """Something about the strategic plan that was refused."""


@transaction.atomic
def add_axis(*, code, title, actor, now, title_en=""):
    """Add an axis to the plan."""
    _check_writer(actor, now)
    if Axis.objects.filter(code=code).exists():
        raise PlanError(_("The code %(code)s is taken: choose another.") % {"code": code}, field="code")
    axis = Axis.objects.create(code=code, title=title, title_en=title_en)
    record(actor=actor, action="add_axis", obj=axis, now=now)
    return axis


@transaction.atomic
def add_objective(*, axis, code, text, actor, now, text_en=""):
    """Add an objective to an axis."""
    _check_writer(actor, now)
    if Objective.objects.filter(code=code).exists():
        raise PlanError(_("The code %(code)s is taken: choose another.") % {"code": code}, field="code")
    objective = Objective.objects.create(axis=axis, code=code, text=text, text_en=text_en)
    record(actor=actor, action="add_objective", obj=objective, now=now)
    return objective


@transaction.atomic
def correct_axis(*, axis, title, title_en, actor, now):
    """Correct the title of an axis; the journal keeps the former one."""
    _check_writer(actor, now)
    axis = Axis.objects.select_for_update(no_key=True).get(pk=axis.pk)
    was = {"title": axis.title, "title_en": axis.title_en}
    axis.title, axis.title_en = title, title_en
    axis.save(update_fields=["title", "title_en"])
    record(actor=actor, action="correct_axis", obj=axis, now=now, detail={"was": was})
    return axis


@transaction.atomic
def correct_objective(*, objective, text, text_en, actor, now):
    """Correct the wording of an objective; the journal keeps the former one. New words are amendments."""
    _check_writer(actor, now)
    objective = Objective.objects.select_for_update(no_key=True).get(pk=objective.pk)
    was = {"text": objective.text, "text_en": objective.text_en}
    objective.text, objective.text_en = text, text_en
    objective.save(update_fields=["text", "text_en"])
    record(actor=actor, action="correct_objective", obj=objective, now=now, detail={"was": was})
    return objective


@transaction.atomic
def adopt_amendment(
    *, objective, added, sources, actor, now, before=None, text=None, text_en=None, version=None, reason=""
):
    """Add words that people said to an objective. At least one public contribution is its source.

    `before`: the words they join (by default the present wording); `text`: the wording that results (by default
    one after the other). `version` is given by imports; otherwise it follows the last one.
    """
    if not permissions.may_amend(actor, objective, now=now):
        raise PlanError(_("Only the City's staff can amend the strategic plan."))
    added, sources = added.strip(), list(sources)
    if not added:
        raise PlanError(_("Write the words that are added."), field="added")
    _check_sources(sources)
    objective = Objective.objects.select_for_update(no_key=True).get(pk=objective.pk)
    before = objective.text if before is None else before.strip()
    amendment = Amendment.objects.create(
        objective=objective,
        version=_version(objective, version),
        before=before,
        added=added,
        accepted_at=now,
    )
    amendment.sources.set(sources)
    for source in sources:
        draw_edge(source=source, target=objective, kind=EdgeKind.FED, actor=actor, now=now, reason=added)
    objective.text = text or f"{before} {added}".strip()
    if text_en is not None:
        objective.text_en = text_en
    objective.save(update_fields=["text", "text_en"])
    record(
        actor=actor,
        action="adopt_amendment",
        obj=objective,
        now=now,
        reason=reason,
        detail={"version": amendment.version, "added": added, "sources": [s.reference for s in sources]},
    )
    return amendment


def _check_writer(actor, now):
    if not permissions.may_write_plan(actor, now=now):
        raise PlanError(_("Only the City's staff can write the strategic plan."))


def _check_sources(sources):
    if not sources:
        raise PlanError(
            _("Name at least one contribution these words come from: an amendment has a source."),
            field="sources",
        )
    hidden = [source.reference for source in sources if source.state not in PUBLIC_STATES]
    if hidden:
        raise PlanError(
            _("Choose public contributions as sources; these are not: %(references)s.")
            % {"references": ", ".join(hidden)},
            field="sources",
        )


def _version(objective, version):
    if version is None:
        return (objective.amendments.aggregate(last=Max("version"))["last"] or 1) + 1
    if objective.amendments.filter(version=version).exists():
        raise PlanError(
            _("Version %(version)s of this objective exists already.") % {"version": version}, field="version"
        )
    return version
