"""The page that a follow code opens. Nothing is kept between two visits: no session, no cookie, no cache."""

from functools import wraps

from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from budget.contributions import permissions, queries, services
from budget.contributions.choices import Channel, Nature
from budget.contributions.forms.minding import ContestForm, QueryForm
from budget.contributions.forms.slips import AdditionForm, CodeForm, CorrectionForm
from budget.contributions.queries.slips import followed_by_code
from budget.contributions.services import ContributionError
from budget.contributions.services.throttle import WINDOW_SECONDS, count_wrong_code, has_tried_enough
from budget.rules.clock import now
from budget.rules.follow_code import grouped


def kept_to_oneself(view):
    """No copy in a cache, no line in a search engine. The address stays on this site: decisions/0001."""

    @wraps(view)
    def private(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    return private


@kept_to_oneself
@sensitive_post_parameters("code")
def slip(request, code=""):
    """Type a code, or arrive by the square code of a slip; then correct or add, still with the code in hand.

    Wrong, void and expired codes are answered alike; after too many of them every code waits.
    """
    typed = code or request.POST.get("code", "")
    if request.method != "POST" and not code:
        return _asked(request, CodeForm())
    if has_tried_enough(request.META["REMOTE_ADDR"]):
        response = _asked(
            request, _refused(typed, _("Too many codes were tried from here: wait a minute.")), 429
        )
        response["Retry-After"] = str(WINDOW_SECONDS)
        return response
    moment = now()
    contribution = followed_by_code(typed, now=moment)
    if contribution is None:
        count_wrong_code(request.META["REMOTE_ADDR"])
        wrong = _(
            "We cannot find this code. Check each letter; if it still fails, ask for a new slip where you spoke."
        )
        return _asked(request, _refused(typed, wrong), 404)
    return _page(request, contribution, grouped(typed), moment)


def _asked(request, form, status=200):
    return render(request, "budget/contributions/slips/find.html", {"form": form}, status=status)


def _refused(typed, words):
    form = CodeForm({"code": typed[:80]})
    if form.is_valid():
        form.add_error("code", words)
    return form


def _page(request, contribution, code, moment):
    act = request.POST.get("act", "")
    standing = queries.author_standing(contribution)
    forms = {
        "correct": CorrectionForm(request.POST if act == "correct" else None, contribution=contribution),
        "add": AdditionForm(request.POST if act == "add" else None),
        **_to_moderators(standing, request.POST, act, moment),
    }
    done = act in forms and _done(act, forms[act], code, moment, standing)
    if done:
        contribution = followed_by_code(code, now=moment)
        standing = queries.author_standing(contribution)
        forms = {"correct": CorrectionForm(contribution=contribution), "add": AdditionForm()}
        forms |= _to_moderators(standing, None, "", moment)
    is_public = contribution.is_public
    context = {
        "contribution": contribution,
        "campaign": contribution.campaign,
        "code": code,
        "now": moment,
        "thread": queries.thread(contribution.campaign, contribution.reference),
        "correction": forms["correct"] if permissions.may_correct_by_code(contribution, now=moment) else None,
        "addition": forms["add"] if is_public and _may_add(contribution, moment) else None,
        "done": act if done else "",
        "standing": standing,
        "query_form": forms.get("query"),
        "contest_form": forms.get("contest"),
    }
    failed = act in forms and not done
    return render(request, "budget/contributions/slips/page.html", context, status=422 if failed else 200)


def _to_moderators(standing, typed, act, moment):
    """The forms that moderation asks for: an answer to a question, a contest of a decision."""
    asked = {"query": (QueryForm, standing.query), "contest": (ContestForm, standing.may_contest)}
    return {
        name: form(typed if act == name else None, prefix=name, now=moment)
        for name, (form, is_asked) in asked.items()
        if is_asked
    }


def _may_add(contribution, moment):
    return contribution.is_live and permissions.is_open(
        contribution.campaign, nature=Nature.CLARIFICATION, channel=Channel.WEB, at=moment
    )


def _done(act, form, code, moment, standing):
    """True once the service has kept what was typed; else its refusal is on the form."""
    if not form.is_valid():
        return False
    try:
        if act == "correct":
            said = {"title": "", **form.cleaned_data}
            services.correct_by_code(code=code, now=moment, **said)
        elif act == "query":
            services.answer_query(query=standing.query, actor=None, now=moment, **form.cleaned_data)
        elif act == "contest":
            services.contest(decision=standing.decision, actor=None, now=moment, **form.cleaned_data)
        else:
            services.add_by_code(code=code, now=moment, **form.cleaned_data)
    except ContributionError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    return True
