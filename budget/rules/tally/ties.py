"""Who comes first among equals: an explicit chain of criteria that always ends in a total order."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import lru_cache

from budget.rules.canonical import seeded_order
from budget.rules.tally.types import ParameterError, Parameters, Project, Scores, Tie, TieNote

_DIGITS = re.compile(r"(\d+)")


@lru_cache(maxsize=4096)
def natural_key(identifier: str) -> tuple:
    """Sorts P2 before P10, and 9 before 10; total, because the text itself comes last."""
    parts = _DIGITS.split(identifier)
    numbered = tuple((0, int(part), "") if i % 2 else (1, 0, part) for i, part in enumerate(parts) if part)
    return numbered, identifier


def lot_order(project_ids: Iterable[str], seed: str | bytes) -> tuple[str, ...]:
    """The drawing of lots: an order that follows from a seed published before the vote closes."""
    return tuple(seeded_order(project_ids, seed, "pb/v1/lot"))


def ranking(projects: Collection[Project], scores: Scores, parameters: Parameters) -> list[Project]:
    """The projects by falling score, equals in the order of the chain. Raises ParameterError (``lot_incomplete``)."""
    criteria = [_criterion(tie, projects, scores, parameters) for tie in parameters.ties]
    return sorted(
        projects,
        key=lambda project: (-scores.score[project.id], *(value(project) for value in criteria)),
    )


def tie_notes(order: Sequence[Project], scores: Scores, parameters: Parameters) -> dict[str, TieNote]:
    """For each project that shares its score: with whom, and the criterion that set it apart from its neighbour."""
    criteria = [(tie, _criterion(tie, order, scores, parameters)) for tie in parameters.ties]
    notes = {}
    for equals in _runs(order, scores):
        for place, project in enumerate(equals):
            neighbour = equals[place - 1] if place else equals[1]
            decided_by = next(tie for tie, value in criteria if value(project) != value(neighbour))
            others = tuple(other.id for other in equals if other is not project)
            notes[project.id] = TieNote(equal_to=others, decided_by=decided_by)
    return notes


def _runs(order: Sequence[Project], scores: Scores) -> list[list[Project]]:
    """Stretches of two projects or more that have the same score."""
    runs: list[list[Project]] = []
    for project in order:
        if runs and scores.score[runs[-1][0].id] == scores.score[project.id]:
            runs[-1].append(project)
        else:
            runs.append([project])
    return [run for run in runs if len(run) > 1]


def _criterion(
    tie: Tie, projects: Collection[Project], scores: Scores, parameters: Parameters
) -> Callable[[Project], object]:
    if tie is Tie.COST:
        return lambda project: project.cost
    if tie is Tie.VOTES:
        return lambda project: -scores.votes[project.id]
    if tie is Tie.ID:
        return lambda project: natural_key(project.id)
    place = {project_id: position for position, project_id in enumerate(parameters.lot)}
    missing = sorted(project.id for project in projects if project.id not in place)
    if missing:
        raise ParameterError("lot_incomplete", projects=tuple(missing))
    return lambda project: place[project.id]
