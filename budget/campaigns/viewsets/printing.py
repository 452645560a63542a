"""The staff's screen of what was printed from the base document: what to print again, what is kept, what is in use."""

from datetime import datetime, time

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from budget.campaigns import queries, services
from budget.campaigns.choices import DerivativeState
from budget.campaigns.forms import DerivativeForm
from budget.campaigns.models import Derivative
from budget.campaigns.permissions import may_follow_derivatives
from budget.journal.services import DomainError
from budget.rules.clock import PARIS, now


def index(request, form=None, held=None):
    """What was made from the current edition's base document, stale documents first.

    `held` is what was refused: {"pk", "reason", "error"}, shown again where it was typed.
    """
    _check(request)
    campaign = queries.current_campaign()
    revisions = list(queries.revisions(campaign)) if campaign else []
    documents = list(queries.derivatives(campaign)) if campaign else []
    context = {
        "header_title": _("To print again"),
        "page_title": _("To print again"),
        "header_icon": "doc-full",
        "campaign": campaign,
        "last": revisions[0] if revisions else None,
        "notes": {revision.number: revision for revision in revisions},
        "stale": [_row(document, revisions) for document in documents if document.is_stale],
        "in_use": [d for d in documents if d.state == DerivativeState.IN_USE and not d.is_stale],
        "settled": [d for d in documents if d.state != DerivativeState.IN_USE],
        "held": held,
        "form": form or _form(campaign),
    }
    return render(
        request, "budget/campaigns/admin/derivatives.html", context, status=400 if form or held else 200
    )


def _row(document, revisions):
    """A stale document, and what has changed since it was made."""
    since = [revision for revision in revisions if revision.number > document.revision.number]
    return {"document": document, "since": since}


def _form(campaign, data=None):
    return DerivativeForm(data, revisions=queries.revisions(campaign)) if campaign else None


@require_POST
def register(request):
    """Add a document by hand: what is printed outside this site goes stale too."""
    _check(request)
    campaign = queries.current_campaign()
    form = _form(campaign, request.POST)
    if form is None or not form.is_valid():
        return index(request, form=form)
    values = form.cleaned_data
    printed_on = values.pop("printed_on")
    printed_at = datetime.combine(printed_on, time(0), tzinfo=PARIS) if printed_on else None
    try:
        services.register_derivative(
            campaign=campaign, printed_at=printed_at, actor=request.user, now=now(), **values
        )
    except DomainError as refusal:
        field = {"printed_at": "printed_on"}.get(refusal.field, refusal.field)
        form.add_error(field if field in form.fields else None, refusal.message)
        return index(request, form=form)
    messages.success(request, _("“%(title)s” is on the list.") % {"title": values["title"]})
    return redirect("derivatives:index")


@require_POST
def replace(request, pk):
    """The old copies were taken away, new ones were printed."""
    _check(request)
    document = get_object_or_404(Derivative, pk=pk)
    try:
        made = services.replace_derivative(derivative=document, actor=request.user, now=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        done = _("“%(title)s” is now made from revision %(number)d.")
        messages.success(request, done % {"title": made.title, "number": made.revision.number})
    return redirect("derivatives:index")


@require_POST
def hold(request, pk):
    """These copies stay as they are, for a reason."""
    _check(request)
    document = get_object_or_404(Derivative, pk=pk)
    reason = request.POST.get("reason", "")
    try:
        services.hold_derivative(derivative=document, reason=reason, actor=request.user, now=now())
    except DomainError as refusal:
        return index(request, held={"pk": pk, "reason": reason, "error": refusal.message})
    messages.success(request, _("“%(title)s” stays as it is.") % {"title": document.title})
    return redirect("derivatives:index")


def _check(request):
    if not may_follow_derivatives(request.user):
        raise PermissionDenied


class DerivativesMenuItem(MenuItem):
    def is_shown(self, request):
        return may_follow_derivatives(request.user)


class DerivativeViewSet(ViewSet):
    name = "derivatives"
    icon = "doc-full"
    menu_label = gettext_lazy("To print again")
    menu_order = 115
    add_to_admin_menu = True
    menu_item_class = DerivativesMenuItem

    def get_urlpatterns(self):
        return [
            path("", index, name="index"),
            path("register/", register, name="register"),
            path("<int:pk>/replace/", replace, name="replace"),
            path("<int:pk>/hold/", hold, name="hold"),
        ]
