"""The question register on screen."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, queries
from budget.contributions.choices import Channel, Nature
from budget.notices.queries import with_followed
from budget.rules.clock import local_day, now

PER_PAGE = 20


def questions(request, campaign):
    """The question register: what is late first."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    figures = queries.register_figures(campaign, now=moment)
    lines = with_followed(queries.question_register(campaign, now=moment), request.user)
    paginator = Paginator(lines, PER_PAGE)
    paginator.count = figures["total"]
    context = {
        "campaign": campaign,
        "figures": figures,
        "page": paginator.get_page(request.GET.get("page")),
        "today": local_day(moment),
        "may_ask": permissions.is_open(campaign, nature=Nature.QUESTION, channel=Channel.WEB, at=moment),
    }
    return render(request, "budget/contributions/questions.html", context)
