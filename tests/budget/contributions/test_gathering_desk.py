"""The staff's desk: from what looks alike to a grouping, a proposal, an answer brought by phone, and a merge."""

import pytest
from django.utils.translation import override

from budget.contributions import services
from budget.contributions.models import Grouping, LineageEdge, LookedAt, Proposal
from budget.contributions.queries import likely_pairs
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.gathering import make_merge
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DESK = "/admin/gathering"


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr("budget.contributions.viewsets.gathering.now", lambda: NOON)


@pytest.fixture
def desk(client, ondine):
    client.force_login(ondine)
    with override("en"):
        yield client


@pytest.fixture
def campaign():
    return CampaignFactory(slug="bp2026")


@pytest.fixture
def alike(campaign):
    """The same wish written online and on paper, and another one."""
    ContributionFactory(
        campaign=campaign, reference="C03", title="Un marché couvert", text="Un toit pour les étals."
    )
    return [
        ContributionFactory(
            campaign=campaign,
            reference=reference,
            channel=channel,
            title="De l'ombre dans la cour",
            text=f"Planter des tilleuls dans la cour des Lavandières, {more}.",
        )
        for reference, channel, more in (("C01", "web", "vite"), ("C02", "paper", "avec un banc"))
    ]


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_what_looks_alike_is_found_across_doors_and_grouped_by_default(desk, campaign, alike):
    assert [(pair.first, pair.second) for pair in likely_pairs(campaign, is_across=True)] == [tuple(alike)]
    assert "things=C01%2CC02" in page(desk, f"{DESK}/")
    address = f"{DESK}/compare/?campaign=bp2026&things=C01,C02"
    shown = page(desk, address)
    assert (
        'value="group" required id="id_act_0" checked' in shown or 'value="group"' in shown,
        "avec un banc" in shown,
    ) == (
        True,
        True,
    )
    posted = {"act": "group", "title": "", "into": "C01", "reason": "Même cour.", "answer_by": "2026-12-08"}
    refused = desk.post(address, posted)
    assert (refused.status_code, "Même cour." in refused.content.decode()) == (200, True)
    assert desk.post(address, posted | {"title": "La cour des Lavandières"}).status_code == 302
    grouping = Grouping.objects.get()
    assert (grouping.title, grouping.members.count()) == ("La cour des Lavandières", 2)
    assert likely_pairs(campaign) == []
    assert "La cour des Lavandières" in page(desk, f"{DESK}/groupings/{grouping.pk}/")
    assert desk.post(f"{DESK}/groupings/{grouping.pk}/", {"what": "join", "thing": "C03"}).status_code == 302
    member = grouping.members.get(contribution=alike[0])
    left = {"what": "leave", "member": member.pk, "leave-reason": "Autre cour"}
    assert desk.post(f"{DESK}/groupings/{grouping.pk}/", left).status_code == 302
    assert grouping.members.filter(left_at=None).count() == 2


def test_a_merge_from_the_queue_to_the_banner(desk, alike, salome):
    address = f"{DESK}/compare/?campaign=bp2026&things=C01,C02"
    posted = {"act": "merge", "into": "C01", "reason": "Même cour.", "answer_by": "2026-12-08", "title": ""}
    assert desk.post(address, posted | {"answer_by": "2026-11-24"}).status_code == 200
    assert desk.post(address, posted).status_code == 302
    proposal = Proposal.objects.get()
    here = f"{DESK}/proposals/{proposal.pk}"
    refused = desk.post(f"{here}/carry-out/", {"missing_reason": "Vite"})
    assert (refused.status_code, LineageEdge.objects.count()) == (200, 0)
    for consent in proposal.consents.all():
        answer = {
            "consent": consent.pk,
            "agrees": "yes",
            "channel": "phone",
            "answered_on": "2026-11-23",
            "note": "",
        }
        assert desk.post(f"{here}/record/", answer).status_code == 302
    assert desk.post(f"{here}/carry-out/", {"missing_reason": ""}).status_code == 302
    assert LineageEdge.objects.get().proposal == proposal
    assert "par téléphone, 23 novembre 2026" in page(desk, f"{here}/")


def test_left_apart_split_and_dropped(desk, campaign, alike):
    compare = f"{DESK}/compare/?campaign=bp2026&things=C01,C02"
    assert desk.post(compare, {"act": "apart"}).status_code == 302
    assert (LookedAt.objects.count(), likely_pairs(campaign)) == (1, [])
    assert desk.get(f"{DESK}/?campaign=bp2026&things=C03").url.endswith("thing=C03")
    split = f"{DESK}/split/?campaign=bp2026&thing=C03"
    posted = {"reason": "Deux sujets", "answer_by": "2026-12-08", "title_1": "Un toit", "text_1": "Un toit."}
    assert "Un toit." in desk.post(split, posted).content.decode()
    assert desk.post(split, posted | {"title_2": "Des étals", "text_2": "Des étals."}).status_code == 302
    proposal = Proposal.objects.get()
    drop = f"{DESK}/proposals/{proposal.pk}/drop/"
    assert desk.post(drop, {"drop-reason": ""}).status_code == 200
    assert desk.post(drop, {"drop-reason": "Laissons-la entière."}).status_code == 302
    for address in (
        f"{DESK}/compare/?things=C01",
        f"{DESK}/compare/?things=C01,C99",
        f"{DESK}/split/?thing=P1",
    ):
        assert desk.get(address).status_code == 302


@pytest.mark.parametrize(("name", "status"), [("salome", 302), ("bastien", 302), ("marius", 200)])
def test_who_comes_to_the_desk(request, client, campaign, name, status):
    client.force_login(request.getfixturevalue(name))
    assert client.get(f"{DESK}/").status_code == status


def test_the_queries_of_the_desk_do_not_grow(desk, campaign, alike, ondine):
    one = count_queries(lambda: desk.get(f"{DESK}/"))
    idea = ContributionFactory(campaign=campaign)
    for n in range(100):
        AnswerFactory(target=idea, text=f"Une fontaine près du kiosque, sinon deux {n}.")
    services.group_together(campaign=campaign, title="Tout", members=alike, actor=None, now=NOON)
    make_merge(ContributionFactory(campaign=campaign), ContributionFactory(campaign=campaign), actor=ondine)
    assert count_queries(lambda: desk.get(f"{DESK}/")) <= max(one, 1) + 4
