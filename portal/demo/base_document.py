"""The base document of the current edition: its revisions from the first to the last, and what was printed from them."""

import re

from django.utils import translation

from budget.campaigns import services as campaigns
from budget.campaigns.queries import revision
from home.models import BaseDocumentPage
from portal.demo import page_bodies as bodies
from portal.demo import pages
from portal.demo.source import read
from portal.publishing import number_page


def load_base_document(source):
    """Publish each revision in turn, on its day: what people say from then on keeps the right number."""
    data, texts = read("socle.yaml"), read("pages_fr.yaml")["pages"]
    pages.load_city(source.now)
    with translation.override("fr"):
        builder = pages.Builder("fr", texts, read("frame.yaml")["fr"], source.now, campaign=source["BP2026"])
        if BaseDocumentPage.objects.filter(campaign=source["BP2026"]).exists():
            return
        for row in data["versions"]:
            _publish(source, builder, row, data["facts"])


def _publish(source, builder, row, facts):
    page = builder.base_document(
        bodies.sections(_as_it_was(builder.texts["socle"]["sections"], row["former"]))
    )
    page.change_note, page.change_note_en = row["note"], row["note_en"]
    kept = page.save_revision()
    number_page(page, kept, actor=None, now=source.at(row["jour"], 9), facts=facts)
    kept.publish()


def _as_it_was(sections, former):
    """The sections with some paragraphs as a former revision had them: {"s2.3": words}."""
    found = {}
    for name, part in sections.items():
        paragraphs = re.split(r"\n\s*\n", part["body"].strip())
        paragraphs = [
            former.get(f"{name}.{number}", words) for number, words in enumerate(paragraphs, start=1)
        ]
        found[name] = {"title": part["title"], "body": "\n\n".join(paragraphs)}
    return found


def load_documents(source):
    """What was printed from each revision: some of it has gone stale, and one is kept on purpose."""
    campaign = source["BP2026"]
    for row in read("socle.yaml")["documents"]:
        printed_at = source.at(row["jour"], 15)
        document = campaigns.register_derivative(
            campaign=campaign,
            kind=row["kind"],
            title=row["title"],
            obj=source.get(row.get("atelier")),
            revision=revision(campaign, row["version"]),
            printed_at=printed_at,
            actor=None,
            now=printed_at,
        )
        if "gardé" in row:
            campaigns.hold_derivative(
                derivative=document,
                reason=row["gardé"],
                actor=None,
                now=source.at(row["gardé_jour"], 10),
            )
