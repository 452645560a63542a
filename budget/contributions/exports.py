"""Files to start from: the table that staff fill in to bring contributions in."""

import io

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from budget.campaigns import queries as campaigns
from budget.contributions import permissions
from budget.contributions.choices import Channel, Nature
from budget.contributions.queries.columns import COLUMNS, LISTED, in_sentence, vocabulary
from budget.rules.clock import now
from budget.rules.sheets import csv_text
from budget.rules.spreadsheets import MAX_ROWS

_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WIDTHS = {"text": 70, "title": 36, "district": 22, "theme": 22, "partner": 28, "channel": 22}


@login_required
def import_template(request, campaign, kind):
    """The empty table, as CSV or as a workbook whose cells offer the words to choose from."""
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    if not permissions.may_enter(request.user, now=now()):
        raise PermissionDenied
    if kind not in _KINDS:
        raise Http404
    body = csv_text([str(label) for label in COLUMNS.values()], []) if kind == "csv" else _workbook()
    response = HttpResponse(body, content_type=_KINDS[kind])
    name = f"{campaign.slug}-{_('contributions to enter')}".replace(" ", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _workbook():
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.title = _("Contributions")
    for position, (column, label) in enumerate(COLUMNS.items(), 1):
        cell = sheet.cell(1, position, str(label))
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column, 16)
        # text, so that a date or a reference stays as it is typed and nothing is computed
        sheet.column_dimensions[letter].number_format = "@"
    sheet.freeze_panes = "A2"
    _lists(book, sheet)
    _example(book)
    book.save(file)
    return file.getvalue()


def _lists(book, sheet):
    """The words of each listed column, on a hidden sheet, offered in its cells; other words stay possible."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    words, columns = book.create_sheet(_("Lists")), list(COLUMNS)
    words.sheet_state = "hidden"
    for position, (column, known) in enumerate(_choices(), 1):
        words.cell(1, position, str(COLUMNS[column]))
        for row, label in enumerate(known, 2):
            cell = words.cell(row, position, label)
            cell.data_type = "s"
        if not known:
            continue
        letter, mine = get_column_letter(position), get_column_letter(columns.index(column) + 1)
        source = f"'{words.title}'!${letter}$2:${letter}${len(known) + 1}"
        offered = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
        sheet.add_data_validation(offered)
        offered.add(f"{mine}2:{mine}{MAX_ROWS + 1}")


def _choices():
    words = vocabulary()
    return [(column, [label for _value, label in words[column].shown]) for column in LISTED]


def _example(book):
    """Three lines to look at: an idea on paper, an answer to it, what a table said."""
    sheet = book.create_sheet(_("Example"))
    sheet.append([str(label) for label in COLUMNS.values()])
    shared = {"channel": in_sentence(Channel.PAPER.label), "said_at": "12/03/2026", "place": _("town hall")}
    lines = [
        {
            "nature": in_sentence(Nature.IDEA.label),
            "title": _("Benches in the shade"),
            "text": _("Benches along the quay."),
            **shared,
        },
        {
            "nature": in_sentence(Nature.FOR.label),
            "target": _("line 2"),
            "text": _("One would stop there at last."),
            **shared,
        },
        {
            "nature": in_sentence(Nature.QUESTION.label),
            "target": "C07",
            "text": _("Who would look after it?"),
            **shared,
        },
    ]
    for line in lines:
        sheet.append([line.get(column, "") for column in COLUMNS])
