"""What the comms group may do, and what stays out of its reach."""

import re

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.urls import URLResolver, get_resolver, reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from budget.campaigns.choices import PhaseKind, PhaseState
from home.models import SiteSettings
from tests.factories import pages

pytestmark = pytest.mark.django_db


def domain_permissions():
    return {
        f"budget.{codename}"
        for codename in Permission.objects.filter(content_type__app_label="budget").values_list(
            "codename", flat=True
        )
    }


def domain_screens():
    """Every address of the admin that shows or changes something of the domain, with arguments made up."""
    found = []

    def walk(resolver, prefix):
        for entry in resolver.url_patterns:
            route = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                walk(entry, route)
            elif route.startswith("admin/") and is_of_the_domain(entry.callback):
                found.append(route)

    walk(get_resolver(), "")
    return found


def is_of_the_domain(view):
    model = getattr(view, "view_initkwargs", {}).get("model")
    if hasattr(model, "_meta"):
        return model._meta.app_label == "budget"
    view = getattr(view, "view_class", view)
    return view.__module__.startswith("budget.")


def address(route):
    """A path for a route, each parameter being 1."""
    path = re.sub(r"<[^>]+>", "1", route).replace("^", "").replace("$", "").replace("\\Z", "")
    return "/" + path


def test_no_permission_of_the_domain(thelma):
    granted = {permission for permission in domain_permissions() if thelma.has_perm(permission)}

    assert len(domain_permissions()) > 100
    assert granted == set()


def test_no_screen_of_the_domain(client, thelma):
    client.force_login(thelma)

    opened = [route for route in domain_screens() if client.get(address(route)).status_code == 200]

    assert len(domain_screens()) > 5
    assert opened == []


@pytest.mark.parametrize(
    "name",
    ["wagtailusers_users:index", "wagtailusers_groups:index", "wagtailsites:index"],
)
def test_neither_accounts_nor_sites(client, thelma, name):
    client.force_login(thelma)

    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize(
    "name", ["wagtailadmin_home", "wagtailadmin_explore_root", "wagtailimages:index", "wagtaildocs:index"]
)
def test_pages_pictures_and_documents_are_its_house(client, thelma, name):
    client.force_login(thelma)

    assert client.get(reverse(name)).status_code == 200


def test_the_facts_of_the_city_too(client, thelma):
    client.force_login(thelma)
    site = pages.home_page().get_site()

    response = client.get(reverse("wagtailsettings:edit", args=["home", "sitesettings", site.pk]))

    assert response.status_code == 200
    assert apps.get_model("home", "SiteSettings") is SiteSettings


def test_an_editor_writes_submits_and_publishes_any_page(thelma):
    page = pages.phase_page(pages.CampaignPageFactory(), PhaseKind.VOTE)

    may = page.permissions_for_user(thelma)

    assert [
        may.can_edit(),
        may.can_publish(),
        may.can_unpublish(),
        may.can_move(),
        may.can_submit_for_moderation(),
    ] == [True] * 5


def test_a_campaign_manager_reads_and_corrects_but_does_not_publish(ondine):
    page = pages.phase_page(pages.CampaignPageFactory(), PhaseKind.VOTE)

    may = page.permissions_for_user(ondine)

    assert (may.can_edit(), may.can_publish(), may.can_delete()) == (True, False, False)


def test_the_other_staff_have_no_rights_on_pages(capucine, bastien, marius, salome):
    page = pages.StandardPageFactory()

    assert [
        page.permissions_for_user(person).can_edit() for person in (capucine, bastien, marius, salome)
    ] == [False] * 4


def test_what_is_submitted_goes_to_the_campaign_managers():
    workflow = pages.StandardPageFactory().get_workflow()

    groups = [list(task.specific.groups.values_list("name", flat=True)) for task in workflow.tasks]

    assert groups == [["Pilotage"]]


def test_an_editor_sends_a_picture(client, thelma):
    client.force_login(thelma)

    picture = get_test_image_file()
    picture.seek(0)

    response = client.post(
        reverse("wagtailimages:add"), {"title": "La passerelle", "file": picture, "collection": 1}
    )

    assert response.status_code == 302


def test_an_editor_translates_a_page(client, thelma):
    client.force_login(thelma)
    page = pages.StandardPageFactory()
    english = Locale.objects.get(language_code="en")

    client.post(
        reverse("simple_translation:submit_page_translation", args=[page.pk]),
        {"locales": [english.pk], "include_subtree": False},
    )

    assert page.get_translation(english).get_parent().pk == pages.home_page("en").pk


def test_the_form_of_a_phase_page_has_a_tab_for_each_state(client, thelma):
    client.force_login(thelma)
    page = pages.phase_page(pages.CampaignPageFactory())

    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert html.count('id="tab-label-') == 5
    assert [f'name="summary_{state}"' in html for state in PhaseState] == [True] * 3
    assert "{days_left}" in html
