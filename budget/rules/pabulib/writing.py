"""Writing a .pb file, and making an election fit for publication."""

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from random import Random

from budget.rules.pabulib.counting import as_profile, as_projects
from budget.rules.pabulib.numbers import write_amount, write_score
from budget.rules.pabulib.types import (
    BALLOT_ORDER,
    META_ORDER,
    PROJECT_ORDER,
    WITHDRAWN_COST,
    Election,
    PbBallot,
    PbProject,
    WriteError,
)
from budget.rules.tally import profile as profiles
from budget.rules.tally import ties
from budget.rules.tally.types import BallotKind, Parameters, Scores

#: Columns of VOTES that say something about the person; published only when asked for by name.
PERSONAL = frozenset(BALLOT_ORDER) - {"voter_id", "vote", "points"}

_FORBIDDEN_IN_IDS = frozenset(',;"\n\r')
_MARKERS = frozenset({"META", "PROJECTS", "VOTES"})
_LISTS = ("category", "beneficiaries")
_NULLABLE = frozenset({"category", "beneficiaries", "latitude", "longitude"})
_UNKNOWN = "-"  # for the cells the format wants filled


def write(election: Election) -> str:
    """The text of the .pb file, which ``parse`` reads back as an equal election.

    Raises WriteError (``bad_id``, ``duplicate_id``, ``bad_number``): nothing that could not be read back is written.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerows([("META",), ("key", "value"), *_meta_rows(election)])
    writer.writerow(("PROJECTS",))
    writer.writerows(_project_rows(election))
    writer.writerow(("VOTES",))
    writer.writerows(_ballot_rows(election))
    return out.getvalue()


def publishable(
    election: Election,
    *,
    voter_ids: Iterable[str],
    rng: Random,
    keep: Collection[str] = (),
    order: Sequence[str] | None = None,
) -> Election:
    """The election as open data, private by default and without an error in Pabulib's checker.

    Ballots get the given ids (as many as there are ballots) after a shuffle by ``rng``; columns about people go,
    except those in ``keep``. Blank ballots, which the checker refuses, become a number in the comment (``parse``
    reads it back). Votes and scores are recounted; projects are sorted by ``order`` (ids), by default as counted.
    Columns and keys that the format does not know are left out.
    """
    ballots = [ballot for ballot in election.ballots if ballot.choices]
    rng.shuffle(ballots)
    names = list(voter_ids)
    if len(names) < len(ballots):
        raise WriteError("too_few_voter_ids", needed=len(ballots), given=len(names))
    kept = [name for name in BALLOT_ORDER if name in keep and name in election.ballot_columns]
    places = [election.ballot_columns.index(name) for name in kept]
    points = _points_of(election)
    blanks = len(election.ballots) - len(ballots) + election.unlisted_blanks
    projects = _published_projects(election, order)
    return replace(
        election,
        meta=_published_meta(election, projects),
        projects=projects,
        ballots=tuple(
            PbBallot(
                name,
                ballot.choices,
                points(ballot),
                tuple(ballot.fields[place] for place in places),
            )
            for name, ballot in zip(names, ballots, strict=False)
        ),
        ballot_columns=tuple(kept),
        unlisted_blanks=blanks,
        notes=(),
    )


def _meta_rows(election: Election) -> list[tuple[str, str]]:
    meta = {key: _flat(value) for key, value in election.meta.items()}
    meta |= {
        "num_projects": str(len(election.projects)),
        "num_votes": str(len(election.ballots)),
        "budget": write_amount(election.budget, election.scale),
    }
    if election.unlisted_blanks:
        comment = meta.get("comment", "")
        number = len(re.findall(r"#\d+:", comment)) + 1
        blanks = f"#{number}: blank ballots not listed: {election.unlisted_blanks}"
        meta["comment"] = f"{comment} {blanks}".strip()
    return [(key, meta[key]) for key in _ordered(meta, META_ORDER)]


def _project_rows(election: Election) -> Iterable[list[str]]:
    projects = election.projects
    _check_ids("project", [project.id for project in projects])
    typed = {"project_id", "cost"}
    typed |= {
        name for name in ("votes", "score", "selected") if any(getattr(p, name) is not None for p in projects)
    }
    typed |= {"name"} if any(project.name for project in projects) else set()
    columns = _ordered({*typed, *chain.from_iterable(project.fields for project in projects)}, PROJECT_ORDER)
    yield columns
    for project in projects:
        cells = dict(project.fields) | {
            "project_id": project.id,
            "cost": str(WITHDRAWN_COST)
            if project.is_withdrawn
            else write_amount(project.cost, election.scale),
            "name": project.name,
            "votes": _number(project.votes),
            "score": _number(project.score),
            "selected": _number(project.selected),
        }
        yield [_flat(cells.get(column, "")) for column in columns]


def _ballot_rows(election: Election) -> Iterable[list[str]]:
    ballots = election.ballots
    _check_ids("voter", [ballot.voter_id for ballot in ballots])
    with_points = any(ballot.points is not None for ballot in ballots)
    yield ["voter_id", "vote", *(["points"] if with_points else []), *election.ballot_columns]
    for voter_id, choices, points, fields in ballots:
        row = [voter_id, ",".join(choices)]
        if with_points:
            row.append(",".join(map(_number, points or ())))
        row.extend(map(_flat, fields))
        yield row


def _check_ids(kind: str, ids: list[str]) -> None:
    for identifier in ids:
        if not identifier or identifier != identifier.strip() or identifier.upper() in _MARKERS:
            raise WriteError("bad_id", kind=kind, id=identifier)
        if not _FORBIDDEN_IN_IDS.isdisjoint(identifier):
            raise WriteError("bad_id", kind=kind, id=identifier)
    if len(set(ids)) != len(ids):
        raise WriteError("duplicate_id", kind=kind, id=Counter(ids).most_common(1)[0][0])


def _published_projects(election: Election, order: Sequence[str] | None) -> tuple[PbProject, ...]:
    scores = profiles.scores(as_profile(election), [project.id for project in election.projects])
    by_id = {project.id: project for project in election.projects}
    if order is None:
        order = [project.id for project in ties.ranking(as_projects(election), scores, Parameters())]
    has_selected = any(project.selected is not None for project in election.projects)
    if sorted(order) != sorted(by_id):
        raise WriteError("order_incomplete", given=len(order), needed=len(by_id))
    used = set(chain.from_iterable(project.fields for project in election.projects)) & set(PROJECT_ORDER)
    return tuple(
        _published_project(by_id[project_id], scores, used, has_selected, _has_points(election))
        for project_id in sorted(order, key=lambda project_id: -scores.score[project_id])
    )


def _published_project(
    project: PbProject, scores: Scores, used: Collection[str], has_selected: bool, has_points: bool
) -> PbProject:
    fields = {name: cell for name, cell in project.fields.items() if name in used}
    fields |= {name: _UNKNOWN for name in used - _NULLABLE if not fields.get(name)}
    for name in _LISTS:
        if name in fields:
            fields[name] = ",".join(item.strip() for item in fields[name].split(",") if item.strip())
    return replace(
        project,
        name=project.name or project.id,
        votes=scores.votes[project.id],
        score=scores.score[project.id] if has_points else None,
        selected=(project.selected or 0) if has_selected else None,
        fields=fields,
    )


def _published_meta(election: Election, projects: Sequence[PbProject]) -> dict[str, str]:
    meta = {key: value for key, value in election.meta.items() if value and key in META_ORDER}
    meta.pop("fully_funded", None)
    can_all = not any(project.is_withdrawn for project in projects)
    if can_all and sum(project.cost for project in projects) <= election.budget:
        meta["fully_funded"] = "1"
    if election.max_length and election.max_length > len(projects):
        meta["max_length"] = str(len(projects))
    if "comment" in meta and not meta["comment"].startswith("#1: "):
        meta["comment"] = f"#1: {meta['comment']}"
    return meta


def _points_of(election: Election):
    """How a ballot's points are published: rankings get their positional points, so that anyone adds up the same."""
    if election.vote_type != BallotKind.ORDINAL:
        return lambda ballot: ballot.points
    longest = max((len(ballot.choices) for ballot in election.ballots), default=0)
    first = election.max_length or longest
    return lambda ballot: tuple(range(first, first - len(ballot.choices), -1))


def _has_points(election: Election) -> bool:
    return election.vote_type in (BallotKind.ORDINAL, BallotKind.CUMULATIVE, BallotKind.SCORING)


def _ordered(names: Collection[str], known: Sequence[str]) -> list[str]:
    """Known names in the order of the format, then the others as they come (sorted when they have no order)."""
    others = [name for name in names if name not in known]
    return [name for name in known if name in names] + (others if isinstance(names, dict) else sorted(others))


def _number(number: object) -> str:
    if number is None:
        return ""
    text = write_score(number)
    if text is None:
        raise WriteError("bad_number", value=str(number))
    return text


def _flat(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())
