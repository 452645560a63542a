"""The tables of an edition: what each holds, column by column, and its rows.

No table has a name, an address or an account: people are told apart nowhere. A partner is an organisation and is named.
Money is in integer cents, instants in ISO 8601 (UTC), states and natures as codes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from budget.open_data.queries import rows
from budget.results.queries import RESULT_COLUMNS, published_results, result_lines
from budget.rules.sheets import csv_text


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table: its code (the file's name), title, description, documented columns, and its rows for a campaign."""

    code: str
    title: str
    description: str
    columns: Mapping[str, str]
    lines: Callable
    waits_for_results: bool = False


def dataset_csv(dataset, campaign):
    """The table as CSV text, safe for spreadsheets."""
    return csv_text(list(dataset.columns), dataset.lines(campaign))


PROJECT_COLUMNS = {
    "reference": _("reference of the project, unique in the edition"),
    "title": _("title"),
    "summary": _("summary"),
    "state": _("where it stands, as a code (on_ballot, winner, refused…)"),
    "envelope": _("code of the district, or of the whole city, whose money it asks for"),
    "district": _("name of that district"),
    "theme": _("theme"),
    "objective": _("objective of the strategic plan, as a code"),
    "place": _("place, in words"),
    "cost_cents": _("cost, in cents"),
    "upkeep_cents": _("upkeep per year, in cents"),
    "spent_cents": _("money spent in the end, in cents"),
    "currency": _("currency of the amounts"),
    "partner": _("organisation that submitted it, if any"),
    "merged_into": _("reference of the project it was joined to, if any"),
    "submitted_at": _("when it was submitted"),
}

CONTRIBUTION_COLUMNS = {
    "reference": _("reference of the contribution, unique in the edition"),
    "nature": _("idea, for, against, question, clarification, reaction or actor_paper"),
    "channel": _("web, workshop, council, paper, stand, phone or mail"),
    "state": _("where it stands, as a code"),
    "target": _("reference of the contribution it answers, if any"),
    "title": _("title, if any"),
    "text": _("the words, as published"),
    "district": _("code of the district it speaks of, if any"),
    "theme": _("theme, if any"),
    "partner": _("organisation that speaks, if any"),
    "workshop": _("reference of the workshop where it was said, if any"),
    "table": _("number of the table, if any"),
    "note": _("number of the note at its table, if any"),
    "fidelity": _("verbatim, paraphrase or synthesis, for words written down by someone else"),
    "read_back": _("yes when the words were read back in the room"),
    "entered_by_city": _("yes when staff entered it on someone's behalf"),
    "said_at": _("when it was said or written"),
    "published_at": _("when it was published"),
}

NODE_COLUMNS = {
    "reference": _("reference of the contribution or project, code of the objective"),
    "kind": _("contribution, project or objective"),
    "title": _("title, or first words"),
    "channel": _("channel of a contribution"),
    "state": _("where it stands, as a code"),
}

EDGE_COLUMNS = {
    "number": _("number of the edge"),
    "source": _("reference of what it starts from"),
    "target": _("reference of what came of it"),
    "kind": _(
        "became, merged, split, deepened, carried_over, fed (an objective of the plan), answered, or revoked for an edge that corrects another"
    ),
    "revokes": _("number of the edge it corrects, if any"),
    "reason": _("reason given, if any"),
    "drawn_at": _("when it was drawn"),
}


def _when(instant):
    return instant.isoformat(timespec="seconds") if instant else None


def _label(row):
    return row.label if row else None


def _project_lines(campaign):
    for project in rows.public_projects(campaign).iterator(chunk_size=1000):
        yield [
            project.reference,
            project.title,
            project.summary,
            project.state,
            project.envelope.district.code,
            project.envelope.district.label,
            _label(project.theme),
            project.objective.code if project.objective else None,
            project.place,
            project.cost_cents,
            project.upkeep_cents,
            project.spent_cents,
            campaign.currency,
            project.partner.name if project.partner else None,
            project.merged_into.reference if project.merged_into else None,
            _when(project.submitted_at),
        ]


def _contribution_lines(campaign):
    for one in rows.public_contributions(campaign).iterator(chunk_size=1000):
        yield [
            one.reference,
            one.nature,
            one.channel,
            one.state,
            one.target.reference if one.target and one.target.is_public else None,
            one.title,
            one.text,
            one.district.code if one.district else None,
            _label(one.theme),
            one.partner.name if one.partner else None,
            one.table.workshop.reference if one.table else None,
            one.table.number if one.table else None,
            one.note_number,
            one.fidelity,
            one.is_read_back,
            one.is_entered_by_city,
            _when(one.said_at),
            _when(one.published_at),
        ]


def _node_lines(campaign):
    for one in rows.public_contributions(campaign).iterator(chunk_size=1000):
        yield [one.reference, "contribution", one.headline[:160], one.channel, one.state]
    for project in rows.public_projects(campaign).iterator(chunk_size=1000):
        yield [project.reference, "project", project.title, None, project.state]
    for objective in rows.fed_objectives(campaign):
        yield [objective.code, "objective", objective.text[:160], None, None]


def _edge_lines(campaign):
    for edge in rows.public_edges(campaign).iterator(chunk_size=1000):
        yield [
            edge.pk,
            edge.source,
            edge.target,
            edge.kind,
            edge.revokes_id,
            edge.reason,
            _when(edge.drawn_at),
        ]


def _result_lines(campaign):
    return result_lines(published_results(campaign))


DATASETS = {
    dataset.code: dataset
    for dataset in (
        Dataset(
            "projects",
            _("Projects"),
            _("Every project of the edition, whatever has become of it."),
            PROJECT_COLUMNS,
            _project_lines,
        ),
        Dataset(
            "contributions",
            _("Contributions"),
            _("Everything that was said or written, online or around a table, with its provenance."),
            CONTRIBUTION_COLUMNS,
            _contribution_lines,
        ),
        Dataset(
            "lineage-nodes",
            _("Lineage: what is linked"),
            _("The contributions, projects and objectives of the plan that the lineage links."),
            NODE_COLUMNS,
            _node_lines,
        ),
        Dataset(
            "lineage-edges",
            _("Lineage: the links"),
            _("From what was said to what came of it; a correction is one more link."),
            EDGE_COLUMNS,
            _edge_lines,
        ),
        Dataset(
            "results",
            _("Results"),
            _("The count, one line per project, in the order of the count."),
            RESULT_COLUMNS,
            _result_lines,
            waits_for_results=True,
        ),
    )
}
