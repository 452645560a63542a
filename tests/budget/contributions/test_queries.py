"""One list and one thread for everything said, whatever the channel."""

from datetime import timedelta

import pytest

from budget.contributions.choices import Channel, ContributionState, Nature
from budget.contributions.models import Support
from budget.contributions.queries import Filters, contribution_list, tally, thread
from budget.contributions.queries.thread import ANSWERS_PER_PAGE
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, DistrictFactory, ThemeFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory, RegisteredQuestionFactory
from tests.factories.people import UserFactory
from tests.factories.workshops import TableFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def campaign():
    return CampaignFactory()


def listed(campaign, **chosen):
    return [row.reference for row in contribution_list(campaign, filters=Filters(**chosen))]


class TestTheList:
    @pytest.fixture(autouse=True)
    def said(self, campaign):
        tanneries, halles = DistrictFactory(code="TAN"), DistrictFactory(code="CEN")
        nature, sport = ThemeFactory(code="NAT"), ThemeFactory(code="SPO")

        def say(reference, **fields):
            return ContributionFactory(campaign=campaign, reference=reference, **fields)

        idea = say(
            "C01",
            title="Des arbres dans les cours d'école",
            text="Moins de bitume, plus d'ombre.",
            district=tanneries,
            theme=nature,
            said_at=NOON - 3 * MINUTE,
        )
        say("C02", title="Le terrain", text="Des filets neufs.", theme=sport, said_at=NOON - 2 * MINUTE)
        say(
            "C03",
            nature=Nature.QUESTION,
            channel=Channel.COUNCIL,
            title="Où est la salle ?",
            text="On attend.",
            district=halles,
            said_at=NOON - MINUTE,
        )
        say(
            "D01",
            nature=Nature.FOR,
            target=idea,
            title="",
            text="L'ombrage sauverait la cour.",
            channel=Channel.PHONE,
        )
        say(
            "C04",
            state=ContributionState.BECAME_PROJECT,
            channel=Channel.PAPER,
            title="Un pré",
            text="Fauché tard.",
        )
        say("C05", state=ContributionState.HIDDEN, hidden_reason="Article 3")
        say("C06", state=ContributionState.RECEIVED, published_at=None)
        ContributionFactory(reference="C99")
        Support.objects.create(contribution_id=idea.pk, user=UserFactory(), given_at=NOON)

    def test_what_stands_on_its_own_unless_a_nature_is_chosen(self, campaign):
        assert sorted(listed(campaign)) == ["C01", "C02", "C03", "C04"]
        assert listed(campaign, natures=("for",)) == ["D01"]

    @pytest.mark.parametrize(
        ("chosen", "found"),
        [
            ({"district": "TAN"}, ["C01"]),
            ({"themes": ("NAT", "SPO")}, ["C01", "C02"]),
            ({"channels": ("council", "paper")}, ["C03", "C04"]),
            ({"state": "became_project"}, ["C04"]),
            ({"natures": ("question",)}, ["C03"]),
            ({"district": "TAN", "themes": ("SPO",)}, []),
            ({"text": "ombre"}, ["C01"]),
            ({"text": "ecoles"}, ["C01"]),
            ({"text": "ombrages"}, ["D01"]),
            ({"text": "arbress cours"}, ["C01"]),
            ({"text": "ou est la sale"}, ["C03"]),
            ({"text": "zeppelin"}, []),
            ({"text": "'); DROP TABLE x; --"}, []),
        ],
    )
    def test_filters_and_search(self, chosen, found, campaign):
        assert sorted(listed(campaign, **chosen)) == found

    def test_orders(self, campaign):
        assert listed(campaign, sort="newest") == ["C04", "C03", "C02", "C01"]
        assert listed(campaign, sort="supported")[0] == "C01"
        assert listed(campaign, sort="unanswered")[-1] == "C01"

    def test_the_lot_is_the_same_for_everyone_on_one_day_and_changes_the_next(self, campaign):
        lots = {tuple(listed(campaign, sort="lot", seed=f"day {n}")) for n in range(20)}
        assert len(lots) > 5
        assert listed(campaign, seed="day 1") == listed(campaign, seed="day 1")

    def test_counts_name_what_they_count(self, campaign):
        AnswerFactory(
            target=contribution_list(campaign).get(reference="C01"),
            state=ContributionState.RECEIVED,
            published_at=None,
        )
        row = contribution_list(campaign).get(reference="C01")
        assert (row.support_count, row.reply_count) == (1, 1)
        counts = tally(campaign)
        assert counts["total"] == 5
        assert counts["banks"] == {"web": 2, "room": 1, "post": 2}
        assert counts["channels"] == {"web": 2, "council": 1, "phone": 1, "paper": 1}

    def test_a_choice_is_removed_alone(self):
        chosen = Filters(text="ombre", themes=("NAT", "SPO"), district="TAN")
        assert chosen.without("themes", "NAT") == Filters(text="ombre", themes=("SPO",), district="TAN")
        assert chosen.without("district").district == ""


class TestAThread:
    def test_for_and_against_side_by_side_and_the_rest_below(self, campaign):
        idea = ContributionFactory(campaign=campaign, reference="C01")

        def answer(target, nature, minutes, **fields):
            return AnswerFactory(target=target, nature=nature, said_at=NOON + minutes * MINUTE, **fields)

        against = answer(idea, Nature.AGAINST, 2, channel=Channel.WORKSHOP)
        pro = answer(idea, Nature.FOR, 1, channel=Channel.PAPER)
        later_pro = answer(idea, Nature.FOR, 3)
        question = answer(idea, Nature.QUESTION, 4)
        deeper = answer(against, Nature.CLARIFICATION, 5)
        deepest = answer(deeper, Nature.REACTION, 6)
        hidden = answer(idea, Nature.REACTION, 7, state=ContributionState.HIDDEN, hidden_reason="Article 3")
        under_hidden = answer(hidden, Nature.FOR, 8)
        answer(idea, Nature.FOR, 9, state=ContributionState.RECEIVED, published_at=None)
        AnswerFactory()
        debate = thread(campaign, "C01")
        found = {nature: [node.contribution for node in side] for nature, side in debate.sides.items()}
        assert found == {Nature.FOR: [pro, later_pro], Nature.AGAINST: [against]}
        assert [node.contribution for node in debate.further] == [question, hidden]
        assert [n.contribution for n in debate.sides[Nature.AGAINST][0].replies] == [deeper, deepest]
        assert [n.contribution for n in debate.further[1].replies] == [under_hidden]
        assert debate.total == 7
        assert (debate.counts["for"], debate.counts["against"], debate.counts["further"]) == (2, 1, 2)
        assert debate.counts["banks"] == {"web": 5, "room": 1, "post": 1}

    def test_the_same_number_of_each_side_on_each_page(self, campaign):
        idea = ContributionFactory(campaign=campaign, reference="C01")
        AnswerFactory.create_batch(ANSWERS_PER_PAGE + 3, target=idea)
        AnswerFactory.create_batch(2, target=idea, nature=Nature.AGAINST)
        sizes = []
        for page in (1, 2, 9):
            debate = thread(campaign, "C01", page=page)
            sizes.append((debate.page, debate.pages, *map(len, debate.sides.values())))
        assert sizes == [(1, 2, 10, 2), (2, 2, 3, 0), (2, 2, 3, 0)]
        assert debate.counts["for"] == ANSWERS_PER_PAGE + 3

    def test_a_reader_sees_what_they_support(self, campaign, salome, idris):
        idea = ContributionFactory(campaign=campaign, reference="C01")
        Support.objects.create(contribution=idea, user=salome, given_at=NOON)
        seen = [
            thread(campaign, "C01", viewer=viewer).contribution.is_supported
            for viewer in (salome, idris, None)
        ]
        assert seen == [True, False, False]

    @pytest.mark.parametrize("count", [1, 200])
    def test_one_query_whatever_its_size(self, count, campaign, salome, django_assert_num_queries):
        table = TableFactory(workshop__campaign=campaign, number=1)
        idea = ContributionFactory(campaign=campaign, reference="C01")
        note = ContributionFactory(campaign=campaign, channel=Channel.WORKSHOP, table=table, note_number=1)
        AnswerFactory.create_batch(count, target=idea, channel=Channel.PHONE, author=salome)
        AnswerFactory(target=idea, nature=Nature.QUESTION)
        RegisteredQuestionFactory(contribution=AnswerFactory(target=note, nature=Nature.QUESTION))
        with django_assert_num_queries(1):
            debate = thread(campaign, "C01", viewer=salome)
            for node in debate.sides[Nature.FOR]:
                assert node.contribution.provenance
                assert node.contribution.author == salome
