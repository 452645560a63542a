"""Merging and splitting, with each author's consent or for a stated reason: nothing is lost, nothing is added up."""

from datetime import timedelta

import pytest

from budget.contributions import services
from budget.contributions.models import Consent, LineageEdge, Support
from budget.contributions.queries import downstream, everyone_upstream, standing, thread, upstream
from budget.contributions.services import ContributionError
from budget.journal.models import JournalEntry
from budget.notices.models import Notification
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.gathering import ANSWER_BY, REASON, make_merge, make_split
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=15)


@pytest.fixture
def campaign():
    return CampaignFactory()


@pytest.fixture
def say(campaign):
    return lambda reference, **fields: ContributionFactory(campaign=campaign, reference=reference, **fields)


def state_of(contribution):
    contribution.refresh_from_db()
    return contribution.state


def test_a_merge_with_every_consent_one_online_and_one_on_paper(say, ondine, salome):
    """The petition joins the idea: its author agreed on paper, Salomé online."""
    idea = say("C07", author=salome)
    petition = say("C08", channel="paper", author_label="des parents")
    Support.objects.create(contribution=petition, user=ondine, given_at=NOON)
    proposal = make_merge(idea, petition, actor=ondine)
    with pytest.raises(ContributionError, match="C07, C08"):
        services.carry_out(proposal=proposal, actor=ondine, now=NOON, missing_reason="Vite.")

    services.answer_proposal(proposal=proposal, user=salome, agrees=False, now=NOON)
    services.answer_proposal(proposal=proposal, user=salome, agrees=True, now=NOON)
    on_paper = proposal.consents.get(contribution=petition)
    services.record_consent(
        consent=on_paper,
        agrees=True,
        channel="paper",
        answered_on=NOON.date(),
        note="Lettre",
        actor=ondine,
        now=NOON,
    )
    done = services.carry_out(proposal=proposal, actor=ondine, now=NOON, missing_reason="Inutile")

    assert (done.state, done.closed_at, done.missing_reason) == ("done", NOON, "")
    edge = LineageEdge.objects.get()
    assert (edge.source_contribution, edge.target_contribution, edge.kind, edge.reason, edge.proposal) == (
        petition,
        idea,
        "merged",
        REASON,
        proposal,
    )
    assert (state_of(petition), state_of(idea)) == ("merged", "published")
    assert (petition.supports.count(), idea.supports.count()) == (1, 0)
    consents = Consent.objects.order_by("pk").values_list("state", "channel", "answered_on", "note")
    assert list(consents) == [
        ("given", "web", NOON.date(), ""),
        ("given", "paper", NOON.date(), "Lettre"),
    ]
    gone = standing(thread(petition.campaign, "C08")).gone
    assert (gone.id, gone.node.reference, gone.reason) == (edge.pk, "C07", REASON)
    assert [link.node.reference for link in downstream(petition).links] == ["C07"]
    lines = JournalEntry.objects.order_by("id").values_list("action", "object_ref")
    assert list(lines) == [
        ("proposal.made", str(proposal.pk)),
        ("consent.refused", "C07"),
        ("consent.given", "C07"),
        ("consent.given", "C08"),
        ("lineage.drawn", "C08"),
        ("proposal.done", str(proposal.pk)),
    ]


def test_without_an_answer_a_reason_once_the_day_has_passed_and_never_over_a_refusal(
    say, ondine, salome, idris
):
    into, silent, refused = say("C01", author=salome), say("C02"), say("C03", author=idris)
    proposal = make_merge(into, silent, refused, actor=ondine)
    services.answer_proposal(proposal=proposal, user=salome, agrees=True, now=NOON)
    services.answer_proposal(proposal=proposal, user=idris, agrees=False, now=NOON)
    with pytest.raises(ContributionError) as asked:
        services.carry_out(proposal=proposal, actor=ondine, now=LATER)
    assert (asked.value.field, "C02" in asked.value.message) == ("missing_reason", True)

    done = services.carry_out(
        proposal=proposal, actor=ondine, now=LATER, missing_reason="Deux courriers sans réponse."
    )

    assert done.missing_reason == "Deux courriers sans réponse."
    assert (state_of(silent), state_of(refused), state_of(into)) == ("merged", "published", "published")
    for again in (services.carry_out, services.drop_proposal):
        with pytest.raises(ContributionError):
            again(
                proposal=proposal,
                actor=ondine,
                now=LATER,
                **({"reason": "x"} if again is services.drop_proposal else {}),
            )


@pytest.mark.parametrize("refuses", ["C01", "C02"])
def test_two_that_do_not_agree_are_not_merged(say, ondine, refuses):
    into, other = say("C01", author=UserFactory()), say("C02", author=UserFactory())
    proposal = make_merge(into, other, actor=ondine)
    for one in (into, other):
        services.answer_proposal(
            proposal=proposal, user=one.author, agrees=one.reference != refuses, now=NOON
        )
    with pytest.raises(ContributionError, match=r"[Rr]egroupez"):
        services.carry_out(proposal=proposal, actor=ondine, now=LATER, missing_reason="x")
    assert not LineageEdge.objects.exists()


def test_a_split_makes_parts_that_say_where_they_come_from(say, ondine, salome, campaign):
    whole = say("C05", author=salome, author_label="Salomé", said_at=NOON - timedelta(days=9))
    proposal = make_split(whole, actor=ondine)
    services.answer_proposal(proposal=proposal, user=salome, agrees=True, now=NOON)
    services.carry_out(proposal=proposal, actor=ondine, now=NOON)

    parts = [part.contribution for part in proposal.parts.order_by("position")]
    assert [(p.reference, p.title, p.author, p.said_at, p.is_entered_by_city, p.state) for p in parts] == [
        ("C06", "Des bancs", salome, whole.said_at, True, "published"),
        ("C07", "De l'eau", salome, whole.said_at, True, "published"),
    ]
    assert (state_of(whole), [link.node.id for link in standing(thread(campaign, "C05")).parts]) == (
        "split",
        [part.pk for part in parts],
    )
    assert [(link.kind, link.node.reference) for link in upstream(parts[0]).links] == [("split", "C05")]

    refused = make_split(say("C10", author=salome), actor=ondine)
    services.answer_proposal(proposal=refused, user=salome, agrees=False, now=NOON)
    with pytest.raises(ContributionError, match="entiers"):
        services.carry_out(proposal=refused, actor=ondine, now=LATER, missing_reason="x")


def test_each_person_upstream_is_told_once_when_it_is_proposed_and_once_when_it_is_done(
    say, ondine, salome, idris
):
    """Salomé wrote two of them and what one comes from: one notice of each, in words that say what to do."""
    older, into, other = say("C01", author=salome), say("C02", author=salome), say("C03", author=idris)
    services.draw_edge(source=older, target=into, kind="deepened", actor=None, now=NOON)
    proposal = make_merge(into, other, actor=ondine)
    for person in (salome, idris):
        services.answer_proposal(proposal=proposal, user=person, agrees=True, now=NOON)
    services.carry_out(proposal=proposal, actor=ondine, now=NOON)

    told = Notification.objects.order_by("user__email", "id").values_list("user__email", "event")
    assert list(told) == [
        ("idris@rivelune.example", "merge.proposed"),
        ("idris@rivelune.example", "merge.done"),
        ("salome@rivelune.example", "merge.proposed"),
        ("salome@rivelune.example", "merge.done"),
    ]
    assert everyone_upstream([into]) == {
        "contributions": sorted([older.pk, into.pk, other.pk]),
        "people": (),
    }


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "thelma"])
def test_only_staff_who_look_after_lineage_group_merge_or_split(request, say, ondine, name):
    actor, one, other = request.getfixturevalue(name), say("C01"), say("C02")
    proposal = make_merge(one, other, actor=ondine)
    consent = proposal.consents.first()
    third, fourth = say("C03"), say("C04")
    for act in (
        lambda: make_merge(third, fourth, actor=actor),
        lambda: make_split(third, actor=actor),
        lambda: services.carry_out(proposal=proposal, actor=actor, now=LATER, missing_reason="x"),
        lambda: services.drop_proposal(proposal=proposal, reason="x", actor=actor, now=NOON),
        lambda: services.leave_apart(first=third, second=fourth, actor=actor, now=NOON),
        lambda: services.answer_proposal(proposal=proposal, user=actor, agrees=True, now=NOON),
        lambda: services.record_consent(
            consent=consent, agrees=True, channel="phone", answered_on=NOON.date(), actor=actor, now=NOON
        ),
        lambda: services.group_together(
            campaign=one.campaign, title="x", members=[one, other], actor=actor, now=NOON
        ),
    ):
        with pytest.raises(ContributionError):
            act()


def test_what_a_proposal_refuses_says_what_to_do(say, ondine):
    one, other, became = say("C01"), say("C02"), say("C03", state="became_project")
    question, stranger = say("C04", nature="question"), ContributionFactory()
    for joining, values, field in (
        ([], {}, "joining"),
        ([one], {}, "joining"),
        ([became], {}, "joining"),
        ([question], {}, "joining"),
        ([stranger], {}, "joining"),
        ([other], {"reason": " "}, "reason"),
        ([other], {"answer_by": NOON.date()}, "answer_by"),
    ):
        with pytest.raises(ContributionError) as refused:
            make_merge(one, *joining, actor=ondine, **values)
        assert refused.value.field == field
    with pytest.raises(ContributionError) as refused:
        make_split(one, ("Une partie", "Seule."), actor=ondine)
    assert refused.value.field == "parts"
    make_merge(one, other, actor=ondine, answer_by=ANSWER_BY)
    with pytest.raises(ContributionError, match="C02 est déjà"):
        make_merge(say("C09"), other, actor=ondine)


def test_an_answer_brought_by_staff_has_a_channel_and_a_day(say, ondine):
    consent = make_merge(say("C01"), say("C02"), actor=ondine).consents.first()
    for values, field in (
        ({"channel": "web", "answered_on": NOON.date()}, "channel"),
        ({"channel": "phone", "answered_on": None}, "answered_on"),
        ({"channel": "phone", "answered_on": LATER.date()}, "answered_on"),
    ):
        with pytest.raises(ContributionError) as refused:
            services.record_consent(consent=consent, agrees=True, actor=ondine, now=NOON, **values)
        assert refused.value.field == field
