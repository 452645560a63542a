"""From a .pb file to the count."""

from budget.rules.pabulib.types import Election
from budget.rules.tally import profile as profiles
from budget.rules.tally.types import BallotKind, Parameters, Profile, Project


def as_profile(election: Election) -> Profile:
    """The ballots, ready to count."""
    return profiles.group(
        ((ballot.choices, ballot.points) for ballot in election.ballots),
        BallotKind(election.vote_type),
        max_length=election.max_length,
        blanks=election.unlisted_blanks,
    )


def as_projects(election: Election) -> tuple[Project, ...]:
    """The projects, ready to count; costs in the election's minor units."""
    return tuple(
        Project(id=project.id, cost=project.cost, is_withdrawn=project.is_withdrawn)
        for project in election.projects
    )


def stated_parameters(election: Election) -> Parameters | None:
    """The parameters of the rule META names, or None when it is not one we count."""
    if election.rule in ("greedy", "greedy-threshold"):
        return Parameters(threshold=election.threshold)
    if election.rule == "greedy-no-skip":
        return Parameters(skip=False, threshold=election.threshold)
    return None
