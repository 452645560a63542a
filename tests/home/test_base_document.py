"""The base document: publishing asks for a public note, and makes a numbered revision that everybody can read."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from budget.campaigns.choices import DerivativeKind
from budget.campaigns.models import BaseDocumentRevision
from budget.campaigns.services import publish_base_document, register_derivative
from home.views.base_document import changes
from tests.cast import NOON
from tests.factories import pages
from tests.factories.campaigns import CampaignFactory, PhaseFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def section(text, title="L’argent"):
    return {"type": "section", "value": {"title": title, "text": f"<p>{text}</p>", "name": ""}}


@pytest.fixture
def document():
    """Published once: a bench at 2,400 euros, and a figure that the campaign knows."""
    campaign = CampaignFactory(is_current=True)
    PhaseFactory(campaign=campaign)
    page = pages.BaseDocumentPageFactory(
        campaign=campaign,
        title="Le document socle",
        intro="Version {base_revision}.",
        body=[section("Un banc coûte 2 400 euros."), section("En tout, {total_budget}.", "Le total")],
    )
    page.save_revision().publish()
    return page


def edit(client, page, *, text="Un banc coûte 2 600 euros.", note="", act="action-publish", **more):
    """Send the editor's form: the page as it is, with another text and a note."""
    form = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "intro": page.intro,
            "campaign": page.campaign_id,
            "change_note": note,
            "change_note_en": "",
            "seo_title": "",
            "search_description": "",
            "share_image": "",
            "go_live_at": "",
            "expire_at": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
            "body": streamfield(
                [
                    ("section", {"title": "L’argent", "text": rich_text(f"<p>{text}</p>"), "name": ""}),
                    (
                        "section",
                        {
                            "title": "Le total",
                            "text": rich_text("<p>En tout, {total_budget}.</p>"),
                            "name": "",
                        },
                    ),
                ]
            ),
            **more,
        }
    )
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), {**form, **({act: "1"} if act else {})}
    )


def notes():
    return list(BaseDocumentRevision.objects.order_by("number").values_list("number", "note"))


class TestPublishing:
    def test_a_text_that_changed_without_a_note_is_refused_at_the_field_and_kept(
        self, client, thelma, document
    ):
        client.force_login(thelma)

        response = edit(client, document)

        form = response.context["form"]
        assert list(form.errors) == ["change_note"]
        assert "écrivez en une phrase ce qui change" in form.errors["change_note"][0]
        assert "2 600 euros" in response.content.decode()
        assert notes() == [(1, "Première publication.")]

    def test_with_a_note_it_makes_the_next_revision_and_says_what_was_printed_before(
        self, client, thelma, document
    ):
        """Four documents were made from the former text: one cost is edited, four are flagged."""
        for kind in (
            DerivativeKind.GUIDE,
            DerivativeKind.POSTER,
            DerivativeKind.LEAFLET,
            DerivativeKind.PACK,
        ):
            register_derivative(campaign=document.campaign, kind=kind, title=kind.label, actor=None, now=NOON)
        client.force_login(thelma)

        response = edit(client, document, note="Le prix des bancs a monté.")
        told = client.get(response.url).content.decode()

        assert notes() == [(1, "Première publication."), (2, "Le prix des bancs a monté.")]
        assert "Le texte public est la version 2 du document socle." in told
        assert "4 documents ont été imprimés d’après un texte plus ancien" in told

    def test_the_note_of_the_last_revision_does_not_serve_twice(self, client, thelma, document):
        client.force_login(thelma)
        edit(client, document, note="Le prix des bancs a monté.")

        shown = client.get(reverse("wagtailadmin_pages:edit", args=[document.pk])).context["form"]
        again = edit(client, document, text="Un banc coûte 2 700 euros.", note="Le prix des bancs a monté.")

        assert shown["change_note"].value() == ""
        assert "C’est la note de la version 2" in again.context["form"].errors["change_note"][0]
        assert len(notes()) == 2

    def test_publishing_the_same_text_again_makes_no_revision(self, client, thelma, document):
        """The editor adds marks of its own to the paragraphs: they are no change of text."""
        client.force_login(thelma)

        response = edit(client, document, text="Un banc coûte 2 400 euros.")

        assert response.status_code == 302
        assert notes() == [(1, "Première publication.")]

    def test_drafts_saved_again_and_again_ask_for_nothing_and_make_nothing(self, client, thelma, document):
        client.force_login(thelma)

        answers = {edit(client, document, text=f"Brouillon {n}", act=None).status_code for n in range(3)}

        assert answers == {302}
        assert notes() == [(1, "Première publication.")]
        assert "Brouillon" not in client.get(document.get_url()).content.decode()

    def test_a_text_that_reaches_the_public_by_another_way_is_numbered_too(self, document):
        document.body = [section("Un banc coûte 2 700 euros.")]
        document.save_revision().publish()

        assert notes() == [(1, "Première publication."), (2, "Publiée sans note.")]

    def test_a_translation_follows_the_number_of_the_main_language(self, client, thelma, document):
        english = pages.translated(document, body=[section("A bench costs 2,400 euros.")])
        client.force_login(thelma)

        form = client.get(reverse("wagtailadmin_pages:edit", args=[english.pk])).context["form"]

        assert notes() == [(1, "Première publication.")]
        assert "change_note" not in form.fields

    def test_it_cannot_be_deleted_once_it_is_numbered(self, client, thelma, document):
        client.force_login(thelma)
        ours = reverse("wagtailadmin_pages:delete", args=[document.pk])

        told = client.post(ours, follow=True).content.decode()

        assert Page.objects.filter(pk=document.pk).exists()
        assert "ses versions sont publiques" in told

    def test_an_edition_has_one_base_document(self, client, thelma, document):
        other = pages.BaseDocumentPageFactory()
        client.force_login(thelma)

        response = edit(client, other, campaign=document.campaign_id, note="Un second.")

        assert list(response.context["form"].errors) == ["campaign"]


class TestReading:
    @pytest.fixture
    def campaign(self, document):
        """Two revisions; between them the city found more money."""
        document.campaign.total_cents = 240_000_000
        document.campaign.save()
        document.body = [
            section("Un banc coûte 2 600 euros."),
            section("En tout, {total_budget}.", "Le total"),
        ]
        document.change_note = "Le prix des bancs a monté."
        document.save_revision().publish()
        return document.campaign

    def test_the_page_says_its_number_and_what_has_changed(self, client, document, campaign):
        html = client.get(document.get_url()).content.decode()

        assert "Version 2, 24" in html
        assert html.index("Le prix des bancs a monté.") < html.index("Première publication.")

    def test_a_former_revision_is_read_as_it_was_figures_included(self, client, campaign):
        html = client.get(reverse("base_document:revision", args=[campaign.slug, 1])).content.decode()

        assert "Un banc coûte 2 400 euros." in html.replace("\xa0", " ").replace("\u202f", " ")
        assert "1 million d’euros" in html.replace("\xa0", " ")
        assert "remplacé par la version 2" in html

    def test_two_revisions_are_compared_paragraph_by_paragraph(self, client, campaign):
        response = client.get(reverse("base_document:compare", args=[campaign.slug]))

        found = [(change["before"], change["after"]) for change in response.context["changes"]]
        assert found == [
            (["Un banc coûte 2 400 euros."], ["Un banc coûte 2 600 euros."]),
            (["En tout, 1 million d’euros."], ["En tout, 2,4 millions d’euros."]),
        ]
        assert response.content.decode().count("<del>") == 2

    def test_the_change_log_is_a_page_of_its_own_in_both_languages(self, client, campaign):
        french = client.get(f"/fr/{campaign.slug}/socle/").content.decode()
        english = client.get(f"/en/{campaign.slug}/socle/").content.decode()

        assert "Le prix des bancs a monté." in french
        assert '<p lang="fr">Le prix des bancs a monté.</p>' in english

    @pytest.mark.parametrize("tail", ["7/", "comparer/?de=9&a=x"])
    def test_a_number_that_does_not_exist(self, client, campaign, tail):
        expected = 404 if tail == "7/" else 200

        assert client.get(f"/fr/{campaign.slug}/socle/{tail}").status_code == expected

    def test_before_the_first_publication_the_list_says_so(self, client):
        campaign = CampaignFactory()

        assert "Rien de publié encore" in client.get(f"/fr/{campaign.slug}/socle/").content.decode()
        assert client.get(f"/fr/{campaign.slug}/socle/comparer/").status_code == 404

    def test_the_placeholder_gives_the_number(self, client, document, campaign):
        home = pages.home_page()
        home.about = "Socle, version {base_revision}."
        home.save()

        assert "Socle, version 2." in client.get("/fr/").content.decode()

    def test_reading_takes_the_same_queries_with_two_revisions_or_two_hundred(
        self, client, document, campaign
    ):
        addresses = [
            document.get_url(),
            *(f"/fr/{campaign.slug}/socle/{tail}" for tail in ("", "1/", "comparer/?de=1&a=2")),
        ]
        few = [count_queries(lambda url=url: client.get(url)) for url in addresses]
        for number in range(198):
            publish_base_document(
                campaign=campaign,
                title="Le document socle",
                lines=[f"Un banc coûte {number} euros."],
                note=f"Prix {number}.",
                actor=None,
                now=NOON,
            )

        many = [count_queries(lambda url=url: client.get(url)) for url in addresses]

        assert few == many
        assert max(many) <= 12


def test_what_was_added_or_taken_out_stands_after_the_paragraph_that_did_not_move():
    assert changes(["a", "b", "c"], ["a", "c", "d"]) == [
        {"around": "a", "before": ["b"], "after": []},
        {"around": "c", "before": [], "after": ["d"]},
    ]
