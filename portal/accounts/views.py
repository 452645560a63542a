"""One's own page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from budget.rules.clock import now
from budget.workshops.queries import facilitated_by, registrations_of
from portal.accounts.forms import AccountForm


@login_required
def account(request):
    """What the city knows of the person who signed in, and what they may change."""
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your changes are kept."))
        return redirect("account_home")
    moment = now()
    context = {
        "form": form,
        "registrations": registrations_of(request.user, now=moment),
        "meetings": facilitated_by(request.user, after=moment),
    }
    return render(request, "account/home.html", context)
