"""The base document, numbered each time its text changes; what people say keeps the revision of that day."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from budget.campaigns import queries
from budget.campaigns.choices import DerivativeKind, DerivativeState
from budget.campaigns.models import BaseDocumentRevision, Derivative
from budget.campaigns.services import (
    CampaignError,
    hold_derivative,
    publish_base_document,
    register_derivative,
    replace_derivative,
)
from budget.contributions.choices import Channel, Nature
from budget.contributions.services import contribute
from budget.journal.models import JournalEntry
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TEXT = ["Le document socle", "Un banc coûte 2 400 euros."]


@pytest.fixture
def campaign():
    campaign = CampaignFactory()
    PhaseFactory(campaign=campaign, opens_at=NOON - 30 * DAY, closes_at=NOON + DAY)
    return campaign


def publish(campaign, text="Un banc coûte 2 400 euros.", *, at=NOON, note="Le prix des bancs.", **more):
    return publish_base_document(
        campaign=campaign,
        title=TEXT[0],
        lines=[TEXT[0], text],
        note=note,
        actor=None,
        now=at,
        **more,
    )


def said(campaign, at, *, now=NOON):
    return contribute(
        campaign=campaign, nature=Nature.IDEA, channel=Channel.PAPER, text="Un banc.", said_at=at, now=now
    )


def test_a_text_that_changes_gets_the_next_number_and_one_that_does_not_gets_none(campaign, ondine):
    first = publish(campaign, note="", at=NOON - 2 * DAY)
    again = publish(campaign, note="Rien n’a changé.", at=NOON - DAY)
    second = publish(campaign, "Un banc coûte 2 600 euros.", note="Les bancs coûtent plus cher.")
    silent = publish(campaign, "Un banc coûte 2 700 euros.", note=" ", at=NOON + DAY)
    moved = publish(campaign, "Un banc coûte 2 700 euros.", marks=["image 4"], at=NOON + DAY)

    assert again == first
    assert [(r.number, r.note) for r in (first, second, silent, moved)] == [
        (1, "Première publication."),
        (2, "Les bancs coûtent plus cher."),
        (3, "Publiée sans note."),
        (4, "Le prix des bancs."),
    ]
    assert len({r.content_hash for r in (first, second, silent, moved)}) == 4
    assert JournalEntry.objects.filter(action="base_document.revised").count() == 4


def test_each_edition_counts_its_own(campaign):
    other = CampaignFactory()

    assert [publish(campaign).number, publish(other).number] == [1, 1]


def test_the_past_is_not_published_after_the_present(campaign):
    publish(campaign)

    with pytest.raises(CampaignError, match="La version 1 est plus récente"):
        publish(campaign, "Autre chose.", at=NOON - DAY)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_keeps_every_revision(campaign, act):
    publish(campaign)
    rows = BaseDocumentRevision.objects.filter(campaign=campaign)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(note="Autre") if act == "update" else rows._raw_delete("default")


def test_a_contribution_keeps_the_revision_that_was_current_when_it_was_said(campaign):
    """Keyed on the same day: what counts is when each was said."""
    before = said(campaign, NOON - 20 * DAY)
    first = publish(campaign, at=NOON - 10 * DAY)
    second = publish(campaign, "Un banc coûte 2 600 euros.", at=NOON - 5 * DAY)

    revisions = [said(campaign, NOON - days * DAY).base_document_revision for days in (20, 10, 6, 5, 1)]

    assert before.base_document_revision is None
    assert revisions == [None, first, first, second, second]


class TestWhatWasPrinted:
    @pytest.fixture
    def pieces(self, campaign, ondine):
        """Four documents made from the first revision, one of them for a phase."""
        publish(campaign, at=NOON - 3 * DAY)
        phase = campaign.phases.get()
        kinds = (DerivativeKind.GUIDE, DerivativeKind.POSTER, DerivativeKind.PACK, DerivativeKind.SLIPS)
        return [
            register_derivative(
                campaign=campaign,
                kind=kind,
                title=f"{kind.label}, A5",
                obj=phase if kind == DerivativeKind.PACK else None,
                printed_at=NOON - 2 * DAY,
                actor=ondine,
                now=NOON - 2 * DAY,
            )
            for kind in kinds
        ]

    def test_one_cost_is_edited_and_everything_printed_from_the_former_text_is_listed(self, campaign, pieces):
        assert list(queries.stale_derivatives(campaign)) == []

        publish(campaign, "Un banc coûte 2 600 euros.")

        assert list(queries.stale_derivatives(campaign)) == pieces

    def test_a_stale_document_is_replaced_or_kept_with_a_reason(self, campaign, pieces, ondine):
        revised = publish(campaign, "Un banc coûte 2 600 euros.")
        guide, poster, *others = pieces

        new = replace_derivative(derivative=guide, actor=ondine, now=NOON)
        with pytest.raises(CampaignError, match="Écrivez pourquoi"):
            hold_derivative(derivative=poster, reason=" ", actor=ondine, now=NOON)
        kept = hold_derivative(derivative=poster, reason="Elle ne cite aucun prix.", actor=ondine, now=NOON)
        with pytest.raises(CampaignError, match="déjà réglé"):
            replace_derivative(derivative=poster, actor=ondine, now=NOON)

        assert (new.title, new.revision, new.printed_at) == (guide.title, revised, NOON)
        assert (kept.state, kept.reason, kept.settled_at) == (
            DerivativeState.HELD,
            "Elle ne cite aucun prix.",
            NOON,
        )
        assert list(queries.stale_derivatives(campaign)) == others

    def test_printing_for_the_same_object_again_replaces_what_was_printed(self, campaign, pieces, ondine):
        pack = pieces[2]
        again = {"campaign": campaign, "kind": pack.kind, "title": "Dossier", "obj": campaign.phases.get()}

        same = register_derivative(**again, printed_at=NOON, actor=ondine, now=NOON)
        publish(campaign, "Un banc coûte 2 600 euros.")
        new = register_derivative(**again, actor=ondine, now=NOON)

        pack.refresh_from_db()
        assert (same, same.printed_at) == (pack, NOON)
        assert pack.state == DerivativeState.REPLACED
        assert new in queries.derivatives(campaign)
        assert new not in queries.stale_derivatives(campaign)

    def test_what_cannot_be_registered_says_why(self, campaign, ondine, salome):
        def refused(actor=ondine, **changes):
            about = {"campaign": campaign, "kind": DerivativeKind.GUIDE, "title": "Guide", "now": NOON}
            with pytest.raises(CampaignError) as refusal:
                register_derivative(**{**about, **changes}, actor=actor)
            return refusal.value.field

        assert refused(actor=salome) == ""
        assert refused() == "revision"
        publish(campaign)
        assert refused(title=" ") == "title"
        assert refused(printed_at=NOON + DAY) == "printed_at"
        assert Derivative.objects.count() == 0


@pytest.mark.parametrize("count", [1, 200])
def test_lists_are_read_in_one_query_whatever_their_length(campaign, count, django_assert_num_queries):
    for number in range(count):
        revision = publish(campaign, f"Un banc coûte {number} euros.")
    Derivative.objects.bulk_create(
        Derivative(campaign=campaign, kind="poster", title="Affiche", revision=revision, registered_at=NOON)
        for _number in range(count)
    )
    publish(campaign, "Un banc ne coûte rien.")

    def read():
        return [
            [(r.number, r.note_label, r.short_hash) for r in queries.revisions(campaign)],
            [(str(d), d.revision.number, d.last_number) for d in queries.stale_derivatives(campaign)],
        ]

    assert [len(rows) for rows in read()] == [count + 1, count]
    assert count_queries(read) == 2
