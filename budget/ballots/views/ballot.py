"""Screens 2 to 5: the whole city, the district, the review, the receipt."""

import secrets
from datetime import UTC, datetime

from django.core import signing
from django.db import InterfaceError, OperationalError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from budget.ballots.forms import BallotDraft, order_seed
from budget.ballots.queries import database_now, origins_of
from budget.ballots.services import (
    AlreadyVotedError,
    CastError,
    InvalidBallotError,
    NotIdentifiedError,
    Paper,
    VoteClosedError,
    cast_ballot,
    find_receipt,
    mix_when_due,
)
from budget.ballots.services.words import already_words, unsure_words
from budget.ballots.views.access import booth_view, say, voter_of
from budget.ballots.views.receipts import show_receipt
from budget.ballots.views.refusals import not_open
from budget.roll import queries as roll
from budget.rules import receipt
from budget.rules.ballot import Format

REVIEW_SALT = "budget.ballots.review"
REVIEW_SECONDS = 2 * 3600


@booth_view
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request, booth):
    """One section of the ballot. Over budget or too many is said here, with everything kept."""
    if not booth.is_open:
        return not_open(request, booth)
    if request.method != "POST":
        return _begin(request, booth)
    draft = BallotDraft(booth.definition, request.POST, seed=order_seed(voter_of(request, booth)))
    section = draft.section(request.POST.get("at", ""))
    go = request.POST.get("go", "next")
    if go == "next":
        problems = draft.problems(section)
        if problems or draft.after(section) is None:
            return _show_section(request, booth, draft, section, problems=problems)
        section = draft.after(section)
    elif go == "back":
        section = draft.before(section) or section
    elif go != "count":
        section = draft.section(go)
    return _show_section(request, booth, draft, section)


def _begin(request, booth):
    voter_id = voter_of(request, booth)
    if voter_id is None:
        return redirect("roll:identify", booth.vote.slug)
    day = roll.attendance_day(vote_id=booth.vote.pk, voter_id=voter_id)
    if day:
        return say(
            request,
            booth,
            title=_("You have already voted."),
            text=already_words(day),
            status=409,
            can_check=True,
        )
    draft = BallotDraft(booth.definition, request.GET.copy(), seed=order_seed(voter_id))
    if not draft.sections:
        return redirect("roll:identify", booth.vote.slug)
    return _show_section(request, booth, draft, draft.sections[0])


def _show_section(request, booth, draft, section, *, problems=()):
    context = booth.context(
        draft=draft,
        section=booth.info.section(section.code),
        cards=draft.cards(section, origins_of(booth.info.campaign_id, [o.id for o in section.options])),
        hidden=draft.hidden(but=section.code),
        is_knapsack=section.format is Format.KNAPSACK,
        meter=draft.meter(section),
        problems=problems,
        step=draft.sections.index(section) + 2,
        steps=len(draft.sections) + 2,
        previous=draft.before(section),
        following=draft.after(section),
    )
    return render(request, "budget/ballots/ballot.html", context, status=400 if problems else 200)


@booth_view
@require_POST
@sensitive_variables()
def review(request, booth):
    """Read everything again. Makes the receipt secret for browsers without JavaScript; the others make their own."""
    if not booth.is_open:
        return not_open(request, booth)
    draft = BallotDraft(booth.definition, request.POST)
    problems, section = draft.all_problems()
    if problems:
        return _show_section(request, booth, draft, section, problems=problems)
    fields = {"secret": receipt.generate_secret(secrets.token_bytes), "reviewed": _sign(booth)}
    return _show_review(request, booth, draft, fields)


def _show_review(request, booth, draft, fields, *, alert="", status=200):
    """`fields`: what the form carries beside the choices: the secret, or the keys that stand for it."""
    secret = _secret(fields)
    sections = [
        {
            "info": booth.info.section(section.code),
            "options": draft.options(section),
            "meter": draft.meter(section),
            "is_knapsack": section.format is Format.KNAPSACK,
        }
        for section in draft.sections
    ]
    context = booth.context(
        draft=draft,
        sections=sections,
        hidden=[*draft.hidden(), *fields.items()],
        secret=receipt.format_secret(secret) if secret else "",
        codes=" ".join(draft.choices),
        alert=alert,
        step=len(draft.sections) + 2,
        steps=len(draft.sections) + 2,
        may_replace=booth.vote.may_replace,
    )
    return render(request, "budget/ballots/review.html", context, status=status)


@booth_view
@require_POST
@sensitive_variables()
def cast(request, booth):
    """Put the ballot in. The same form may be sent again at any time: the answer is the same receipt."""
    draft = BallotDraft(booth.definition, request.POST)
    fields = _secret_fields(request.POST, draft)
    if draft.is_blank and request.POST.get("blank") != "yes":
        alert = _("Your ballot is blank. If this is what you want, tick the box that says so.")
        return _show_review(request, booth, draft, fields, alert=alert, status=400)
    papers, voter_id = _papers(booth, draft, request.POST), voter_of(request, booth)
    try:
        if papers is None:
            raise InvalidBallotError(_("The receipt code of this form is damaged. Go back to your choices."))
        if voter_id is None:
            done = find_receipt(vote=booth.vote, papers=papers)
            if done is None:
                raise NotIdentifiedError(_("Identify yourself to vote. Your choices are kept on this page."))
        else:
            reviewed_at = _reviewed_at(booth, request.POST.get("reviewed", ""))
            done = cast_ballot(vote=booth.vote, voter_id=voter_id, papers=papers, reviewed_at=reviewed_at)
    except AlreadyVotedError as error:
        return say(
            request, booth, title=_("You have already voted."), text=error.message, status=409, can_check=True
        )
    except VoteClosedError as error:
        return say(request, booth, title=_("The vote is over."), text=error.message, status=410)
    except CastError as error:
        return _show_review(request, booth, draft, fields, alert=error.message, status=error.status)
    except (OperationalError, InterfaceError):
        response = _show_review(request, booth, draft, fields, alert=unsure_words(), status=503)
        response["Retry-After"] = "5"
        return response
    _mix(booth)
    request.session.flush()
    return show_receipt(request, booth, done, secret=_secret(request.POST))


def _mix(booth):
    """Mix if it is time; the receipt does not wait for it, nor fail with it."""
    try:
        mix_when_due(vote=booth.vote, now=booth.now)
    except (OperationalError, InterfaceError):
        return


def _secret(data):
    try:
        return receipt.parse_secret(receipt.format_secret(data.get("secret", "")))
    except (receipt.ReceiptError, KeyError):
        return ""


def _secret_fields(data, draft):
    """The fields of the form that hold the secret or its keys, to be sent again."""
    names = ["secret", "reviewed"] + [
        f"{key}-{code}" for code in draft.choices for key in ("handle", "nonce", "rk")
    ]
    return {name: data[name] for name in names if name in data}


def _papers(booth, draft, data):
    """The papers of a form: from the keys a browser derived, else from the secret. None when neither is whole."""
    secret = _secret(data)
    try:
        return [
            Paper.from_secret(secret, vote_uid=booth.vote.uid, section=code, choices=choices)
            if secret
            else Paper(
                code, *(bytes.fromhex(data[f"{key}-{code}"]) for key in ("handle", "nonce", "rk")), choices
            )
            for code, choices in draft.choices.items()
        ]
    except (ValueError, KeyError):
        return None


def _sign(booth):
    """A token that says when this vote was reviewed, by the database's clock."""
    return signing.dumps([str(booth.vote.uid), database_now().timestamp()], salt=REVIEW_SALT)


def _reviewed_at(booth, token):
    """When the form was reviewed, or None for a token of another vote, too old or forged: it then earns no grace."""
    try:
        uid, timestamp = signing.loads(token, salt=REVIEW_SALT, max_age=REVIEW_SECONDS)
    except signing.BadSignature:
        return None
    return datetime.fromtimestamp(timestamp, UTC) if uid == str(booth.vote.uid) else None
