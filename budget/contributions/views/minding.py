"""Reporting, contesting, answering the moderators; and the public account of moderation."""

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, queries, services
from budget.contributions.choices import Act
from budget.contributions.forms.minding import ContestForm, QueryForm, ReportForm
from budget.contributions.services import ContributionError
from budget.contributions.views.finding import readable_or_404
from budget.rules.clock import now


def _found(request, slug, reference, moment):
    campaign = get_object_or_404(campaigns.campaigns(), slug=slug)
    return campaign, readable_or_404(campaign, reference, request.user, moment)


def _done(form, act, **arguments):
    """What the service gave, or None with its refusal written on the form."""
    try:
        return act(**arguments)
    except ContributionError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def report(request, campaign, reference):
    """Report what breaks the charter; no account is needed."""
    moment = now()
    campaign, contribution = _found(request, campaign, reference, moment)
    if not permissions.may_report(request.user, contribution, now=moment):
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None, now=moment)
    if form.is_valid():
        person = request.user if request.user.is_authenticated else None
        done = _done(
            form,
            services.report,
            contribution=contribution,
            person=person,
            network_address=request.META["REMOTE_ADDR"],
            now=moment,
            **form.cleaned_data,
        )
        if done:
            _made, is_new = done
            messages.success(
                request,
                _("Thank you: a moderator will read it.")
                if is_new
                else _("You have reported this already: a moderator will read it."),
            )
            return redirect("contributions:detail", campaign.slug, contribution.reference)
    context = {"campaign": campaign, "contribution": contribution, "form": form}
    return render(request, "budget/contributions/report.html", context)


@login_required
def contest(request, campaign, reference):
    """Contest the decision that took one's words away, and read what was answered."""
    moment = now()
    campaign, contribution = _found(request, campaign, reference, moment)
    standing = _standing_or_404(request, contribution)
    if standing.decision is None:
        raise Http404
    form = ContestForm(request.POST if request.method == "POST" else None, now=moment)
    if form.is_valid():
        done = _done(
            form,
            services.contest,
            decision=standing.decision,
            actor=request.user,
            now=moment,
            **form.cleaned_data,
        )
        if done:
            messages.success(request, _("Thank you: a second moderator will read you, and answer."))
            return redirect("contributions:contest", campaign.slug, contribution.reference)
    context = {"campaign": campaign, "contribution": contribution, "standing": standing, "form": form}
    return render(request, "budget/contributions/contest.html", context)


@login_required
def query(request, campaign, reference):
    """Answer what the moderators ask before they decide."""
    moment = now()
    campaign, contribution = _found(request, campaign, reference, moment)
    standing = _standing_or_404(request, contribution)
    form = QueryForm(request.POST if request.method == "POST" else None, now=moment)
    if standing.query and form.is_valid():
        done = _done(
            form,
            services.answer_query,
            query=standing.query,
            actor=request.user,
            now=moment,
            **form.cleaned_data,
        )
        if done:
            messages.success(request, _("Thank you: the moderators have your answer."))
            return redirect("contributions:detail", campaign.slug, contribution.reference)
    context = {"campaign": campaign, "contribution": contribution, "query": standing.query, "form": form}
    return render(request, "budget/contributions/query.html", context)


def _standing_or_404(request, contribution):
    if not permissions.is_author(request.user, contribution):
        raise Http404
    return queries.author_standing(contribution)


def moderation(request, campaign):
    """What moderators decided, month by month and reason by reason, and the charter they follow."""
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    context = {
        "campaign": campaign,
        "months": queries.months_of_moderation(campaign),
        "articles": list(queries.charter()),
    }
    return render(request, "budget/contributions/moderation.html", context)


COLUMNS = (
    "month",
    "reports",
    "published_or_left",
    "article",
    "words_taken_away",
    "confirmed",
    "undone",
    "median_hours",
)


def moderation_csv(request, campaign):
    """The same counts, one line per month and article; the counts of the whole month stand on its first line."""
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="moderation-{campaign.slug}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for month in queries.months_of_moderation(campaign):
        writer.writerows(_lines(month))
    return response


def _lines(month):
    """The lines of a month: its own counts on the first, then an article a line."""
    hours = "" if month.median is None else round(month.median.total_seconds() / 3600, 1)
    label, review = f"{month.month:%Y-%m}", (month.acts.get(Act.UPHELD, 0), month.acts.get(Act.OVERTURNED, 0))
    reasons = sorted((article.code if article else "", count) for article, count in month.reasons.items())
    first, *others = reasons or [("", 0)]
    yield (label, month.reports, month.left, *first, *review, hours)
    for code, count in others:
        yield (label, "", "", code, count, "", "", "")
