"""Words taken back: withdrawn, or erased for good. The place, the answers and the edges stay."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from budget.contributions.choices import Channel, ContributionState, EdgeKind, Nature, Revision
from budget.contributions.models import Contribution, ContributionDraft, LineageEdge
from budget.contributions.queries import origins_of
from budget.contributions.services import (
    ContributionError,
    draw_edge,
    erase,
    erase_all,
    hide,
    publish,
    revise,
    save_draft,
    withdraw,
)
from budget.journal.models import JournalEntry
from tests.budget.contributions.projects import make_project
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.partners import PartnerFactory

pytestmark = pytest.mark.django_db
WORDS = "Le banc de ma mère, quai des Saules."


@pytest.fixture
def idea(salome, now):
    """An idea that was changed once, answered, and has become a project."""
    idea = ContributionFactory(author=salome, author_label="Salome", title="Un banc", text="Un banc.")
    idea = revise(contribution=idea, title=WORDS, text=WORDS, kind=Revision.EDIT, actor=salome, now=now)
    AnswerFactory(target=idea, text="Je m’y assiérais.")
    project = make_project(idea.campaign, "P33")
    draw_edge(source=idea, target=project, kind=EdgeKind.BECAME, actor=None, now=now)
    return idea


def stored(idea):
    return Contribution.objects.get(pk=idea.pk)


def everything_written_about(idea):
    """Every word the database keeps of it, outside its own row."""
    versions = idea.versions.values_list("title", "text", "sealed", "reason")
    journal = JournalEntry.objects.values_list("object_label", "reason", "detail")
    log = ModelLogEntry.objects.values_list("label", "data")
    return str([*versions, *journal, *log])


def test_its_author_withdraws_it(idea, salome, idris, now):
    with pytest.raises(ContributionError):
        withdraw(contribution=idea, actor=idris, now=now)
    withdraw(contribution=idea, actor=salome, now=now)
    gone = stored(idea)
    assert (gone.state, gone.text, gone.is_public) == (ContributionState.WITHDRAWN, WORDS, False)
    assert (gone.replies.count(), gone.edges_out.count()) == (1, 1)
    for act in (withdraw, hide, publish):
        with pytest.raises(ContributionError):
            act(contribution=gone, actor=None, reason="Article 3", now=now)


def test_erasing_leaves_a_tombstone_without_words_or_name(idea, salome, now):
    ModelLogEntry.objects.log_action(idea, "wagtail.edit", user=salome)
    assert ModelLogEntry.objects.get().content_type == ContentType.objects.get_for_model(Contribution)
    erase(contribution=idea, actor=salome, now=now)
    gone = stored(idea)
    assert (gone.title, gone.text, gone.author_label, gone.author) == ("", "", "", None)
    assert (gone.state, gone.erased_at, gone.reference) == (ContributionState.WITHDRAWN, now, idea.reference)
    assert "mère" not in everything_written_about(idea)
    assert "banc" not in everything_written_about(idea)
    assert list(gone.versions.values_list("kind", "text")) == [("edit", "")]
    assert gone.replies.get().text == "Je m’y assiérais."
    project = LineageEdge.objects.get(source_contribution=gone).target_project
    assert [(row.reference, row.text) for row in origins_of(project).contributions] == [(idea.reference, "")]
    assert erase(contribution=idea, actor=None, now=now, reason="Courrier").erased_at == now
    assert JournalEntry.objects.filter(action="contribution.erased").count() == 1


def test_the_database_refuses_a_tombstone_with_words_or_a_name(idea, salome, now):
    erase(contribution=idea, actor=salome, now=now)
    for trace in ({"text": WORDS}, {"author_label": "Salome"}, {"author": salome}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contribution.objects.filter(pk=idea.pk).update(**trace)


def test_moderators_do_it_for_someone_and_say_who_asked(marius, now):
    said = ContributionFactory(channel=Channel.PAPER, author_label="Mme R.", text=WORDS)
    for act in (withdraw, erase):
        with pytest.raises(ContributionError) as refusal:
            act(contribution=said, actor=marius, now=now, reason=" ")
        assert refusal.value.field == "reason"
        act(contribution=said, actor=marius, now=now, reason="Demande au guichet")
    assert stored(said).author_label == ""
    line = JournalEntry.objects.latest("id")
    assert (line.action, line.reason) == ("contribution.erased", "Demande au guichet")


def test_a_person_erases_everything_and_the_organisation_keeps_its_words(idea, salome, idris, now):
    club = PartnerFactory()
    paper = ContributionFactory(
        nature=Nature.ACTOR_PAPER, partner=club, author=salome, author_label=club.name, text="Notre cahier."
    )
    other = ContributionFactory(author=idris)
    save_draft(user=salome, campaign=idea.campaign, nature=Nature.IDEA, text="Encore", now=now)
    with pytest.raises(ContributionError):
        erase(contribution=paper, actor=salome, now=now)
    assert erase_all(user=salome, now=now) == 1
    assert (stored(idea).text, stored(paper).text) == ("", "Notre cahier.")
    assert (stored(paper).author, stored(other).author) == (None, idris)
    assert ContributionDraft.objects.count() == 0
