"""The debate of the invented city, words only: what the demonstration loads through the services, here in one stroke."""

from budget.contributions.models import Contribution
from portal.demo.source import CHANNELS, NATURES, read
from tests.factories.contributions import ContributionFactory


def load_words(campaign):
    """Everything said in Rivelune in 2026 as public contributions of `campaign`: ideas, notes of tables, answers."""
    city, debate = read("demo.yaml"), read("debat.yaml")
    notes = [
        {**note, "origine": "atelier"}
        for workshop in city["ateliers"]
        for table in workshop["tables"]
        for note in table["notes"]
    ]
    papers = [{**row, "nature": "idee", "origine": "web"} for row in debate["cahiers_acteurs"]]
    said = {}
    for wave in (city["contributions"], notes, [*debate["arguments"], *debate["suites"], *papers]):
        rows = [_said(campaign, row, said) for row in wave]
        said |= {row.reference: row for row in Contribution.objects.bulk_create(rows)}
    return said


def _said(campaign, row, said):
    target = said.get(row.get("cible"))
    nature = row["nature"] if target or row["nature"] in ("idee", "question") else "idee"
    return ContributionFactory.build(
        campaign=campaign,
        reference=row["id"],
        nature=NATURES[nature],
        channel=CHANNELS[row["origine"]],
        title=row.get("titre", ""),
        text=row["texte"],
        target=target,
    )
