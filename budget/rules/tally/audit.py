"""What was counted, named by a hash that a stranger with the published ballots computes again."""

import hashlib
import json
from collections.abc import Collection

from budget.rules.tally.types import Profile, Project, number_to_data

#: Version of the counting code, kept with every result; it changes when an outcome could.
TALLY_VERSION = "1"


def input_sha256(profile: Profile, projects: Collection[Project], budget: int) -> str:
    """Hexadecimal SHA-256 of the ballots, projects and budget, whatever their order.

    What is hashed is UTF-8 text, one JSON array a line (no spaces), each line ended by a line feed::

        ["budget",B]
        ["ballots",kind,max_length]
        ["project",id,cost,withdrawn as 0 or 1]        sorted by line
        ["ballot",[ids],[points] or null,voters]       sorted by line

    Identical ballots share a line; the ids of approvals and of points are sorted, those of a ranking are in order.
    """
    head = [_line("budget", budget), _line("ballots", str(profile.kind), profile.max_length)]
    project_lines = sorted(
        _line("project", project.id, project.cost, int(project.is_withdrawn)) for project in projects
    )
    ballot_lines = sorted(
        _line("ballot", choices, points and [number_to_data(point) for point in points], weight)
        for (choices, points), weight in profile.groups.items()
    )
    text = "\n".join([*head, *project_lines, *ballot_lines, ""])
    return hashlib.sha256(text.encode()).hexdigest()


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _line(*cells: object) -> str:
    return _encode(cells)
