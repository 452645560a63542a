"""What one follows and was told; following; the settings; stopping the messages without signing in."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from budget.notices import queries, services
from budget.notices.forms import PreferenceForm
from budget.rules.clock import now

PER_PAGE = 20


@never_cache
@login_required
def mine(request):
    """One's notices, the latest first, and what one follows."""
    page = Paginator(queries.notices_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "follows": queries.follows_of(request.user),
        "preference": queries.preference_of(request.user),
    }
    return render(request, "budget/notices/mine.html", context)


@login_required
def open_notice(request, pk):
    """Go to what a notice is about; it is read then."""
    notice = get_object_or_404(queries.notices_of(request.user), pk=pk)
    services.mark_read(user=request.user, notice=notice, now=now())
    return redirect(safe_path(notice.url, reverse("notices:mine")))


@require_POST
@login_required
def read_all(request):
    """Mark every notice as read."""
    services.mark_read(user=request.user, now=now())
    return redirect("notices:mine")


@never_cache
@login_required
def preferences(request):
    """How often one is written to."""
    current = queries.preference_of(request.user)
    form = PreferenceForm(request.POST or None, initial={"frequency": current.frequency})
    if request.method == "POST" and form.is_valid():
        services.set_frequency(user=request.user, now=now(), **form.cleaned_data)
        messages.success(request, _("Your changes are kept."))
        return redirect("notices:mine")
    return render(request, "budget/notices/preferences.html", {"form": form})


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the token alone says whose messages stop
@never_cache
def unsubscribe(request, token):
    """Stop the messages. Following the link shows a button and changes nothing: programs that scan mail follow links."""
    if not queries.is_token_known(token):
        raise Http404
    if request.method == "POST":
        services.unsubscribe(token=token, now=now())
    return render(request, "budget/notices/unsubscribe.html", {"is_done": request.method == "POST"})


def follows(find):
    """A view that follows what `find(user, moment, **address)` gives, or stops with `?stop=1`; then back to `next`.

    `find` raises Http404 for what this person may not read.
    """

    @login_required
    @wraps(find)
    def view(request, **address):
        back = safe_path(request.GET.get("next", ""), reverse("notices:mine"))
        if request.method != "POST":  # on the way back from signing in
            return redirect(back)
        moment = now()
        found = find(request.user, moment, **address)
        if request.GET.get("stop"):
            services.unfollow(user=request.user, obj=found, now=moment)
            messages.success(request, _("You no longer follow it."))
        else:
            services.follow(user=request.user, obj=found, now=moment)
            messages.success(request, _("You follow it: what happens next is told to you."))
        return redirect(back)

    return view


def safe_path(path, otherwise):
    """`path` when it stays on this site, else `otherwise`."""
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else otherwise
