"""Screen 1: an e-mail address, then the code or the link of the message."""

import secrets

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budget.ballots.forms import CodeForm, EmailForm
from budget.ballots.services.words import already_words, sent_words
from budget.ballots.views.access import BROWSER_COOKIE, booth_view, enter, say
from budget.ballots.views.refusals import not_open
from budget.roll import queries as roll
from budget.roll.services import (
    IdentificationError,
    challenge_is_open,
    confirm_challenge,
    is_same_browser,
    is_throttled,
    request_challenge,
)

BY_CODE = "code"  # stands for the token where the code alone is used
TOO_OFTEN = 429


@booth_view
@require_http_methods(["GET", "HEAD", "POST"])
def identify(request, booth):
    """Ask for a message. The answer is the same whatever the address."""
    if not booth.is_open:
        return not_open(request, booth)
    form = EmailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _is_throttled(request, "identify"):
        return _slow_down(request, booth)
    if form.is_valid():
        browser_token = _browser_token(request) or secrets.token_urlsafe(32)
        try:
            request_challenge(
                vote=booth.vote,
                email=form.cleaned_data["email"],
                browser_token=browser_token,
                address_of=lambda token: request.build_absolute_uri(_address(booth, token)),
                title=booth.context()["vote_title"],
                now=booth.now,
            )
        except IdentificationError as error:
            form.add_error(error.field or None, error.message)
        else:
            return _remember_browser(request, redirect(_address(booth, BY_CODE)), browser_token)
    status = 400 if form.errors else 200
    return render(request, "budget/roll/identify.html", booth.context(form=form), status=status)


@booth_view
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request, booth, token):
    """Confirm. Following the link shows a button and changes nothing: programs that scan mail follow links too."""
    if not booth.is_open:
        return not_open(request, booth)
    link = "" if token == BY_CODE else token
    if link and not challenge_is_open(vote=booth.vote, token=link, now=booth.now):
        return _expired(request, booth)
    browser_token = _browser_token(request)
    needs_code = not (link and is_same_browser(vote=booth.vote, token=link, browser_token=browser_token))
    form = CodeForm(
        request.POST if request.method == "POST" else None, definition=booth.definition, needs_code=needs_code
    )
    if request.method == "POST" and _is_throttled(request, "verify"):
        return _slow_down(request, booth)
    if request.method == "POST" and form.is_valid():
        try:
            voter_id = confirm_challenge(
                vote=booth.vote, browser_token=browser_token, token=link, code=form.code, now=booth.now
            )
        except IdentificationError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            return _enter(request, booth, voter_id, form.district)
    context = booth.context(form=form, needs_code=needs_code, has_link=bool(link), sent=sent_words())
    return render(request, "budget/roll/verify.html", context, status=400 if form.errors else 200)


def _enter(request, booth, voter_id, district):
    """Into the booth, unless this voter has voted."""
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
    enter(request, booth, voter_id)
    response = redirect(f"{reverse('ballots:ballot', args=[booth.vote.slug])}?district={district}")
    response.delete_cookie(BROWSER_COOKIE, path=_cookie_path(booth))
    return response


def _address(booth, token):
    return reverse("roll:verify", args=[booth.vote.slug, token])


def _browser_token(request):
    return request.COOKIES.get(BROWSER_COOKIE, "")


def _cookie_path(booth):
    """The cookie is sent to the pages of identification alone, in any language."""
    return "/"


def _remember_browser(request, response, browser_token):
    response.set_cookie(
        BROWSER_COOKIE, browser_token, max_age=1800, httponly=True, secure=request.is_secure(), samesite="Lax"
    )
    return response


def _is_throttled(request, purpose):
    return is_throttled(purpose=purpose, network_address=request.META.get("REMOTE_ADDR", ""))


def _slow_down(request, booth):
    text = _("Too many requests come from your network. Wait ten minutes, then try again: nothing is lost.")
    response = say(request, booth, title=_("A moment, please."), text=text, status=TOO_OFTEN)
    response["Retry-After"] = "600"
    return response


def _expired(request, booth):
    text = _("This message can no longer be used: it works once, for thirty minutes. Ask for another one.")
    return say(
        request, booth, title=_("This link no longer works."), text=text, status=410, can_identify=True
    )
