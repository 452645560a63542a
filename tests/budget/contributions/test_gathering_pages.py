"""The pages of a merge, a split and a grouping: for the author who answers, and for whoever follows an old address."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from budget.contributions import services
from budget.contributions.models import Consent
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.gathering import REASON, make_merge, make_split
from tests.factories.projects import ProjectFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr("budget.contributions.views.gathering.now", lambda: NOON)


@pytest.fixture
def campaign():
    return CampaignFactory(slug="bp2026")


@pytest.fixture
def say(campaign):
    return lambda reference, **fields: ContributionFactory(campaign=campaign, reference=reference, **fields)


def english(thing):
    with override("en"):
        return thing.get_absolute_url()


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_author_answers_and_may_change_their_mind_others_only_read(client, say, ondine, salome, idris):
    into, other = say("C01", author=salome, title="Des bancs"), say("C02", author=idris)
    address = english(make_merge(into, other, actor=ondine))
    assert "A merge is proposed" in read(client, "/en/bp2026/contributions/C01/")
    page = read(client, address)
    assert (REASON in page, "Would join it" in page, 'name="answer"' in page) == (True, True, False)
    assert client.post(address, {"answer": "yes"}).status_code == 200
    client.force_login(salome)
    assert 'role="alert"' in client.post(address, {}).content.decode()
    for answer, state in (("no", "refused"), ("yes", "given")):
        assert client.post(address, {"answer": answer}).url == address
        assert list(Consent.objects.order_by("pk").values_list("state", flat=True)) == [state, "asked"]
    assert "Agrees, online, 24 November 2026" in read(client, address)


def test_merged_and_split_addresses_say_where_when_why_and_with_whose_consent(client, say, ondine, salome):
    into = say("C01", author=salome, author_label="Salomé", title="Des bancs")
    joined, whole = say("C02", author_label="un voisin"), say("C03", author=salome, author_label="Salomé")
    merge, split = make_merge(into, joined, actor=ondine), make_split(whole, actor=ondine)
    for proposal in (merge, split):
        services.answer_proposal(proposal=proposal, user=salome, agrees=True, now=NOON)
    services.carry_out(
        proposal=merge,
        actor=ondine,
        now=NOON + timedelta(days=15),
        missing_reason="Deux appels sans réponse.",
    )
    services.carry_out(proposal=split, actor=ondine, now=NOON)

    page = read(client, "/en/bp2026/contributions/C02/")
    for words in (
        "Joined to another contribution",
        "Since 9 December 2026",
        REASON.replace("'", "’"),
        "Without an answer from un voisin: Deux appels sans réponse.",
        "With the consent of Salomé.",
        "/en/bp2026/contributions/C01/",
        "Supports were not moved",
    ):
        assert words in page
    page = read(client, "/en/bp2026/contributions/C03/")
    assert ("Split into several contributions" in page, "/en/bp2026/contributions/C05/" in page) == (
        True,
        True,
    )
    page = read(client, "/en/bp2026/contributions/C01/")
    assert ("Its lineage" in page, "Joined C01 on 9 December 2026." in page) == (True, True)
    assert "Done on 9 December 2026." in read(client, english(merge))


def test_a_grouping_keeps_each_thing_apart_and_shows_on_each_page(client, campaign, say, ondine):
    idea, sheet = say("C11", title="Le Séchoir"), say("C33", title="Une mercerie", channel="paper")
    project = ProjectFactory(campaign=campaign, reference="P12", title="Un atelier")
    grouping = services.group_together(
        campaign=campaign, title="Réparer et prêter", members=[idea, sheet, project], actor=ondine, now=NOON
    )
    page = read(client, english(grouping))
    for words in (
        "Réparer et prêter",
        "Le Séchoir",
        "Une mercerie",
        "Un atelier",
        "Three pages under one title",
    ):
        assert words in page
    for address in ("contributions/C11", "projets/P12"):
        assert "Grouped under “Réparer et prêter”" in read(client, f"/en/bp2026/{address}/")
    with pytest.raises(services.ContributionError, match="C11 is already"):
        services.group_together(
            campaign=campaign, title="Autre", members=[idea, say("C40")], actor=ondine, now=NOON
        )
    services.take_out_of_grouping(member=idea.memberships.get(), actor=ondine, now=NOON, reason="Autre sujet")
    services.rename_grouping(grouping=grouping, title="Réparer", text="", actor=ondine, now=NOON)
    page = read(client, english(grouping))
    assert ("Le Séchoir" in page, "<h1" in page and "Réparer" in page) == (False, True)
    assert client.get("/en/bp2026/regroupements/R99/").status_code == 404
    assert client.get("/en/bp2026/fusions/99/").status_code == 404


@pytest.mark.parametrize("size", [1, 200])
def test_the_queries_of_a_grouping_and_of_its_members_do_not_grow(client, campaign, say, ondine, size):
    members = [say(f"C{n}") for n in range(1, size + 2)]
    members += ProjectFactory.create_batch(2, campaign=campaign)
    grouping = services.group_together(
        campaign=campaign, title="Tout", members=members, actor=ondine, now=NOON
    )
    assert count_queries(lambda: client.get(english(grouping))) <= 12
    assert count_queries(lambda: client.get("/en/bp2026/contributions/C1/")) <= 12


@pytest.mark.parametrize("size", [1, 200])
def test_the_queries_of_a_merged_page_do_not_grow(client, say, ondine, size):
    into = say("C1")
    joining = [say(f"C{n}") for n in range(2, size + 2)]
    proposal = make_merge(into, *joining, actor=ondine)
    assert count_queries(lambda: client.get(english(proposal))) <= 12
    services.carry_out(
        proposal=proposal, actor=ondine, now=NOON + timedelta(days=15), missing_reason="Sans réponse."
    )
    for address in (
        english(proposal),
        "/en/bp2026/contributions/C1/",
        "/en/bp2026/contributions/C2/",
    ):
        assert count_queries(lambda address=address: client.get(address)) <= 12
