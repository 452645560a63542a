"""The moderators' desk, as they use it."""

from datetime import timedelta

import pytest

from budget.contributions.choices import Channel, ContributionState, Nature, QueueReason
from budget.contributions.models import Contribution, ModerationDecision, QueueItem
from budget.contributions.services import claim, fingerprint, hide
from tests.cast import NOON
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.moderation import ArticleFactory, QueueItemFactory
from tests.factories.people import UserFactory
from tests.factories.workshops import TableFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr("budget.contributions.viewsets.desk.now", lambda: NOON + HOUR)


@pytest.fixture
def desk(client, marius):
    client.force_login(marius)
    return client


def page_of(client, address="/admin/moderation/"):
    return client.get(address).content.decode()


def post(client, contribution, act, **typed):
    seen = fingerprint(Contribution.objects.get(pk=contribution.pk))
    typed = {f"{act}-{name}": value for name, value in {"seen": seen, **typed}.items()}
    return client.post(f"/admin/moderation/{contribution.pk}/{act}/", typed)


def test_one_queue_for_every_channel_the_oldest_first(desk):
    assert "File vide" in page_of(desk)
    table = TableFactory()
    late = QueueItemFactory(opened_at=NOON, contribution__title="Écrite en ligne").contribution
    QueueItemFactory(
        opened_at=NOON - 3 * HOUR,
        contribution=ContributionFactory(
            channel=Channel.WORKSHOP,
            table=table,
            note_number=1,
            title="Dite <b>à table</b>",
            campaign=late.campaign,
        ),
    )
    QueueItemFactory(
        opened_at=NOON - 2 * HOUR, contribution__channel=Channel.PAPER, contribution__title="Sur une fiche"
    )
    page = page_of(desk)
    places = [page.index(words) for words in ("Dite &lt;b&gt;à table", "Sur une fiche", "Écrite en ligne")]
    assert places == sorted(places)
    assert "4 h" in page


def test_the_queue_costs_the_same_at_one_and_two_hundred_lines(desk):
    QueueItemFactory()
    one = count_queries(lambda: page_of(desk))
    campaign = Contribution.objects.get().campaign
    for said in ContributionFactory.create_batch(200, campaign=campaign):
        QueueItemFactory(contribution=said)
    assert count_queries(lambda: page_of(desk)) == one
    assert one <= 12


def test_a_moderator_publishes_then_the_empty_queue_says_the_delay(desk, marius):
    said = QueueItemFactory(
        opened_at=NOON - 3 * HOUR,
        contribution__state=ContributionState.RECEIVED,
        contribution__published_at=None,
    ).contribution
    page = page_of(desk, f"/admin/moderation/{said.pk}/")
    assert ("Publier" in page, 'data-act="keep"' in page) == (True, False)
    assert post(desk, said, "publish").status_code == 302
    decision = ModerationDecision.objects.get()
    assert (decision.act, decision.decided_by, decision.waited_since) == (
        "published",
        marius,
        NOON - 3 * HOUR,
    )
    assert "File vide : délai médian 4 h" in page_of(desk).replace("\u00a0", " ")


def test_hiding_what_has_answers_first_shows_what_remains(desk):
    article = ArticleFactory()
    idea = QueueItemFactory().contribution
    AnswerFactory(target=idea)
    refused = post(desk, idea, "hide")
    assert refused.status_code == 422
    assert "Choisissez l’article" in refused.content.decode()
    asked = post(desk, idea, "hide", article=article.pk, reason="Un nom.")
    assert "1 réponse" in asked.content.decode()
    assert Contribution.objects.get(pk=idea.pk).state == ContributionState.PUBLISHED
    assert post(desk, idea, "hide", article=article.pk, reason="Un nom.", confirmed="on").status_code == 302
    hidden = Contribution.objects.get(pk=idea.pk)
    assert (hidden.state, hidden.hidden_reason) == ("hidden", "Article 3, respecter les personnes. Un nom.")
    assert QueueItem.objects.filter(closed_at=None).count() == 0


def test_words_are_masked_and_the_item_stays(desk):
    idea = QueueItemFactory(contribution__text="Chez Mme Roux, 3 rue du Quai.").contribution
    article = ArticleFactory()
    refused = post(desk, idea, "redact", article=article.pk, words="Mme Rouxe")
    assert "copiez-les exactement" in refused.content.decode()
    assert "Mme Rouxe" in refused.content.decode()
    assert post(desk, idea, "redact", article=article.pk, words="Mme Roux").status_code == 302
    page = page_of(desk, f"/admin/moderation/{idea.pk}/")
    assert '<span class="masked">passage masqué, article 3</span>' in page
    assert QueueItem.objects.filter(closed_at=None).count() == 1


def test_the_second_moderator_is_told_and_loses_nothing(desk):
    capucine = UserFactory(display_name="Capucine", groups=["Modération"])
    idea = QueueItemFactory().contribution
    claim(contribution=idea, moderator=capucine, now=NOON + HOUR)
    assert "Capucine lit ceci depuis 13\u00a0h" in page_of(desk, f"/admin/moderation/{idea.pk}/")
    assert "Capucine lit ceci depuis 13\u00a0h" in page_of(desk)
    seen, article = fingerprint(idea), ArticleFactory()
    hide(contribution=idea, actor=capucine, article=article, now=NOON + HOUR)
    answer = desk.post(
        f"/admin/moderation/{idea.pk}/ask/", {"ask-seen": seen, "ask-question": "Où est-ce ?"}
    ).content.decode()
    assert "Capucine vient de décider : masqué" in answer.replace("\u00a0", " ")
    assert ModerationDecision.objects.count() == 1
    assert desk.post(f"/admin/moderation/{idea.pk}/take-over/").status_code == 302
    assert "Capucine lit ceci" not in page_of(desk, f"/admin/moderation/{idea.pk}/")
    assert desk.post(f"/admin/moderation/{idea.pk}/leave/").status_code == 302


def test_what_asks_something_becomes_a_question_and_the_decision_keeps_what_it_was(desk):
    idea = QueueItemFactory(
        contribution__state=ContributionState.RECEIVED, contribution__published_at=None
    ).contribution
    assert post(desk, idea, "question").status_code == 302
    idea.refresh_from_db()
    decision = ModerationDecision.objects.get()
    assert (idea.nature, idea.state, decision.act, decision.former_nature) == (
        Nature.QUESTION,
        "published",
        "question",
        Nature.IDEA,
    )


@pytest.mark.parametrize("name", ["salome", "idris", "capucine", "bastien", "ondine", "thelma"])
def test_others_neither_read_the_queue_nor_act(name, client, request):
    idea = QueueItemFactory(why=QueueReason.REPORT).contribution
    client.force_login(request.getfixturevalue(name))
    for answer in (client.get("/admin/moderation/"), client.get(f"/admin/moderation/{idea.pk}/")):
        assert answer.status_code == 302
    post(client, idea, "keep")
    assert ModerationDecision.objects.count() == 0
