"""Whom a happening reaches: by account, by post, by their code alone; the letters, taken once."""

import pytest

from budget.contributions import services
from budget.contributions.choices import Channel
from budget.contributions.models import Letter, PostalContact
from budget.contributions.queries import only_by_code
from budget.contributions.services import ContributionError
from budget.journal.models import JournalEntry
from budget.notices.models import Notification
from budget.notices.services import follow
from tests.cast import NOON
from tests.factories.contributions import ContributionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def voices(salome):
    """One who has an account, one who left an address, one who holds a code, one whom nothing reaches."""
    online = ContributionFactory(author=salome)
    paper = [
        ContributionFactory(campaign=online.campaign, channel=Channel.PAPER, reference=f"C{n}")
        for n in range(3)
    ]
    services.keep_contact(
        contribution=paper[0],
        name="Mme Vidal",
        address="3 quai des Tanneurs\n00000 Rivelune",
        actor=None,
        now=NOON,
    )
    services.issue_code(contribution=paper[0], actor=None, now=NOON)
    services.issue_code(contribution=paper[1], actor=None, now=NOON)
    return [online, *paper]


def tell(voices, key="milestone:1", **changes):
    return services.tell(
        event="milestone", obj=voices[0].campaign, contributions=[voice.pk for voice in voices],
        title="Première plantation", text="Quai des Tanneurs.", url="/fr/", now=NOON, key=key, **changes,
    )  # fmt: skip


def test_each_is_told_once_by_the_way_that_reaches_them(voices, salome, idris, marius):
    follow(user=idris, obj=voices[2], now=NOON)
    follow(user=salome, obj=voices[0].campaign, now=NOON)
    told = tell(voices, people=[idris, marius])
    again = tell(voices, people=[idris, marius])
    assert (told.notices, told.letters) == (3, 1)
    assert (again.notices, again.letters) == (0, 0)
    assert only_by_code([voice.pk for voice in voices]) == [voices[2]]
    assert set(Notification.objects.values_list("user__display_name", flat=True)) == {
        "Salome",
        "Idris",
        "Marius",
    }
    assert Letter.objects.get().contact.name == "Mme Vidal"


def test_letters_are_taken_once_and_only_by_those_who_may(voices, capucine, idris):
    tell(voices)
    campaign = voices[0].campaign
    with pytest.raises(ContributionError, match="adresses postales"):
        services.take_letters(campaign=campaign, actor=idris, now=NOON)
    assert services.take_letters(campaign=campaign, actor=capucine, now=NOON) == NOON
    assert Letter.objects.get().sent_at == NOON
    with pytest.raises(ContributionError, match="Aucun courrier"):
        services.take_letters(campaign=campaign, actor=capucine, now=NOON)


def test_an_address_is_whole_erasable_and_never_in_the_journal(voices, capucine, idris, salome):
    keep = {"contribution": voices[3], "name": "M. Bel", "address": "4 rue", "now": NOON}
    for fault in ({"name": " "}, {"address": ""}, {"actor": idris}, {"contribution": voices[0]}):
        with pytest.raises(ContributionError):
            services.keep_contact(**{"actor": capucine, **keep, **fault})
    services.keep_contact(actor=capucine, **keep)
    services.keep_contact(actor=capucine, **{**keep, "address": "5 rue"})
    tell(voices)
    assert services.erase_contact(contribution=voices[3], actor=capucine, now=NOON)
    assert not services.erase_contact(contribution=voices[3], actor=capucine, now=NOON)
    assert list(PostalContact.objects.values_list("name", flat=True)) == ["Mme Vidal"]
    assert [entry for entry in JournalEntry.objects.all() if "Bel" in str(entry.__dict__)] == []
