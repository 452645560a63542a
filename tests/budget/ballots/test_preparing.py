"""From a phase to a frozen ballot definition."""

import pytest

from budget.ballots.choices import VoteState
from budget.ballots.models import Section, Vote
from budget.ballots.queries import vote_of
from budget.ballots.services import NotAllowedError, VoteError, freeze_vote, prepare_vote, preview_definition
from budget.campaigns.choices import PhaseKind
from budget.journal.models import JournalEntry
from budget.projects.choices import ProjectState
from budget.projects.models import Project
from budget.projects.services import ProjectError
from budget.rules.ballot import Definition, definition_sha256
from tests.factories.campaigns import DistrictFactory, EnvelopeFactory, PhaseFactory
from tests.factories.projects import ProjectFactory
from tests.factories.votes import make_vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase():
    return PhaseFactory(kind=PhaseKind.VOTE)


@pytest.fixture
def city(phase):
    district = DistrictFactory(code="VIL", name="Toute la ville", is_citywide=True)
    return EnvelopeFactory(campaign=phase.campaign, district=district, amount_cents=90_000_000)


@pytest.fixture
def quarter(phase):
    return EnvelopeFactory(
        campaign=phase.campaign, district=DistrictFactory(code="TAN", name="Les Tanneries")
    )


def fit(envelope, reference, **fields):
    return ProjectFactory(
        campaign=envelope.campaign,
        envelope=envelope,
        reference=reference,
        **{"state": ProjectState.FIT, "cost_cents": 5_000_000, "upkeep_cents": 100_000, **fields},
    )


@pytest.fixture
def draft(phase, city, quarter, ondine, now):
    return prepare_vote(phase=phase, actor=ondine, slug="bp2026", now=now)


def test_a_vote_is_drafted_from_the_envelopes_on_the_dates_of_its_phase(draft, phase):
    assert (draft.state, draft.opens_at, draft.closes_at) == (
        VoteState.DRAFT,
        phase.opens_at,
        phase.closes_at,
    )
    assert list(Section.objects.order_by("id").values_list("code", "amount_cents")) == [
        ("VIL", 90_000_000),
        ("TAN", 20_000_000),
    ]
    sections = Definition.from_data(draft.rules).sections
    assert [(s.code, str(s.format), s.max_choices, str(s.scope)) for s in sections] == [
        ("VIL", "knapsack", 5, "city"),
        ("TAN", "knapsack", 3, "district"),
    ]
    assert vote_of(phase.campaign) is None


def test_a_draft_is_prepared_again_under_the_same_address(draft, phase, quarter, ondine, now):
    again = prepare_vote(
        phase=phase, actor=ondine, slug="bp2026", now=now, sections=[(quarter, "approval", None)]
    )
    assert Vote.objects.get() == again
    assert Section.objects.get().code == "TAN"


def test_a_phase_has_one_vote_and_an_address_is_taken_once(draft, phase, ondine, now):
    for where, slug in ((phase, "autre"), (PhaseFactory(kind=PhaseKind.VOTE), "bp2026")):
        with pytest.raises(VoteError) as refusal:
            prepare_vote(phase=where, actor=ondine, slug=slug, now=now)
        assert refusal.value.field == "slug"


def test_only_a_phase_of_voting_has_a_vote(ondine, now):
    with pytest.raises(VoteError):
        prepare_vote(phase=PhaseFactory(kind=PhaseKind.IDEATION), actor=ondine, slug="bp2026", now=now)


def test_freezing_puts_the_fit_projects_on_the_ballot_and_names_it_by_its_hash(
    draft, city, quarter, ondine, now
):
    fit(city, "P02", title="Quarante fontaines")
    fit(city, "P06", state=ProjectState.FIT_WITH_CONDITIONS)
    fit(quarter, "P21")
    fit(quarter, "P22", state=ProjectState.SUBMITTED)
    fit(quarter, "P23", state=ProjectState.REFUSED)
    vote = freeze_vote(vote=draft, actor=ondine, now=now)
    definition = Definition.from_data(vote.rules)
    assert [[option.id for option in section.options] for section in definition.sections] == [
        ["P02", "P06"],
        ["P21"],
    ]
    assert definition.section("VIL").option("P02").title == "Quarante fontaines"
    assert bytes(vote.rules_sha256) == definition_sha256(definition)
    states = dict(Project.objects.values_list("reference", "state"))
    assert states == {
        "P02": "on_ballot",
        "P06": "on_ballot",
        "P21": "on_ballot",
        "P22": "submitted",
        "P23": "refused",
    }
    entry = JournalEntry.objects.get(action="freeze_vote")
    assert entry.detail == {"rules_sha256": vote.rules_sha256.hex(), "projects": 3}


def test_equal_scores_and_costs_are_settled_by_a_lot_drawn_before_the_vote(draft, city, quarter, ondine, now):
    for n in range(8):
        fit(city, f"P{n}")
    fit(quarter, "P21")
    section = Definition.from_data(freeze_vote(vote=draft, actor=ondine, now=now).rules).section("VIL")
    assert [str(tie) for tie in section.count.ties] == ["cost", "lot"]
    assert sorted(section.count.lot) == [f"P{n}" for n in range(8)]


def test_an_empty_section_is_refused_by_name(draft, city, ondine, now):
    fit(city, "P02")
    assert "Les Tanneries" in preview_definition(draft)[1]
    with pytest.raises(VoteError, match="Les Tanneries"):
        freeze_vote(vote=draft, actor=ondine, now=now)
    draft.refresh_from_db()
    assert (draft.state, Project.objects.get().state) == (VoteState.DRAFT, "fit")


@pytest.mark.parametrize(
    ("fields", "error"), [({"upkeep_cents": None}, ProjectError), ({"cost_cents": 90_000_001}, VoteError)]
)
def test_a_project_that_cannot_stand_on_the_ballot_stops_everything(
    draft, city, quarter, ondine, now, fields, error
):
    fit(quarter, "P21")
    fit(city, "P02", **fields)
    with pytest.raises(error, match="P02"):
        freeze_vote(vote=draft, actor=ondine, now=now)
    draft.refresh_from_db()
    assert (draft.state, set(Project.objects.values_list("state", flat=True))) == (VoteState.DRAFT, {"fit"})


def test_a_project_of_a_section_left_out_is_refused(phase, city, quarter, ondine, now):
    vote = prepare_vote(phase=phase, actor=ondine, slug="ville", now=now, sections=[(city, "approval", 5)])
    fit(quarter, "P21", title="Le terrain des Peaussiers")
    with pytest.raises(VoteError, match="Le terrain des Peaussiers"):
        freeze_vote(vote=vote, actor=ondine, now=now)


def test_what_is_frozen_is_not_frozen_again(ondine, now):
    vote = make_vote(state=VoteState.FROZEN)
    assert preview_definition(vote)[1] == ""
    with pytest.raises(VoteError):
        freeze_vote(vote=vote, actor=ondine, now=now)


@pytest.mark.parametrize("name", ["capucine", "bastien", "marius", "thelma", "salome", "idris"])
def test_nobody_else_prepares_or_freezes(name, draft, phase, now, request):
    person = request.getfixturevalue(name)
    with pytest.raises(NotAllowedError):
        prepare_vote(phase=phase, actor=person, slug="autre", now=now)
    with pytest.raises(NotAllowedError):
        freeze_vote(vote=draft, actor=person, now=now)
