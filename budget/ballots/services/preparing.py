"""From a phase to a frozen ballot definition."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from budget.ballots import permissions
from budget.ballots.choices import BallotFormat, VoteState
from budget.ballots.models import Section, Vote
from budget.ballots.queries import candidate_projects
from budget.ballots.services.definition import check_complete, draft_definition, with_projects
from budget.ballots.services.errors import VoteError, require
from budget.campaigns import queries as campaigns
from budget.campaigns.choices import PhaseKind
from budget.journal.services import record
from budget.projects.choices import LISTABLE_STATES
from budget.projects.services import list_on_ballot
from budget.rules.ballot import Definition, definition_sha256


@transaction.atomic
def prepare_vote(
    *,
    phase,
    actor,
    slug,
    now,
    ballot_format=BallotFormat.KNAPSACK,
    max_city=5,
    max_district=3,
    districts_per_voter=1,
    sections=None,
    mix_min=50,
    grace_s=120,
):
    """Draft the vote of a phase of kind vote, with one section per envelope of its campaign. Returns the Vote.

    `sections`, to decide otherwise: [(envelope, format, maximum or None)]. The dates are those of the phase. A draft
    is changed by preparing it again under the same slug. `actor` None is the system.
    """
    require(actor is None or permissions.may_prepare_vote(actor, phase.campaign, now=now))
    if phase.kind != PhaseKind.VOTE:
        raise VoteError(_("Choose a phase of voting."), field="phase")
    if sections is None:
        sections = [
            (envelope, ballot_format, max_city if envelope.district.is_citywide else max_district)
            for envelope in campaigns.envelopes(phase.campaign)
        ]
    _forget_draft(phase, slug)
    vote = create_vote(phase=phase, slug=slug, mix_min=mix_min, grace_s=grace_s)
    definition = draft_definition(
        vote_uid=vote.uid,
        title=phase.campaign.title,
        title_en=phase.campaign.title_en,
        districts_per_voter=districts_per_voter,
        sections=sections,
    )
    vote.rules = definition.to_data()
    vote.save(update_fields=["rules"])
    create_sections(vote, definition, [envelope for envelope, _format, _max in sections])
    record(actor=actor, action="prepare_vote", obj=vote, now=now)
    return vote


def _forget_draft(phase, slug):
    drafts = Vote.objects.filter(phase=phase, slug=slug, state=VoteState.DRAFT)
    Section.objects.filter(vote__in=drafts).delete()
    drafts.delete()


def create_vote(*, phase, slug, **fields):
    """A draft on the dates of its phase. Raises VoteError when the phase has a vote or the address is taken."""
    try:
        with transaction.atomic():
            return Vote.objects.create(
                phase=phase, slug=slug, opens_at=phase.opens_at, closes_at=phase.closes_at, **fields
            )
    except IntegrityError as error:
        raise VoteError(
            _("This phase already has a vote, or this address is taken. Choose another one."), field="slug"
        ) from error


def create_sections(vote, definition, envelopes):
    """The rows that roll and box refer to, one per section of the definition, in the same order."""
    Section.objects.bulk_create(
        Section(
            vote=vote,
            envelope=envelope,
            code=section.code,
            label=section.label,
            amount_cents=section.budget_cents,
        )
        for section, envelope in zip(definition.sections, envelopes, strict=True)
    )


@transaction.atomic
def freeze_vote(*, vote, actor, now):
    """Freeze the ballot definition with the projects fit for the vote, and put them on the ballot. Returns the Vote.

    From here on the database refuses any change of rules, sections or keys. Raises VoteError when a section is empty
    or a project cannot be listed, ProjectError when one lacks its upkeep.
    """
    vote = Vote.objects.select_for_update().select_related("phase__campaign").get(pk=vote.pk)
    require(permissions.may_freeze_vote(actor, vote, now=now))
    if vote.state != VoteState.DRAFT:
        raise VoteError(_("This ballot definition is already frozen."))
    projects = list(candidate_projects(vote.phase.campaign))
    definition = with_projects(Definition.from_data(vote.rules), map(option_of, projects))
    check_complete(definition)
    for project in projects:
        if project.state in LISTABLE_STATES:
            list_on_ballot(project=project, actor=actor, now=now)
    store_definition(vote, definition, state=VoteState.FROZEN)
    record(
        actor=actor,
        action="freeze_vote",
        obj=vote,
        now=now,
        detail={"rules_sha256": vote.rules_sha256.hex(), "projects": len(projects)},
    )
    return vote


def option_of(project):
    """A project as `definition.with_projects` takes it."""
    return {
        "id": project.reference,
        "title": project.title,
        "summary": project.summary,
        "theme": project.theme.code if project.theme else "",
        "cost_cents": project.cost_cents,
        "upkeep_cents": project.upkeep_cents,
        "section": project.envelope.district.code,
    }


def store_definition(vote, definition, *, state):
    """Write the definition, its hash and the new state in one statement."""
    vote.rules = definition.to_data()
    vote.rules_sha256 = definition_sha256(definition)
    vote.state = state
    vote.save(update_fields=["rules", "rules_sha256", "state"])


def preview_definition(vote):
    """What `freeze_vote` would freeze now: (definition, the reason why it cannot be frozen or "")."""
    definition = Definition.from_data(vote.rules)
    if vote.state != VoteState.DRAFT:
        return definition, ""
    try:
        definition = with_projects(definition, map(option_of, candidate_projects(vote.phase.campaign)))
        check_complete(definition)
    except VoteError as error:
        return definition, error.message
    return definition, ""
