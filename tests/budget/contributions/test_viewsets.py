"""The admin of the debate: moderation and the register, through the services."""

import pytest

from budget.contributions.choices import Channel
from tests.factories.contributions import ContributionFactory
from tests.factories.workshops import TableFactory

pytestmark = pytest.mark.django_db


def test_one_list_for_every_channel(client, marius):
    table = TableFactory()
    ContributionFactory(channel=Channel.PAPER, title="Sur une fiche")
    ContributionFactory(channel=Channel.WORKSHOP, table=table, note_number=1, title="À une table")
    client.force_login(marius)
    page = client.get("/admin/contribution/").content.decode()
    assert "Sur une fiche" in page
    assert "À une table" in page
    assert "Sur une fiche" in client.get("/admin/contribution/?q=fiche").content.decode()


def test_a_line_of_the_list_opens_the_desk(client, marius):
    idea = ContributionFactory()
    client.force_login(marius)
    answer = client.get(f"/admin/contribution/edit/{idea.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/moderation/{idea.pk}/")
