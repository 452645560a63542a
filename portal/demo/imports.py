"""Tables that staff bring in: one waits in its preview with three lines to correct, one is imported and not published."""

import csv
import io
from datetime import timedelta

from budget.contributions import services as contributions
from portal.demo.source import read

COLUMNS = {
    "nature": "Nature",
    "canal": "Canal",
    "texte": "Texte",
    "repond": "Répond à",
    "jour": "Dit le",
    "lieu": "Lieu",
    "nom": "Nom affiché",
}


def load_imports(source):
    """Brought in by the facilitators: the market yesterday, the library this morning."""
    tables, actor = read("imports.yaml"), source["facilitateur"]
    yesterday, morning = source.now - timedelta(hours=26), source.now - timedelta(hours=3)
    batch = _bring(source, tables["marche"], actor, yesterday)
    contributions.confirm_import(batch=batch, actor=actor, now=yesterday)
    _bring(source, tables["bibliotheque"], actor, morning)


def _bring(source, table, actor, now):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS.values())
    for row in table["lignes"]:
        row = {**row, "jour": source.on(row["jour"]).isoformat()}
        writer.writerow([row.get(column, "") for column in COLUMNS])
    data = text.getvalue().encode()
    return contributions.bring_table(
        campaign=source["BP2026"], file_name=table["fichier"], data=data, actor=actor, now=now
    )
