"""The room and the web weigh the same: one shape, one total, one file, and no list that looks at the channel."""

import csv
import io
import sys
from collections import Counter, defaultdict
from datetime import timedelta
from itertools import product
from math import sqrt
from statistics import mean

import pytest
from django.db.models import Case, Value, When

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, Nature
from budget.contributions.models import Contribution, Support
from budget.contributions.queries import Filters, contribution_list, question_register, tally, thread
from budget.contributions.services import contribute
from budget.journal.models import JournalEntry
from budget.open_data.queries import DATASETS, dataset_csv
from budget.templatetags.debate import card, row
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, DistrictFactory, PhaseFactory, ThemeFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.partners import PartnerFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
CASES = list(product(Nature, Channel))
OF_THE_CHANNEL = {"channel", "provenance", "meta", "entered"}
COLUMNS_OF_THE_CHANNEL = {"reference", "channel", "text", "entered_by_city", "link"}


@pytest.fixture
def campaign():
    campaign = CampaignFactory(slug="bp2026")
    PhaseFactory(campaign=campaign, kind=PhaseKind.IDEATION)
    return campaign


def shape(shown, less):
    """What is shown, less what names the door it came by."""
    return {name: str(value) for name, value in shown.items() if name not in less}


def test_49_cases_are_one_and_the_same_thing(campaign, idris, capucine, monkeypatch):
    """Seven natures by seven channels through one service: in one thread, one list, one total, one file."""
    monkeypatch.setattr(sys.modules[thread.__module__], "ANSWERS_PER_PAGE", 49)
    partner = PartnerFactory(members=[idris])
    place, theme = DistrictFactory(), ThemeFactory()
    ContributionFactory(campaign=campaign, reference="C07", district=place, theme=theme)
    subject = Contribution.objects.get(reference="C07")
    said = {
        (nature, channel): contribute(
            campaign=campaign, nature=nature, channel=channel, target=subject, text="Les mêmes mots.", now=NOON,
            actor=idris if channel == Channel.WEB else capucine, author_label="Une voisine",
            partner=partner if nature == Nature.ACTOR_PAPER else None,
        )
        for nature, channel in CASES
    }  # fmt: skip
    assert {case: one.is_entered_by_city for case, one in said.items()} == {
        (nature, channel): channel != Channel.WEB for nature, channel in CASES
    }
    debate = thread(campaign, "C07")
    nodes = [*debate.sides[Nature.FOR], *debate.sides[Nature.AGAINST], *debate.further]
    assert {(one.contribution.nature, one.contribution.channel) for one in nodes} == set(CASES)
    assert (len(nodes), debate.total, debate.counts["channels"]) == (49, 49, dict.fromkeys(Channel, 7))
    cards, rows, lines = defaultdict(list), defaultdict(list), defaultdict(list)
    for node in nodes:
        cards[node.contribution.nature].append(shape(card(node.contribution), OF_THE_CHANNEL))
    assert tally(campaign)["total"] == 50
    assert tally(campaign)["channels"] == {channel: 7 + (channel == Channel.WEB) for channel in Channel}
    listed = contribution_list(campaign, filters=Filters(text="mêmes mots"))
    assert Counter(one.channel for one in listed) == dict.fromkeys(Channel, 7)
    for one in listed:
        rows[one.nature].append(shape(row(one, campaign, {}), {*OF_THE_CHANNEL, "url", "anchor"}))
    file = csv.DictReader(io.StringIO(dataset_csv(DATASETS["contributions"], campaign).lstrip("\ufeff")))
    for line in file:
        assert (line["entered_by_city"] == "no") is (line["channel"] == "web")
        if line["reference"] != "C07":
            lines[line["nature"]].append(shape(line, COLUMNS_OF_THE_CHANNEL))
    for shown in (cards, rows, lines):
        assert {nature: (len(same), same.count(same[0])) for nature, same in shown.items()} == dict.fromkeys(
            Nature, (7, 7)
        )
    assert JournalEntry.objects.filter(action="contribution.published").count() == 49


def test_what_the_city_entered_says_so_everywhere(campaign, client, capucine):
    """At the head of a thread, under it, in the list, in the register; the file is looked at above."""
    idea = contribute(
        campaign=campaign, nature=Nature.IDEA, channel=Channel.PAPER, text="Un pré.", actor=capucine, now=NOON
    )
    asked = contribute(
        campaign=campaign, nature=Nature.QUESTION, channel=Channel.WEB, text="Combien ?", actor=capucine,
        on_behalf=True, target=idea, now=NOON,
    )  # fmt: skip
    shown = {
        path: client.get(f"/fr/bp2026/{path}").content.decode().lower().count("saisie par la ville")
        + client.get(f"/fr/bp2026/{path}").content.decode().lower().count("saisi par la ville")
        for path in (
            "contributions/C01/",
            f"contributions/{asked.reference}/",
            "contributions/",
            "questions/",
        )
    }
    assert shown == {"contributions/C01/": 2, "contributions/C02/": 1, "contributions/": 2, "questions/": 1}


ORDERS = ("lot", "newest", "supported", "unanswered", "least_seen")
GROUPS = list(product((NOON, NOON - timedelta(days=1)), (0, 1)))


@pytest.fixture
def thousand(campaign):
    """1,000 questions entered channel after channel, as tables brought in are; dates and supports shared out alike.

    Numbers are given, so that the lots are the same each time.
    """
    rows = [
        ContributionFactory.build(
            pk=7_000_000 + n, campaign=campaign, reference=f"C{n + 1}", nature=Nature.QUESTION,
            channel=list(Channel)[n * 7 // 1000], said_at=GROUPS[n % 4][0], is_entered_by_city=True,
        )
        for n in range(1000)
    ]  # fmt: skip
    Contribution.objects.bulk_create(rows)
    fan = UserFactory()
    Support.objects.bulk_create(
        Support(contribution=one, user=fan, given_at=NOON) for n, one in enumerate(rows) if GROUPS[n % 4][1]
    )
    return rows


def orders(campaign):
    """{order: its list}: every list people may look at without asking for a channel."""
    lists = {
        sort: contribution_list(campaign, filters=Filters(sort=sort, seed="2026-11-24")) for sort in ORDERS
    }
    lists["register"] = question_register(campaign, now=NOON)
    return {name: list(rows) for name, rows in lists.items()}


def test_rank_does_not_depend_on_the_channel_for_equal_dates_and_supports(campaign, thousand):
    """In each group of equal date and supports, the mean rank of every channel is that of chance (4.5 sigma)."""
    beyond = 4.5 * sqrt(1 / 12 / (1000 / 7))
    for name, rows in orders(campaign).items():
        assert len(rows) == 1000
        groups, ranks = defaultdict(list), defaultdict(list)
        for one in rows:
            groups[one.said_at, one.support_count].append(one)
        assert len(groups) == 4
        for group in groups.values():
            for rank, one in enumerate(group):
                ranks[one.channel].append((rank + 0.5) / len(group))
        far = {channel: mean(found) for channel, found in ranks.items() if abs(mean(found) - 0.5) > beyond}
        assert (name, far) == (name, {})


def test_the_channels_may_be_exchanged_and_no_list_moves(campaign, thousand, monkeypatch):
    """The very same order once every channel has become another: the lists, and both sides of a thread."""
    monkeypatch.setattr(sys.modules[thread.__module__], "ANSWERS_PER_PAGE", 1000)
    subject = ContributionFactory(campaign=campaign, reference="S1", nature=Nature.IDEA)
    answers = Contribution.objects.filter(pk__in=[one.pk for one in thousand])

    def order():
        seen = {name: [one.pk for one in rows] for name, rows in orders(campaign).items()}
        answers.update(
            target=subject, nature=Case(When(pk__lt=7_000_500, then=Value("for")), default=Value("against"))
        )
        debate = thread(campaign, "S1")
        seen |= {side: [node.contribution.pk for node in nodes] for side, nodes in debate.sides.items()}
        answers.update(target=None, nature=Nature.QUESTION)
        return seen

    before = order()
    following = dict(zip(Channel, [*list(Channel)[1:], Channel.WEB], strict=True))
    answers.update(channel=Case(*(When(channel=old, then=Value(new)) for old, new in following.items())))
    assert order() == before
