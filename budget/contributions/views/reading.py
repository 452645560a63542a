"""Reading the debate: the list, a thread."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, queries
from budget.contributions.choices import Channel, Nature
from budget.contributions.forms import AnswerForm, FilterForm, answer_choices
from budget.contributions.models import Contribution
from budget.contributions.views.finding import edition_or_404
from budget.rules.clock import local_day, now

PER_PAGE = 20


def contribution_list(request, campaign):
    """Everything said in an edition, with filters, counts and pages."""
    moment = now()
    campaign, phases = edition_or_404(campaign)
    districts, themes = list(campaigns.districts()), list(campaigns.themes())
    form = FilterForm(request.GET, districts=districts, themes=themes)
    found = queries.found(campaign, filters=form.filters(seed=local_day(moment).isoformat()))
    paginator = Paginator(found.rows, PER_PAGE)
    paginator.count = found.total
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "form": form,
        "chosen": _chosen(request, form),
        "page": page,
        "becomings": queries.becomings([row.pk for row in page]),
        "tally": found.tally,
        "districts": districts,
        "district_counts": found.districts,
        "open_natures": permissions.open_natures(campaign, channel=Channel.WEB, at=moment, phases=phases),
    }
    return render(request, "budget/contributions/list.html", context)


def _chosen(request, form):
    """The active filters, each with the address of the list without it."""
    chosen = []
    for name, value, label in form.active():
        left = request.GET.copy()
        left.pop("page", None)
        left.setlist(name, [item for item in left.getlist(name) if item != value])
        chosen.append({"label": label, "url": f"?{left.urlencode()}"})
    return chosen


def detail(request, campaign, reference):
    """A contribution and its debate."""
    moment = now()
    campaign, phases = edition_or_404(campaign)
    try:
        debate = queries.thread(campaign, reference, viewer=request.user, page=_page_number(request))
    except Contribution.DoesNotExist as missing:
        raise Http404 from missing
    if not permissions.may_read(request.user, debate.contribution, now=moment):
        raise Http404
    natures = permissions.open_natures(campaign, channel=Channel.WEB, at=moment, phases=phases)
    choices = answer_choices(natures) if debate.contribution.is_live else []
    is_form_shown = choices and request.user.is_authenticated
    context = {
        "campaign": campaign,
        "thread": debate,
        "pages": Paginator(range(debate.pages), 1).page(debate.page),
        "form": AnswerForm(natures=choices, user=request.user) if is_form_shown else None,
        "may_answer": bool(choices),
        "may_support": Nature.FOR in natures,
    }
    return render(request, "budget/contributions/detail.html", context)


def _page_number(request):
    number = request.GET.get("page", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
