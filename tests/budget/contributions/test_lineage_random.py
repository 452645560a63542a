"""Two hundred things people and staff do, drawn at random: no circle, nothing lost, nothing added up."""

import random
from collections import Counter
from datetime import timedelta
from graphlib import TopologicalSorter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.contributions import services
from budget.contributions.choices import PUBLIC_STATES, Channel, EdgeKind, Nature
from budget.contributions.models import Contribution, LineageEdge, Support
from budget.contributions.queries import thread, upstream
from budget.contributions.services import ContributionError
from budget.rules import lineage as rules
from tests.budget.contributions.projects import make_project
from tests.cast import NOON
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.gathering import make_merge, make_split
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=20)
STEPS = 200


class City:
    """A debate in which `draws` decides what happens next, and what it ought to hold."""

    def __init__(self, draws):
        self.draws = draws
        self.campaign = CampaignFactory()
        PhaseFactory(campaign=self.campaign)
        self.projects = [make_project(self.campaign, f"P{n}") for n in range(4)]
        self.people = UserFactory.create_batch(3)
        self.given, self.edges = Counter(), []
        for _n in range(12):
            ContributionFactory(campaign=self.campaign, author=draws.choice(self.people))

    def pick(self, count=1):
        rows = list(Contribution.objects.filter(campaign=self.campaign).order_by("pk"))
        return self.draws.sample(rows, count)

    def reply(self):
        [target] = self.pick()
        services.contribute(
            campaign=self.campaign,
            nature=Nature.FOR,
            channel=Channel.WEB,
            text="Oui.",
            target=target,
            actor=self.draws.choice(self.people),
            now=NOON,
        )

    def support(self):
        [one], person = self.pick(), self.draws.choice(self.people)
        services.support(contribution=one, user=person, now=NOON)
        self.given[one.pk, person.pk] = 1

    def merge(self):
        self.carry_out(make_merge(*self.pick(self.draws.choice((2, 3)))))

    def split(self):
        self.carry_out(make_split(*self.pick()))

    def carry_out(self, proposal):
        """Each author agrees, refuses or says nothing; then the City goes on, or drops it."""
        for consent in proposal.consents.all():
            answer = self.draws.choice((True, True, False, None))
            if answer is not None:
                services.record_consent(
                    consent=consent,
                    agrees=answer,
                    channel=Channel.PHONE,
                    answered_on=NOON.date(),
                    actor=None,
                    now=NOON,
                )
        try:
            services.carry_out(proposal=proposal, actor=None, now=LATER, missing_reason="Sans réponse.")
        except ContributionError:
            services.drop_proposal(proposal=proposal, reason="Refus.", actor=None, now=LATER)

    def deepen(self):
        source, target = self.pick(2)
        services.draw_edge(source=source, target=target, kind=EdgeKind.DEEPENED, actor=None, now=NOON)

    def become(self):
        [source], target = self.pick(), self.draws.choice(self.projects)
        services.draw_edge(source=source, target=target, kind=EdgeKind.BECAME, actor=None, now=NOON)

    def join(self):
        source, target = self.draws.sample(self.projects, 2)
        services.draw_edge(source=source, target=target, kind=EdgeKind.MERGED, actor=None, now=NOON)

    def revoke(self):
        edge = self.draws.choice(list(LineageEdge.objects.order_by("pk")) or [None])
        if edge:
            services.revoke_edge(edge=edge, actor=None, now=NOON, reason="Erreur.")

    def hide(self):
        services.hide(contribution=self.pick()[0], actor=None, now=NOON, reason="Article 3")

    def withdraw(self):
        services.withdraw(contribution=self.pick()[0], actor=None, now=NOON, reason="À sa demande")

    ACTS = (reply, reply, support, support, merge, merge, split, deepen, become, join, revoke, hide, withdraw)

    def act(self):
        try:
            with transaction.atomic():
                self.draws.choice(self.ACTS)(self)
        except ContributionError:
            pass

    def check_edges(self):
        """Nothing written was rewritten, and no node comes from itself."""
        rows = list(LineageEdge.objects.order_by("pk").values())
        assert rows[: len(self.edges)] == self.edges
        self.edges = rows
        edges = plain(rows)
        order = TopologicalSorter()
        for edge in rules.active_edges(edges):
            order.add(edge.target, edge.source)
        order.prepare()  # raises CycleError, with the circle
        return edges


def plain(rows):
    def end(row, side):
        pk = row[f"{side}_contribution_id"]
        return ("contribution", pk) if pk else ("project", row[f"{side}_project_id"])

    return [rules.Edge(row["id"], end(row, "source"), end(row, "target"), row["revokes_id"]) for row in rows]


@settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
@given(draws=st.integers(1, 10**9).map(random.Random))
def test_two_hundred_acts_close_no_circle_and_lose_nothing(draws):
    with transaction.atomic():
        city = City(draws)
        for step in range(STEPS):
            city.act()
            if step % 20 == 0:
                city.check_edges()
        edges = city.check_edges()
        for project in city.projects:
            found = {node.key for node in upstream(project).nodes}
            assert found == set(rules.ancestors(edges, ("project", project.pk)))
        said = Contribution.objects.filter(campaign=city.campaign)
        holding = rules.active_edges(edges)
        for one in draws.sample(list(said), 15):
            page = thread(city.campaign, one.reference)
            assert {link.node.key for link in page.downstream.links} == set(
                rules.descendants(holding, ("contribution", one.pk))
            )
            if one.state in ("merged", "split"):
                assert page.downstream.leaving(one.state) != []
            assert (one.published_at is not None) >= (one.state in PUBLIC_STATES)
        assert Counter(Support.objects.values_list("contribution", "user")) == city.given
        transaction.set_rollback(True)
