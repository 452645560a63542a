"""Counting: pure functions from ballots, projects, budget and parameters to ordered decisions.

``count`` is the one door; the modules beside it hold one rule or one step each.
"""

from collections.abc import Collection
from dataclasses import replace

from budget.rules.tally import audit, greedy
from budget.rules.tally.types import GREEDY, Outcome, ParameterError, Parameters, Profile, Project

_RULES = {GREEDY: greedy.count}


def count(profile: Profile, projects: Collection[Project], budget: int, parameters: Parameters) -> Outcome:
    """The outcome of the rule that ``parameters`` name, stamped with the hash of what was counted.

    ``budget`` and costs are in the same minor units. Raises ParameterError (``no_budget``, ``duplicate_project``,
    ``negative_cost``, and those of the rule).
    """
    if budget < 0:
        raise ParameterError("no_budget", budget=budget)
    if len({project.id for project in projects}) != len(projects):
        raise ParameterError("duplicate_project")
    for project in projects:
        if project.cost < 0:
            raise ParameterError("negative_cost", project=project.id)
    outcome = _RULES[parameters.rule](profile, projects, budget, parameters)
    return replace(outcome, input_sha256=audit.input_sha256(profile, projects, budget))
