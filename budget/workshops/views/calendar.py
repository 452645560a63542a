"""The calendar of meetings: a list, or the weeks of a month."""

from django.shortcuts import get_object_or_404, render

from budget.campaigns import queries as campaigns
from budget.rules.clock import local_day, now
from budget.workshops import queries
from budget.workshops.forms import CalendarForm


def workshop_list(request, campaign):
    """The meetings of an edition, those to come first, with filters; then the neighbourhood councils."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    form = CalendarForm(request.GET, districts=campaigns.districts())
    meetings = queries.workshop_list(
        campaign, now=moment, kind=form.chosen("kind"), district=form.chosen("district")
    )
    when = form.chosen("when")
    shown = {
        "upcoming": [] if when == "past" else meetings["upcoming"],
        "past": [] if when == "coming" else meetings["past"],
    }
    context = {
        "campaign": campaign,
        **shown,
        "when": when,
        "form": form,
        "chosen": _chosen(request, form),
        "month": _month(request, form, shown, moment) if form.chosen("view") == "month" else None,
        "as_list": _address(request, view=None, month=None),
        "as_month": _address(request, view="month"),
        "councils": queries.councils(now=moment),
        "now": moment,
    }
    return render(request, "budget/workshops/list.html", context)


def _chosen(request, form):
    """The active filters, each with the address of the calendar without it."""
    return [{"label": label, "url": _address(request, **{name: None})} for name, label in form.active()]


def _address(request, **changes):
    """This page's address with some of its parameters changed, or taken out (None)."""
    asked = request.GET.copy()
    for name, value in changes.items():
        asked.pop(name, None)
        if value is not None:
            asked[name] = value
    return f"?{asked.urlencode()}"


def _month(request, form, shown, moment):
    coming = [local_day(meeting.starts_at) for meeting in shown["upcoming"][:1]]
    first = form.shown_month(next(iter(coming), local_day(moment)))
    meetings = sorted([*shown["upcoming"], *shown["past"]], key=lambda meeting: meeting.starts_at)
    weeks = queries.weeks_of(first, meetings)
    return {
        "first": first,
        "today": local_day(moment),
        "weeks": weeks,
        "weekdays": [day["date"] for day in weeks[0]],
        "is_empty": not any(day["meetings"] for week in weeks for day in week if day["is_inside"]),
        "previous": _address(request, month=f"{queries.month_around(first, -1):%Y-%m}"),
        "next": _address(request, month=f"{queries.month_around(first, 1):%Y-%m}"),
    }
