"""A whole thread in a real browser: by keyboard alone, without scripts, as axe reads it, on paper."""

from datetime import timedelta

import pytest

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, Nature, Revision
from budget.contributions.models import Contribution, ContributionDraft
from budget.contributions.services import revise, save_draft
from budget.partners.models import Partner
from budget.rules import clock
from tests.browser import complaints, overflow
from tests.factories.campaigns import CampaignFactory, PhaseFactory, ThemeFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory
from tests.factories.partners import PartnerFactory

DAY = timedelta(days=1)
THREAD = "/fr/bp2026/contributions/C04/"
SCREENS = [
    f"{THREAD}?sort=least_seen",
    f"{THREAD}?all=1",
    f"{THREAD}versions/",
    f"{THREAD}modifier/",
    f"{THREAD}retirer/",
    f"{THREAD}effacer/",
    "/fr/bp2026/contributions/PAPER/",
    "/fr/mes-contributions/",
    "/fr/mes-contributions/effacer/",
]


@pytest.fixture
def city(transactional_db, salome):
    """An idea of Salome's, changed once, with arguments, an actor's paper of 10,000 characters and drafts."""
    now = clock.now()
    campaign = CampaignFactory(slug="bp2026")
    PhaseFactory(
        campaign=campaign,
        kind=PhaseKind.IDEATION,
        opens_at=now - DAY,
        closes_at=now + DAY,
        supports_per_person=2,
    )
    idea = ContributionFactory(
        campaign=campaign, reference="C04", author=salome, theme=ThemeFactory(), received_at=now
    )
    idea = revise(
        contribution=idea, title=idea.title, text="D’autres mots.", kind=Revision.EDIT, actor=salome, now=now
    )
    note = AnswerFactory(target=idea, nature=Nature.AGAINST, channel=Channel.PAPER, place="bibliothèque")
    AnswerFactory(target=note, nature=Nature.CLARIFICATION, author=salome)
    AnswerFactory(target=idea, reference="POUR1")
    club: Partner = PartnerFactory()
    paper = "\n\n".join(
        ["Nous avons compté les chauves-souris, quai par quai, pendant quatre étés. " * 6] * 30
    )
    ContributionFactory(
        campaign=campaign, reference="PAPER", nature=Nature.ACTOR_PAPER, partner=club, text=paper[:10_000]
    )
    save_draft(user=salome, campaign=campaign, nature=Nature.IDEA, title="Un pré", text="Au bord", now=now)
    return campaign


@pytest.fixture
def signed_in(new_page, client, live_server, request):
    """A page of this width, as this person."""

    def open_page(name, **options):
        page = new_page(**options)
        client.force_login(request.getfixturevalue(name))
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return open_page


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_to_complain_about_and_nothing_sticks_out(width, signed_in, city):
    page = signed_in("salome", width=width)
    found = {}
    for path in SCREENS:
        status = page.goto(path).status
        found[path] = (status, complaints(page), overflow(page))
    assert found == dict.fromkeys(SCREENS, (200, [], 0))


def tab_to(page, selector):
    """Press Tab until the element is focused: the keyboard reaches it, in a number of steps one can bear."""
    for _step in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"The keyboard does not reach {selector}")


def test_the_whole_thread_by_keyboard_alone(signed_in, city, idris):
    page = signed_in("idris")
    page.goto(THREAD)
    tab_to(page, ".skip")
    page.keyboard.press("Enter")
    tab_to(page, ".contribution--lead .contribution__actions button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".contribution--lead button[aria-pressed=true]")
    tab_to(page, "nav.orders a[href*=supported]")
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=supported**")
    tab_to(page, "#reply input[type=radio]")
    page.keyboard.press("ArrowRight")
    tab_to(page, "#reply textarea")
    page.keyboard.type("Et les chauves-souris ?")
    tab_to(page, "#reply button[name=keep]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/repondre/")
    assert ContributionDraft.objects.get(user=idris).nature == Nature.AGAINST
    tab_to(page, "#main form .button--main")
    page.keyboard.press("Enter")
    page.wait_for_url("**/contributions/C04/#*")
    assert page.locator("article", has_text="Et les chauves-souris").count() == 1
    assert ContributionDraft.objects.filter(user=idris).count() == 0


def test_the_whole_thread_without_scripts_from_signed_out_to_erased(
    new_page, live_server, client, city, idris
):
    page = new_page(width=390, java_script_enabled=False)
    page.goto(THREAD)
    page.click("nav.orders a[href*=recent]")
    page.click("#reply a.button")
    page.check("#reply input[value=for]")
    page.fill("#reply textarea", "Mes mots d’avant la connexion")
    page.click("#reply .button--main")
    page.wait_for_url("**/connexion/**")
    client.cookies["sessionid"] = next(
        cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid"
    )
    client.force_login(idris)
    signed = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([signed])
    page.goto(f"{THREAD}repondre/")
    assert page.input_value("textarea[name=text]") == "Mes mots d’avant la connexion"
    page.click("#main form .button--main")
    said = Contribution.objects.get(author=idris)
    page.click(f"#{said.reference} a.contribution__link")
    page.click("#yours a[href$='modifier/']")
    page.fill("textarea[name=text]", "Mes mots relus")
    page.click("#main form .button--main")
    page.click("a[href$='versions/']")
    assert page.locator("text=Mes mots d’avant la connexion").count() == 1
    page.goto(f"/fr/bp2026/contributions/{said.reference}/")
    page.click("#yours a[href$='effacer/']")
    page.click("#main form .button--main")
    said.refresh_from_db()
    assert (said.text, said.author, said.erased_at is None) == ("", None, False)
    page.goto(f"{THREAD}?all=1")
    assert page.locator(f"#{said.reference}.contribution--gone").count() == 1


def test_a_script_keeps_what_is_typed(new_page, signed_in, city, idris):
    """On the account of who is signed in; in the window of anyone else, who finds it again after a reload."""
    page = signed_in("idris")
    page.goto(THREAD)
    page.fill("#reply textarea", "Un brouillon")
    page.wait_for_selector("[data-draft-state]:has-text('Gardé à')")
    assert ContributionDraft.objects.get(user=idris).text == "Un brouillon"
    reader = new_page()
    reader.goto(f"{THREAD}repondre/")
    reader.fill("#reply textarea", "Pas encore connecté")
    reader.reload()
    assert reader.input_value("#reply textarea") == "Pas encore connecté"


def test_paper_carries_every_answer_and_where_it_comes_from(page, city):
    AnswerFactory.create_batch(12, target=Contribution.objects.get(reference="C04"), author_label="Treize")
    page.goto(f"{THREAD}?all=1")
    page.emulate_media(media="print")
    seen = [
        page.locator(selector).first.is_visible()
        for selector in (".print-origin", ".orders", ".share", "#reply")
    ]
    assert (page.locator("article.contribution").count(), seen) == (15, [True, False, False, False])
