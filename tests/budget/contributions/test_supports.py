from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from budget.campaigns.choices import PhaseKind
from budget.contributions import permissions, queries
from budget.contributions.choices import ContributionState
from budget.contributions.models import Support
from budget.contributions.services import ContributionError, give_supports, support, withdraw_support
from tests.cast import NOON
from tests.factories.campaigns import PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea():
    idea = ContributionFactory()
    PhaseFactory(campaign=idea.campaign, kind=PhaseKind.DEEPENING)
    return idea


def test_a_person_supports_once_and_may_take_it_back(idea, salome):
    first = support(contribution=idea, user=salome, now=NOON)
    assert support(contribution=idea, user=salome, now=NOON + timedelta(hours=1)) == first
    assert first.given_at == NOON
    assert withdraw_support(contribution=idea, user=salome, now=NOON) is True
    assert withdraw_support(contribution=idea, user=salome, now=NOON) is False
    assert Support.objects.count() == 0


def test_one_signs_in_first(idea):
    with pytest.raises(ContributionError) as refusal:
        support(contribution=idea, user=AnonymousUser(), now=NOON)
    assert refusal.value.message == "Identifiez-vous pour soutenir une contribution."


@pytest.mark.parametrize("state", ContributionState)
def test_only_what_is_live_is_supported(state, salome):
    idea = ContributionFactory(state=state, hidden_reason="Article 3")
    PhaseFactory(campaign=idea.campaign)
    if state in (ContributionState.PUBLISHED, ContributionState.BECAME_PROJECT):
        assert support(contribution=idea, user=salome, now=NOON)
    else:
        with pytest.raises(ContributionError):
            support(contribution=idea, user=salome, now=NOON)


@pytest.mark.parametrize("kind", PhaseKind)
def test_supports_are_open_until_the_vote_closes(kind, salome):
    idea = ContributionFactory()
    phase = PhaseFactory(campaign=idea.campaign, kind=kind)
    closed = (PhaseKind.INFORMATION, PhaseKind.RESULTS, PhaseKind.DELIVERY, PhaseKind.EVALUATION)
    if kind in closed:
        with pytest.raises(ContributionError):
            support(contribution=idea, user=salome, now=NOON)
    else:
        assert support(contribution=idea, user=salome, now=NOON)
    with pytest.raises(ContributionError):
        support(contribution=idea, user=salome, now=phase.closes_at)
    with pytest.raises(ContributionError):
        withdraw_support(contribution=idea, user=salome, now=phase.closes_at)


def test_an_import_gives_the_supports_of_many_and_none_twice(idea, salome):
    support(contribution=idea, user=salome, now=NOON)
    crowd = [salome, *UserFactory.create_batch(3)]
    assert give_supports(contribution=idea, users=crowd, now=NOON) == 3
    assert give_supports(contribution=idea, users=crowd, now=NOON) == 0
    assert idea.supports.count() == 4


def test_a_phase_may_limit_supports_and_the_words_say_how_many_are_left(idea, salome, idris):
    """Three at most, in the phase that is open: what was given before it does not count, what is taken back does."""
    phase = idea.campaign.phases.get()
    phase.supports_per_person = 2
    phase.save()
    ideas = [idea, *ContributionFactory.create_batch(2, campaign=idea.campaign)]
    before = ContributionFactory(campaign=idea.campaign)
    Support.objects.create(contribution=before, user=salome, given_at=phase.opens_at - timedelta(seconds=1))
    elsewhere = ContributionFactory()
    Support.objects.create(contribution=elsewhere, user=salome, given_at=NOON)
    limited = permissions.phases_that_limit_supports(idea.campaign, now=NOON)
    assert limited == [phase]

    def left():
        return queries.allowance(salome, idea.campaign, limited=limited).left

    assert left() == 2
    support(contribution=ideas[0], user=salome, now=NOON)
    support(contribution=ideas[1], user=salome, now=NOON)
    assert left() == 0
    support(contribution=ideas[1], user=salome, now=NOON)
    with pytest.raises(ContributionError) as refusal:
        support(contribution=ideas[2], user=salome, now=NOON)
    assert refusal.value.message == (
        "Vous avez donné vos 2 soutiens de cette phase. Reprenez-en un pour le donner ailleurs."
    )
    withdraw_support(contribution=ideas[0], user=salome, now=NOON)
    support(contribution=ideas[2], user=salome, now=NOON)
    support(contribution=ideas[0], user=idris, now=NOON)
    assert permissions.phases_that_limit_supports(idea.campaign, now=phase.closes_at) == []
