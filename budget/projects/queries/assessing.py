"""What assessors have to do, and everything they need on one screen."""

from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, Value, When

from budget.campaigns.choices import PhaseKind
from budget.campaigns.queries import open_phases
from budget.contributions.queries import origins_of
from budget.partners.queries import interests_in
from budget.projects.choices import ASSESSABLE_STATES, ProjectState
from budget.projects.models import Assessment, Project
from budget.projects.queries.listing import channel_counts


@dataclass(frozen=True, slots=True)
class Task:
    """A project to assess; `is_appeal` when someone else refused it and its authors ask again."""

    project: Project
    origins: list  # [(channel, count)]
    is_appeal: bool


@dataclass(frozen=True, slots=True)
class WorkList:
    """What there is to assess now, and until when."""

    tasks: list
    done: list  # Assessment, newest first
    closes_at: object


def projects_to_assess(campaign, user, *, now):
    """The WorkList of an assessor in a campaign: nothing while neither assessment nor appeals are open. Four queries.

    Projects already under assessment come first, then the oldest. During appeals: refusals this person did not sign.
    """
    windows = {
        phase.kind: phase.closes_at
        for phase in open_phases(campaign, now=now)
        if phase.kind in (PhaseKind.ASSESSMENT, PhaseKind.APPEAL)
    }
    wanted = Q(pk__in=[])
    if PhaseKind.ASSESSMENT in windows:
        wanted |= Q(state__in=ASSESSABLE_STATES)
    if PhaseKind.APPEAL in windows:
        wanted |= Q(state=ProjectState.REFUSED, is_mine=False)
    first = Case(
        When(state=ProjectState.UNDER_ASSESSMENT, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    projects = list(
        Project.objects.filter(campaign=campaign)
        .annotate(is_mine=Exists(Assessment.objects.filter(project=OuterRef("pk"), assessor=user)))
        .filter(wanted)
        .select_related("campaign", "theme", "envelope__district", "partner")
        .order_by(first, "submitted_at", "reference")
    )
    counts = channel_counts([project.pk for project in projects])
    done = (
        Assessment.objects.filter(project__campaign=campaign, assessor=user)
        .select_related("project__campaign")
        .order_by("-signed_at", "-pk")
    )
    return WorkList(
        tasks=[Task(p, counts[p.pk], p.state == ProjectState.REFUSED) for p in projects],
        done=list(done[:50]),
        closes_at=max(windows.values(), default=None),
    )


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """A project beside everything that was said about it, by bank, and what it may cost at most."""

    project: Project
    written: list  # Origin: online, on paper, by phone or by post
    spoken: list  # Origin: around tables, at councils and stands
    origins: list  # [(channel, count)]
    merged: list  # Project
    interests: list  # DeclaredInterest
    former: list  # Assessment, oldest first

    @property
    def limit_cents(self):
        return self.project.envelope.amount_cents


def assessment_page(campaign, reference):
    """The AssessmentPage of a project; raises Project.DoesNotExist. Six queries."""
    project = (
        Project.objects.filter(campaign=campaign)
        .select_related("campaign", "theme", "envelope__district", "objective", "partner", "submitted_by")
        .prefetch_related(
            Prefetch("assessments", Assessment.objects.order_by("signed_at", "pk"), to_attr="verdicts")
        )
        .get(reference=reference)
    )
    origins = origins_of(project)
    said = [origin for origin in origins.contributions if origin.is_public]
    return AssessmentPage(
        project=project,
        written=[origin for origin in said if origin.bank != "room"],
        spoken=[origin for origin in said if origin.bank == "room"],
        origins=channel_counts([project.pk])[project.pk],
        merged=origins.projects,
        interests=list(interests_in(project)),
        former=project.verdicts,
    )
