"""One's own page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portal.accounts.forms import AccountForm


@login_required
def account(request):
    """What the city knows of the person who signed in, and what they may change."""
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your changes are kept."))
        return redirect("account_home")
    return render(request, "account/home.html", {"form": form})
