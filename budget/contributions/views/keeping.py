"""What is typed is not lost: drafts, and the words of someone who has to sign in first."""

import json
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from budget.contributions import queries, services
from budget.contributions.services import ContributionError

#: Where the session keeps the words of someone who must sign in first, and how many characters at most.
SESSION_KEY = "words_to_keep"
SESSION_LENGTH = 30_000
_FIELDS = ("nature", "title", "text", "theme", "district", "latitude", "longitude", "partner")


def wants_data(request):
    """True when a script saves the draft: it is answered with data, never with a page."""
    return request.headers.get("Accept") == "application/json"


def sign_in_first(request):
    """Keep what was posted in the session, and come back to this address once signed in."""
    if wants_data(request):
        return JsonResponse({"words": _("Not kept: you are no longer signed in.")}, status=401)
    typed = {name: request.POST[name] for name in _FIELDS if request.POST.get(name)}
    if len(json.dumps(typed)) <= SESSION_LENGTH:
        request.session[SESSION_KEY] = {"path": request.path, "typed": typed}
    return redirect_to_login(request.path)


def recovered(request):
    """The words this person typed here before signing in, until they are sent; None when there are none."""
    kept = request.session.get(SESSION_KEY)
    is_here = kept and kept["path"] == request.path and request.user.is_authenticated
    return kept["typed"] if is_here else None


def forget(request):
    """Those words are sent, or in a draft: the session lets them go."""
    request.session.pop(SESSION_KEY, None)


def save(request, form, **about):
    """Keep what was typed: the draft, or None with the refusal on the form."""
    try:
        return services.save_draft(user=request.user, **about, **form.typed())
    except ContributionError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def saved(request, form, **about):
    """The answer to "keep as a draft": a sentence for a script, or the form again with its draft."""
    draft = save(request, form, **about)
    if wants_data(request):
        words = kept_words(draft) if draft else form.errors.as_text()
        return JsonResponse({"words": words}, status=200 if draft else 422)
    if draft is None:
        return None
    messages.success(request, _("Kept in your drafts. Nobody else reads it."))
    return redirect(address(draft))


def kept_words(draft):
    """When a draft was saved: "Kept at 12:04"."""
    return _("Kept at %(time)s") % {"time": time_format(timezone.localtime(draft.saved_at), "TIME_FORMAT")}


def address(draft):
    """Where a draft goes on."""
    slug = draft.campaign.slug
    if draft.target:
        return reverse("contributions:reply", args=[slug, draft.target.reference])
    return f"{reverse('contributions:create', args=[slug])}?{urlencode({'draft': draft.key})}"


def draft_of(request, campaign, target=None):
    """The draft this page goes on with, or None."""
    key = request.POST.get("draft") or request.GET.get("draft")
    return queries.draft(request.user, campaign=campaign, target=target, key=_uuid(key))


def _uuid(text):
    try:
        return UUID(text)
    except (TypeError, ValueError):
        return None
