"""What an author and a reader can do about moderation: contest, answer, report; and the brakes on writing."""

import io
import re
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from budget.campaigns.choices import PhaseKind
from budget.contributions import permissions, services
from budget.contributions.choices import (
    Act,
    Channel,
    ContributionState,
    Moment,
    Nature,
    OriginalKind,
    QueueReason,
)
from budget.contributions.models import (
    Contribution,
    ContributionOriginal,
    ModerationDecision,
    ModerationRule,
    QueueItem,
    Report,
)
from budget.contributions.queries import author_standing, median_delay, months_of_moderation
from budget.contributions.services import ContributionError
from budget.notices.models import Notification
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.moderation import ArticleFactory, QueueItemFactory
from tests.factories.people import UserFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def second(db):
    return UserFactory(display_name="Nadia", groups=["Modération"])


@pytest.fixture(autouse=True)
def _empty_counters():
    cache.clear()


@pytest.fixture
def debate():
    """A public edition whose ideas and reactions are open, and an idea of it."""
    campaign = CampaignFactory(slug="bp2026")
    PhaseFactory(campaign=campaign)
    return campaign


def refused(act, **arguments):
    with pytest.raises(ContributionError) as refusal:
        act(**arguments)
    return refusal.value


class TestTheRule:
    @pytest.mark.parametrize("channel", Channel)
    def test_it_looks_at_the_nature_and_the_phase_never_at_the_channel(self, channel, debate):
        ModerationRule.objects.create(
            campaign=debate, nature=Nature.QUESTION, phase_kind=PhaseKind.IDEATION, moment=Moment.BEFORE
        )
        said = {
            nature: services.contribute(
                campaign=debate, nature=nature, channel=channel, text="Un banc.", now=NOON
            )
            for nature in (Nature.IDEA, Nature.QUESTION)
        }
        assert [one.state for one in said.values()] == ["published", "received"]
        assert set(QueueItem.objects.values_list("contribution", "why")) == {
            (one.pk, QueueReason.NEW) for one in said.values()
        }
        after_the_phase = NOON + timedelta(days=30)
        assert permissions.reads_first(debate, nature=Nature.QUESTION, at=after_the_phase) is False

    def test_only_moderators_skip_it(self, debate, salome, marius, capucine):
        act = {"campaign": debate, "nature": Nature.IDEA, "text": "Un banc.", "now": NOON, "publish": True}
        refused(services.contribute, channel=Channel.WEB, actor=salome, **act)
        refused(services.contribute, channel=Channel.PAPER, actor=capucine, **act)
        assert services.contribute(channel=Channel.PAPER, actor=marius, **act).state == "published"
        assert QueueItem.objects.count() == 0


class TestMaskingWords:
    def test_all_the_places_are_masked_and_the_words_are_kept_encrypted(self, marius, salome):
        idea = ContributionFactory(
            title="Chez Mme Roux", text="Mme Roux habite au 3.\nDites-le à Mme Roux.", author=salome
        )
        article = ArticleFactory()
        masked = services.redact(contribution=idea, words="Mme Roux", article=article, actor=marius, now=NOON)
        mask = "\u27e6passage masqué, article 3\u27e7"
        assert (masked.title, masked.text) == (f"Chez {mask}", f"{mask} habite au 3.\nDites-le à {mask}.")
        version = masked.versions.get()
        assert "Roux" not in version.sealed + version.title + version.text
        assert version.sealed != ""
        assert Notification.objects.get(user=salome).title == "Un passage de votre texte a été masqué"

    def test_a_span_is_masked_by_its_characters_and_removed_for_good_by_setting(self, marius, settings):
        settings.REDACTED_WORDS = "removed"
        idea = ContributionFactory(text="Roux 🌳 Roux")
        act = {"contribution": idea, "article": ArticleFactory(), "actor": marius, "now": NOON}
        masked = services.redact(start=7, end=11, words="Roux", **act)
        assert masked.text == "Roux 🌳 \u27e6passage masqué, article 3\u27e7"
        assert masked.versions.get().sealed == ""
        assert refused(services.redact, words="passage \u27e6", **act).field == "words"
        assert refused(services.redact, start=3, end=999, **act).field == "words"

    def test_nobody_else_writes_a_mask(self, debate, salome):
        said = services.contribute(
            campaign=debate,
            nature=Nature.IDEA,
            channel=Channel.WEB,
            text="\u27e6faux\u27e7",
            actor=salome,
            now=NOON,
        )
        assert said.text == "[faux]"


class TestContesting:
    @pytest.mark.parametrize("act", ["hide", "redact"])
    def test_a_second_moderator_undoes_and_both_decisions_stay(self, act, salome, marius, second):
        idea = ContributionFactory(author=salome, text="Mme Roux le dit.")
        more = {"words": "Mme Roux"} if act == "redact" else {}
        getattr(services, act)(contribution=idea, article=ArticleFactory(), actor=marius, now=NOON, **more)
        idea.refresh_from_db()
        standing = author_standing(idea)
        assert standing.may_contest is True
        refused(services.contest, decision=standing.decision, words="Non", actor=second, now=NOON)
        line = services.contest(
            decision=standing.decision, words="C'est mon nom.", actor=salome, now=NOON + HOUR
        )
        refused(services.contest, decision=standing.decision, words="Encore", actor=salome, now=NOON + HOUR)
        review = {"item": line, "is_upheld": False, "reason": "C'est son propre nom.", "now": NOON + 3 * HOUR}
        refused(services.review, actor=marius, **review)
        services.review(actor=second, **review)
        idea.refresh_from_db()
        assert (idea.state, idea.text) == ("published", "Mme Roux le dit.")
        first, undone = ModerationDecision.objects.order_by("id")
        assert (first.decided_by, undone.decided_by, undone.reviews, undone.act) == (
            marius,
            second,
            first,
            Act.OVERTURNED,
        )
        assert author_standing(idea).review == undone
        titles = set(Notification.objects.filter(user=salome).values_list("title", flat=True))
        assert "Une deuxième personne a annulé la décision" in titles

    def test_words_that_were_not_kept_cannot_come_back(self, salome, marius, second, settings):
        settings.REDACTION_KEYS = []
        idea = ContributionFactory(author=salome, text="Mme Roux le dit.")
        services.redact(contribution=idea, words="Mme Roux", article=ArticleFactory(), actor=marius, now=NOON)
        line = services.contest(decision=author_standing(idea).decision, words="Non", actor=salome, now=NOON)
        act = {"item": line, "actor": second, "reason": "Erreur.", "now": NOON}
        assert "n’ont pas été gardés" in refused(services.review, is_upheld=False, **act).message
        services.review(is_upheld=True, **act)
        assert QueueItem.objects.filter(closed_at=None).count() == 0

    def test_a_rotated_key_still_reads(self, salome, marius, second, settings):
        idea = ContributionFactory(author=salome, text="Mme Roux le dit.")
        services.redact(contribution=idea, words="Mme Roux", article=ArticleFactory(), actor=marius, now=NOON)
        settings.REDACTION_KEYS = [Fernet.generate_key().decode(), *settings.REDACTION_KEYS]
        line = services.contest(decision=author_standing(idea).decision, words="Non", actor=salome, now=NOON)
        services.review(item=line, is_upheld=False, actor=second, reason="Erreur.", now=NOON)
        assert Contribution.objects.get().text == "Mme Roux le dit."

    def test_the_page_of_the_decision(self, client, salome, idris, marius, debate):
        idea = ContributionFactory(author=salome, campaign=debate, reference="C07")
        services.hide(contribution=idea, article=ArticleFactory(), actor=marius, now=NOON)
        address = "/fr/bp2026/contributions/C07/decision/"
        client.force_login(idris)
        assert client.get(address).status_code == 404
        client.force_login(salome)
        page = client.get(address).content.decode()
        assert "Article 3, respecter les personnes" in page
        empty = client.post(address, {"words": ""})
        assert "Dites pourquoi vous n’êtes pas d’accord" in empty.content.decode()
        assert client.post(address, {"words": "C'est mon nom."}).status_code == 302
        assert "Une deuxième personne vous lit" in client.get(address).content.decode()


class TestAskingTheAuthor:
    def test_it_waits_apart_then_comes_back_with_the_answer(self, client, salome, marius, debate):
        idea = ContributionFactory(
            author=salome, campaign=debate, reference="C07", state="received", published_at=None
        )
        QueueItemFactory(contribution=idea)
        services.ask_author(contribution=idea, question="De quelle rue parlez-vous ?", actor=marius, now=NOON)
        refused(services.ask_author, contribution=idea, question="Et ?", actor=marius, now=NOON)
        notice = Notification.objects.get(user=salome)
        assert notice.url == "/fr/bp2026/contributions/C07/precision/"
        client.force_login(salome)
        assert "De quelle rue" in client.get(notice.url).content.decode()
        assert client.post(notice.url, {"answer": "La rue du Quai."}).status_code == 302
        query = idea.author_queries.get()
        assert (query.answer, query.closed_at is None) == ("La rue du Quai.", False)
        refused(services.answer_query, query=query, answer="Encore", actor=salome, now=NOON)


class TestReporting:
    def test_one_open_report_per_person_with_an_account_or_without(self, client, salome, marius, debate):
        idea = ContributionFactory(campaign=debate, reference="C07")
        article = ArticleFactory()
        address = "/fr/bp2026/contributions/C07/signaler/"
        assert (
            "Choisissez un article"
            in client.post(address, {"article": "other", "words": ""}).content.decode()
        )
        for _again in range(2):
            assert client.post(address, {"article": article.pk}).status_code == 302
        client.force_login(salome)
        client.post(address, {"article": "other", "words": "Un nom."})
        assert Report.objects.count() == 2
        assert list(QueueItem.objects.values_list("why", flat=True)) == [QueueReason.REPORT]
        services.keep(contribution=idea, actor=marius, now=NOON)
        assert Report.objects.filter(closed_at=None).count() == 0
        client.post(address, {"article": article.pk})
        assert (Report.objects.count(), QueueItem.objects.count()) == (3, 2)

    def test_the_key_of_an_address_is_another_for_each_contribution(self):
        for idea in ContributionFactory.create_batch(2):
            services.report(contribution=idea, network_address="192.0.2.7", words="Non", now=NOON)
        keys = set(Report.objects.values_list("reporter_key", flat=True))
        assert (len(keys), any("192" in key for key in keys)) == (2, False)

    @pytest.mark.parametrize("has_account", [True, False])
    def test_so_many_an_hour(self, has_account, salome, settings):
        settings.REPORTS_PER_HOUR = 2
        who = {"person": salome} if has_account else {"network_address": "192.0.2.7"}
        first, second, third = ContributionFactory.create_batch(3)
        for idea in (first, second, second):
            services.report(contribution=idea, words="Non", now=NOON, **who)
        refused(services.report, contribution=third, words="Non", now=NOON, **who)
        services.report(contribution=third, words="Non", now=NOON + 2 * HOUR, **who)

    def test_what_nobody_reads_is_not_reported(self):
        hidden = ContributionFactory(state=ContributionState.HIDDEN, hidden_reason="Article 3")
        refused(services.report, contribution=hidden, words="Non", now=NOON)


def picture(kind="JPEG", size=(40, 30), **options):
    drawn = io.BytesIO()
    Image.new("RGB", size, "white").save(drawn, kind, **options)
    return drawn.getvalue()


class TestOriginals:
    def test_a_photo_is_redrawn_without_what_the_camera_wrote(self, client, marius, salome):
        exif = Image.Exif()
        exif[0x010F], exif[0x0112] = "Appareil de Salomé", 6  # maker; turned a quarter
        idea = ContributionFactory(channel=Channel.PAPER)
        upload = SimpleUploadedFile("../../<script>.svg", picture(exif=exif), content_type="image/svg+xml")
        kept = services.attach_original(
            contribution=idea, kind=OriginalKind.PHOTO, upload=upload, actor=marius, now=NOON
        )
        with kept.file.open("rb") as stored:
            data = stored.read()
        seen = Image.open(io.BytesIO(data))
        assert (seen.format, seen.size, dict(seen.getexif()), b"Salom" in data) == (
            "JPEG",
            (30, 40),
            {},
            False,
        )
        assert re.fullmatch(r"originals/[0-9a-f]{32}\.jpg", kept.file.name)
        address = f"/admin/moderation/original/{kept.pk}/"
        client.force_login(salome)
        assert client.get(address).status_code == 302
        client.force_login(marius)
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.content == data
        services.erase(contribution=idea, actor=marius, now=NOON, reason="Par courrier")
        assert ContributionOriginal.objects.count() == 0

    @pytest.mark.parametrize(
        "data",
        [
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            b"<html><script>1</script></html>",
            b"%PDF-1.7\n",
            b"GIF89a" + b"\0" * 20,
            picture()[:200],
            b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024),
        ],
        ids=["svg", "html", "pdf", "gif", "cut", "heavy"],
    )
    def test_only_pictures_by_what_they_hold(self, data, marius):
        upload = SimpleUploadedFile("photo.jpg", data, content_type="image/jpeg")
        refusal = refused(
            services.attach_original,
            contribution=ContributionFactory(),
            kind=OriginalKind.SCAN,
            upload=upload,
            actor=marius,
            now=NOON,
        )
        assert (refusal.field, ContributionOriginal.objects.count()) == ("upload", 0)

    def test_too_many_dots(self, marius, monkeypatch):
        monkeypatch.setattr("budget.contributions.services.originals.MAX_PIXELS", 100)
        refusal = refused(
            services.attach_original,
            contribution=ContributionFactory(),
            kind=OriginalKind.SCAN,
            upload=SimpleUploadedFile("a.png", picture("PNG")),
            actor=marius,
            now=NOON,
        )
        assert "40 millions" in refusal.message


class TestBrakes:
    ADDRESS = "/fr/bp2026/contributions/nouvelle/"

    @pytest.fixture
    def write(self, client, salome, debate, settings, monkeypatch):
        settings.WRITING_MIN_SECONDS = 3
        clock = {"now": NOON}
        for module in ("speaking", "finding", "reading"):
            monkeypatch.setattr(
                f"budget.contributions.views.{module}.now", lambda: clock["now"], raising=False
            )
        monkeypatch.setattr("budget.rules.clock.now", lambda: clock["now"])
        client.force_login(salome)
        started = re.search(r'name="started" value="([^"]+)"', client.get(self.ADDRESS).content.decode())[1]

        def send(seconds=5, **typed):
            clock["now"] = NOON + timedelta(seconds=seconds)
            typed = {"nature": "idea", "title": "Un banc", "text": "À l'ombre.", "started": started, **typed}
            return client.post(self.ADDRESS, typed)

        return send

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            ({"website": "http://spam.example"}, "Un champ que personne ne voit a été rempli"),
            ({"seconds": 1}, "C’était très rapide"),
            ({"started": "forged:mark"}, "C’était très rapide"),
        ],
    )
    def test_what_a_machine_sends_is_stopped_and_the_words_are_kept(self, sent, sentence, write):
        page = write(**sent).content.decode()
        assert sentence in page
        assert "À l&#x27;ombre." in page
        assert Contribution.objects.count() == 0
        fresh = re.search(r'name="started" value="([^"]+)"', page)[1]
        assert write(seconds=9, started=fresh).status_code == 302

    def test_so_many_an_hour_and_the_words_are_kept(self, write, salome, debate, settings):
        settings.WRITING_PER_HOUR = 1
        ContributionFactory(campaign=debate, author=salome, received_at=NOON - HOUR / 2)
        page = write().content.decode()
        assert "Vous avez beaucoup écrit en une heure" in page
        assert "À l&#x27;ombre." in page


class TestThePublicAccount:
    def test_counts_by_month_and_article_with_the_median_delay(self, client, marius, second, salome, debate):
        article = ArticleFactory()
        for hours in (2, 4, 9):
            said = QueueItemFactory(contribution__campaign=debate, opened_at=NOON - hours * HOUR).contribution
            services.keep(contribution=said, actor=marius, now=NOON)
        hidden = ContributionFactory(campaign=debate, author=salome)
        services.report(contribution=hidden, person=salome, article=article, now=NOON)
        hidden = services.hide(contribution=hidden, article=article, actor=marius, now=NOON)
        line = services.contest(
            decision=author_standing(hidden).decision, words="Non", actor=salome, now=NOON
        )
        services.review(item=line, is_upheld=True, reason="Un nom.", actor=second, now=NOON + HOUR)
        (month,) = months_of_moderation(debate)
        assert (month.left, month.reasons, month.reports, month.reviews) == (3, {article: 1}, 1, 1)
        assert month.median == 2 * HOUR
        assert median_delay(now=NOON + HOUR) == 2 * HOUR
        page = client.get("/fr/bp2026/moderation/").content.decode()
        assert "novembre 2026" in page
        assert "Article 3, respecter les personnes" in page
        table = client.get("/fr/bp2026/moderation.csv").content.decode().splitlines()
        assert table[1] == "2026-11,1,3,3,1,1,0,2.0"

    def test_it_costs_the_same_at_one_and_two_hundred_decisions(self, client, debate):
        def decide(n):
            said = ContributionFactory.create_batch(n, campaign=debate)
            ModerationDecision.objects.bulk_create(
                ModerationDecision(contribution=one, act=Act.KEPT, decided_at=NOON, waited_since=NOON - HOUR)
                for one in said
            )

        decide(1)
        one = count_queries(lambda: client.get("/fr/bp2026/moderation/"))
        decide(200)
        assert count_queries(lambda: client.get("/fr/bp2026/moderation/")) == one
        assert one <= 12


def test_the_thread_tells_its_author_and_offers_everyone_to_report(client, salome, marius, debate):
    idea = ContributionFactory(campaign=debate, author=salome, reference="C07")
    AnswerFactory(target=idea)
    address = "/fr/bp2026/contributions/C07/"
    assert "/fr/bp2026/contributions/C07/signaler/" in client.get(address).content.decode()
    services.redact(contribution=idea, words="ombre", article=ArticleFactory(), actor=marius, now=NOON)
    page = client.get(address).content.decode()
    assert '<span class="masked">passage masqué, article 3</span>' in page
    assert "/decision/" not in page
    client.force_login(salome)
    assert "/fr/bp2026/contributions/C07/decision/" in client.get(address).content.decode()


def test_whoever_holds_the_code_answers_and_contests_without_an_account(
    client, marius, second, debate, monkeypatch
):
    monkeypatch.setattr("budget.contributions.views.slips.now", lambda: NOON)
    said = ContributionFactory(
        campaign=debate, channel=Channel.PAPER, state=ContributionState.RECEIVED, published_at=None
    )
    code = services.issue_code(contribution=said, actor=None, now=NOON).code
    services.ask_author(contribution=said, question="De quel quai ?", actor=marius, now=NOON)
    address = "/fr/suivi/"
    assert "De quel quai" in client.post(address, {"code": code}).content.decode()
    client.post(address, {"code": code, "act": "query", "query-answer": "Celui du port."})
    assert said.author_queries.get().answer == "Celui du port."
    services.hide(contribution=said, article=ArticleFactory(), actor=marius, now=NOON)
    page = client.post(address, {"code": code}).content.decode()
    assert "Article 3, respecter les personnes" in page
    client.post(address, {"code": code, "act": "contest", "contest-words": "Je n'ai nommé personne."})
    line = QueueItem.objects.get(why=QueueReason.CONTEST)
    services.review(item=line, is_upheld=False, reason="C'est vrai.", actor=second, now=NOON)
    assert "C’est vrai." in client.post(address, {"code": code}).content.decode()


def test_masked_then_published_may_still_be_contested(salome, marius):
    said = ContributionFactory(
        author=salome, state=ContributionState.RECEIVED, published_at=None, text="Chez Mme Roux."
    )
    services.redact(contribution=said, words="Mme Roux", article=ArticleFactory(), actor=marius, now=NOON)
    services.publish(contribution=said, actor=marius, now=NOON)
    assert author_standing(said).may_contest is True
    services.hide(contribution=said, article=ArticleFactory(), actor=marius, now=NOON)
    services.publish(contribution=said, actor=marius, now=NOON)
    said.refresh_from_db()
    assert author_standing(said).decision is None
