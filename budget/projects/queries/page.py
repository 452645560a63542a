"""A project's page: what, where, how much, where it comes from, who commits what, what was decided."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from budget.campaigns.queries import phases
from budget.contributions.choices import EdgeKind, Fidelity, Nature
from budget.contributions.models import Contribution
from budget.contributions.queries import gathered, origins_of
from budget.contributions.queries.listing import with_counts
from budget.partners.queries import interests_in
from budget.projects.choices import ProjectState
from budget.projects.models import Assessment, Project
from budget.projects.queries.committing import commitments_to

QUOTE_LENGTH = 200


@dataclass(frozen=True)
class Source:
    """Something said that led to the project. `via`: the merged project it first became, or None."""

    contribution: Contribution
    provenance: str
    bank: str
    via: object = None


@dataclass(frozen=True)
class ProjectPage:
    """Everything the page shows. `origins`: [(channel, count)] of the direct sources."""

    project: Project
    sources: list
    merged: list
    origins: list
    assessments: list
    commitments: list
    interests: list
    phases: dict  # {kind: Phase}, the latest of each kind

    @property
    def assessment(self):
        """The verdict that holds, or None."""
        return self.assessments[-1] if self.assessments else None

    @property
    def refusal(self):
        """The verdict that keeps the project out of the vote, or None."""
        if self.project.state != ProjectState.REFUSED or not self.assessments:
            return None
        return self.assessments[-1]

    @property
    def has_notices(self):
        """Whether something awkward must be said at the top of the page."""
        return bool(
            self.interests
            or self.refusal
            or self.project.closing_reason
            or self.project.state in (ProjectState.MERGED, ProjectState.WITHDRAWN)
        )

    @property
    def has_appeal(self):
        return any(assessment.is_appeal for assessment in self.assessments)

    @cached_property
    def quote(self):
        """The sentence put forward: the first argument in favour, else the first thing said word for word, else none.

        Never a long one, nor one said in the name of an organisation.
        """
        people = [
            source
            for source in self.sources
            if not source.contribution.partner_id and len(source.contribution.text) <= QUOTE_LENGTH
        ]
        said = [source for source in people if source.contribution.nature == Nature.FOR]
        said += [source for source in people if source.contribution.fidelity == Fidelity.VERBATIM]
        return said[0] if said else None

    @cached_property
    def span_months(self):
        """How many calendar months the sources span, the first and the last included; 0 without sources."""
        if not self.sources:
            return 0
        first, last = self.sources[0].contribution.said_at, self.sources[-1].contribution.said_at
        return (last.year - first.year) * 12 + last.month - first.month + 1

    def is_open(self, kind, now):
        phase = self.phases.get(kind)
        return phase is not None and phase.opens_at <= now < phase.closes_at


def project_named(campaign, reference):
    """The project of this reference in a campaign, with what permissions look at; raises Project.DoesNotExist."""
    return (
        Project.objects.filter(campaign=campaign)
        .select_related("campaign", "partner", "envelope__district", "theme", "objective")
        .get(reference=reference)
    )


def project_page(campaign, reference):
    """The ProjectPage of this reference; raises Project.DoesNotExist. Seven queries, however many sources there are.

    Drafts are found too: the view asks `may_see`.
    """
    return _page(Project.objects.filter(campaign=campaign), reference)


def project_page_at(slug, reference):
    """The same from the address of a public campaign, without reading the campaign first."""
    return _page(Project.objects.filter(campaign__slug=slug, campaign__is_public=True), reference)


def _page(projects, reference):
    project = (
        projects.select_related(
            "campaign",
            "theme",
            "envelope__district",
            "objective__axis",
            "partner",
            "submitted_by",
            "merged_into__campaign",
            "merge_consent__campaign",
        )
        .prefetch_related(
            Prefetch("assessments", Assessment.objects.order_by("signed_at", "pk"), to_attr="verdicts")
        )
        .annotate(**gathered("project"))
        .get(reference=reference)
    )
    origins = origins_of(project)
    return ProjectPage(
        project=project,
        sources=_sources(origins),
        merged=origins.projects,
        origins=direct_counts(project, origins),
        assessments=project.verdicts,
        commitments=list(commitments_to(project)),
        interests=list(interests_in(project)),
        phases={phase.kind: phase for phase in phases(project.campaign)},
    )


def direct_counts(project, origins):
    """[(channel, count)] of what became this very project, as `channel_counts` gives them, from its Origins."""
    direct = Counter(
        said.channel
        for said in origins.contributions
        if said.is_public and said.kind == EdgeKind.BECAME and said.leads_to == project.reference
    )
    return sorted(direct.items())


def _sources(origins):
    """The public contributions upstream in the order they were said, each with its counts and its way here."""
    ids = [origin.id for origin in origins.contributions if origin.is_public]
    rows = with_counts(Contribution.objects.filter(pk__in=ids)).select_related("campaign", "partner")
    said = {row.pk: row for row in rows}
    merged = {project.reference: project for project in origins.projects}
    return [
        Source(said[origin.id], origin.provenance, origin.bank, merged.get(origin.leads_to))
        for origin in origins.contributions
        if origin.id in said
    ]
