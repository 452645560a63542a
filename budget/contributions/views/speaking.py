"""Writing, answering, supporting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, services
from budget.contributions.choices import Channel, Nature
from budget.contributions.forms import AnswerForm, ContributionForm, answer_choices, opening_choices
from budget.contributions.services import ContributionError
from budget.contributions.views.finding import address_of, readable_or_404
from budget.rules.clock import now


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
    target = readable_or_404(campaign, reference, request.user, moment)
    natures = permissions.open_natures(campaign, channel=Channel.WEB, at=moment)
    offered = Nature if request.method == "POST" else natures if target.is_live else []
    choices = answer_choices(offered)
    form = AnswerForm(request.POST or None, natures=choices, user=request.user) if choices else None
    if request.method == "POST" and form.is_valid():
        said = _say(form, campaign=campaign, actor=request.user, target=target, now=moment)
        if said:
            messages.success(request, _("Your answer is published: thank you."))
            return redirect(address_of(campaign, target) + f"#{said.reference}")
    context = {"campaign": campaign, "target": target, "form": form}
    return render(request, "budget/contributions/reply.html", context)


@require_POST
@login_required
def support(request, campaign, reference):
    """Support a contribution, or take one's support back with `?withdraw=1`; then back to the page one was on."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    found = readable_or_404(campaign, reference, request.user, moment)
    act = services.withdraw_support if request.GET.get("withdraw") else services.support
    try:
        act(contribution=found, user=request.user, now=moment)
    except ContributionError as refusal:
        messages.error(request, refusal.message)
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = address_of(campaign, found)
    return redirect(back)
