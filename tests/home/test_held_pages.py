"""From the freeze of a ballot on, the pages it rests on are neither deleted, moved, unpublished nor renamed."""

import pytest
from django.urls import reverse

from budget.ballots.choices import VoteState
from budget.campaigns.choices import PhaseKind
from tests.factories import pages
from tests.factories.campaigns import PhaseFactory
from tests.factories.votes import VoteFactory

pytestmark = pytest.mark.django_db
FREE = (VoteState.DRAFT, VoteState.ANNULLED)
HELD = [state for state in VoteState if state not in FREE]


@pytest.fixture
def editor(client, thelma):
    client.force_login(thelma)
    return client


@pytest.fixture
def vote_page():
    campaign_page = pages.CampaignPageFactory()
    phase = PhaseFactory(campaign=campaign_page.campaign, kind=PhaseKind.VOTE)
    return pages.phase_page(campaign_page, "vote", phase)


def vote_in(state, page):
    return VoteFactory(phase=page.phase, state=state, rules_sha256=b"\x01" * 32)


def unpublish(client, page):
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


def is_live(page):
    page.refresh_from_db()
    return page.live


@pytest.mark.parametrize("state", HELD)
def test_a_page_of_a_frozen_vote_stays_published(editor, vote_page, state):
    vote_in(state, vote_page)

    response = editor.post(reverse("wagtailadmin_pages:unpublish", args=[vote_page.pk]), follow=True)

    assert is_live(vote_page)
    assert "a vote rests on it" in response.content.decode() or "un vote" in response.content.decode()


@pytest.mark.parametrize("state", FREE)
def test_before_the_freeze_nothing_is_held(editor, vote_page, state):
    vote_in(state, vote_page)

    unpublish(editor, vote_page)

    assert not is_live(vote_page)


def test_the_campaign_s_page_and_the_home_page_are_held_with_it(editor, vote_page):
    vote_in(VoteState.OPEN, vote_page)
    campaign_page, home = vote_page.get_parent(), pages.home_page()

    for page in (campaign_page, home):
        unpublish(editor, page)

    assert [is_live(page) for page in (campaign_page, home)] == [True, True]


def test_another_page_of_the_campaign_is_free(editor, vote_page):
    vote_in(VoteState.OPEN, vote_page)
    ideas = pages.phase_page(vote_page.get_parent().specific, "ideation")

    unpublish(editor, ideas)

    assert not is_live(ideas)


def test_not_even_an_administrator_deletes_or_moves_it(admin_client, vote_page):
    vote_in(VoteState.OPEN, vote_page)
    campaign_page = vote_page.get_parent()
    elsewhere = pages.CampaignPageFactory(campaign__is_current=False)

    admin_client.post(reverse("wagtailadmin_pages:delete", args=[vote_page.pk]))
    admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[vote_page.pk, elsewhere.pk]))
    for act in ("delete", "move", "unpublish"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
        admin_client.post(f"{address}?id={vote_page.pk}&next=/admin/", {"chooser": elsewhere.pk})

    vote_page.refresh_from_db()
    assert vote_page.live
    assert vote_page.get_parent().pk == campaign_page.pk


def form_data(client, page, **changes):
    """What the editor's form of this page sends, with some fields changed."""
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    data = {}
    for bound in form:
        if bound.name.startswith(("body", "acts")):
            data[f"{bound.name}-count"] = 0
        elif bound.value() is not None:
            data[bound.name] = bound.value()
    return {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, **data, **changes}


def save(client, page, **changes):
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form_data(client, page, **{"action-publish": "1", **changes}),
    )


def test_its_address_is_kept_but_its_words_can_change(editor, vote_page):
    vote_in(VoteState.OPEN, vote_page)
    slug = vote_page.slug

    response = save(editor, vote_page, slug="autre")
    assert response.context["form"].errors.keys() == {"slug"}
    response = save(editor, vote_page, expire_at="2026-12-01 12:00")
    assert response.context["form"].errors.keys() == {"expire_at"}
    assert save(editor, vote_page, summary_open="Des mots neufs.").status_code == 302

    vote_page.refresh_from_db()
    assert (vote_page.slug, vote_page.summary_open) == (slug, "Des mots neufs.")


def test_an_address_that_a_screen_holds_is_refused(editor):
    page = pages.StandardPageFactory()

    response = save(editor, page, slug="compte")

    assert response.context["form"].errors.keys() == {"slug"}
