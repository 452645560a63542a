"""No page states a figure that the campaign knows: editors write its name, the page fills it in."""

from datetime import timedelta

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.utils import translation

from budget.ballots.choices import VoteState
from budget.campaigns.choices import PhaseKind
from home.blocks.body import BodyBlock
from home.fields import PLACEHOLDERS, check_placeholders
from home.models.edition import edition_at
from home.models.facts import Facts, amount
from home.models.site import SiteSettings
from portal.demo.source import DATA
from tests.cast import NOON
from tests.factories import pages
from tests.factories.campaigns import CampaignFactory, DistrictFactory, EnvelopeFactory, PhaseFactory
from tests.factories.contributions import ContributionFactory
from tests.factories.votes import make_vote
from tests.factories.workshops import WorkshopFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def campaign():
    return CampaignFactory(
        title="Budget participatif 2026", total_cents=240_000_000, min_age=11, is_current=True
    )


def facts_of(campaign, phase=None, language="fr", **settings):
    with translation.override(language):
        edition = edition_at(NOON, campaign_id=campaign.pk)
        facts = Facts(edition=edition, settings=SiteSettings(**settings), phase=phase)
        return {name: facts[name] for name in PLACEHOLDERS}


def test_the_names_are_those_of_the_texts_of_the_demonstration():
    for name in ("pages_fr.yaml", "pages_en.yaml"):
        texts = yaml.safe_load((DATA / name).read_text())
        assert set(texts["placeholders"]) == set(PLACEHOLDERS)


def test_dates_are_those_of_the_page_s_phase(campaign):
    phase = PhaseFactory(
        campaign=campaign, opens_at=NOON.replace(hour=0) - 3 * DAY, closes_at=NOON.replace(hour=0) + 15 * DAY
    )
    PhaseFactory(
        campaign=campaign, kind=PhaseKind.RESULTS, opens_at=NOON + 70 * DAY, closes_at=NOON + 90 * DAY
    )

    known = facts_of(campaign, phase)

    assert (known["opens_on"], known["closes_on"], known["days_left"]) == (
        "samedi 21 novembre",
        "mardi 8 décembre",
        "14",
    )
    assert known["next_opens_on"] == known["results_on"] == "mardi 2 février 2027"


def test_dates_and_amounts_follow_the_language(campaign):
    phase = PhaseFactory(campaign=campaign, closes_at=NOON.replace(hour=0) + 15 * DAY)
    EnvelopeFactory(
        campaign=campaign, district=DistrictFactory(code="VIL", is_citywide=True), amount_cents=90_000_000
    )

    known = facts_of(campaign, phase, "en")

    assert (known["closes_on"], known["city_envelope"]) == ("Tuesday 8 December", "€900,000")


def test_a_round_amount_is_said_in_words():
    with translation.override("en"):
        assert amount(240_000_000) == "€2.4 million"
        assert amount(240_012_300) == "€2,400,123"
        assert amount(60_000_000) == "€600,000"


def test_the_ballot_s_facts_are_those_of_its_frozen_definition(campaign):
    phase = PhaseFactory(campaign=campaign, kind=PhaseKind.VOTE)
    vote = make_vote(state=VoteState.FROZEN, phase=phase, max_city=5, max_district=3)

    known = facts_of(campaign)

    assert (known["max_city"], known["max_district"]) == ("5", "3")
    assert known["ballot_hash"].replace(" ", "").lower() == bytes(vote.rules_sha256).hex()[:8]


def test_the_campaign_counts_what_was_said_and_done(campaign):
    PhaseFactory(campaign=campaign)
    ContributionFactory(campaign=campaign)
    WorkshopFactory(campaign=campaign, capacity=90, attended=83)

    known = facts_of(campaign)

    assert [
        known[name]
        for name in ("contributions_count", "workshops_count", "workshop_seats", "attendance_count")
    ] == [
        "1",
        "1",
        "90",
        "83",
    ]


def test_the_city_s_own_facts(campaign):
    PhaseFactory(campaign=campaign)

    known = facts_of(
        campaign, city_name="Rivelune", contact_phone="03 53 01 18 00", polling_places=9, minutes_hours=48
    )

    assert [
        known[name] for name in ("city_name", "contact_phone", "polling_places", "minutes_hours", "min_age")
    ] == [
        "Rivelune",
        "03 53 01 18 00",
        "9",
        "48",
        "11",
    ]


def test_what_is_not_known_yet_is_said_in_words(campaign):
    PhaseFactory(campaign=campaign)

    with translation.override("en"):
        assert facts_of(campaign, language="en")["ballot_hash"] == "(to come)"


def test_every_placeholder_has_a_value_even_before_the_first_campaign():
    with translation.override("en"):
        facts = Facts(edition=edition_at(NOON, campaign_id=0), settings=SiteSettings())
        assert [name for name in PLACEHOLDERS if not facts[name]] == []


def test_a_value_cannot_bring_html_into_a_page(client, campaign):
    site_settings = SiteSettings.of_default_site()
    site_settings.site = pages.home_page().get_site()
    site_settings.city_name = "<b>Rivelune</b>"
    site_settings.save()
    page = pages.StandardPageFactory(
        intro="{city_name}", body=[{"type": "text", "value": "<p>À {city_name}</p>"}]
    )

    html = client.get(page.url).content.decode()

    assert "<b>Rivelune" not in html
    assert html.count("&lt;b&gt;Rivelune&lt;/b&gt;") >= 2


@pytest.mark.parametrize("text", ["{days_lef}", "Encore { days_left } jours", "{}", "{Days_left}"])
def test_an_unknown_name_is_refused(text):
    with pytest.raises(ValidationError) as refusal:
        check_placeholders(text)
    assert refusal.value.code == "unknown_placeholder"


@pytest.mark.parametrize("text", ["", "Encore {days_left} jours", "une accolade { seule", "rien"])
def test_known_names_and_ordinary_texts_pass(text):
    check_placeholders(text)


@pytest.mark.parametrize("field", ["title", "intro", "seo_title", "search_description"])
def test_the_error_names_the_field(field):
    page = pages.StandardPageFactory()
    setattr(page, field, "Il reste {jours}.")

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert list(refusal.value.error_dict) == [field]


@pytest.mark.parametrize(
    ("kind", "value", "where"),
    [
        ("lead", "{oups}", []),
        ("text", "<p>{oups}</p>", []),
        ("section", {"title": "Bon", "text": "<p>{oups}</p>", "name": ""}, ["text"]),
        ("callout", {"tone": "info", "title": "{oups}", "text": "Bon"}, ["title"]),
        ("button", {"label": "{oups}", "page": None, "destination": "projects"}, ["label"]),
    ],
)
def test_the_error_names_the_block_and_its_part(kind, value, where):
    body = BodyBlock()
    stream = body.to_python([{"type": "lead", "value": "Bonjour."}, {"type": kind, "value": value}])

    with pytest.raises(ValidationError) as refusal:
        body.clean(stream)

    errors = refusal.value.block_errors
    assert list(errors) == [1]
    assert sorted(getattr(errors[1], "block_errors", {})) == where
