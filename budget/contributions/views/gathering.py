"""The page of a grouping, and the page where authors answer a proposal to merge or split."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, queries, services
from budget.contributions.choices import ConsentState, ProposalKind
from budget.contributions.forms import AnswerToProposalForm
from budget.contributions.models import Grouping, Proposal
from budget.contributions.services import ContributionError
from budget.rules.clock import now


def grouping(request, campaign, reference):
    """Several contributions and projects under one title, each with its own address."""
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    try:
        found = queries.grouping(campaign, reference)
    except Grouping.DoesNotExist as missing:
        raise Http404 from missing
    said = [member.contribution for member in found.present if member.contribution_id]
    said = [one for one in said if one.is_public]
    context = {
        "campaign": campaign,
        "grouping": found,
        "said": said,
        "becomings": queries.becomings([one.pk for one in said]),
        "projects": [member.project for member in found.present if member.project_id],
    }
    return render(request, "budget/contributions/grouping.html", context)


def proposal(request, campaign, pk):
    """A proposal, the texts side by side, who said what; its authors answer here while it is open."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    try:
        found = queries.proposal(pk)
    except Proposal.DoesNotExist as missing:
        raise Http404 from missing
    if found.campaign_id != campaign.pk:
        raise Http404
    form = _form(request, found, moment)
    if request.method == "POST" and form and form.is_valid():
        try:
            services.answer_proposal(proposal=found, user=request.user, agrees=form.agrees, now=moment)
        except ContributionError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Your answer is written down: thank you. You can still change it."))
            return redirect(found.get_absolute_url())
    context = {"campaign": campaign, "proposal": found, "form": form, "title": _title(found)}
    return render(request, "budget/contributions/proposal.html", context)


def _form(request, proposal, moment):
    """The form of an author who is asked, filled with what they answered before; None for anyone else."""
    if not proposal.is_open:
        return None
    mine = [
        consent
        for consent in proposal.consents.all()
        if permissions.may_consent(request.user, consent.contribution, now=moment)
    ]
    if not mine:
        return None
    answers = {ConsentState.GIVEN: AnswerToProposalForm.YES, ConsentState.REFUSED: AnswerToProposalForm.NO}
    posted = request.POST if request.method == "POST" else None
    return AnswerToProposalForm(posted, initial={"answer": answers.get(mine[0].state)})


def _title(proposal):
    if proposal.kind == ProposalKind.SPLIT:
        whole = proposal.consents.all()[0].contribution
        return _("Splitting “%(title)s”") % {"title": whole.short_headline}
    return _("Joining “%(title)s”") % {"title": proposal.into.short_headline}
