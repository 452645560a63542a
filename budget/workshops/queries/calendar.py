"""Meetings for people's own calendars (RFC 5545), and laid out on the weeks of a month."""

from calendar import Calendar as Weeks
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from budget.rules.clock import PARIS, local_day

ZONE = "Europe/Paris"
_SUMMER, _WINTER = timedelta(hours=2), timedelta(hours=1)


def calendar_file(workshops, *, site, name=""):
    """The meetings as an iCalendar file, in bytes; `site` is the address of the site.

    Each keeps its UID for ever, and SEQUENCE grows when what a calendar shows changes. A meeting is named by its title,
    in Paris time with the zone's rules in the file. Meetings come with their campaign.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Passerelle//Workshops//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    calendar.add_component(_paris())
    for workshop in workshops:
        calendar.add_component(_event(workshop, site))
    return calendar.to_ical()


def file_name(workshop):
    return f"{workshop.campaign.slug}-{workshop.reference}.ics".lower()


def _event(workshop, site):
    page = site.rstrip("/") + reverse("workshops:detail", args=[workshop.campaign.slug, workshop.reference])
    event = Event()
    event.add("uid", f"{workshop.calendar_uid}@passerelle")
    event.add("sequence", workshop.calendar_sequence)
    event.add("dtstamp", workshop.changed_at or workshop.starts_at)
    event.add("dtstart", workshop.starts_at.astimezone(PARIS))
    event.add("dtend", workshop.ends_at.astimezone(PARIS))
    event.add("summary", workshop.title)
    event.add("location", ", ".join(filter(None, (workshop.venue, workshop.address))))
    event.add("url", page)
    event.add("description", "\n".join([*workshop.programme, *filter(None, [workshop.access_notes]), page]))
    if workshop.has_point:
        event.add("geo", (workshop.latitude, workshop.longitude))
    return event


def _paris():
    """The rules of the European Union since 1996, as short as calendars want them."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    for part, month, hour, before, after, name in (
        (TimezoneDaylight(), 3, 2, _WINTER, _SUMMER, "CEST"),
        (TimezoneStandard(), 10, 3, _SUMMER, _WINTER, "CET"),
    ):
        day = _last_sunday(1996, month)
        part.add("dtstart", datetime.combine(day, time(hour)))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        zone.add_component(part)
    return zone


def _last_sunday(year, month):
    return max(
        day for day in Weeks().itermonthdates(year, month) if day.month == month and day.weekday() == 6
    )


def weeks_of(month, workshops):
    """The weeks of a month, Monday first: [[{"date", "is_inside", "meetings"}]]; `month` is any day of it."""
    by_day = {}
    for workshop in workshops:
        by_day.setdefault(local_day(workshop.starts_at), []).append(workshop)
    return [
        [
            {"date": day, "is_inside": day.month == month.month, "meetings": by_day.get(day, [])}
            for day in week
        ]
        for week in Weeks().monthdatescalendar(month.year, month.month)
    ]


def month_around(month, steps):
    """The first day of the month `steps` months away."""
    years, index = divmod(month.month - 1 + steps, 12)
    return date(month.year + years, index + 1, 1)
