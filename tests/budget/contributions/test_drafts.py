"""What is being written is kept until it is said."""

from uuid import uuid4

import pytest

from budget.contributions.choices import Channel, Nature
from budget.contributions.models import ContributionDraft
from budget.contributions.services import ContributionError, delete_draft, save_draft, say
from budget.contributions.services.drafts import DRAFTS_PER_PERSON
from tests.factories.campaigns import PhaseFactory
from tests.factories.contributions import ContributionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea():
    idea = ContributionFactory()
    PhaseFactory(campaign=idea.campaign)
    return idea


def test_saving_twice_makes_one_draft(idea, salome, idris, now):
    key, about = uuid4(), {"campaign": idea.campaign, "nature": Nature.IDEA, "now": now}
    save_draft(user=salome, key=key, text="Un banc", **about)
    draft = save_draft(user=salome, key=key, title="Les bancs", text="x" * 30_000, **about)
    assert (draft.key, len(draft.text), ContributionDraft.objects.count()) == (key, 20_000, 1)
    stolen = save_draft(user=idris, key=key, text="Le mien", **about)
    assert (stolen.key == key, ContributionDraft.objects.get(key=key).user) == (False, salome)
    with pytest.raises(ContributionError):
        save_draft(user=salome, key=key, text="  ", **about)


def test_an_answer_has_one_draft_for_each_person_and_target(idea, salome, now):
    about = {"user": salome, "campaign": idea.campaign, "target": idea, "now": now}
    save_draft(key=uuid4(), nature=Nature.FOR, text="Oui", **about)
    kept = save_draft(key=uuid4(), nature=Nature.AGAINST, text="Non", **about)
    assert ContributionDraft.objects.get() == kept
    assert (kept.nature, kept.text) == (Nature.AGAINST, "Non")


def test_one_deletes_ones_own_alone(idea, salome, idris, now):
    draft = save_draft(user=salome, campaign=idea.campaign, nature=Nature.IDEA, text="Un", now=now)
    assert delete_draft(user=idris, key=draft.key) is False
    assert delete_draft(user=salome, key=draft.key) is True


def test_once_said_it_is_no_draft_and_a_refusal_keeps_it(idea, salome, now):
    about = {"campaign": idea.campaign, "target": idea, "now": now}
    draft = save_draft(user=salome, nature=Nature.FOR, text="Oui", **about)
    act = {"actor": salome, "channel": Channel.WEB, "nature": Nature.FOR, "draft_key": draft.key, **about}
    with pytest.raises(ContributionError):
        say(text="", **act)
    assert ContributionDraft.objects.count() == 1
    assert say(text="Oui.", **act).target == idea
    assert ContributionDraft.objects.count() == 0


def test_nobody_keeps_a_warehouse(idea, salome, now):
    about = {"user": salome, "campaign": idea.campaign, "nature": Nature.IDEA, "now": now}
    for number in range(DRAFTS_PER_PERSON):
        save_draft(text=f"Idée {number}", **about)
    with pytest.raises(ContributionError) as refusal:
        save_draft(text="Une de trop", **about)
    assert "50" in refusal.value.message
