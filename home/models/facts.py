"""What stands in the place of each placeholder, at one moment, in the language of the reader."""

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.campaigns.choices import PhaseKind, PhaseState
from budget.rules.clock import days_left, last_day, local_day
from budget.templatetags.front import day, deadline, euros, frtypo, number
from home.fields import IN_BRACES, PLACEHOLDERS

#: Placeholders that the campaign counts.
COUNTED = (
    "projects_on_ballot",
    "projects_refused",
    "contributions_count",
    "winners_count",
    "workshops_count",
    "workshop_seats",
    "attendance_count",
    "questions_open",
    "questions_overdue",
)
MILLION_CENTS = 100_000_000


def amount(cents):
    """240000000 → "2,4 millions d’euros": a round amount is easier to read in words."""
    if cents < MILLION_CENTS or cents % (MILLION_CENTS // 10):
        return euros(cents)
    millions = cents / MILLION_CENTS
    return ngettext("€%(millions)s million", "€%(millions)s million", int(millions)) % {
        "millions": number(millions)
    }


class Facts:
    """The values of the placeholders for one page; each is worked out when a text asks for it, figures only once.

    `settings` is a SiteSettings; `known` are facts already in words: those of another day. A fact that is not known yet is said in words, never left in braces.
    """

    def __init__(self, *, edition, settings, phase=None, known=None):
        self.edition = edition
        self.campaign = edition.campaign
        self.now = edition.now
        self.phase = phase or edition.current or edition.next
        self._settings = settings
        self._known = dict(known or {})

    def fill(self, text):
        """A plain text with every placeholder filled in, set in type."""
        return frtypo(self._filled(str(text or ""), str))

    def fill_html(self, html):
        """The same for HTML that we made: values are escaped, tags are left alone."""
        return frtypo(mark_safe(self._filled(html, escape)))

    def _filled(self, text, prepare):
        return IN_BRACES.sub(
            lambda found: str(prepare(self[found[1]])) if found[1] in PLACEHOLDERS else found[0], text
        )

    def __getitem__(self, name):
        if name not in self._known:
            value = getattr(self, f"_{name}", None)
            value = value() if value else self._simple(name)
            self._known[name] = value if value not in (None, "") else _("(to come)")
        return self._known[name]

    def _simple(self, name):
        value = self.edition.counts.get(name) if name in COUNTED else getattr(self._settings, name, None)
        return number(value) if isinstance(value, int) else value

    def _date(self, on):
        return day(on) if on.year == local_day(self.now).year else day(on, "full")

    def _edition_title(self):
        return self.campaign.label if self.campaign else None

    def _days_left(self):
        return number(days_left(self.phase.closes_at, self.now)) if self.phase else None

    def _opens_on(self):
        return self._date(local_day(self.phase.opens_at)) if self.phase else None

    def _closes_on(self):
        return self._date(last_day(self.phase.closes_at)) if self.phase else None

    def _next_opens_on(self):
        following = self.edition.after(self.phase) if self.phase else None
        return self._date(local_day(following.opens_at)) if following else None

    def _results_on(self):
        results = self.edition.of_kind(PhaseKind.RESULTS)
        return self._date(local_day(results.opens_at)) if results else None

    def _appeal_days(self):
        appeal = self.edition.of_kind(PhaseKind.APPEAL)
        if appeal is None:
            return None
        return number((last_day(appeal.closes_at) - local_day(appeal.opens_at)).days + 1)

    def _base_revision(self):
        return number(self.edition.base_revision) if self.edition.base_revision else None

    def _total_budget(self):
        return amount(self.campaign.total_cents) if self.campaign else None

    def _city_envelope(self):
        whole = next((e for e in self.edition.envelopes if e.district.is_citywide), None)
        return euros(whole.amount_cents) if whole else None

    def _min_age(self):
        return number(self.campaign.min_age) if self.campaign else None

    def _ballot_hash(self):
        vote = self.edition.vote
        return f"{vote.short_hash[:4]} {vote.short_hash[4:]}".upper() if vote else None

    def _max_city(self):
        return number(self.edition.vote.max_city) if self.edition.vote else None

    def _max_district(self):
        return number(self.edition.vote.max_district) if self.edition.vote else None

    def _audit_on(self):
        audited = self._settings.audit_on
        return day(audited, "year") if audited else None


#: The words after the number of days, by kind of phase.
DAYS = {
    PhaseKind.VOTE: lambda n: ngettext("day to vote,", "days to vote,", n),
    PhaseKind.IDEATION: lambda n: ngettext("day to propose,", "days to propose,", n),
    PhaseKind.APPEAL: lambda n: ngettext("day to appeal,", "days to appeal,", n),
}


def days_words(step, now):
    """How long a phase stays open, or how long until it opens: (number of days or None, words after it).

    `step` is a home.models.edition.Step. The words break after the comma.
    """
    phase = step.phase
    if step.phase_state == PhaseState.BEFORE:
        count = (local_day(phase.opens_at) - local_day(now)).days
        words = ngettext("day before it opens,", "days before it opens,", count)
        return count, words + "\n" + _("on %(day)s") % {"day": day(phase.opens_at)}
    if step.phase_state == PhaseState.AFTER:
        return None, ""
    count = days_left(phase.closes_at, now)
    if not count:
        return None, ""
    words = DAYS.get(phase.kind, lambda n: ngettext("day left,", "days left,", n))(count)
    return count, words + "\n" + _("until %(day)s") % {"day": day(last_day(phase.closes_at))}


def days_heading(step, now):
    """The same in one line, as a title: "14 days left", "In 12 days", "This step is over"."""
    if step.phase_state == PhaseState.BEFORE:
        count = (local_day(step.phase.opens_at) - local_day(now)).days
        return ngettext("In %(count)s day", "In %(count)s days", count) % {"count": number(count)}
    if step.phase_state == PhaseState.AFTER:
        return _("This step is over")
    count = days_left(step.phase.closes_at, now)
    if not count:
        return _("Last day")
    return ngettext("%(count)s day left", "%(count)s days left", count) % {"count": number(count)}


def when_words(step, now):
    """When a phase is open, in words: "Open until Tuesday 8 December, midnight"."""
    phase = step.phase
    style = "" if last_day(phase.closes_at).year == local_day(now).year else "full"
    if step.phase_state == PhaseState.BEFORE:
        return _("Opens on %(day)s") % {"day": day(phase.opens_at, "full")}
    if step.phase_state == PhaseState.OPEN:
        return _("Open until %(moment)s") % {"moment": deadline(phase.closes_at, style)}
    return _("Closed since %(day)s") % {"day": day(last_day(phase.closes_at), "year")}
