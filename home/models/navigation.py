"""The frame of every screen, page or not: the city's name, the menu, the act of the open vote, the foot.

Two queries on a screen of the domain (the links with their pages and the city's facts; the current edition with its phases), and
one more while a vote's phase is open. A page of the site has already read them.
"""

from django.utils.translation import get_language

from budget.rules import clock
from home.blocks.layout import address_of, url_of
from home.models.edition import edition_at
from home.models.facts import Facts
from home.models.frame import LinkPlace, frame_links
from home.models.home import HomePage


def frame(request):
    """What templates/navigation/ shows beside languages and account, in the language of the reader."""
    edition = _current_edition(request)
    links, settings = getattr(request, "frame_links", None) or frame_links(get_language())
    facts = Facts(edition=edition, settings=settings)
    home = links[0].home if links else _home_without_links()
    if home is None:
        return {"city_name": settings.authority_label}
    entries = [_entry(link, edition, facts, request) for link in links]
    entries = [
        entry
        for entry in entries
        if entry["url"] or entry["place"] not in (LinkPlace.HEADER, LinkPlace.LEGAL)
    ]
    return {
        "site_name": facts.fill(home.title),
        "city_name": settings.authority_label,
        "home_url": home.url,
        "description": facts.fill(home.search_description or home.intro),
        "entries": _placed(entries, LinkPlace.HEADER),
        "vote_url": address_of("vote", edition),
        "vote_label": home.vote_label,
        "footer": _footer(home, entries, facts),
    }


def _current_edition(request):
    shown = getattr(request, "shown_edition", None)
    if shown is not None and shown.campaign is not None and shown.campaign.is_current:
        return shown
    now = shown.now if shown is not None else clock.now()
    return edition_at(now, campaign__is_current=True, campaign__is_public=True)


def _home_without_links():
    return HomePage.objects.live().filter(locale__language_code=get_language()).first()


def _entry(link, edition, facts, request):
    page = link.page if link.page and link.page.live else None
    url = url_of({"page": page, "destination": link.destination}, edition)
    return {
        "place": link.place,
        "label": facts.fill(link.label),
        "url": url,
        "is_current": bool(url) and request.path.startswith(url),
    }


def _placed(entries, place):
    return [entry for entry in entries if entry["place"] == place]


def _footer(home, entries, facts):
    columns = (
        (home.take_part_title, LinkPlace.TAKE_PART),
        (home.check_title, LinkPlace.CHECK),
        (home.on_site_title, LinkPlace.ON_SITE),
    )
    return {
        "motto": facts.fill(home.motto),
        "about": facts.fill(home.about),
        "columns": [{"title": title, "links": _placed(entries, place)} for title, place in columns if title],
        "legal": _placed(entries, LinkPlace.LEGAL),
        "note": facts.fill(home.note),
        "print_origin": facts.fill(home.print_origin),
    }
