"""An edition in which every text that people or staff may write holds the words given, one by one."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, ContributionState, Nature, Revision
from budget.contributions.models import (
    Contribution,
    ContributionDraft,
    ContributionVersion,
    ImportBatch,
    RegisteredQuestion,
)
from budget.rules import clock
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory

HOSTILE = Path(__file__).with_name("hostile_words.txt").read_text("utf-8").splitlines()
PLAIN = [f"Des mots sans malice, numéro {number}" for number in range(len(HOSTILE))]
#: The pages where the words stand, and who reads them; {number} runs over the pages of a list.
READERS = {
    "contributions/C1/?all=1": None,
    "contributions/C1/versions/": None,
    "contributions/C2/": None,
    "contributions/C3/": "salome",
    "contributions/C3/retirer/": "salome",
    "contributions/C3/modifier/": "salome",
    "contributions/C3/repondre/": "salome",
}


def edition(words, *, author, staff):
    """The edition at /bp2026/: 1 thread of answers, hidden ones and versions; questions, drafts, imports."""
    moment = clock.now()
    campaign = CampaignFactory(slug="bp2026")
    opens, closes = moment - timedelta(days=1), moment + timedelta(days=1)
    PhaseFactory(campaign=campaign, kind=PhaseKind.IDEATION, opens_at=opens, closes_at=closes)
    all_at_once = max(words, key=len)
    about = {"campaign": campaign, "said_at": moment, "received_at": moment, "published_at": moment}
    root = ContributionFactory(reference="C1", title=words[0][:160], text=words[0], **about)
    hidden = {"state": ContributionState.HIDDEN, "hidden_reason": all_at_once}
    ContributionFactory(reference="C2", title=words[1][:160], **hidden, **about)
    ContributionFactory(
        reference="C3",
        title=all_at_once[:160],
        text=all_at_once,
        author=author,
        author_label="Salome",
        **about,
    )
    answers = [
        Contribution(
            reference=f"{kind}{number}",
            target=root,
            nature=(Nature.FOR, Nature.AGAINST, Nature.REACTION)[number % 3],
            channel=Channel.PAPER,
            is_entered_by_city=True,
            title=text[:160] if kind == "D" else "",
            text=text,
            place=text[:160],
            author_label=text[:120],
            state=ContributionState.HIDDEN if kind == "H" else ContributionState.PUBLISHED,
            hidden_reason=text if kind == "H" else "",
            **about,
        )
        for kind in "DH"
        for number, text in enumerate(words)
    ]
    questions = [
        Contribution(
            reference=f"Q{number}", nature=Nature.QUESTION, channel=Channel.WEB, author=author, title=text[:160],
            text=text, author_label=text[:120], state=ContributionState.PUBLISHED, **about,
        )
        for number, text in enumerate(words)
    ]  # fmt: skip
    Contribution.objects.bulk_create(answers + questions)
    RegisteredQuestion.objects.bulk_create(
        RegisteredQuestion(
            contribution=question, service=text[:120], due_on=moment.date(), answer=text, answered_at=moment
        )
        for question, text in zip(questions, words, strict=True)
    )
    ContributionVersion.objects.bulk_create(
        ContributionVersion(
            contribution=root,
            kind=Revision.CORRECTION,
            title=text[:160],
            text=text,
            reason=text,
            replaced_at=moment,
        )
        for text in words
    )
    ContributionDraft.objects.bulk_create(
        ContributionDraft(
            key=uuid4(),
            user=author,
            campaign=campaign,
            nature=Nature.IDEA,
            title=text[:160],
            text=text,
            saved_at=moment,
        )
        for text in words
    )
    ImportBatch.objects.bulk_create(
        ImportBatch(
            campaign=campaign, file_name=text[:200], sha256=f"{number:064}", row_count=1, uploaded_by=staff,
            uploaded_at=moment, expires_at=closes, rows=[], unknown_columns=[text],
        )
        for number, text in enumerate(words)
    )  # fmt: skip
    return campaign


def pages(language="fr"):
    """(path, who reads it) of every page where the words stand."""
    base = f"/{language}/bp2026"
    found = [(f"{base}/{path}", reader) for path, reader in READERS.items()]
    lists = -(-len(HOSTILE) // 20)
    found += [(f"{base}/questions/?page={number + 1}", None) for number in range(lists)]
    found += [(f"{base}/contributions/?nature=question&page={number + 1}", None) for number in range(lists)]
    found += [(f"/{language}/mes-contributions/?page={number + 1}", "salome") for number in range(lists + 1)]
    found += [
        (f"{base}/saisie/imports/?page={number + 1}", "capucine") for number in range(-(-len(HOSTILE) // 50))
    ]
    return found
