"""Submitting a project, changing its text, taking it back."""

from django.db import transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from budget.campaigns.models import Campaign
from budget.contributions.choices import PUBLIC_STATES, EdgeKind
from budget.contributions.services import draw_edge
from budget.journal.services import record
from budget.projects import permissions
from budget.projects.choices import ProjectState
from budget.projects.models import Project
from budget.projects.services.moves import ProjectError, lock, move
from budget.rules.costs import format_cents

#: What authors may change.
TEXT_FIELDS = (
    "title",
    "summary",
    "description",
    "envelope",
    "theme",
    "objective",
    "place",
    "cost_cents",
    "upkeep_cents",
)


@transaction.atomic
def submit_project(
    *,
    campaign,
    actor,
    title,
    summary,
    envelope,
    cost_cents,
    now,
    description="",
    theme=None,
    objective=None,
    upkeep_cents=None,
    place="",
    partner=None,
    sources=(),
    reference=None,
):
    """Submit a project, as oneself or for `partner`, from scratch or from contributions (`sources`).

    Each source gets a `became` edge, and its state follows it. `reference` is given by imports, otherwise
    the next free one is taken under a lock. Raises ProjectError with the field to correct.
    """
    _check_submitter(actor, campaign, partner, now)
    values = {
        "title": title,
        "summary": summary,
        "description": description,
        "envelope": envelope,
        "theme": theme,
        "objective": objective,
        "place": place,
        "cost_cents": cost_cents,
        "upkeep_cents": upkeep_cents,
    }
    values = _checked(values, campaign)
    sources = _checked_sources(sources, campaign)
    project = Project.objects.create(
        campaign=campaign,
        reference=allocate_reference(campaign, reference),
        state=ProjectState.SUBMITTED,
        submitted_by=actor,
        partner=partner,
        submitted_at=now,
        updated_at=now,
        **values,
    )
    _draw_lineage(project, sources, actor, now)
    record(
        actor=actor,
        action="submit_project",
        obj=project,
        now=now,
        detail={
            "campaign": campaign.slug,
            "partner": partner.reference if partner else "",
            "sources": [source.reference for source in sources],
        },
    )
    return project


@transaction.atomic
def edit_project(*, project, actor, now, **changes):
    """Change fields of TEXT_FIELDS while the phase is open; the journal keeps what they were."""
    unknown = set(changes) - set(TEXT_FIELDS)
    if unknown:
        raise TypeError(f"not part of a project's text: {sorted(unknown)}")
    project = lock(project)
    if not permissions.is_author(actor, project, now=now):
        raise ProjectError(_("Only its authors can change this project."))
    if not permissions.may_edit(actor, project, now=now):
        raise ProjectError(
            _("This project can no longer be changed: submissions are closed, or a service is assessing it.")
        )
    values = {field: getattr(project, field) for field in TEXT_FIELDS}
    after = _checked({**values, **changes}, project.campaign)
    was = {field: str(value or "") for field, value in values.items() if after[field] != value}
    for field in was:
        setattr(project, field, after[field])
    project.updated_at = now
    project.save(update_fields=[*was, "updated_at"])
    detail = {"campaign": project.campaign.slug, "was": was}
    record(actor=actor, action="edit_project", obj=project, now=now, detail=detail)
    return project


@transaction.atomic
def withdraw_project(*, project, actor, now, reason=""):
    """Take a project back before it is on the ballot. Its page and its lineage stay."""
    project = lock(project)
    if not permissions.is_author(actor, project, now=now):
        raise ProjectError(_("Only its authors can withdraw this project."))
    project.closing_reason = reason.strip()
    return move(
        project,
        ProjectState.WITHDRAWN,
        actor=actor,
        action="withdraw_project",
        now=now,
        reason=reason.strip(),
        fields=["closing_reason"],
    )


def allocate_reference(campaign, reference=None):
    """`reference` if it is free, or the next one (P06), under a lock on the campaign until the transaction ends."""
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if reference is None:
        return next_reference(campaign)
    if Project.objects.filter(campaign=campaign, reference=reference).exists():
        raise ProjectError(
            _("The reference %(reference)s is taken in this campaign.") % {"reference": reference},
            field="reference",
        )
    return reference


def next_reference(campaign):
    """The reference after the highest one. Alone it promises nothing: see `allocate_reference`."""
    numbers = Project.objects.filter(campaign=campaign, reference__regex=r"^P[0-9]{1,9}$")
    last = numbers.aggregate(last=Max(Cast(Substr("reference", 2), IntegerField())))["last"] or 0
    return f"P{last + 1:02d}"


def _check_submitter(actor, campaign, partner, now):
    if actor is None or not actor.is_authenticated:
        raise ProjectError(_("Sign in to submit a project."))
    if not permissions.is_submission_open(campaign, now=now):
        raise ProjectError(
            _("Submissions are closed. The dates are on the campaign's page; what you wrote is still below.")
        )
    if not permissions.may_submit(actor, campaign, now=now, partner=partner):
        raise ProjectError(
            _("You can speak only for an organisation that the City validated and that you represent."),
            field="partner",
        )


def _checked(values, campaign):
    """The values, texts trimmed. Raises ProjectError at the first one to correct, in the order of the form."""
    texts = ("title", "summary", "description", "place")
    values = {field: value.strip() if field in texts else value for field, value in values.items()}
    if not values["title"]:
        raise ProjectError(_("Give your project a title."), field="title")
    if not values["summary"]:
        raise ProjectError(_("Describe your project in a few sentences."), field="summary")
    envelope = values["envelope"]
    if envelope is None or envelope.campaign_id != campaign.pk:
        raise ProjectError(_("Choose a district, or the whole city."), field="envelope")
    check_cost(values["cost_cents"], values["upkeep_cents"], envelope)
    return values


def check_cost(cost_cents, upkeep_cents, envelope):
    """Raise ProjectError unless the cost is above zero and within its envelope, and the upkeep not negative."""
    if not cost_cents or cost_cents <= 0:
        raise ProjectError(_("Write the cost in euros, above zero: for example 62000."), field="cost_cents")
    if upkeep_cents is not None and upkeep_cents < 0:
        raise ProjectError(_("Write the upkeep per year in euros: 0 if there is none."), field="upkeep_cents")
    if cost_cents > envelope.amount_cents:
        raise ProjectError(
            _("The envelope of %(district)s is %(amount)s: lower the cost, or split the project in two.")
            % {"district": envelope.district.label, "amount": amount(envelope.amount_cents)},
            field="cost_cents",
        )


def amount(cents):
    """An amount as it is written in the active language."""
    return format_cents(cents, (get_language() or "fr")[:2])


def _checked_sources(sources, campaign):
    sources = list(dict.fromkeys(sources))
    for source in sources:
        if source.campaign_id != campaign.pk or source.state not in PUBLIC_STATES:
            raise ProjectError(
                _("%(reference)s is not a public contribution of this campaign.")
                % {"reference": source.reference},
                field="sources",
            )
    return sources


def _draw_lineage(project, sources, actor, now):
    for source in sources:
        draw_edge(source=source, target=project, kind=EdgeKind.BECAME, actor=actor, now=now)
