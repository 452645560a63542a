"""One edition, from the words of the vote page to the page of the winner, as ten people live it in a browser."""

import pytest
from django.urls import reverse

from tests.journeys import city, editing, pages, voting
from tests.journeys.walk import Walk, sign_in, sign_in_to_workspace, sign_up

pytestmark = pytest.mark.django_db(transaction=True)

NOTE = "Le soir, personne ne s’assoit sur le quai : il fait trop noir."
OTHER_NOTE = "Les bancs regardent le parking, pas la rivière."
ANSWER = "Avec des lampes basses, on verrait encore les étoiles."
REASON = (
    "Le quai appartient au port, qui n’y autorise aucune construction avant 2031. La Ville ne peut donc pas y "
    "poser de ponton, même démontable."
)
WAY_FORWARD = "La cale des Tanneries est à la Ville : le même ponton y serait possible."
SIGNATURE = "Bastien Lorne, service des Espaces verts"


DESK = 1280


def test_a_whole_edition(new_page, mailoutbox, rivelune, thelma, ondine, capucine, bastien, idris):
    """Residents and the facilitator hold a phone, the others sit at a desk; every screen is looked at in both widths."""
    walk = Walk(new_page, width=390, also=DESK)
    rewrite_the_vote_page(walk, rivelune, thelma)
    salome, own = write_an_idea_and_make_it_a_project(walk, rivelune, mailoutbox)
    partners_own = submit_for_the_partner(walk, rivelune, idris, mailoutbox)
    note = capture_two_notes(walk, rivelune, capucine, mailoutbox)
    lamps = answer_the_note_and_build_on_it(walk, rivelune, salome, note)

    rivelune.move("ideation", first_day=-20, last_day=-0.5)
    rivelune.move("workshops", first_day=-10, last_day=-0.5)
    rivelune.move("assessment", first_day=-0.4, last_day=2)
    assess(walk, rivelune, bastien, mailoutbox, fit=lamps, refused=own)
    rivelune.assessed(partners_own, by=bastien)
    rival = rivelune.project_of_a_neighbour("Une scène au bord de l’eau", euros=60_000, assessor=bastien)

    rivelune.move("assessment", first_day=-0.4, last_day=-0.1)
    manager = open_the_vote(walk, rivelune, ondine)
    code = vote_without_javascript(
        walk, rivelune, mailoutbox, city_choice=lamps, district_choice=partners_own
    )
    be_refused_a_second_vote(walk, rivelune, mailoutbox)
    rivelune.neighbours_vote({lamps: 3, rival: 1}, district_choice=partners_own)

    close_count_and_publish(walk, rivelune, manager)
    read_the_results_back_to_the_table(walk, rivelune, winner=lamps, loser=rival, note=note, code=code)


def rewrite_the_vote_page(walk, rivelune, thelma):
    """The editor changes two texts of the vote page, sees them as they will be, publishes them."""
    page, vote_page = walk.person(width=DESK), rivelune.pages["vote"]
    sign_in_to_workspace(page, thelma)
    walk.look(page, "workspace")
    page.goto(reverse("wagtailadmin_pages:edit", args=[vote_page.pk]))
    editing.write(page, "summary_before", "Le vote s’ouvre bientôt : cinq minutes suffisent.")
    editing.write(page, "summary_open", "Choisissez : chaque voix compte, à l’écran comme sur le papier.")
    walk.look(page, "editor")
    assert "chaque voix compte" in editing.preview(page, "open")
    walk.look(page, "editor-preview-open")
    assert "cinq minutes suffisent" in editing.preview(page, "before")
    editing.publish(page)

    page.goto(vote_page.get_url())
    assert page.locator("main >> text=cinq minutes suffisent").count() == 1
    assert page.locator("main >> text=chaque voix compte").count() == 0
    walk.look(page, "vote-page-before")


def write_an_idea_and_make_it_a_project(walk, rivelune, mailoutbox):
    """A citizen opens an account with the code of a mail, writes an idea, and makes it a project."""
    page = walk.person()
    page.goto(reverse("contributions:list", args=["bp2026"]))
    walk.look(page, "no-idea-yet")
    page.goto(f"{reverse('account_login')}?next={reverse('contributions:create', args=['bp2026'])}")
    walk.look(page, "sign-in")
    sign_up(page, mailoutbox, walk, email="salome@rivelune.example", name="Salomé")
    walk.look(page, "new-idea")
    idea = pages.write_contribution(
        page, title="Se baigner depuis le quai", text="Un ponton de bois, ouvert de juin à septembre."
    )
    walk.look(page, "idea")

    page.goto(reverse("projects:submit", args=["bp2026"]))
    walk.look(page, "new-project")
    project = pages.write_project(
        page,
        title="Un ponton sur le quai",
        summary="Un ponton de bois de trente mètres, pour s’asseoir et se baigner.",
        euros=80_000,
        district="Toute la ville",
        sources=idea,
    )
    walk.look(page, "project-of-a-citizen")
    page.goto(reverse("contributions:detail", args=["bp2026", idea]))
    assert page.locator(f"main a[href*='/projets/{project}/']").count() >= 1
    return page, project


def submit_for_the_partner(walk, rivelune, idris, mailoutbox):
    """A representative signs in with a code, and submits a project in the name of the organisation."""
    page = walk.person(width=DESK)
    page.goto(reverse("projects:submit", args=["bp2026"]))
    sign_in(page, idris, mailoutbox, walk)
    walk.look(page, "new-project-of-a-partner")
    project = pages.write_project(
        page,
        title="Un atelier de réparation ouvert",
        summary="Un local équipé où l’on répare ensemble, deux soirs par semaine.",
        euros=18_000,
        district="Les Tanneries",
        partner=rivelune.partner,
    )
    assert page.locator(f"main a[href*='/partenaires/{rivelune.partner.slug}/']").count() >= 1
    walk.look(page, "project-of-a-partner")
    return project


def capture_two_notes(walk, rivelune, capucine, mailoutbox):
    """The facilitator writes what two tables say; returns the reference of the first note."""
    page = walk.person()
    page.goto(reverse("workshops:detail", args=["bp2026", "A1"]))
    walk.look(page, "workshop")
    page.goto(reverse("workshops:capture", args=["bp2026", "A1"]))
    sign_in(page, capucine, mailoutbox)
    walk.look(page, "capture")
    light, seats = rivelune.workshop.tables.order_by("number")
    pages.capture_note(page, table=light, text=NOTE)
    pages.capture_note(page, table=seats, text=OTHER_NOTE)
    walk.look(page, "captured")
    page.goto(reverse("workshops:detail", args=["bp2026", "A1"]))
    assert page.locator("main").inner_text().count(NOTE[:20]) == 1
    walk.look(page, "workshop-with-notes")
    return "A1-T1-N1"


def answer_the_note_and_build_on_it(walk, rivelune, page, note):
    """The citizen answers the table online, and submits a project that comes from what it said."""
    page.goto(reverse("contributions:list", args=["bp2026"]))
    walk.look(page, "ideas-of-both-banks")
    page.click(f"main a[href*='/contributions/{note}/'] >> nth=0")
    walk.look(page, "note")
    pages.answer(page, text=ANSWER, nature="for")
    walk.look(page, "note-answered")
    page.goto(reverse("projects:submit", args=["bp2026"]))
    project = pages.write_project(
        page,
        title="Des lampes basses le long du quai",
        summary="Quarante lampes à hauteur de genou, qui s’allument au passage.",
        euros=70_000,
        district="Toute la ville",
        sources=note,
    )
    walk.look(page, "project-from-a-note")
    return project


def assess(walk, rivelune, bastien, mailoutbox, *, fit, refused):
    """The assessor finds one project fit, refuses the other; everyone reads why."""
    page = walk.person(width=DESK)
    page.goto(reverse("projects:work_list", args=["bp2026"]))
    sign_in(page, bastien, mailoutbox)
    walk.look(page, "to-assess")
    page.goto(reverse("projects:assess", args=["bp2026", fit]))
    walk.look(page, "assess")
    pages.sign_verdict(page, verdict="fit", euros=72_000, upkeep=900, signed_as=SIGNATURE)
    page.goto(reverse("projects:assess", args=["bp2026", refused]))
    pages.sign_verdict(page, verdict="refused", euros=95_000, signed_as=SIGNATURE)
    # A refusal needs its reasons; what was typed is kept.
    missing = page.locator("[aria-invalid]").evaluate_all("all => all.map(one => one.name)")
    assert missing == ["refusal_code", "reason", "way_forward"]
    assert page.input_value("input[name=signed_as]") == SIGNATURE
    walk.look(page, "refusal-without-reasons")
    pages.sign_verdict(
        page,
        verdict="refused",
        euros=95_000,
        signed_as=SIGNATURE,
        refusal_code="competence",
        reason=REASON,
        way_forward=WAY_FORWARD,
    )
    visitor = walk.person(width=DESK)
    visitor.goto(reverse("projects:detail", args=["bp2026", refused]))
    read = pages.plain(visitor.locator("main").inner_text())
    assert [words for words in (REASON, WAY_FORWARD, SIGNATURE) if pages.plain(words) not in read] == []
    walk.look(visitor, "refused-project")
    visitor.goto(reverse("projects:list", args=["bp2026"]))
    walk.look(visitor, "projects")


def open_the_vote(walk, rivelune, ondine):
    """The manager brings the vote forward, prepares its ballot, freezes it, opens it. Returns her browser."""
    page = walk.person(width=DESK)
    sign_in_to_workspace(page, ondine)
    editing.change_dates(page, rivelune.phase("vote"), first_day=-0.05, last_day=10)
    walk.look(page, "phases")
    page.goto(reverse("votes:prepare"))
    walk.look(page, "prepare-a-vote")
    editing.prepare_vote(page, rivelune.phase("vote"), slug="bp2026")
    walk.look(page, "vote-prepared")
    editing.act(page, "freeze")
    walk.look(page, "vote-frozen")
    editing.act(page, "open")
    walk.look(page, "vote-open")
    page.goto(rivelune.pages["vote"].get_url())
    assert page.locator("main >> text=chaque voix compte").count() == 1
    walk.look(page, "vote-page-open")
    return page


def vote_without_javascript(walk, rivelune, mailoutbox, *, city_choice, district_choice):
    """From the vote's page to the receipt, and to its check, with scripts off. Returns the receipt code."""
    page = walk.person(has_javascript=False)
    page.goto(rivelune.pages["vote"].get_url())
    page.click("main a[href*='/vote/bp2026/'] >> nth=0")
    walk.look(page, "booth-identify")
    voting.ask_for_a_message(page, "marguerite@rivelune.example")
    walk.look(page, "booth-code")
    page.goto(voting.link_in(mailoutbox[-1]))
    walk.look(page, "booth-link")
    voting.open_ballot(page, district="TAN")
    walk.look(page, "booth-city")
    voting.choose(page, city_choice)
    walk.look(page, "booth-district")
    voting.choose(page, district_choice)
    walk.look(page, "booth-review")
    code = voting.cast(page)
    walk.look(page, "receipt")
    page.goto(reverse("ballots:check", args=["bp2026"]))
    walk.look(page, "check")
    assert voting.check(page, code) == 2
    walk.look(page, "checked")
    return code


def be_refused_a_second_vote(walk, rivelune, mailoutbox):
    """The same address, another browser, a code this time: a sentence that says so, and what one may do."""
    page = walk.person()
    page.goto(reverse("ballots:vote", args=["bp2026"]))
    walk.look(page, "vote-landing")
    voting.ask_for_a_message(page, "Marguerite@rivelune.example")
    page.fill("input[name=code]", voting.code_in(mailoutbox[-1]))
    with page.expect_response("**/identify/code/") as answer:
        voting.open_ballot(page, district="TAN")
    assert answer.value.status == 409
    assert page.locator("main a[href$='/vote/bp2026/check/']").count() == 1
    walk.look(page, "already-voted")


def close_count_and_publish(walk, rivelune, page):
    """The manager closes with a public reason, counts, brings the results forward, publishes."""
    page.goto(reverse("votes:detail", args=[rivelune.vote.pk]))
    walk.look(page, "vote-followed")
    editing.act(page, "close", reason="Fin de la démonstration publique.")
    walk.look(page, "vote-closed")
    visitor = walk.person()
    visitor.goto(rivelune.pages["vote"].get_url())
    assert visitor.locator("main >> text=Le vote : c’est fini.").count() == 1
    assert visitor.locator("a[href*='/vote/bp2026/']").count() == 0
    walk.look(visitor, "vote-page-closed-early")
    page.goto(reverse("tally_runs:index"))
    editing.press(page, f"form[action$='/{rivelune.campaign.slug}/count/']")
    walk.look(page, "counted")
    visitor.goto(reverse("results:campaign", args=["bp2026"]))
    assert visitor.locator(".results").count() == 0
    walk.look(visitor, "results-not-yet")
    editing.change_dates(page, rivelune.phase("results"), first_day=-0.01, last_day=20)
    page.goto(reverse("tally_runs:index"))
    editing.press(page, f"form[action$='/{rivelune.campaign.slug}/publish/']")
    walk.look(page, "published")


def read_the_results_back_to_the_table(walk, rivelune, *, winner, loser, note, code):
    """Bars and table say the same; the winner's page leads back to what the table said."""
    page = walk.person()
    page.goto(rivelune.pages["results"].get_url())
    walk.look(page, "results-page")
    page.click("main a[href$='/bp2026/depouillement/'] >> nth=0")
    bars = page.locator(".results").first
    assert [city.digits(words) for words in bars.locator(".result__votes").all_inner_texts()] == [4, 1]
    rows = page.locator("main table").first.locator("tbody tr").all_inner_texts()
    assert [["lampes basses" in row, "scène" in row] for row in rows] == [[True, False], [False, True]]
    walk.look(page, "results")
    page.click(f"main .results a[href*='/projets/{winner}/'] >> nth=0")
    walk.look(page, "winner")
    page.click(f"#lineage a[href*='/contributions/{note}/'] >> nth=0")
    thread = pages.plain(page.locator("main").inner_text())
    assert [words for words in (NOTE, ANSWER) if pages.plain(words) not in thread] == []
    walk.look(page, "back-to-the-note")
    page.goto(reverse("projects:detail", args=["bp2026", loser]))
    walk.look(page, "not-retained")
    page.goto(reverse("ballots:check", args=["bp2026"]))
    assert voting.check(page, code) == 2
    walk.look(page, "counted-once")
