"""Who is told of what happens, each once: an answer, a question answered, a project, minutes, a vote, a step of the works."""

from datetime import timedelta

import pytest

from budget.contributions import services as contributions
from budget.contributions.choices import Channel, EdgeKind, Nature
from budget.contributions.models import Letter
from budget.delivery import services as delivery
from budget.delivery.queries import only_by_code_for
from budget.notices.models import Notification
from budget.notices.services import follow
from budget.projects import services as projects
from budget.projects.choices import ProjectState, Verdict
from budget.workshops import services as workshops
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory, RegisteredQuestionFactory
from tests.factories.partners import MemberFactory
from tests.factories.people import UserFactory
from tests.factories.projects import CommitmentFactory, ProjectFactory
from tests.factories.workshops import TableFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    campaign = CampaignFactory()
    PhaseFactory(campaign=campaign)
    return campaign


def told():
    """{event: the names of who was told of it, in order}."""
    found = {}
    for event, name in Notification.objects.order_by("pk").values_list("event", "user__display_name"):
        found.setdefault(event, []).append(name)
    return {event: sorted(names) for event, names in found.items()}


def answer(campaign, target, author, **changes):
    return contributions.contribute(
        campaign=campaign, nature=Nature.FOR, channel=Channel.WEB, text="Oui, à l’ombre.", target=target,
        actor=author, now=NOON, **changes,
    )  # fmt: skip


def test_an_answer_reaches_the_author_and_the_followers_once_it_can_be_read(
    campaign, salome, idris, marius, thelma
):
    idea = ContributionFactory(campaign=campaign, author=salome, title="Des bancs")
    follow(user=marius, obj=idea, now=NOON)
    follow(user=idris, obj=idea, now=NOON)
    said = answer(campaign, idea, idris)
    assert told() == {"contribution.answered": ["Marius", "Salome"]}
    notice = Notification.objects.get(user=salome)
    assert (notice.title, notice.text) == ("Une réponse à « Des bancs »", "Oui, à l’ombre.")
    assert notice.url.endswith(f"/contributions/{idea.reference}/#{said.reference}")
    Notification.objects.all().delete()
    waiting = answer(campaign, said, salome, publish=False)
    assert told() == {}
    contributions.publish(contribution=waiting, actor=None, now=NOON)
    assert told()["contribution.answered"] == ["Idris", "Marius"]  # whoever follows the thread too


def test_the_answer_to_a_question_reaches_everyone_who_asked_it(campaign, salome, idris, marius):
    line = RegisteredQuestionFactory(contribution__campaign=campaign, contribution__author=salome)
    same = ContributionFactory(campaign=campaign, nature=Nature.QUESTION, author=idris)
    contributions.draw_edge(source=same, target=line.contribution, kind=EdgeKind.MERGED, actor=None, now=NOON)
    follow(user=marius, obj=line.contribution, now=NOON)
    contributions.answer_question(question=line, answer="Au printemps.", now=NOON)
    assert told()["question.answered"] == ["Idris", "Marius", "Salome"]


def test_words_that_become_a_project_tell_their_author(campaign, salome):
    idea = ContributionFactory(campaign=campaign, author=salome)
    project = ProjectFactory(campaign=campaign, title="Les bancs du quai")
    contributions.draw_edge(source=idea, target=project, kind=EdgeKind.BECAME, actor=None, now=NOON)
    notice = Notification.objects.get()
    assert (notice.event, notice.user, notice.url) == (
        "contribution.became",
        salome,
        project.get_absolute_url(),
    )


def test_minutes_reach_who_spoke_who_was_discussed_and_who_follows(campaign, salome, idris, thelma):
    workshop = TableFactory(
        workshop__campaign=campaign, workshop__starts_at=NOON - timedelta(hours=3)
    ).workshop
    idea = ContributionFactory(campaign=campaign, author=salome)
    AnswerFactory(
        target=idea, channel=Channel.WORKSHOP, table=workshop.tables.get(), note_number=1, author=idris
    )
    follow(user=thelma, obj=campaign, now=NOON)
    for _turn in range(2):
        workshops.publish_minutes(workshop=workshop, title="", text="On a parlé.", now=NOON)
    assert told() == {"minutes.published": ["Idris", "Salome", "Thelma"]}


@pytest.fixture
def upstream(campaign, salome, idris, marius, thelma):
    """A project on the ballot: Salomé submitted it and said one of its ideas, Thelma another, a table the last one;
    Idris is of a committed partner and of one that withdrew; Marius follows it and its idea."""
    project = ProjectFactory(
        campaign=campaign,
        state=ProjectState.ON_BALLOT,
        submitted_by=salome,
        upkeep_cents=0,
        title="Les bancs",
    )
    ideas = [ContributionFactory(campaign=campaign, author=author) for author in (salome, thelma)]
    paper = [ContributionFactory(campaign=campaign, channel=Channel.PAPER) for _n in range(3)]
    for said in (*ideas, *paper):
        contributions.draw_edge(source=said, target=project, kind=EdgeKind.BECAME, actor=None, now=NOON)
    contributions.keep_contact(
        contribution=paper[0], name="Mme Vidal", address="3 quai", actor=None, now=NOON
    )
    contributions.issue_code(contribution=paper[1], actor=None, now=NOON)
    for state, user in (("confirmed", idris), ("withdrawn", UserFactory(display_name="Parti"))):
        commitment = CommitmentFactory(project=project, state=state, reason="Plus de stock.")
        MemberFactory(partner=commitment.partner, user=user)
    for thing in (project, ideas[0]):
        follow(user=marius, obj=thing, now=NOON)
    Notification.objects.all().delete()
    Letter.objects.all().delete()
    return project, paper


EVERYONE = ["Idris", "Marius", "Salome", "Thelma"]


def test_a_step_of_the_works_tells_everyone_upstream_once(upstream, django_assert_max_num_queries):
    project, paper = upstream
    project = projects.record_award(project=project, status=ProjectState.WINNER, actor=None, now=NOON)
    project = delivery.start_delivery(project=project, actor=None, now=NOON)
    with django_assert_max_num_queries(25):
        step = delivery.add_milestone(
            project=project, actor=None, title="Première assise", due_on=NOON.date() + timedelta(9), now=NOON
        )
    delivery.report_delay(
        milestone=step, actor=None, reason="Le bois manque.", new_date=NOON.date() + timedelta(30), now=NOON
    )
    delivery.mark_done(milestone=step, actor=None, now=NOON)
    events = ("project.winner", "milestone.added", "milestone.delayed", "milestone.done")
    assert told() == dict.fromkeys(events, EVERYONE)
    titles = list(Letter.objects.order_by("pk").values_list("title", flat=True))
    assert titles == [
        "« Les bancs » a gagné",
        "« Les bancs » : étape prévue le 3 décembre 2026, Première assise",
        "« Les bancs » : étape reportée au 24 décembre 2026, Première assise",
        "« Les bancs » : étape faite, Première assise",
    ]
    assert only_by_code_for(project) == [paper[1]]


def test_a_refusal_is_urgent_and_says_why(campaign, bastien, salome):
    PhaseFactory(campaign=campaign, kind="assessment")
    project = ProjectFactory(
        campaign=campaign, state=ProjectState.UNDER_ASSESSMENT, submitted_by=salome, title="Un pont"
    )
    projects.assess_project(
        project=project, assessor=bastien, service="Voirie", verdict=Verdict.REFUSED, cost_cents=1000,
        refusal_code="technique", reason="La berge est trop meuble.", way_forward="Une passerelle légère.",
        signed_as="La cheffe", now=NOON,
    )  # fmt: skip
    notice = Notification.objects.get(user=salome)
    assert (notice.is_urgent, notice.text) == (True, "La berge est trop meuble. Une passerelle légère.")
    assert notice.title == "« Un pont » n’a pas été jugé réalisable : voici pourquoi"
