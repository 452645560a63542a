"""The demo city, step by step, through the services that screens call: loading it tries them all."""

import time

from django.db import transaction

from portal.demo import (
    ballots,
    base_document,
    city,
    contributions,
    delivery,
    gathering,
    imports,
    moderation,
    notices,
    pages,
    partners,
    people,
    projects,
    threads,
    workshops,
)
from portal.demo.source import Source

STEPS = [
    ("Districts and themes", city.load_districts),
    ("Two editions, their phases and envelopes", city.load_editions),
    ("Accounts", people.load_people),
    ("The charter of the debate and its rule", moderation.load_charter),
    ("Partners", partners.load_partners),
    ("Strategic plan", projects.load_plan),
    ("The base document and its revisions", base_document.load_base_document),
    ("Six workshops and a debate of eight months", contributions.load_debate),
    ("Questions and answers", contributions.load_questions),
    ("Minutes", workshops.load_minutes),
    ("What was printed", base_document.load_documents),
    ("The moderation queue", moderation.load_queue),
    ("Tables brought in by staff", imports.load_imports),
    ("Words changed, taken back and not said yet", threads.load_threads),
    ("Neighbourhood councils", workshops.load_councils),
    ("Past projects", projects.load_past_projects),
    ("Forty projects and their assessment", projects.load_projects),
    ("What goes together", gathering.load_gathering),
    ("Amendments to the plan", projects.load_amendments),
    ("Commitments", projects.load_commitments),
    ("Declared interests", partners.load_interests),
    ("The past edition's vote, count and works", delivery.load_past_edition),
    ("Pages in French and English", pages.load_pages),
    ("The current vote: definition frozen, open", ballots.open_vote),
    ("Notices, a digest and a follow slip", notices.load_notices),
]


def load_city(*, now, say=print):
    """Load everything in one transaction, then cast the synthetic ballots, each in its own as voters do."""
    source = Source(now=now, say=say)
    with transaction.atomic():
        for title, load in STEPS:
            _timed(say, title, load, source)
    _timed(say, "Synthetic ballots of the current vote", ballots.cast_ballots, source)
    return source


def _timed(say, title, load, source):
    start = time.perf_counter()
    load(source)
    say(f"  {title} ({time.perf_counter() - start:.1f} s)")
