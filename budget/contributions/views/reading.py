"""Reading the debate: a thread."""

import re

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, queries, services
from budget.contributions.choices import Channel, ContributionState, Nature
from budget.contributions.forms import AnswerForm, answer_choices
from budget.contributions.models import Contribution
from budget.contributions.views.finding import edition_or_404
from budget.rules.clock import now

_ROBOT = re.compile(r"bot|crawl|spider|slurp|preview|fetch|curl|wget|python", re.IGNORECASE)


def detail(request, campaign, reference):
    """A contribution and its debate; all its pages in one with `?all=1`, for paper."""
    moment = now()
    campaign, phases = edition_or_404(campaign)
    order, is_whole = _order(request), "all" in request.GET
    about = {"viewer": request.user, "page": _page_number(request), "order": order, "is_whole": is_whole}
    try:
        debate = queries.thread(campaign, reference, **about)
    except Contribution.DoesNotExist as missing:
        raise Http404 from missing
    if not permissions.may_read(request.user, debate.contribution, now=moment):
        raise Http404
    natures = permissions.open_natures(campaign, channel=Channel.WEB, at=moment, phases=phases)
    limited = permissions.phases_that_limit_supports(campaign, now=moment, phases=phases)
    context = {
        "campaign": campaign,
        "thread": debate,
        "pages": Paginator(range(debate.pages), 1).page(debate.page),
        "here": request.get_full_path(),
        "is_whole": is_whole,
        "form": _answer_form(request, campaign, debate.contribution, natures),
        "may_answer": bool(natures) and debate.contribution.is_live,
        "may_support": Nature.FOR in natures,
        "allowance": queries.allowance(request.user, campaign, limited=limited),
        "limited": limited,
        "own": own_acts(request.user, debate.contribution, moment),
        "moment": moment,
        "revision": campaigns.revision_at(campaign, moment) if is_whole else None,
    }
    if counts_as_reading(request) and not is_whole:
        services.count_showings(contributions=debate.shown)
    return render(request, "budget/contributions/detail.html", context)


def _answer_form(request, campaign, contribution, natures):
    """The form under a thread, with the draft of the person who reads; None where nothing can be answered.

    Whoever is signed out writes on the page of the answer: reading alone leaves no cookie.
    """
    choices = answer_choices(natures) if contribution.is_live and request.user.is_authenticated else []
    if not choices:
        return None
    draft = queries.draft(request.user, campaign=campaign, target=contribution)
    return AnswerForm(natures=choices, user=request.user, draft=draft)


def own_acts(user, contribution, moment):
    """What this person may do with the words of this contribution: None unless they wrote it."""
    if not permissions.is_author(user, contribution):
        return None
    gone = contribution.state in (ContributionState.WITHDRAWN, ContributionState.HIDDEN)
    return {
        "may_edit": permissions.may_edit(user, contribution, now=moment),
        "may_withdraw": not gone,
        "may_erase": contribution.partner_id is None,
    }


def counts_as_reading(request):
    """False for what no person reads: a page fetched in advance, a robot that says so, a client without a name."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    agent = request.headers.get("User-Agent", "")
    return request.method == "GET" and "prefetch" not in purpose and bool(agent) and not _ROBOT.search(agent)


def _order(request):
    asked = request.GET.get("sort")
    return asked if asked in queries.ORDERS else next(iter(queries.ORDERS))


def _page_number(request):
    number = request.GET.get("page", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
