"""A table of contributions brought in: read, corrected, confirmed once, published or undone as a whole."""

from datetime import timedelta

import pytest

from budget.campaigns.choices import PhaseKind
from budget.contributions import services
from budget.contributions.choices import BatchState, ContributionState
from budget.contributions.models import Contribution, ImportBatch, QueueItem
from budget.contributions.queries import tally
from budget.contributions.services import ContributionError
from budget.journal.models import JournalEntry
from tests.budget.contributions.sheets import csv_file, ods_file, xlsx_file
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, DistrictFactory, PhaseFactory, ThemeFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.partners import PartnerFactory
from tests.factories.workshops import TableFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HEADER = [
    "Nature",
    "Canal",
    "Répond à",
    "Titre",
    "Texte",
    "Dit le",
    "Lieu",
    "Nom affiché",
    "Fidélité",
    "Quartier",
]
RIGHT = [
    HEADER,
    ["Idée", "Sur papier", "", "Des bancs", "Des bancs\nà l’ombre.", "20/11/2026", "mairie", "Une voisine", "mot pour mot", "TAN"],
    ["POUR", "stand", "c07", "", "On s’y arrêterait.", "2026-11-21 18:30", "", "", "", "les tanneries"],
    ["Question", "Par téléphone", "ligne 2", "", "=SOMME(A1;A2) et après ?", "", "", "", "", ""],
]  # fmt: skip
WRONG = [
    HEADER,
    ["idée", "papier", "", "", "Un pré.", "", "", "", "", ""],
    ["question", "papier", "", "", "Pourquoi ?", "", "", "", "", ""],
    ["pour", "papier", "C07", "", "Oui.", "", "", "", "", ""],
    ["contre", "papier", "C07", "", "Non.", "", "", "", "", ""],
    ["réaction", "papier", "C07", "", "Ah.", "", "", "", "", ""],
    ["idéee", "papier", "", "", "Un kiosque.", "", "", "", "", ""],
    ["pour", "courier", "C70", "", "Oui, mais.", "", "", "", "", ""],
    ["idée", "mail", "", "", "", "hier", "", "", "", "Lune"],
]


@pytest.fixture
def campaign():
    campaign = CampaignFactory(slug="bp2026")
    PhaseFactory(campaign=campaign, kind=PhaseKind.IDEATION)
    DistrictFactory(code="TAN", name="Les Tanneries")
    ContributionFactory(campaign=campaign, reference="C07", text="Une passerelle.")
    return campaign


def bring(campaign, actor, rows=RIGHT, *, kind=csv_file, now=NOON, **options):
    return services.bring_table(
        campaign=campaign, file_name="papiers.csv", data=kind(rows, **options), actor=actor, now=now
    )


def spaced(sentences):
    """Sentences with plain spaces where French keeps words together."""
    return [sentence.replace("\u00a0", " ").replace("\u202f", " ") for sentence in sentences]


def read(batch, actor, now=NOON):
    return services.checked_lines(batch, actor=actor, now=now)


def imported(campaign):
    fields = ("nature", "channel", "target__reference", "title", "text", "said_at", "place", "author_label")
    rows = Contribution.objects.filter(campaign=campaign, import_batch__isnull=False).order_by("pk")
    return list(rows.values_list("reference", "state", *fields, "fidelity", "district__code"))


FILES = [
    (csv_file, {}),
    (csv_file, {"encoding": "utf-8-sig", "separator": ","}),
    (csv_file, {"encoding": "cp1252", "separator": "\t"}),
    (csv_file, {"encoding": "utf-16", "separator": ";"}),
    (xlsx_file, {}),
    (ods_file, {}),
]


@pytest.mark.parametrize(("kind", "options"), FILES)
def test_every_kind_of_file_gives_the_same_contributions(kind, options, campaign, capucine):
    batch = bring(campaign, capucine, kind=kind, **options)
    assert [line.sentences for line in read(batch, capucine)] == [[], [], []]
    assert Contribution.objects.count() == 1
    services.confirm_import(batch=batch, actor=capucine, now=NOON)
    evening = NOON.replace(day=21, hour=18, minute=30)
    noon = NOON.replace(day=20)
    assert imported(campaign) == [
        ("C08", "received", "idea", "paper", None, "Des bancs", "Des bancs\nà l’ombre.", noon, "mairie",
         "Une voisine", "verbatim", "TAN"),
        ("D001", "received", "for", "stand", "C07", "", "On s’y arrêterait.", evening, "", "", "", "TAN"),
        ("C09", "received", "question", "phone", "C08", "", "=SOMME(A1;A2) et après ?", NOON, "", "", "", "TAN"),
    ]  # fmt: skip


def test_three_wrong_lines_say_what_to_do_and_nothing_is_written(campaign, capucine):
    batch = bring(campaign, capucine, WRONG)
    faulty = {line.number: spaced(line.sentences) for line in read(batch, capucine) if line.faults}
    assert faulty == {
        7: ["ligne 7 : nature inconnue « idéee », vouliez-vous « idée » ?"],
        8: [
            "ligne 8 : canal inconnu « courier », vouliez-vous « par courrier » ?",
            "ligne 8 : aucune contribution ne s’appelle « C70 » : écrivez une référence comme C07, ou une ligne "
            "précédente de ce fichier, par exemple « ligne 3 »",
        ],
        9: [
            "ligne 9 : « mail » se lit de deux façons : écrivez « par courrier » ou « en ligne »",
            "ligne 9 : quartier inconnu « Lune » : écrivez l’un de ceux-ci : Les Tanneries",
            "ligne 9 : écrivez ce qui a été dit : une phrase suffit.",
            "ligne 9 : date inconnue « hier » : écrivez-la ainsi, 12/03/2026 ou 12/03/2026 18:30",
        ],
    }
    with pytest.raises(ContributionError) as refusal:
        services.confirm_import(batch=batch, actor=capucine, now=NOON)
    assert spaced([refusal.value.message])[0] == (
        "Corrigez ces lignes ou laissez-les de côté, rien n’a été importé : 7, 8, 9."
    )
    assert Contribution.objects.count() == 1


def test_lines_are_corrected_or_left_out_then_imported(campaign, capucine):
    batch = bring(campaign, capucine, WRONG)
    typed = {7: {"nature": "idée"}, 8: {"channel": "par courrier", "target": "ligne 2", "unknown": "x"}}
    batch = services.correct_lines(
        batch=batch, corrections=typed, left_out={9: True}, actor=capucine, now=NOON
    )
    assert [line.number for line in read(batch, capucine) if line.is_to_correct] == []
    batch = services.confirm_import(batch=batch, actor=capucine, now=NOON)
    assert (batch.state, batch.row_count, batch.imported_count) == (BatchState.IMPORTED, 8, 7)
    assert [(row["line"], row["reference"]) for row in batch.rows][-2:] == [(7, "C10"), (8, "D004")]
    assert Contribution.objects.get(reference="D004").target.reference == "C08"


def test_what_cannot_be_corrected_is_left_out_at_once_with_what_answers_it(campaign, capucine):
    rows = [*WRONG, ["pour", "papier", "ligne 7", "", "Avec de la musique.", "", "", "", "", ""]]
    batch = bring(campaign, capucine, rows)
    assert spaced(read(batch, capucine)[-1].sentences) == [
        "ligne 10 : elle répond à la ligne 7, qui est à corriger d’abord"
    ]
    assert services.leave_out_faulty(batch=batch, actor=capucine, now=NOON) == 4
    batch = services.confirm_import(batch=ImportBatch.objects.get(), actor=capucine, now=NOON)
    assert batch.imported_count == 5


def test_the_same_words_are_flagged_and_not_refused(campaign, capucine):
    rows = [
        HEADER,
        ["idée", "papier", "", "", "Une passerelle.", *[""] * 5],
        ["idée", "papier", "", "", "une  passerelle", *[""] * 5],
    ]
    lines = read(bring(campaign, capucine, rows), capucine)
    assert [line.notes for line in lines] == [["mêmes mots que C07"], ["mêmes mots que la ligne 2"]]
    assert [line.faults for line in lines] == [{}, {}]


def test_the_rules_of_the_debate_hold_for_each_line(campaign, capucine):
    PartnerFactory(name="Les Pieds dans l’eau", reference="PA01")
    ThemeFactory(code="NAT", name="Nature")
    TableFactory(workshop__campaign=campaign, workshop__reference="A1", number=2)
    header = [
        "nature", "channel", "text", "in reply to", "said on", "organisation", "theme", "table", "mark", "Âge",
    ]  # fmt: skip
    rows = [
        header,
        ["actor's paper", "web", "Un cahier.", "", "", "pa01", "nature", "", "x"],
        ["actor's paper", "web", "Un cahier.", "", "", "", "", "", "X"],
        ["idea", "workshop", "À la table.", "", "", "", "", "a1-t2", "y"],
        ["idea", "paper", "À la table.", "", "", "", "", "A1-T2", ""],
        ["for", "paper", "Oui.", "", "", "", "", "", ""],
        ["for", "paper", "Oui.", "Y", "", "", "", "", ""],
        ["idea", "paper", "Trop tôt.", "", "01/01/2026", "", "", "", ""],
        ["idea", "paper", "Demain.", "", "25/11/2026", "", "", "A9-T9", ""],
    ]
    batch = bring(campaign, capucine, rows)
    assert batch.unknown_columns == ["Âge"]
    lines = read(batch, capucine)
    assert [sorted(line.faults) for line in lines] == [
        [], ["mark", "partner"], [], ["table"], ["target"], [], ["said_at"], ["table"],
    ]  # fmt: skip
    services.leave_out_faulty(batch=batch, actor=capucine, now=NOON)
    services.confirm_import(batch=batch, actor=capucine, now=NOON)
    assert [row[0] for row in imported(campaign)] == ["CA01", "A1-T2-N1", "S001"]
    paper = Contribution.objects.get(reference="CA01")
    assert (paper.channel, paper.is_entered_by_city, paper.entered_by) == ("web", True, capucine)
    assert (paper.author, paper.author_label, paper.theme.code) == (None, "Les Pieds dans l’eau", "NAT")


def test_confirming_twice_imports_once(campaign, capucine):
    batch = bring(campaign, capucine)
    services.confirm_import(batch=batch, actor=capucine, now=NOON)
    again = services.confirm_import(batch=batch, actor=capucine, now=NOON + DAY)
    assert (again.imported_at, Contribution.objects.count()) == (NOON, 4)
    assert JournalEntry.objects.filter(action="import.confirmed").count() == 1
    received = JournalEntry.objects.filter(action="contribution.received", actor=capucine).order_by("id")
    assert list(received.values_list("object_ref", flat=True)) == ["C08", "D001", "C09"]
    assert QueueItem.objects.filter(contribution__import_batch=batch, closed_at=None).count() == 3


def test_an_import_is_published_as_a_whole_and_then_stays(campaign, capucine, marius):
    batch = services.confirm_import(batch=bring(campaign, capucine), actor=capucine, now=NOON)
    assert tally(campaign)["total"] == 1
    assert services.publish_import(batch=batch, actor=marius, now=NOON + DAY) == 3
    assert tally(campaign)["total"] == 4
    assert Contribution.objects.get(reference="C08").published_at == NOON + DAY
    with pytest.raises(ContributionError) as refusal:
        services.undo_import(batch=batch, actor=capucine, now=NOON + DAY)
    assert "masquez-les une par une" in refusal.value.message


def test_an_import_is_undone_without_a_word_left_and_its_references_are_not_given_again(campaign, capucine):
    batch = services.confirm_import(batch=bring(campaign, capucine), actor=capucine, now=NOON)
    batch = services.undo_import(batch=batch, actor=capucine, now=NOON + DAY)
    assert (batch.state, batch.rows, Contribution.objects.count()) == (BatchState.UNDONE, [], 1)
    entry = JournalEntry.objects.latest("id")
    assert (entry.action, entry.detail["references"]) == ("import.undone", ["C08", "D001", "C09"])
    services.undo_import(batch=batch, actor=capucine, now=NOON + DAY)
    assert JournalEntry.objects.filter(action="import.undone").count() == 1
    again = services.confirm_import(batch=bring(campaign, capucine), actor=capucine, now=NOON)
    assert [row["reference"] for row in again.rows] == ["C10", "D002", "C11"]


def test_one_decision_of_a_moderator_is_enough_to_keep_the_whole(campaign, capucine, marius):
    batch = services.confirm_import(batch=bring(campaign, capucine), actor=capucine, now=NOON)
    services.publish(contribution=batch.contributions.get(reference="C08"), actor=marius, now=NOON)
    with pytest.raises(ContributionError):
        services.undo_import(batch=batch, actor=capucine, now=NOON)
    assert Contribution.objects.count() == 4
    assert services.publish_import(batch=batch, actor=capucine, now=NOON) == 2


def test_what_answers_something_hidden_waits(campaign, capucine, marius):
    batch = services.confirm_import(batch=bring(campaign, capucine), actor=capucine, now=NOON)
    parent = batch.contributions.get(reference="C08")
    services.hide(contribution=parent, actor=marius, now=NOON, reason="Article 3")
    assert services.publish_import(batch=batch, actor=capucine, now=NOON) == 1
    assert batch.contributions.get(reference="C09").state == ContributionState.RECEIVED


def test_a_preview_is_kept_a_week_and_thrown_away(campaign, capucine):
    batch = bring(campaign, capucine)
    with pytest.raises(ContributionError):
        services.confirm_import(batch=batch, actor=capucine, now=NOON + 7 * DAY)
    other = bring(campaign, capucine, now=NOON + 7 * DAY)
    batch.refresh_from_db()
    assert (batch.state, batch.rows) == (BatchState.DISCARDED, [])
    thrown = services.throw_away(batch=other, actor=capucine, now=NOON + 7 * DAY)
    assert (thrown.state, thrown.rows) == (BatchState.DISCARDED, [])
    assert Contribution.objects.count() == 1


def test_who_may_bring_and_who_may_decide(campaign, capucine, marius, ondine, salome, thelma):
    for person in (salome, thelma):
        with pytest.raises(ContributionError):
            bring(campaign, person)
    batch = bring(campaign, marius)
    acts = (services.confirm_import, services.throw_away, services.undo_import, services.publish_import)
    for act in acts:
        with pytest.raises(ContributionError) as refusal:
            act(batch=batch, actor=capucine, now=NOON)
        assert "La personne qui a apporté ce fichier" in refusal.value.message
    assert services.confirm_import(batch=batch, actor=ondine, now=NOON).state == BatchState.IMPORTED
