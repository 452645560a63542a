"""The site, and one more page: every component on it, for the tests in a real browser."""

from django.http import HttpResponse
from django.template import engines
from django.template.loader import get_template
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from portal.urls import urlpatterns as portal_urls
from tests.templates import samples
from tests.templates.gallery import examples

INSIDE = {
    "door.html": "<ul>{}</ul>",
    "contribution/idea.html": '<ol class="ideas">{}</ol>',
    "question-row.html": '<ol class="questions">{}</ol>',
    "result-row.html": '<ol class="results">{}</ol>',
    "budget-meter.html": "<form>{}</form>",
    "form/choices.html": "<form>{}</form>",
}
LEFT_OUT = {"hero.html", "form/errors.html", "form/field.html", "form/error.html", "result-row/why.html"}
FRAME = """{% extends "base.html" %}{% block title %}Composants{% endblock %}
{% block breadcrumb %}{{ breadcrumb }}{% endblock %}
{% block content %}<div class="wrap section stack stack--xl"><h1>Composants</h1>{{ body }}</div>{% endblock %}"""


def _piece(name, parameters, request):
    html = get_template(f"components/{name}").render(parameters, request)
    return format_html(INSIDE.get(name, "{}"), mark_safe(html))


def gallery(request):
    """Every component, each under its name."""
    pieces = examples()
    breadcrumb = _piece("breadcrumb.html", pieces.pop("breadcrumb.html"), request)
    body = format_html_join(
        "",
        "<section><h2>{}</h2>{}</section>",
        ((name, _piece(name, pieces[name], request)) for name in sorted(pieces.keys() - LEFT_OUT)),
    )
    return HttpResponse(
        engines["django"].from_string(FRAME).render({"breadcrumb": breadcrumb, "body": body}, request)
    )


def booth(request):
    """Two projects and the meter, as in a booth."""
    cards = [
        samples.ballot_card(id="a", value="a", cost_cents=60_000_000, exceeds_cents=0),
        samples.ballot_card(id="b", value="b", cost_cents=50_000_000, exceeds_cents=0),
    ]
    meter = examples()["budget-meter.html"] | {"costs": [], "chosen": 0, "spent_cents": 0}
    meter["left_cents"] = meter["total_cents"]
    pieces = [("ballot/card.html", {"card": card}) for card in cards] + [("budget-meter.html", meter)]
    body = format_html(
        "<form>{}</form>", format_html_join("", "{}", ((_piece(*piece, request),) for piece in pieces))
    )
    return HttpResponse(engines["django"].from_string(FRAME).render({"body": body}, request))


urlpatterns = [path("composants/", gallery), path("isoloir/", booth), *portal_urls]
