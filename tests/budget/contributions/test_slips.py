"""Follow codes and what they open: given once, void once replaced, good for correcting within 72 hours."""

from datetime import timedelta

import pytest

from budget.contributions import queries, services
from budget.contributions.choices import Channel, ContributionState, Nature
from budget.contributions.models import Contribution, FollowCode
from budget.contributions.queries.slips import digest_of, followed_by_code, slips_wanted
from budget.contributions.services import ContributionError
from budget.journal.models import JournalEntry
from budget.rules.follow_code import plain
from tests.cast import NOON
from tests.factories.campaigns import PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.workshops import TableFactory

pytestmark = pytest.mark.django_db
HOURS = timedelta(hours=1)


@pytest.fixture
def note():
    """What a table said, published at NOON."""
    table = TableFactory(number=3, workshop__reference="A3")
    said = ContributionFactory(
        campaign=table.workshop.campaign, channel=Channel.WORKSHOP, table=table, note_number=1, title="",
        text="Une cuisine roulante sur la place.", author_label="",
    )  # fmt: skip
    PhaseFactory(campaign=said.campaign)
    return said


def issue(note, actor=None, now=NOON):
    return services.issue_code(contribution=note, actor=actor, now=now).code


def test_a_code_opens_what_was_said_and_is_stored_as_a_digest(note, capucine):
    code = issue(note, capucine)
    held = FollowCode.objects.get()
    assert followed_by_code(code.lower().replace("-", " "), now=NOON) == note
    assert (held.digest, held.issued_by) == (digest_of(code), capucine)
    stored = [*FollowCode.objects.values(), *JournalEntry.objects.values()]
    assert [row for row in stored if code in str(row) or plain(code) in str(row)] == []
    assert JournalEntry.objects.get().action == "follow_code.issued"


def test_a_new_code_voids_the_former_and_every_code_ends(note, settings):
    first, second = issue(note), issue(note, now=NOON + HOURS)
    last_day = NOON + HOURS + timedelta(days=settings.FOLLOW_CODE_DAYS)
    opened = [
        followed_by_code(code, now=now)
        for code, now in (
            (first, NOON),
            (second, NOON),
            (second, last_day - HOURS),
            (second, last_day),
            ("", NOON),
        )
    ]
    assert opened == [None, note, note, None, None]
    assert list(JournalEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "follow_code.issued",
        "follow_code.reissued",
    ]


def test_another_key_opens_nothing(note, settings):
    code = issue(note)
    settings.FOLLOW_CODE_KEY = "another key, kept somewhere else than the first one"
    assert followed_by_code(code, now=NOON) is None


def test_staff_and_the_author_ask_for_a_slip_and_nobody_else(note, salome, idris, marius):
    note.author = salome
    note.save()
    for actor in (salome, marius):
        assert issue(note, actor)
    with pytest.raises(ContributionError, match="équipes de la Ville"):
        issue(note, idris)


def test_staff_find_a_lost_slip_by_meeting_table_and_words(note, django_assert_num_queries):
    other = TableFactory(workshop=note.table.workshop, number=4)
    ContributionFactory(
        campaign=note.campaign,
        channel=Channel.WORKSHOP,
        table=other,
        note_number=1,
        text="Une cuisine d'été.",
    )
    ContributionFactory(campaign=note.campaign, text="Une cuisine roulante, en ligne.")
    paper = ContributionFactory(campaign=note.campaign, channel=Channel.PAPER, text="Un banc.")
    issue(paper)
    workshop = note.table.workshop
    with django_assert_num_queries(1):
        found = list(slips_wanted(note.campaign, workshop=workshop, table=3, words="CUISINE place"))
    assert found == [note]
    assert len(slips_wanted(note.campaign, workshop=workshop, words="cuisine")) == 2
    assert [(one.reference, one.has_code) for one in slips_wanted(note.campaign, words="banc")] == [
        (paper.reference, True)
    ]


def test_a_correction_is_taken_for_72_hours_and_keeps_the_original(note):
    code, meant = issue(note), "Une cuisine roulante sur la place, le dimanche."
    last = NOON + 72 * HOURS - timedelta(microseconds=1)
    corrected = services.correct_by_code(code=code, title="", text=meant, now=last)
    assert (corrected.text, corrected.state) == (meant, ContributionState.PUBLISHED)
    assert [(v.kind, v.text) for v in note.versions.all()] == [("correction", note.text)]
    with pytest.raises(ContributionError, match="ajoutez une précision"):
        services.correct_by_code(code=code, title="", text="Autre chose.", now=NOON + 72 * HOURS)
    assert Contribution.objects.get(pk=note.pk).text == meant


def test_what_waits_may_be_corrected_and_what_was_hidden_may_not(note):
    code = issue(note)
    Contribution.objects.update(state=ContributionState.RECEIVED, published_at=None)
    late = NOON + 500 * HOURS
    assert services.correct_by_code(code=code, title="", text="Mieux dit.", now=late).text == "Mieux dit."
    Contribution.objects.update(state=ContributionState.HIDDEN, hidden_reason="Article 4.")
    with pytest.raises(ContributionError):
        services.correct_by_code(code=code, title="", text="Encore.", now=late)


def test_a_clarification_joins_the_thread_once(note):
    code = issue(note)
    said = [services.add_by_code(code=code, text="Avec une prise.", now=NOON + HOURS) for _turn in range(2)]
    assert said[0] == said[1]
    added = Contribution.objects.get(target=note)
    assert (added.nature, added.channel, added.author) == (Nature.CLARIFICATION, Channel.WEB, None)
    assert added.author_label == "la même personne, par bon de suivi"
    with pytest.raises(ContributionError, match="n’ouvre rien"):
        services.add_by_code(code="7K4Q-2MXR-9TDP-H3WN", text="Une prise.", now=NOON)


def test_erasing_what_was_said_voids_its_code_and_its_address(note, marius):
    code = issue(note)
    services.keep_contact(contribution=note, name="Mme Vidal", address="3 quai", actor=None, now=NOON)
    services.erase(contribution=note, actor=marius, reason="Demande orale.", now=NOON + HOURS)
    assert followed_by_code(code, now=NOON + HOURS) is None
    assert queries.contribution(note.campaign, note.reference).state == ContributionState.WITHDRAWN
    assert not hasattr(Contribution.objects.get(pk=note.pk), "postal_contact")
