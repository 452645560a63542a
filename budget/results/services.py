"""Counting a closed vote, and publishing what was counted."""

from collections import Counter, defaultdict

from django.db import transaction
from django.utils.translation import gettext as _

from budget.ballots import queries as ballots
from budget.ballots import services as box
from budget.campaigns.models import Campaign
from budget.journal.services import DomainError, record
from budget.projects import services as projects
from budget.projects.choices import ProjectState
from budget.projects.models import Project
from budget.results.choices import AwardStatus, TallyRule
from budget.results.models import Award, TallyRun
from budget.results.permissions import may_count, may_publish
from budget.results.queries import is_published, results_phase
from budget.rules import tally
from budget.rules.tally import explain, ties
from budget.rules.tally import profile as profiles
from budget.rules.tally.audit import TALLY_VERSION
from budget.rules.tally.types import BallotKind, ParameterError, Parameters, Profile, Scores, Status
from budget.rules.tally.types import Project as Candidate


class ResultsError(DomainError):
    """A count or a publication that was refused."""


@transaction.atomic
def count_campaign(*, campaign, actor, now, rule=None, parameters=None):
    """Count every envelope of the campaign's closed vote; returns the TallyRuns, none of them public yet.

    The rule is the one frozen in the ballot definition. `rule` (a TallyRule) and `parameters` (a mapping, as in
    `Parameters.from_data`) count an imported edition otherwise. A new count replaces the one before it, which must not
    be published. Raises ResultsError.
    """
    if not may_count(actor, campaign, now=now):
        raise ResultsError(_("Only the team that runs the campaign may count the vote."))
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    if is_published(campaign):
        raise ResultsError(_("These results are published: they no longer change."))
    vote = _countable(campaign)
    chosen = {section.code: _parameters(section, rule, parameters) for section in vote.rules.sections}
    if not vote.is_imported:
        _check_frozen(vote, chosen)
    TallyRun.objects.filter(campaign=campaign).delete()
    runs = [_count_section(campaign, vote, code, chosen[code], actor, now) for code in chosen]
    detail = {"runs": {run.envelope.district.code: run.input_sha256 for run in runs}}
    record(actor=actor, action="results.counted", obj=campaign, now=now, detail=detail)
    return runs


@transaction.atomic
def publish_results(*, campaign, actor, now):
    """Make the count public, for good: projects take their state, the vote is published. Raises ResultsError.

    Results are announced for a day: they come out once the campaign's results phase has opened, never before.
    """
    if not may_publish(actor, campaign, now=now):
        raise ResultsError(_("Only the team that runs the campaign may publish the results."))
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    if is_published(campaign):
        raise ResultsError(_("These results are published already."))
    vote = _countable(campaign)
    runs = list(TallyRun.objects.filter(campaign=campaign).select_related("envelope__district"))
    if {run.envelope_id for run in runs} != {section.envelope_id for section in vote.sections}:
        raise ResultsError(_("Count the vote first: every envelope must be counted before results come out."))
    phase = results_phase(campaign)
    if phase and now < phase.opens_at:
        raise ResultsError(
            _("The results phase is not open yet: publish them on the day announced, or move it.")
        )
    awards = Award.objects.filter(run__in=runs).exclude(reason=Status.WITHDRAWN).select_related("project")
    for award in awards.order_by("run_id", "rank"):
        status = ProjectState.WINNER if award.is_winner else ProjectState.NOT_RETAINED
        projects.record_award(project=award.project, status=status, actor=actor, now=now)
    TallyRun.objects.filter(campaign=campaign).update(published_at=now)
    box.publish_vote(vote=ballots.vote_by_slug(vote.slug), actor=actor, now=now)
    record(actor=actor, action="results.published", obj=campaign, now=now, detail={"winners": _winners(runs)})
    return runs


def _countable(campaign):
    """What the ballot step says of the campaign's vote, once it is closed. Raises ResultsError."""
    vote = ballots.vote_of(campaign)
    if vote is None:
        raise ResultsError(_("This campaign has no vote."))
    if not vote.is_countable:
        raise ResultsError(_("The vote is not closed: ballots are counted once nobody can vote any more."))
    return vote


def _parameters(section, rule, parameters):
    """How to count a section: as frozen, or by the rule and parameters asked for. Raises ResultsError."""
    data = section.count.to_data()
    if rule:
        data |= {"skip": rule != TallyRule.GREEDY_NO_SKIP}
        if rule == TallyRule.GREEDY:
            data["threshold"] = 0
    try:
        chosen = Parameters.from_data(data | dict(parameters or {}))
    except ParameterError as error:
        raise ResultsError(
            _("These parameters of the count make no sense: %(code)s.") % {"code": error.code}
        ) from error
    if rule == TallyRule.GREEDY_THRESHOLD and not chosen.threshold:
        raise ResultsError(_("Give the number of votes a project needs: the ballot definition has none."))
    return chosen


def _check_frozen(vote, chosen):
    for section in vote.rules.sections:
        if chosen[section.code] != section.count:
            raise ResultsError(
                _("The rule was frozen with the ballot: this vote is counted by “%(rule)s”.")
                % {"rule": TallyRule(section.count.pabulib_rule).label}
            )


def _count_section(campaign, vote, code, parameters, actor, now):
    """Count one envelope: its run and its awards, ready to be published."""
    info, section = vote.section(code), vote.rules.section(code)
    candidates, rows = _candidates(campaign, section)
    by_channel = _profiles(vote, section)
    profile = _together(by_channel.values(), section)
    outcome = tally.count(profile, candidates, info.amount_cents, parameters)
    votes = {channel: profiles.scores(one, list(rows)).votes for channel, one in by_channel.items()}
    decisions = _explained(outcome, profile, candidates)
    run = TallyRun.objects.create(
        campaign=campaign,
        envelope_id=info.envelope_id,
        rule=parameters.pabulib_rule,
        parameters={**parameters.to_data(), "version": TALLY_VERSION},
        input_sha256=outcome.input_sha256,
        ballot_sha256=vote.rules_sha256,
        voters=outcome.voters,
        blank=outcome.blank,
        voters_by_channel={channel: one.voters for channel, one in by_channel.items()},
        budget_cents=outcome.budget,
        spent_cents=outcome.total_cost,
        decisions=decisions,
        counted_at=now,
        counted_by=actor,
    )
    Award.objects.bulk_create(
        Award(
            run=run,
            project=rows[decision["project_id"]],
            status=AwardStatus.WINNER if decision["status"] == "funded" else AwardStatus.NOT_RETAINED,
            rank=decision["step"],
            votes=decision["votes"],
            votes_by_channel={channel: counts[decision["project_id"]] for channel, counts in votes.items()},
            reason=decision["status"],
            cost_cents=decision["cost"],
            remaining_before_cents=decision["remaining_before"],
            extra_votes_needed=decision["more"],
        )
        for decision in decisions
    )
    return run


def _profiles(vote, section):
    """The ballots of a section by way of voting: {channel: Profile}, only the ways that were used."""
    groups = defaultdict(Counter)
    for (channel, choices), number in ballots.choice_profile(vote.slug, section.code).items():
        groups[channel][tuple(sorted(option for option, _value in choices)), None] += number
    kind = BallotKind(section.format)
    return {channel: Profile(kind, groups[channel]) for channel in sorted(groups)}


def _together(profiles_, section):
    """All the ballots of a section, whatever the way of voting."""
    groups = sum((Counter(one.groups) for one in profiles_), Counter())
    return Profile(BallotKind(section.format), groups)


def _candidates(campaign, section):
    """The projects of a section as the rule sees them, and their rows by reference."""
    ids = [option.id for option in section.options]
    rows = {row.reference: row for row in Project.objects.filter(campaign=campaign, reference__in=ids)}
    candidates = [
        Candidate(option.id, option.cost_cents, rows[option.id].state == ProjectState.WITHDRAWN)
        for option in section.options
    ]
    return candidates, rows


def _explained(outcome, profile, candidates):
    """The decisions as plain data, each with the votes that would have changed it and the project then passed."""
    scores = profiles.scores(profile, [candidate.id for candidate in candidates])
    data = []
    for decision, reason in zip(
        outcome.decisions, explain.explain(outcome, profile, candidates), strict=True
    ):
        passed = (
            _passed(decision, reason.more, scores, candidates, outcome.parameters) if reason.more else None
        )
        data.append({**decision.to_data(), "more": reason.more, "fewer": reason.fewer, "passed": passed})
    return data


def _passed(decision, more, scores, candidates, parameters):
    """Reference of the project that would have come just after this one with `more` votes, had it moved up."""
    changed = Scores(
        {**scores.score, decision.project_id: scores.score[decision.project_id] + more},
        {**scores.votes, decision.project_id: scores.votes[decision.project_id] + more},
    )
    order = [candidate.id for candidate in ties.ranking(candidates, changed, parameters)]
    place = order.index(decision.project_id)
    return order[place + 1] if place + 1 < decision.step else None


def _winners(runs):
    awards = Award.objects.filter(run__in=runs, status=AwardStatus.WINNER).order_by("run_id", "rank")
    return list(awards.values_list("project__reference", flat=True))
