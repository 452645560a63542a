"""Reading results. Nothing here tells a count before its publication, except `counted_runs`, for the staff's screen."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.functional import cached_property

from budget.campaigns import queries as campaigns
from budget.campaigns.choices import PhaseKind
from budget.results.models import Award, TallyRun


@dataclass
class EnvelopeResults:
    """One envelope's published count: its run and the decisions in the order of the count, winners among them."""

    run: TallyRun
    awards: list

    @property
    def envelope(self):
        return self.run.envelope

    @property
    def winners(self):
        return [award for award in self.awards if award.is_winner]

    @cached_property
    def most_votes(self):
        """The votes that fill a bar: at least 1."""
        return max([1, *(award.votes for award in self.awards)])

    @cached_property
    def decisions(self):
        """The rule's decisions by project reference."""
        return {decision["project_id"]: decision for decision in self.run.decisions}

    @cached_property
    def titles(self):
        """Titles of this count's projects by reference."""
        return {award.project.reference: award.project.title for award in self.awards}


@dataclass
class CampaignResults:
    """The published results of a campaign, city-wide envelope first."""

    campaign: object
    published_at: object
    envelopes: list

    @property
    def winners_count(self):
        return sum(len(envelope.winners) for envelope in self.envelopes)

    @property
    def spent_cents(self):
        return sum(envelope.run.spent_cents for envelope in self.envelopes)

    @property
    def budget_cents(self):
        return sum(envelope.run.budget_cents for envelope in self.envelopes)


def published_results(campaign):
    """The campaign's CampaignResults, or None before publication. 2 queries whatever the number of rows."""
    runs = list(_runs(campaign).filter(published_at__isnull=False))
    if not runs:
        return None
    rows = {run.pk: EnvelopeResults(run, []) for run in runs}
    awards = Award.objects.filter(run__in=list(rows)).select_related("project", "project__campaign")
    for award in awards.order_by("rank"):
        rows[award.run_id].awards.append(award)
    return CampaignResults(campaign, max(run.published_at for run in runs), list(rows.values()))


def published_award(project):
    """The published Award of a project with its run, or None; `told_titles`: {reference, title} of each project of this count. 1 query."""
    rivals = Award.objects.filter(run=OuterRef("run"))
    return (
        Award.objects.filter(project=project, run__published_at__isnull=False)
        .select_related("run__envelope__district", "run__campaign", "project")
        .annotate(
            told_titles=ArraySubquery(
                rivals.values_list(JSONObject(reference="project__reference", title="project__title"))
            )
        )
        .first()
    )


def counted_runs(*campaigns):
    """Every count of the campaigns, published or not: for those who may count them, and nobody else."""
    return _runs(*campaigns)


def is_published(campaign):
    """True once results of the campaign are public."""
    return TallyRun.objects.filter(campaign=campaign, published_at__isnull=False).exists()


def results_phase(campaign):
    """The phase whose opening is the announced day of the results, or None."""
    return campaigns.phase_of_kind(campaign, PhaseKind.RESULTS)


def _runs(*campaigns):
    return (
        TallyRun.objects.filter(campaign__in=campaigns)
        .select_related("campaign", "envelope__district", "envelope__campaign")
        .order_by("-envelope__district__is_citywide", "envelope__district__position", "envelope_id")
    )
