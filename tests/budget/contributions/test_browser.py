"""The debate and the table form in a real browser: as axe reads them, on a narrow screen, without JavaScript."""

from datetime import timedelta

import pytest

from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import Channel, Nature
from budget.contributions.models import Contribution, ImportBatch
from budget.contributions.services import bring_table
from budget.rules import clock
from tests.browser import complaints, overflow
from tests.budget.contributions.sheets import csv_file
from tests.factories.campaigns import CampaignFactory, DistrictFactory, PhaseFactory, ThemeFactory
from tests.factories.contributions import AnswerFactory, ContributionFactory, RegisteredQuestionFactory
from tests.factories.workshops import TableFactory, WorkshopFactory

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SCREENS = {
    "contributions/": None,
    "contributions/C04/": None,
    "contributions/C04/#signed-in": "salome",
    "contributions/nouvelle/": "salome",
    "contributions/C04/repondre/": "salome",
    "questions/": None,
    "saisie/": "capucine",
    "saisie/imports/": "capucine",
    "saisie/imports/1/": "capucine",
    "ateliers/": None,
    "ateliers/A2/": None,
    "ateliers/A2/notes/": "capucine",
}


@pytest.fixture
def city(transactional_db, capucine):
    """An edition that hears ideas, with an idea discussed in a room, a late question and a meeting under way."""
    now = clock.now()
    campaign = CampaignFactory(slug="bp2026")
    PhaseFactory(campaign=campaign, kind=PhaseKind.IDEATION, opens_at=now - DAY, closes_at=now + DAY)
    place = DistrictFactory(outline={"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]})
    meeting = WorkshopFactory(
        campaign=campaign,
        reference="A2",
        starts_at=now - HOUR,
        ends_at=now + HOUR,
        facilitators=[capucine],
        programme=["20h00 départ"],
        access=["plain-pied"],
    )
    table = TableFactory(workshop=meeting, number=1)
    idea = ContributionFactory(campaign=campaign, reference="C04", district=place, theme=ThemeFactory())
    note = AnswerFactory(
        target=idea, nature=Nature.AGAINST, channel=Channel.WORKSHOP, table=table, note_number=1
    )
    AnswerFactory(target=note, nature=Nature.CLARIFICATION)
    RegisteredQuestionFactory(contribution__campaign=campaign, due_on=(now - 9 * DAY).date())
    rows = [["nature", "canal", "texte"], ["idéee", "papier", "Un pré."], ["idée", "papier", "Un banc."]]
    bring_table(campaign=campaign, file_name="avril.csv", data=csv_file(rows), actor=capucine, now=now)
    ImportBatch.objects.update(id=1)
    return campaign


@pytest.fixture
def signed_in(new_page, client, live_server, request):
    """A page of this width, as this person or nobody."""

    def open_page(name, **options):
        page = new_page(**options)
        if name:
            client.force_login(request.getfixturevalue(name))
            session = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return open_page


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_to_complain_about_and_nothing_sticks_out(width, signed_in, city):
    found = {}
    for path, name in SCREENS.items():
        page = signed_in(name, width=width)
        status = page.goto(f"/fr/bp2026/{path}").status
        found[path] = (status, complaints(page), overflow(page))
        page.context.close()
    assert found == dict.fromkeys(SCREENS, (200, [], 0))


def test_a_table_note_and_its_answer_without_javascript(signed_in, city):
    table = signed_in("capucine", width=390, java_script_enabled=False)
    table.goto("/en/bp2026/ateliers/A2/notes/")
    table.check("input[name=table]")
    table.check("input[name=nature][value=idea]")
    table.fill("textarea[name=text]", "Une lumière basse, orange.")
    table.click("main form button >> nth=0")
    note = Contribution.objects.get(nature=Nature.IDEA, channel=Channel.WORKSHOP)
    assert note.reference == "A2-T1-N2"
    reader = signed_in("salome", width=390, java_script_enabled=False)
    reader.goto(f"/en/bp2026/contributions/{note.reference}/")
    reader.check("input[name=nature][value=for]")
    reader.fill("textarea[name=text]", "Oui, et jusqu'à 23 heures.")
    reader.click("#reply form button")
    assert reader.locator("article", has_text="Oui, et jusqu").count() == 1
    assert note.replies.get().author_label == "Salome"
