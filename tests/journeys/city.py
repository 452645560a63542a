"""Rivelune before the journey: what people prepared, through the services and in the page tree.

The journey runs on the real clock: the phases are placed around the present, and the manager moves their dates.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from budget.ballots.models import Vote
from budget.ballots.services import cast_ballot
from budget.campaigns import services as campaigns
from budget.campaigns.models import Campaign, District, Phase, Theme
from budget.partners import services as partners
from budget.partners.models import Partner
from budget.projects.models import Project
from budget.projects.services import assess_project, submit_project
from budget.rules import receipt
from budget.rules.clock import now
from budget.workshops import services as workshops
from budget.workshops.choices import WorkshopKind, WorkshopState
from budget.workshops.models import Workshop
from tests.factories import pages
from tests.factories.people import UserFactory
from tests.factories.votes import make_voter, papers

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
#: kind, title, first and last day counted from today, and what the page offers while it is open
PHASES = (
    ("ideation", "Les idées", -20, 5, ("J’écris mon idée", "contribute")),
    ("workshops", "Les ateliers", -10, 5, ("Je viens à un atelier", "workshops")),
    ("assessment", "L’instruction", 6, 12, ("Suivre les projets", "projects")),
    ("vote", "Le vote", 13, 25, ("Je vote", "vote")),
    ("results", "Les résultats", 26, 40, ("Voir le dépouillement", "results")),
    ("delivery", "Les chantiers", 40, 400, ("Suivre les chantiers", "delivery")),
)


@dataclass
class Rivelune:
    campaign: Campaign
    manager: object
    partner: Partner
    workshop: Workshop
    pages: dict

    @classmethod
    def prepared_by(cls, manager, *, facilitator, representative):
        """Edition, envelopes, phases and their pages, a validated partner, a workshop of two tables that has begun."""
        at = now()
        campaign = campaigns.save_campaign(
            campaign=Campaign(
                slug="bp2026",
                code="BP26",
                title="Budget participatif 2026",
                total_cents=11_000_000,
                is_current=True,
            ),
            actor=manager,
            now=at,
        )
        _set_envelopes(campaign, manager, at)
        tree = _open_pages(campaign, manager, at)
        partner = partners.request_profile(
            actor=representative,
            name="Les Ateliers du Quai",
            kind="cooperative",
            summary="Une coopérative de réparation et de construction en bois.",
            now=at,
        )
        partner = partners.validate_partner(partner=partner, actor=manager, now=at)
        workshop = workshops.plan_workshop(
            campaign=campaign,
            kind=WorkshopKind.THEMATIC,
            state=WorkshopState.OPEN,
            title="La nuit sur les berges",
            starts_at=at - HOUR,
            ends_at=at + HOUR,
            venue="Halle aux Grains",
            tables=["La lumière", "S’asseoir"],
            facilitators=[facilitator],
            actor=manager,
            now=at,
        )
        return cls(campaign, manager, partner, workshop, tree)

    def phase(self, kind):
        return Phase.objects.get(campaign=self.campaign, kind=kind)

    def move(self, kind, *, first_day, last_day):
        """The manager moves a phase; days are counted from now."""
        phase, at = self.phase(kind), now()
        phase.opens_at, phase.closes_at = at + first_day * DAY, at + last_day * DAY
        campaigns.schedule_phase(phase=phase, actor=self.manager, now=at)

    @property
    def vote(self):
        return Vote.objects.get(phase__campaign=self.campaign)

    def assessed(self, reference, *, by):
        """One more project found fit, as the browser showed once."""
        project = Project.objects.get(campaign=self.campaign, reference=reference)
        assess_project(
            project=project,
            assessor=by,
            service="Bâtiments",
            verdict="fit",
            cost_cents=project.cost_cents,
            upkeep_cents=0,
            signed_as="La cheffe du service Bâtiments",
            now=now(),
        )

    def project_of_a_neighbour(self, title, *, euros, assessor):
        """Submitted while it was time, assessed since; returns its reference."""
        project = submit_project(
            campaign=self.campaign,
            actor=UserFactory(display_name="Nour"),
            title=title,
            summary="Une scène de bois, des gradins d’herbe, de l’eau et du courant.",
            envelope=self.campaign.envelopes.get(district__code="VIL"),
            theme=Theme.objects.get(),
            cost_cents=euros * 100,
            now=now() - DAY,
        )
        self.assessed(project.reference, by=assessor)
        return project.reference

    def neighbours_vote(self, city_choices, *, district_choice):
        """Other ballots: {city-wide project: how many}, each with the same choice for the district."""
        vote = self.vote
        voters = [reference for reference, number in city_choices.items() for _one in range(number)]
        for number, reference in enumerate(voters):
            voter = make_voter(vote, email=f"voisin{number}@rivelune.example")
            secret = receipt.generate_secret(secrets.token_bytes)
            ballot = papers(vote, secret, VIL=[reference], TAN=[district_choice])
            cast_ballot(vote=vote, voter_id=voter, papers=ballot)


def digits(words):
    """The number a sentence holds: "1 412 voix" is 1412."""
    return int(re.sub(r"\D", "", words))


def _set_envelopes(campaign, manager, at):
    theme = Theme(code="NAT", name="Nature et climat", tone="nat", icon="feuille")
    campaigns.save_theme(theme=theme, actor=manager, now=at)
    places = (
        (District(code="VIL", name="Toute la ville", is_citywide=True), 9_000_000),
        (District(code="TAN", name="Les Tanneries", position=1), 2_000_000),
    )
    for district, amount in places:
        campaigns.save_district(district=district, actor=manager, now=at)
        campaigns.set_envelope(
            campaign=campaign, district=district, amount_cents=amount, actor=manager, now=at
        )


def _open_pages(campaign, manager, at):
    """The phases, and the page of each under the page of the edition: {kind: page}, "campaign" included."""
    tree = {
        "campaign": pages.CampaignPageFactory(campaign=campaign, title=campaign.title, slug=campaign.slug)
    }
    for kind, title, first_day, last_day, (label, destination) in PHASES:
        phase = Phase(campaign=campaign, kind=kind, title=title)
        phase.opens_at, phase.closes_at = at + first_day * DAY, at + last_day * DAY
        campaigns.schedule_phase(phase=phase, actor=manager, now=at)
        tree[kind] = pages.phase_page(
            tree["campaign"],
            kind,
            phase,
            title=title,
            slug=kind,
            summary_before=f"{title} : bientôt.",
            summary_open=f"{title} : c’est maintenant.",
            summary_after=f"{title} : c’est fini.",
            acts_open=[{"type": "act", "value": {"label": label, "destination": destination}}],
        )
    return tree
