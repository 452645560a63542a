"""The votes in the admin: managers run them, nobody else sees them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from budget.ballots.choices import VoteState
from budget.ballots.models import Vote
from budget.ballots.queries import early_close
from budget.ballots.services import cast_ballot
from budget.campaigns.choices import PhaseKind
from budget.projects.choices import ProjectState
from budget.roll.models import Attendance
from tests.factories.campaigns import DistrictFactory, EnvelopeFactory, PhaseFactory
from tests.factories.projects import ProjectFactory
from tests.factories.votes import make_vote, make_voter, papers, real_now

pytestmark = pytest.mark.django_db


def act(client, vote, name, **data):
    return client.post(reverse("votes:act", args=[vote.pk, name]), data, follow=True)


def state():
    return Vote.objects.get().state


def test_a_manager_prepares_freezes_and_opens_a_vote(client, ondine):
    phase = PhaseFactory(kind=PhaseKind.VOTE, opens_at=real_now(), closes_at=real_now() + timedelta(days=9))
    envelope = EnvelopeFactory(
        campaign=phase.campaign, district=DistrictFactory(code="VIL", is_citywide=True)
    )
    client.force_login(ondine)
    form = {
        "phase": phase.pk,
        "slug": "bp2026",
        "ballot_format": "knapsack",
        "max_city": 5,
        "max_district": 3,
    }
    drafted = client.post(reverse("votes:prepare"), form, follow=True)
    vote = Vote.objects.get()
    assert drafted.redirect_chain == [(reverse("votes:detail", args=[vote.pk]), 302)]
    assert drafted.context["obstacle"] != ""
    assert "Le vote «\xa0bp2026\xa0» est préparé." in drafted.content.decode()
    for too_early in ("open", "freeze"):
        act(client, vote, too_early)
        assert state() == VoteState.DRAFT
    ProjectFactory(
        campaign=phase.campaign, envelope=envelope, state=ProjectState.FIT, upkeep_cents=0, reference="P02"
    )
    frozen = act(client, vote, "freeze")
    assert state() == VoteState.FROZEN
    assert Vote.objects.get().rules_sha256.hex()[:8].upper() in frozen.content.decode()
    act(client, vote, "open")
    assert state() == VoteState.OPEN


def test_a_form_that_cannot_be_kept_says_why(client, ondine):
    vote = make_vote(slug="bp2026")
    client.force_login(ondine)
    form = {
        "phase": vote.phase.pk,
        "slug": "autre",
        "ballot_format": "approval",
        "max_city": 5,
        "max_district": 3,
    }
    assert client.post(reverse("votes:prepare"), form).context["form"].errors.keys() == {"slug"}
    assert client.post(reverse("votes:prepare"), {}).context["form"].errors.keys() == set(form)


def test_suspending_resuming_extending_and_closing_take_a_public_reason(client, ondine):
    vote = make_vote(slug="bp2026")
    client.force_login(ondine)
    refused = act(client, vote, "suspend")
    assert refused.status_code == 400
    assert refused.context["form"].errors == {"reason": ["Écrivez le motif\xa0: il est public."]}
    assert state() == VoteState.OPEN
    act(client, vote, "suspend", reason="Panne")
    assert state() == VoteState.SUSPENDED
    act(client, vote, "resume", reason="Réparé")
    later = (vote.closes_at + timedelta(days=1)).astimezone().strftime("%Y-%m-%dT%H:%M")
    assert act(client, vote, "extend", reason="Neige").status_code == 400
    assert Vote.objects.get().closes_at == vote.closes_at
    act(client, vote, "extend", reason="Neige", closes_at=later)
    assert Vote.objects.get().closes_at > vote.closes_at
    act(client, vote, "close", reason="Fin")
    assert state() == VoteState.CLOSED
    assert act(client, vote, "open").status_code == 200
    assert state() == VoteState.CLOSED


def test_each_act_has_a_page_that_asks_what_it_needs_and_leads_back(client, ondine):
    vote = make_vote(slug="bp2026")
    client.force_login(ondine)
    back = reverse("votes:detail", args=[vote.pk])

    asked = {}
    for name in ("suspend", "extend", "close"):
        page = client.get(reverse("votes:act", args=[vote.pk, name]))
        asked[name] = {field.name: str(field.label) for field in page.context["form"]}
        assert f'href="{back}"' in page.content.decode()

    assert asked == {
        "suspend": {"reason": "Pourquoi le vote est suspendu"},
        "extend": {"reason": "Pourquoi il dure plus longtemps", "closes_at": "Nouvelle date de clôture"},
        "close": {"reason": "Pourquoi il ferme avant sa date"},
    }
    assert state() == VoteState.OPEN


def test_a_vote_closed_early_goes_on_saying_the_date_that_was_announced(client, ondine):
    vote = make_vote(slug="bp2026")
    client.force_login(ondine)
    assert early_close(vote.phase.campaign) is None

    act(client, vote, "close", reason="La salle ferme.")

    found = early_close(vote.phase.campaign)
    assert (found.announced_at, found.closed_at < vote.closes_at) == (vote.closes_at, True)
    for address in (reverse("ballots:vote", args=["bp2026"]), reverse("votes:detail", args=[vote.pk])):
        assert "avant l’heure" in client.get(address).content.decode()


def test_the_screen_shows_participation_and_no_count_per_project(client, ondine):
    vote = make_vote(slug="bp2026")
    for n in range(3):
        voter = make_voter(vote, f"voter{n}@rivelune.example")
        cast_ballot(vote=vote, voter_id=voter, papers=papers(vote, f"{n:020d}", VIL=["P02"]))
    client.force_login(ondine)
    page = client.get(reverse("votes:detail", args=[vote.pk]))
    assert page.context["participation"].voters == 3
    assert [(line.attendance, line.ballots) for line in page.context["lines"]] == [(3, 3)]
    assert not page.context["has_alarm"]
    ghost = {
        "voter_id": make_voter(vote, "fantome@rivelune.example"),
        "section": vote.sections.get(code="VIL"),
    }
    Attendance.objects.create(vote=vote, channel="web", day=real_now().date(), **ghost)
    assert client.get(reverse("votes:detail", args=[vote.pk])).context["has_alarm"]


def test_the_list_takes_the_same_statements_for_one_vote_and_for_many(
    client, ondine, django_assert_max_num_queries
):
    make_vote()
    client.force_login(ondine)
    client.get(reverse("votes:index"))
    with django_assert_max_num_queries(12):
        client.get(reverse("votes:index"))
    for _n in range(4):
        make_vote()
    with django_assert_max_num_queries(12):
        assert len(client.get(reverse("votes:index")).context["votes"]) == 5


@pytest.mark.parametrize("name", ["capucine", "bastien", "marius", "thelma", "salome", "idris"])
def test_nobody_else_sees_or_does_anything(client, name, request):
    vote = make_vote(slug="bp2026")
    client.force_login(request.getfixturevalue(name))
    answers = [
        client.get(reverse("votes:index")),
        client.get(reverse("votes:prepare")),
        client.get(reverse("votes:detail", args=[vote.pk])),
        client.post(reverse("votes:act", args=[vote.pk, "close"]), {"reason": "Fin"}),
    ]
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert state() == VoteState.OPEN
