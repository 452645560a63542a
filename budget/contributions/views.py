"""The debate on screen: the list, a thread, writing, answering, supporting, the question register."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from budget.campaigns import queries as campaigns
from budget.campaigns.models import Campaign
from budget.contributions import permissions, queries, services
from budget.contributions.choices import Channel, Nature
from budget.contributions.forms import (
    AnswerForm,
    ContributionForm,
    FilterForm,
    answer_choices,
    opening_choices,
)
from budget.contributions.models import Contribution
from budget.contributions.services import ContributionError
from budget.rules.clock import local_day, now

PER_PAGE = 20


def _edition(slug):
    """The public edition of this address and its phases, or the page that says it is not there."""
    try:
        return campaigns.edition(slug)
    except Campaign.DoesNotExist as missing:
        raise Http404 from missing


def contribution_list(request, campaign):
    """Everything said in an edition, with filters, counts and pages."""
    moment = now()
    campaign, phases = _edition(campaign)
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
    campaign, phases = _edition(campaign)
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


@login_required
def create(request, campaign):
    """Write something that opens a thread."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    natures = permissions.open_natures(campaign, channel=Channel.WEB, at=moment)
    offered = (
        Nature if request.method == "POST" else natures
    )  # a phase may close while one types: keep the words
    choices = opening_choices(offered, is_voice=permissions.is_voice(request.user))
    if not choices:
        return render(request, "budget/contributions/closed.html", {"campaign": campaign})
    form = ContributionForm(
        request.POST or None,
        natures=choices,
        user=request.user,
        initial=_asked(request, choices),
    )
    if request.method == "POST" and form.is_valid():
        said = _say(form, campaign=campaign, actor=request.user, now=moment)
        if said:
            messages.success(request, _("It is published: thank you. Others can answer it now."))
            return redirect("contributions:detail", campaign.slug, said.reference)
    context = {
        "campaign": campaign,
        "form": form,
        "is_idea_closed": Nature.IDEA not in natures,
    }
    return render(request, "budget/contributions/create.html", context)


def _asked(request, choices):
    asked = request.GET.get("nature")
    return {"nature": asked} if asked in dict(choices) else {}


def _say(form, **act):
    """The new contribution, or None with the refusal written on the form."""
    try:
        return services.contribute(channel=Channel.WEB, **form.said(), **act)
    except ContributionError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


@login_required
def reply(request, campaign, reference):
    """Answer a contribution, on a page of its own."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    target = _readable(campaign, reference, request.user, moment)
    natures = permissions.open_natures(campaign, channel=Channel.WEB, at=moment)
    offered = Nature if request.method == "POST" else natures if target.is_live else []
    choices = answer_choices(offered)
    form = AnswerForm(request.POST or None, natures=choices, user=request.user) if choices else None
    if request.method == "POST" and form.is_valid():
        said = _say(form, campaign=campaign, actor=request.user, target=target, now=moment)
        if said:
            messages.success(request, _("Your answer is published: thank you."))
            return redirect(_address(campaign, target) + f"#{said.reference}")
    context = {"campaign": campaign, "target": target, "form": form}
    return render(request, "budget/contributions/reply.html", context)


def _readable(campaign, reference, user, moment):
    try:
        found = queries.contribution(campaign, reference)
    except Contribution.DoesNotExist as missing:
        raise Http404 from missing
    if not permissions.may_read(user, found, now=moment):
        raise Http404
    return found


def _address(campaign, contribution):
    return reverse("contributions:detail", args=[campaign.slug, contribution.reference])


@require_POST
@login_required
def support(request, campaign, reference):
    """Support a contribution, or take one's support back with `?withdraw=1`; then back to the page one was on."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    found = _readable(campaign, reference, request.user, moment)
    act = services.withdraw_support if request.GET.get("withdraw") else services.support
    try:
        act(contribution=found, user=request.user, now=moment)
    except ContributionError as refusal:
        messages.error(request, refusal.message)
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = _address(campaign, found)
    return redirect(back)


def questions(request, campaign):
    """The question register: what is late first."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    figures = queries.register_figures(campaign, now=moment)
    paginator = Paginator(queries.question_register(campaign, now=moment), PER_PAGE)
    paginator.count = figures["total"]
    context = {
        "campaign": campaign,
        "figures": figures,
        "page": paginator.get_page(request.GET.get("page")),
        "today": local_day(moment),
        "may_ask": permissions.is_open(campaign, nature=Nature.QUESTION, channel=Channel.WEB, at=moment),
    }
    return render(request, "budget/contributions/questions.html", context)
