"""Most votes first: walk the ranking and fund what fits.

With ``skip`` a project that does not fit is passed over and the walk goes on; without, the walk stops there. Projects
below the threshold are left out first. Works on any score (approvals, points, positions).
"""

from collections.abc import Collection, Sequence

from budget.rules.tally import profile as profiles
from budget.rules.tally import ties
from budget.rules.tally.types import Decision, Outcome, Parameters, Profile, Project, Scores, Status


def count(profile: Profile, projects: Collection[Project], budget: int, parameters: Parameters) -> Outcome:
    """The greedy outcome for ``budget`` minor units: one decision per project, in the order of the ranking.

    Withdrawn projects come last; they neither take money nor stop the walk. Raises ParameterError.
    """
    scores = profiles.scores(profile, [project.id for project in projects])
    return Outcome(
        parameters=parameters,
        voters=profile.voters,
        blank=profile.blank,
        budget=budget,
        decisions=decide(projects, scores, budget, parameters),
    )


def decide(
    projects: Collection[Project], scores: Scores, budget: int, parameters: Parameters
) -> tuple[Decision, ...]:
    """The decisions from scores already counted."""
    running = ties.ranking([project for project in projects if not project.is_withdrawn], scores, parameters)
    withdrawn = ties.ranking([project for project in projects if project.is_withdrawn], scores, parameters)
    notes = ties.tie_notes(running, scores, parameters)
    remaining = budget
    decisions = []
    for step, (project, status) in enumerate(
        [*walk(running, scores, budget, parameters), *((project, Status.WITHDRAWN) for project in withdrawn)],
        1,
    ):
        after = remaining - project.cost if status is Status.FUNDED else remaining
        decisions.append(
            Decision(
                project_id=project.id,
                status=status,
                step=step,
                score=scores.score[project.id],
                votes=scores.votes[project.id],
                cost=project.cost,
                remaining_before=remaining,
                remaining_after=after,
                tie=notes.get(project.id),
            )
        )
        remaining = after
    return tuple(decisions)


def walk(
    order: Sequence[Project], scores: Scores, budget: int, parameters: Parameters
) -> list[tuple[Project, Status]]:
    """The status of each project of a ranking, in its order."""
    remaining = budget
    has_stopped = False
    statuses = []
    for project in order:
        if scores.score[project.id] < parameters.threshold:
            status = Status.BELOW_THRESHOLD
        elif has_stopped:
            status = Status.NOT_REACHED
        elif project.cost <= remaining:
            status = Status.FUNDED
            remaining -= project.cost
        else:
            status = Status.OVER_ENVELOPE if project.cost > budget else Status.DOES_NOT_FIT
            has_stopped = not parameters.skip
        statuses.append((project, status))
    return statuses
