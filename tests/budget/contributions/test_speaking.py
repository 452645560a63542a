"""Saying something: every nature by every channel goes through the same service."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from budget.campaigns.choices import PhaseKind
from budget.contributions import permissions
from budget.contributions.choices import Channel, ContributionState, Fidelity, Nature
from budget.contributions.models import Contribution
from budget.contributions.queries import tally
from budget.contributions.services import ContributionError, contribute
from budget.journal.models import JournalEntry
from budget.partners.choices import PartnerState
from budget.partners.models import Partner, PartnerMember
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, DistrictFactory, PhaseFactory, ThemeFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.workshops import TableFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def campaign():
    campaign = CampaignFactory()
    PhaseFactory(campaign=campaign, kind=PhaseKind.IDEATION)
    return campaign


@pytest.fixture
def partner(idris):
    """Idris speaks for it."""
    partner = Partner.objects.create(
        slug="pieds",
        reference="PA01",
        name="Les Pieds dans l'eau",
        state=PartnerState.VALIDATED,
        requested_at=NOON,
    )
    PartnerMember.objects.create(partner=partner, user=idris, joined_at=NOON)
    return partner


def say(campaign, **changes):
    said = {"nature": Nature.IDEA, "channel": Channel.WEB, "text": "Des bancs.", "now": NOON, **changes}
    return contribute(campaign=campaign, **said)


def test_an_idea_is_dated_named_and_numbered(campaign, salome):
    ContributionFactory(campaign=campaign, reference="C34")
    ContributionFactory(campaign=campaign, reference="CA08")
    ContributionFactory(reference="C90")
    idea = say(campaign, actor=salome, title="  Des bancs ", text="\n Le long du quai.  ")
    assert (idea.reference, idea.title, idea.text) == ("C35", "Des bancs", "Le long du quai.")
    assert (idea.author, idea.author_label, idea.entered_by) == (salome, "Salome", None)
    assert (idea.said_at, idea.received_at) == (NOON, NOON)


def test_each_series_of_references_continues(campaign, partner, idris):
    idea = ContributionFactory(campaign=campaign, reference="C01")
    ContributionFactory(campaign=campaign, reference="D122")
    ContributionFactory(campaign=campaign, reference="S099")
    table = TableFactory(workshop__campaign=campaign, workshop__reference="A1", number=2)
    note = say(campaign, channel=Channel.WORKSHOP, table=table)
    references = [
        note.reference,
        say(campaign, channel=Channel.WORKSHOP, table=table).reference,
        say(campaign, nature=Nature.FOR, target=idea).reference,
        say(campaign, nature=Nature.REACTION, target=note).reference,
        say(campaign, nature=Nature.QUESTION, target=note).reference,
        say(campaign, nature=Nature.ACTOR_PAPER, partner=partner, actor=idris).reference,
    ]
    assert references == ["A1-T2-N1", "A1-T2-N2", "D123", "S100", "C02", "CA01"]


def test_what_is_given_for_an_import_is_kept(campaign, ondine):
    table = TableFactory(workshop__campaign=campaign, number=2)
    note = say(
        campaign,
        channel=Channel.WORKSHOP,
        table=table,
        note_number=7,
        reference="A9-T9-N9",
        entered_by=ondine,
        fidelity=Fidelity.VERBATIM,
        is_read_back=True,
        author_label="Une grand-mère",
        place="Halle",
        said_at=NOON - DAY,
    )
    note.refresh_from_db()
    assert (note.reference, note.note_number, note.entered_by) == ("A9-T9-N9", 7, ondine)
    assert (note.fidelity, note.is_read_back, note.place) == ("verbatim", True, "Halle")
    assert (note.author, note.author_label) == (None, "Une grand-mère")
    assert (note.said_at, note.published_at) == (NOON - DAY, NOON)


def test_a_reference_already_taken_is_refused(campaign):
    ContributionFactory(campaign=campaign, reference="C07")
    with pytest.raises(ContributionError) as refusal:
        say(campaign, reference="C07")
    assert refusal.value.field == "reference"
    assert Contribution.objects.count() == 1


def test_an_answer_inherits_the_district_and_theme_it_does_not_give(campaign):
    idea = ContributionFactory(campaign=campaign, district=DistrictFactory(), theme=ThemeFactory())
    elsewhere = DistrictFactory()
    answer = say(campaign, nature=Nature.FOR, target=idea, district=elsewhere)
    assert (answer.district, answer.theme) == (elsewhere, idea.theme)
    assert say(campaign, nature=Nature.FOR, target=idea).district == idea.district


def test_what_is_not_to_be_published_waits(campaign):
    waiting = say(campaign, publish=False)
    assert (waiting.state, waiting.published_at) == (ContributionState.RECEIVED, None)
    assert JournalEntry.objects.get().action == "contribution.received"
    assert tally(campaign)["total"] == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "   "}, "text"),
        ({"text": "a" * 2_001}, "text"),
        ({"title": "a" * 161}, "title"),
        ({"nature": Nature.FOR}, "target"),
        ({"nature": Nature.ACTOR_PAPER}, "partner"),
        ({"said_at": NOON + DAY, "channel": Channel.PAPER}, "said_at"),
    ],
)
def test_what_does_not_hold_together_is_refused_at_its_field(changes, field, campaign):
    with pytest.raises(ContributionError) as refusal:
        say(campaign, **changes)
    assert refusal.value.field == field
    assert Contribution.objects.count() == 0


def test_a_paper_may_be_long(campaign, partner):
    paper = say(campaign, nature=Nature.ACTOR_PAPER, partner=partner, text="a" * 10_000)
    assert (len(paper.text), paper.author_label) == (10_000, partner.name)


@pytest.mark.parametrize(
    "state", [ContributionState.MERGED, ContributionState.HIDDEN, ContributionState.WITHDRAWN]
)
def test_what_is_over_takes_no_answer(state, campaign):
    over = ContributionFactory(campaign=campaign, state=state, hidden_reason="Article 3")
    with pytest.raises(ContributionError) as refusal:
        say(campaign, nature=Nature.FOR, target=over)
    assert refusal.value.field == "target"


def test_target_and_table_belong_to_the_same_edition(campaign):
    for changes in (
        {"nature": Nature.FOR, "target": ContributionFactory()},
        {"channel": Channel.WORKSHOP, "table": TableFactory()},
        {"channel": Channel.PAPER, "table": TableFactory(workshop__campaign=campaign)},
    ):
        with pytest.raises(ContributionError):
            say(campaign, **changes)


def test_online_one_writes_at_the_moment_one_writes(campaign, salome):
    with pytest.raises(ContributionError) as refusal:
        say(campaign, actor=salome, said_at=NOON - DAY)
    assert refusal.value.field == "said_at"


STAFF = {"capucine", "marius", "ondine"}
PEOPLE = ["salome", "idris", "capucine", "bastien", "ondine", "marius", "thelma"]
MOMENTS = {"before": timedelta(days=-8), "during": timedelta(0), "after": timedelta(days=8)}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("channel", [Channel.WEB, Channel.WORKSHOP, Channel.PAPER])
@pytest.mark.parametrize("name", [*PEOPLE, "anonymous"])
def test_who_may_give_an_idea_by_which_door_and_when(name, channel, moment, campaign, request):
    person = AnonymousUser() if name == "anonymous" else request.getfixturevalue(name)
    may = moment == "during" and (name in STAFF if channel != Channel.WEB else name != "anonymous")
    at = NOON + MOMENTS[moment]
    asked = permissions.may_contribute(person, campaign, nature=Nature.IDEA, channel=channel, now=at)
    assert asked is may
    if may:
        assert say(campaign, actor=person, channel=channel, now=at).reference == "C01"
    else:
        with pytest.raises(ContributionError):
            say(campaign, actor=person, channel=channel, now=at)


def test_staff_may_key_later_what_was_said_in_time_and_nobody_writes_late(campaign, capucine, salome):
    later = NOON + 30 * DAY
    assert say(campaign, channel=Channel.PAPER, actor=capucine, said_at=NOON, now=later).published_at == later
    with pytest.raises(ContributionError) as refusal:
        say(campaign, actor=salome, now=later)
    assert "Les questions et les réactions restent ouvertes" in refusal.value.message


def test_windows_are_half_open(campaign, salome):
    phase = campaign.phases.get()
    assert say(campaign, actor=salome, now=phase.opens_at)
    with pytest.raises(ContributionError):
        say(campaign, actor=salome, now=phase.closes_at)
    with pytest.raises(ContributionError):
        say(campaign, actor=salome, now=phase.opens_at - timedelta(microseconds=1))


def test_the_refusal_says_when_it_opens(campaign, salome):
    with pytest.raises(ContributionError) as refusal:
        say(campaign, actor=salome, now=NOON - 30 * DAY)
    assert "ouvre le 17 novembre 2026" in refusal.value.message
    empty = CampaignFactory()
    with pytest.raises(ContributionError) as refusal:
        say(empty, actor=salome)
    assert "n’a pas de moment" in refusal.value.message


OPEN = {
    Nature.IDEA: "ideation",
    Nature.ACTOR_PAPER: "ideation workshops deepening",
    Nature.FOR: "ideation workshops deepening assessment appeal vote",
    Nature.AGAINST: "ideation workshops deepening assessment appeal vote",
    Nature.CLARIFICATION: "ideation workshops deepening assessment appeal vote",
    Nature.REACTION: " ".join(PhaseKind),
    Nature.QUESTION: " ".join(PhaseKind),
}


@pytest.mark.parametrize("kind", PhaseKind)
@pytest.mark.parametrize("nature", Nature)
def test_which_phase_opens_which_nature(nature, kind):
    campaign = CampaignFactory()
    PhaseFactory(campaign=campaign, kind=kind)
    for channel in Channel:
        expected = kind in OPEN[nature].split()
        if channel == Channel.WORKSHOP and nature != Nature.ACTOR_PAPER:
            expected = expected or kind == PhaseKind.INFORMATION
            expected = expected or (
                nature == Nature.IDEA and kind in (PhaseKind.WORKSHOPS, PhaseKind.DEEPENING)
            )
        assert permissions.is_open(campaign, nature=nature, channel=channel, at=NOON) is expected
        assert (nature in permissions.open_natures(campaign, channel=channel, at=NOON)) is expected


def test_a_question_may_be_asked_between_two_phases():
    campaign = CampaignFactory()
    PhaseFactory(
        campaign=campaign, kind=PhaseKind.IDEATION, opens_at=NOON - 9 * DAY, closes_at=NOON - 8 * DAY
    )
    PhaseFactory(campaign=campaign, kind=PhaseKind.VOTE, opens_at=NOON + 8 * DAY, closes_at=NOON + 9 * DAY)
    assert permissions.open_natures(campaign, channel=Channel.WEB, at=NOON) == [
        Nature.QUESTION,
        Nature.REACTION,
    ]
    assert permissions.open_natures(campaign, channel=Channel.WEB, at=NOON + 9 * DAY) == []
    assert say(campaign, nature=Nature.QUESTION).reference == "C01"


class TestSpeakingForAnOrganisation:
    def test_its_representative_does(self, campaign, partner, idris):
        idea = say(campaign, actor=idris, partner=partner)
        assert (idea.partner, idea.author, idea.author_label) == (partner, idris, partner.name)

    def test_someone_else_does_not(self, campaign, partner, salome):
        with pytest.raises(ContributionError) as refusal:
            say(campaign, actor=salome, partner=partner)
        assert refusal.value.field == "partner"

    @pytest.mark.parametrize("state", [PartnerState.REQUESTED, PartnerState.REFUSED, PartnerState.LEFT])
    def test_nobody_does_before_it_is_validated_or_after_it_left(
        self, state, campaign, partner, idris, capucine
    ):
        Partner.objects.update(state=state)
        partner.refresh_from_db()
        for person, channel in ((idris, Channel.WEB), (capucine, Channel.WORKSHOP), (None, Channel.WEB)):
            with pytest.raises(ContributionError) as refusal:
                say(campaign, actor=person, channel=channel, partner=partner)
            assert refusal.value.field == "partner"

    def test_staff_key_what_it_said_aloud(self, campaign, partner, capucine):
        assert say(campaign, actor=capucine, channel=Channel.WORKSHOP, partner=partner).author is None
