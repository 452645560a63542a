"""Results in words: what each line of a count says, and why a project won or lost.

Figures come from `budget.results.queries`; sentences are made here, so that bars, table and text never disagree.
"""

from babel.numbers import format_currency
from django import template
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.roll.choices import VotingChannel
from budget.rules.tally.types import Status, Tie
from budget.templatetags.front import FIRM, _locale, frtypo, number, spelled

register = template.Library()

#: The bank whose colour a way of voting takes, in the order of the bars.
BANKS = {VotingChannel.WEB: "web", VotingChannel.PAPER: "post", VotingChannel.DESK: "room"}

#: How many projects with as many votes a sentence names.
MOST_EQUALS = 3


@register.filter
def money(cents, currency="EUR"):
    """12345600, "PLN" → "123 456 PLN" in French; minor units only where there are some."""
    if cents is None or cents == "":
        return ""
    whole, rest = divmod(int(cents), 100)
    digits = "#,##0.00" if rest else "#,##0"
    pattern = f"¤{digits}" if _locale().language == "en" else f"{digits}{FIRM}¤"
    amount = int(cents) / 100 if rest else whole
    return format_currency(amount, currency or "EUR", format=pattern, locale=_locale(), currency_digits=False)


@register.simple_tag
def results_title(results):
    """The page's title: how many projects win, and where when there is one envelope only."""
    count = results.winners_count
    if len(results.envelopes) == 1 and results.envelopes[0].envelope.district.is_citywide:
        words = ngettext(
            "%(count)s project wins for the whole city", "%(count)s projects win for the whole city", count
        )
    else:
        words = ngettext("%(count)s project wins", "%(count)s projects win", count)
    return capfirst(words % {"count": spelled(count)})


@register.simple_tag
def turnout_words(run):
    """“2,600 ballots: 1,840 online, 612 on paper, 148 at a desk.”"""
    head = ngettext("%(count)s ballot", "%(count)s ballots", run.voters) % {"count": number(run.voters)}
    parts = [_by_channel(channel, count) for channel, count in _channels(run.voters_by_channel)]
    if not parts:
        return _("%(ballots)s.") % {"ballots": head}
    return _("%(ballots)s: %(list)s.") % {"ballots": head, "list": ", ".join(parts)}


@register.simple_tag
def award_words(award):
    """“Winner, with 1,296 votes: 931 online, 296 on paper, 69 at a desk.”"""
    parts = [_by_channel(channel, count) for channel, count in _channels(award.votes_by_channel)]
    words = {"status": award.get_status_display(), "votes": _votes(award.votes), "list": ", ".join(parts)}
    if not parts:
        return _("%(status)s, with %(votes)s.") % words
    return _("%(status)s, with %(votes)s: %(list)s.") % words


@register.simple_tag
def rule_words(run):
    """The rule in plain words, one sentence."""
    threshold = run.parameters.get("threshold", 0)
    if not run.parameters.get("skip", True):
        text = _("Most votes first; the count stops at the first project that costs more than what is left.")
    else:
        text = _("Most votes first, as long as the money lasts; what no longer fits is passed over.")
    if threshold:
        floor = ngettext(
            "A project needs at least %(count)s vote.",
            "A project needs at least %(count)s votes.",
            int(threshold),
        )
        text = f"{text} {floor % {'count': number(int(threshold))}}"
    return text


@register.simple_tag
def tie_rule_words(run):
    """How equal numbers of votes are told apart."""
    names = {
        Tie.COST: _("the lowest cost first"),
        Tie.VOTES: _("then the most voters"),
        Tie.ID: _("then the reference"),
        Tie.LOT: _("then the lot drawn before the vote closed"),
    }
    listed = ", ".join(str(names[Tie(tie)]) for tie in run.parameters.get("ties", ()))
    return _("With as many votes: %(order)s.") % {"order": listed}


@register.simple_tag
def result_rows(envelope):
    """The rows of one EnvelopeResults, as components/result-row.html takes them; the first that lost shows why."""
    rows = [_row(envelope, award) for award in envelope.awards]
    first_lost = next((row for row in rows if row["is_lost"]), None)
    if first_lost:
        first_lost["why"]["is_open"] = True
    return rows


@register.simple_tag
def count_table(envelope):
    """The count step by step, as components/table.html takes it: {"columns", "rows"}."""
    currency = envelope.run.campaign.currency
    columns = [
        {"label": _("Project")},
        *(
            {"label": label, "is_number": True}
            for label in (_("Votes"), _("Cost"), _("Left before"), _("Left after"))
        ),
        {"label": _("Decision")},
    ]
    rows = [
        {
            "head": frtypo(award.project.title),
            "cells": [
                number(award.votes),
                money(award.cost_cents, currency),
                money(award.remaining_before_cents, currency),
                money(award.remaining_after_cents, currency),
                award.get_status_display(),
            ],
        }
        for award in envelope.awards
    ]
    return {"columns": columns, "rows": rows}


@register.simple_tag
def turnout_table(results):
    """Turnout by envelope and way of voting, as components/table.html takes it."""
    columns = [
        {"label": _("Envelope")},
        *(
            {"label": label, "is_number": True}
            for label in (_("Online"), _("On paper"), _("At a desk"), _("Ballots"), _("Blank"))
        ),
    ]
    rows = [
        {
            "head": one.envelope.district.label,
            "cells": [
                *(number(one.run.voters_by_channel.get(channel, 0)) for channel in BANKS),
                number(one.run.voters),
                number(one.run.blank),
            ],
        }
        for one in results.envelopes
    ]
    return {"columns": columns, "rows": rows}


def why(award, run, decision, titles):
    """Why a project won or lost: {"title", "steps": [sentences], "counterfactual", "is_open"}.

    `decision` is the rule's, as stored with the run; `titles` maps references to titles.
    """
    currency = run.campaign.currency
    words = {
        "cost": money(award.cost_cents, currency),
        "before": money(award.remaining_before_cents, currency),
        "after": money(award.remaining_after_cents, currency),
        "missing": money(award.cost_cents - award.remaining_before_cents, currency),
        "rank": number(award.rank),
        "votes": _votes(award.votes),
    }
    steps = [_tie(decision, titles), *_steps(award, words, skips=run.parameters.get("skip", True))]
    return {
        "title": _("Why it wins") if award.is_winner else _("Why it does not win"),
        "steps": [step for step in steps if step],
        "counterfactual": _counterfactual(award, decision, titles),
        "is_open": False,
    }


def _row(envelope, award):
    currency = envelope.run.campaign.currency
    modes = [
        {"bank": BANKS[channel], "votes": count, "words": _by_channel(channel, count)}
        for channel, count in _channels(award.votes_by_channel)
    ]
    cost = _("cost %(amount)s") % {"amount": money(award.cost_cents, currency)}
    return {
        "title": frtypo(award.project.title),
        "url": reverse("projects:detail", args=[award.project.campaign.slug, award.project.reference]),
        "lineage_url": reverse(
            "projects:lineage", args=[award.project.campaign.slug, award.project.reference]
        ),
        "state": {"label": award.get_status_display(), "tone": "kept" if award.is_winner else ""},
        "is_lost": not award.is_winner,
        "votes_words": _votes(award.votes),
        "modes": [*modes, {"bank": "", "votes": 0, "words": cost}],
        "cost_cents": None,
        "why": why(award, envelope.run, envelope.decisions[award.project.reference], envelope.titles),
    }


def _quoted(titles, reference):
    return _("“%(title)s”") % {"title": frtypo(titles.get(reference, reference))}


def _votes(count):
    return ngettext("%(count)s vote", "%(count)s votes", count) % {"count": number(count)}


def _channels(counts):
    """(channel, count) in the order of the bars, those without a vote left out."""
    return [(channel, counts[channel]) for channel in BANKS if counts.get(channel)]


def _by_channel(channel, count):
    words = {
        VotingChannel.WEB: ngettext("%(count)s online", "%(count)s online", count),
        VotingChannel.PAPER: ngettext("%(count)s on paper", "%(count)s on paper", count),
        VotingChannel.DESK: ngettext("%(count)s at a desk", "%(count)s at a desk", count),
    }
    return words[channel] % {"count": number(count)}


def _steps(award, words, *, skips):
    """The sentences of one decision, in the order of the count."""
    turn = _("When its turn comes, in place %(rank)s, %(before)s are left.") % words
    status = Status(award.reason)
    if status is Status.FUNDED:
        first = (
            _("First of the list, with %(votes)s.")
            if award.rank == 1
            else _("In place %(rank)s of the list, with %(votes)s.")
        )
        return [
            first % words,
            _("It costs %(cost)s; the envelope still holds %(before)s.") % words,
            _("It wins; %(after)s are left.") % words,
        ]
    if status is Status.DOES_NOT_FIT:
        return [
            turn,
            _("It costs %(cost)s: %(missing)s are lacking.") % words,
            _("The rule does not make a project smaller. The count goes on without it.")
            if skips
            else _("The rule does not make a project smaller. The count stops here."),
        ]
    if status is Status.OVER_ENVELOPE:
        return [_("It costs %(cost)s, more than the whole envelope.") % words]
    if status is Status.NOT_REACHED:
        return [_("The count had stopped before its turn: a project with more votes no longer fitted.")]
    if status is Status.BELOW_THRESHOLD:
        return [_("It has %(votes)s, fewer than the rule asks for.") % words]
    return [_("Its authors withdrew it.")]


def _tie(decision, titles):
    tie = decision.get("tie")
    if not tie:
        return ""
    equals = tie["equal_to"]
    others = ", ".join(_quoted(titles, reference) for reference in equals[:MOST_EQUALS])
    if len(equals) > MOST_EQUALS:
        others = f"{others}…"
    reasons = {
        Tie.COST: _("It has as many votes as %(others)s: the lowest cost comes first."),
        Tie.VOTES: _("It has as many votes as %(others)s: the most voters come first."),
        Tie.ID: _("It has as many votes as %(others)s, for the same cost: the reference decides."),
        Tie.LOT: _("It has as many votes as %(others)s: the lot drawn before the vote closed decides."),
    }
    return reasons[Tie(tie["decided_by"])] % {"others": others}


def _counterfactual(award, decision, titles):
    """What would have changed the outcome, a sentence: found by recounting, never estimated."""
    if award.is_winner:
        fewer = decision.get("fewer")
        if not fewer:
            return ""
        text = ngettext("With %(count)s vote fewer, it lost.", "With %(count)s votes fewer, it lost.", fewer)
        return text % {"count": number(fewer)}
    more = award.extra_votes_needed
    if not more:
        return _("No number of votes, up to everyone who voted, would have made it win.")
    passed = frtypo(titles.get(decision.get("passed"), ""))
    if passed:
        text = ngettext(
            "With %(count)s vote more, it came before “%(title)s” and won. With %(fewer)s, it did not.",
            "With %(count)s votes more, it came before “%(title)s” and won. With %(fewer)s, it did not.",
            more,
        )
    else:
        text = ngettext(
            "With %(count)s vote more, it won. With %(fewer)s, it did not.",
            "With %(count)s votes more, it won. With %(fewer)s, it did not.",
            more,
        )
    return text % {"count": number(more), "fewer": number(more - 1), "title": passed}
