"""Why each project won or lost: a code, the numbers of its sentence, and what would have changed its fate.

The counterfactual is found by recounting: the smallest number of voters (points, where ballots give points) that
would have changed the outcome for this project, all else equal. With more votes a project only moves up the ranking,
where at least as much money is left: the answer changes once, so that halving finds the exact number.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from budget.rules.tally import greedy, ties
from budget.rules.tally import profile as profiles
from budget.rules.tally.types import (
    BallotKind,
    Decision,
    Outcome,
    Parameters,
    Profile,
    Project,
    Scores,
    Status,
)

_COUNTED_IN_VOTERS = frozenset({BallotKind.APPROVAL, BallotKind.CHOOSE_ONE, BallotKind.KNAPSACK})


@dataclass(frozen=True, slots=True)
class Explanation:
    """``code`` is the status of the decision, or ``not_fitting_stopped`` for the project that stopped the walk.

    ``values`` holds the numbers: score, votes, cost, rank, remaining_before, remaining_after, missing_money (what
    lacked), missing_score (below the threshold). ``more``: the votes that would have won a project its money;
    ``fewer``: the votes whose loss would have cost a winner its own; None: no number within the turnout would.
    """

    project_id: str
    code: str
    values: dict[str, object] = field(default_factory=dict)
    more: int | None = None
    fewer: int | None = None


def explain(outcome: Outcome, profile: Profile, projects: Collection[Project]) -> tuple[Explanation, ...]:
    """One explanation per decision of a greedy outcome, in its order."""
    scores = profiles.scores(profile, [project.id for project in projects])
    in_voters = profile.kind in _COUNTED_IN_VOTERS
    explanations = []
    for decision in outcome.decisions:
        recount = _Recount(
            projects, scores, outcome.budget, outcome.parameters, decision.project_id, in_voters
        )
        more = fewer = None
        if decision.is_funded:
            fewer = _smallest(lambda n, again=recount: not again.is_funded(-n), int(decision.score))
        elif decision.status is not Status.WITHDRAWN and decision.cost <= outcome.budget:
            limit = profile.voters - decision.votes if in_voters else recount.enough()
            more = _smallest(recount.is_funded, limit)
        explanations.append(
            Explanation(
                project_id=decision.project_id,
                code=_code(decision, outcome.parameters),
                values=_values(decision, outcome.parameters),
                more=more,
                fewer=fewer,
            )
        )
    return tuple(explanations)


@dataclass(frozen=True, slots=True)
class _Recount:
    """The same count with another number of votes for one project."""

    projects: Collection[Project]
    scores: Scores
    budget: int
    parameters: Parameters
    project_id: str
    in_voters: bool

    def is_funded(self, change: int) -> bool:
        """Whether the project is funded with ``change`` more votes (fewer when negative)."""
        changed = {**self.scores.score, self.project_id: self.scores.score[self.project_id] + change}
        votes = self.scores.votes
        if self.in_voters:
            votes = {**votes, self.project_id: votes[self.project_id] + change}
        scores = replace(self.scores, score=changed, votes=votes)
        running = [project for project in self.projects if not project.is_withdrawn]
        order = ties.ranking(running, scores, self.parameters)
        statuses = greedy.walk(order, scores, self.budget, self.parameters)
        return (self.project_id, Status.FUNDED) in [(project.id, status) for project, status in statuses]

    def enough(self) -> int:
        """More points than it takes to come first and reach the threshold."""
        highest = max((*self.scores.score.values(), self.parameters.threshold))
        return int(highest - self.scores.score[self.project_id]) + 2


def _smallest(holds: Callable[[int], bool], limit: int) -> int | None:
    """The smallest n from 1 to ``limit`` for which ``holds(n)``; it must hold for all larger n too."""
    if limit < 1 or not holds(limit):
        return None
    low, high = 0, limit
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _code(decision: Decision, parameters: Parameters) -> str:
    if decision.status is Status.DOES_NOT_FIT and not parameters.skip:
        return "not_fitting_stopped"
    return str(decision.status)


def _values(decision: Decision, parameters: Parameters) -> dict[str, object]:
    values = {
        "rank": decision.step,
        "score": decision.score,
        "votes": decision.votes,
        "cost": decision.cost,
        "remaining_before": decision.remaining_before,
        "remaining_after": decision.remaining_after,
    }
    if decision.status in (Status.DOES_NOT_FIT, Status.OVER_ENVELOPE):
        values["missing_money"] = decision.cost - decision.remaining_before
    if decision.status is Status.BELOW_THRESHOLD:
        values["threshold"] = parameters.threshold
        values["missing_score"] = parameters.threshold - decision.score
    return values
