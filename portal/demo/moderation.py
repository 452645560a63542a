"""Moderation: the charter and its rule, what was read after publication, and what waits in the queue today."""

import io
import random
import unicodedata
from datetime import timedelta

from PIL import Image, ImageDraw

from budget.campaigns.choices import PhaseKind
from budget.contributions import services as contributions
from budget.contributions.choices import Moment, OriginalKind
from budget.contributions.models import AnsweringService, CharterArticle, ModerationRule, QueueItem
from portal.demo.source import CHANNELS, NATURES, read

HOUR = timedelta(hours=1)


def load_charter(source):
    """The charter, what is read before publication while the vote is open, and the services that answer."""
    data = source.keep("moderation", read("moderation.yaml"))
    for position, row in enumerate(data["charte"]):
        article = CharterArticle(
            code=row["code"],
            title=row["titre"],
            title_en=row["titre_en"],
            text=row["texte"],
            text_en=row["texte_en"],
            position=position,
        )
        source.keep(
            f"article-{row['code']}",
            contributions.save_article(article=article, actor=None, now=source.at(-250)),
        )
    for nature in data["avant_publication"]:
        rule = ModerationRule(
            campaign=source["BP2026"], nature=NATURES[nature], phase_kind=PhaseKind.VOTE, moment=Moment.BEFORE
        )
        contributions.save_rule(rule=rule, actor=None, now=source.at(-250))
    rows = source.city["reponses"] + source.debate["registre_questions"]
    for position, name in enumerate(sorted({row["service"] for row in rows if row.get("service")})):
        service = AnsweringService(name=name, position=position)
        contributions.save_service(service=service, actor=None, now=source.at(-250))


def load_queue(source):
    """Everything that was published before being read has been read since; a few things wait today."""
    rng = random.Random(source.city["meta"]["graine"] + 2)  # noqa: S311 - reproducible, not secret
    for line in QueueItem.objects.filter(closed_at=None).select_related("contribution").order_by("id"):
        read_at = line.opened_at + timedelta(minutes=rng.randint(40, 600))
        contributions.keep(contribution=line.contribution, actor=source["moderatrice"], now=read_at)
    _hide(source, source["moderation"]["masquee"])
    for row in source["moderation"]["signalements"]:
        _report(source, row)
    for row in source["moderation"]["file"]:
        _wait(source, row)


def _say(source, row, *, nature, channel, author=None):
    at = source.now - row["heures"] * HOUR
    return contributions.contribute(
        campaign=source["BP2026"],
        nature=nature,
        channel=channel,
        text=row["texte"],
        target=source[row["cible"]],
        district=source[row["quartier"]],
        author=author,
        author_label="" if author is None else "une habitante",
        said_at=at,
        now=at,
    )


def _hide(source, row):
    said = _say(source, row, nature=NATURES["reaction"], channel=CHANNELS["web"], author=source["citoyenne"])
    contributions.hide(
        contribution=said,
        article=source[f"article-{row['article']}"],
        reason=row["motif"],
        actor=source["moderatrice"],
        now=source.now - row["decision"] * HOUR,
    )


def _report(source, row):
    who = {"person": source["residents"][0]} if row["compte"] else {"network_address": "192.0.2.1"}
    contributions.report(
        contribution=source[row["cible"]],
        article=source.get(f"article-{row['article']}"),
        words=row["texte"],
        now=source.now - 3 * HOUR,
        **who,
    )


def _wait(source, row):
    channel = CHANNELS[row["origine"]]
    author = source["citoyenne"] if row["origine"] == "web" else None
    said = _say(source, row, nature=NATURES[row["nature"]], channel=channel, author=author)
    moderator = {"actor": source["moderatrice"], "now": source.now - row["heures"] * HOUR + HOUR / 2}
    if "transcription" in row:
        contributions.attach_original(
            contribution=said,
            kind=OriginalKind.SCAN,
            upload=_sheet(row["transcription"]),
            transcript=row["transcription"],
            is_partly_illegible=row["illisible"],
            **moderator,
        )
    if "question" in row:
        contributions.ask_author(contribution=said, question=row["question"], **moderator)


def _sheet(words):
    """A sheet of paper with a few lines of writing, as a scan would show it."""
    sheet = Image.new("RGB", (900, 620), "#fbf8ef")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((24, 24, 876, 596), outline="#8a8575", width=3)
    line, y = "", 90
    plain = (
        unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    )  # what the pen's font can write
    for word in [*plain.split(), ""]:
        if len(line) + len(word) > 44 or not word:
            pen.text((70, y), line, fill="#1d2a55", font_size=30)
            line, y = "", y + 68
        line = f"{line} {word}".strip()
    drawn = io.BytesIO()
    sheet.save(drawn, "JPEG")
    drawn.seek(0)
    return drawn
