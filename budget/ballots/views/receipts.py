"""The receipt: shown once, kept as a text, checked and used afterwards."""

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from budget.ballots.forms import RECEIPT_WORDS, BallotDraft, CheckForm
from budget.ballots.queries import find_ballots, label_of, last_revision, origins_of
from budget.ballots.services import CastError, ReplacementError, ReplacementKeys, replace_ballot
from budget.ballots.services.words import moment_words, recorded_words, unsure_words
from budget.ballots.views.access import BROWSER_COOKIE, booth_view, say
from budget.roll.services import is_throttled
from budget.rules import receipt
from budget.rules.ballot import Format


@sensitive_variables()
def show_receipt(request, booth, done, *, secret):
    """The thanks page. Without the secret (made by the browser), the page's script fills the code in."""
    trackers = [receipt.grouped(tracker) for _code, tracker in done.trackers]
    context = booth.context(
        code=receipt.format_secret(secret) if secret else "",
        facts=_facts(booth, done),
        message=recorded_words(trackers, booth.vote.closes_at),
        may_replace=booth.vote.may_replace,
        text=_receipt_text(booth, [code for code, _tracker in done.trackers], trackers, "{code}"),
        trackers=" ".join(f"{code}:{tracker}" for code, tracker in done.trackers),
    )
    response = render(request, "budget/ballots/receipt.html", context)
    response["Clear-Site-Data"] = '"storage"'
    response.delete_cookie(BROWSER_COOKIE)
    return response


def _facts(booth, done):
    sections = [booth.info.section(code).label for code, _tracker in done.trackers]
    return [
        {"label": _("Definition of the ballot"), "value": booth.context()["ballot_code"], "is_code": True},
        {"label": _("Vote"), "value": _(", and ").join(sections)},
        *[
            {
                "label": _("Fingerprint, %(section)s") % {"section": booth.info.section(code).label},
                "value": receipt.grouped(tracker),
                "is_code": True,
            }
            for code, tracker in done.trackers
        ],
        {
            "label": _("Can be checked"),
            "value": _("from now on, with the code, on the page of the vote"),
        },
    ]


def _receipt_text(booth, codes, trackers, secret):
    lines = [(booth.info.section(code).label, tracker) for code, tracker in zip(codes, trackers, strict=True)]
    context = booth.context(lines=lines, code=secret, close=moment_words(booth.vote.closes_at))
    return render_to_string("budget/ballots/receipt.txt", context)


@booth_view
@require_POST
@sensitive_variables()
def receipt_text(request, booth):
    """The receipt as a text file, from what the page itself sends back: nothing is looked up."""
    pairs = [pair.partition(":")[::2] for pair in request.POST.get("trackers", "").split()]
    known = [(code, tracker) for code, tracker in pairs if booth.info.section(code) and tracker.isalnum()]
    try:
        code = receipt.format_secret(receipt.parse_secret(request.POST.get("code", "")))
    except receipt.ReceiptError:
        return say(
            request,
            booth,
            title=_("Nothing to save"),
            text=_("Copy the code of the receipt by hand."),
            status=400,
        )
    trackers = [receipt.grouped(tracker) for _code, tracker in known]
    text = _receipt_text(booth, [code for code, _tracker in known], trackers, code)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("receipt")}-{booth.vote.slug}.txt"'
    return response


@booth_view
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def check(request, booth):
    """Is my ballot in the box? The code is sent in the form's body; a browser with scripts sends its hashes instead."""
    form, found = CheckForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST":
        if is_throttled(purpose="check", network_address=request.META.get("REMOTE_ADDR", "")):
            text = _(
                "Too many requests come from your network. Wait ten minutes, then try again: nothing is lost."
            )
            return say(request, booth, title=_("A moment, please."), text=text, status=429)
        handles = _handles(request.POST, booth, form)
        if handles is not None:
            found = [_found(booth, ballot) for ballot in find_ballots(booth.vote, handles)]
    context = booth.context(
        form=form,
        found=found,
        codes=" ".join(section.code for section in booth.info.sections),
        may_replace=booth.vote.may_replace and booth.is_open,
    )
    return render(request, "budget/ballots/check.html", context, status=400 if form.errors else 200)


def _handles(data, booth, form):
    """{handle: section code} of a check: the handles a browser derived, else those of the code typed; None if neither."""
    codes = [section.code for section in booth.info.sections]
    sent = {_bytes(data.get(f"handle-{code}", "")): code for code in codes if f"handle-{code}" in data}
    if sent:
        form.errors.clear()
        return sent
    if not form.is_valid():
        return None
    try:
        secret = receipt.parse_secret(form.cleaned_data["code"])
    except receipt.ReceiptError as error:
        form.add_error("code", RECEIPT_WORDS[error.code])
        return None
    return {receipt.handle(secret, booth.vote.uid, code): code for code in codes}


def _found(booth, ballot):
    section = booth.definition.section(ballot.section)
    titles = None
    if ballot.choices is not None:
        titles = [
            label_of(section.option(option), "title") for option in ballot.choices if section.option(option)
        ]
    return {
        "section": booth.info.section(ballot.section),
        "tracker": receipt.grouped(receipt.tracker(ballot.leaf)),
        "handle": ballot.handle.hex(),
        "batch": ballot.batch,
        "revision": ballot.revision,
        "titles": titles,
    }


@booth_view
@require_POST
@sensitive_variables()
def replace(request, booth):
    """Replace one section's ballot with its receipt code, without signing in."""
    section = booth.definition.section(request.POST.get("section", ""))
    handle = _bytes(request.POST.get("handle", ""))
    former = last_revision(vote_id=booth.vote.pk, handle=handle)
    if section is None or former is None or former.section != section.code:
        return _not_replaced(
            request, booth, _("No ballot of this vote has this code. Check what you typed."), 404
        )
    draft = BallotDraft(booth.definition, request.POST, seed=handle.hex()[:8])
    problems = draft.problems(section)
    if request.POST.get("go") != "replace" or problems:
        return _show_replacement(request, booth, draft, section, former, problems)
    try:
        keys = _replacement_keys(request.POST, booth, section.code, former.rev)
        tracker = replace_ballot(
            vote=booth.vote, section=section.code, keys=keys, choices=tuple(draft.chosen[section.code])
        )
    except CastError as error:
        return _not_replaced(request, booth, error.message, error.status)
    except (OperationalError, InterfaceError):
        return _not_replaced(request, booth, unsure_words(), 503)
    text = _("New fingerprint: %(tracker)s. Your code stays the same.") % {
        "tracker": receipt.grouped(tracker)
    }
    return say(request, booth, title=_("Your ballot is replaced."), text=text, status=200)


def _replacement_keys(data, booth, section, rev):
    """From the keys a browser derived for the revision it saw, else from the code."""
    if data.get("pre"):
        seen = int(data["rev"]) if data.get("rev", "").isdecimal() else rev
        return ReplacementKeys(
            seen, *(_bytes(data.get(name, "")) for name in ("handle", "pre", "nonce", "rk"))
        )
    try:
        secret = receipt.parse_secret(data.get("code", ""))
    except receipt.ReceiptError as error:
        raise ReplacementError(RECEIPT_WORDS[error.code]) from error
    return ReplacementKeys.from_secret(secret, vote_uid=booth.vote.uid, section=section, rev=rev)


def _bytes(text):
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _not_replaced(request, booth, text, status):
    return say(request, booth, title=_("Nothing was replaced."), text=text, status=status, can_check=True)


def _show_replacement(request, booth, draft, section, former, problems):
    context = booth.context(
        section=booth.info.section(section.code),
        cards=draft.cards(section, origins_of(booth.info.campaign_id, [o.id for o in section.options])),
        meter=draft.meter(section),
        is_knapsack=section.format is Format.KNAPSACK,
        problems=problems,
        hidden=[(name, request.POST.get(name, "")) for name in ("handle", "code")],
        revision=former.rev,
        draft=draft,
    )
    return render(request, "budget/ballots/replace.html", context, status=400 if problems else 200)
