"""Staff bring a table in: the list of imports, the preview, its corrections, and what is decided of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, queries, services
from budget.contributions.choices import BatchState
from budget.contributions.forms import LineForm, TableForm
from budget.contributions.queries.columns import COLUMNS, vocabulary
from budget.contributions.services import ContributionError
from budget.rules.clock import now

CORRECTED_AT_ONCE = 20
PER_PAGE = 50


def _edition(request, slug, moment):
    campaign = get_object_or_404(campaigns.campaigns(), slug=slug)
    if not permissions.may_enter(request.user, now=moment):
        raise PermissionDenied
    return campaign


def _batch(request, slug, number, moment):
    """(campaign, batch), for those who decide about this batch."""
    campaign = _edition(request, slug, moment)
    batch = get_object_or_404(queries.import_batches(campaign).defer(None), pk=number)
    if not permissions.may_handle_import(request.user, batch, now=moment):
        raise PermissionDenied
    batch.campaign = campaign
    return campaign, batch


@login_required
def imports(request, campaign):
    """The tables brought in so far, and the form to bring another."""
    moment = now()
    campaign = _edition(request, campaign, moment)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = services.bring_table(
                campaign=campaign, file_name=file.name, data=file.read(), actor=request.user, now=moment
            )
        except ContributionError as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            return redirect("contributions:import", campaign.slug, batch.pk)
    page = Paginator(queries.import_batches(campaign), PER_PAGE).get_page(request.GET.get("page"))
    for batch in page:
        batch.is_mine = permissions.may_handle_import(request.user, batch, now=moment)
    context = {"campaign": campaign, "form": form, "page": page, "now": moment}
    return render(request, "budget/contributions/entry/imports.html", context)


@login_required
def import_batch(request, campaign, batch):
    """A preview with its lines, or what an import became."""
    moment = now()
    campaign, batch = _batch(request, campaign, batch, moment)
    if batch.state != BatchState.PREVIEW:
        rows = queries.imported_contributions(batch)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        context = {"campaign": campaign, "batch": batch, "page": page}
        return render(request, "budget/contributions/entry/imported.html", context)
    if request.method == "POST":
        return _correct(request, campaign, batch, moment)
    lines = services.checked_lines(batch, actor=request.user, now=moment)
    faulty = [line for line in lines if line.is_to_correct]
    ready = [line for line in lines if not line.faults and not line.is_left_out]
    words = vocabulary() if faulty else {}
    context = {
        "campaign": campaign,
        "batch": batch,
        "is_expired": batch.is_expired(moment),
        "faulty": faulty,
        "forms": [
            LineForm(line=line, columns=line.faults, words=words) for line in faulty[:CORRECTED_AT_ONCE]
        ],
        "left_out": [line for line in lines if line.is_left_out],
        "ready_count": len(ready),
        "noted_count": sum(bool(line.notes) for line in ready),
        "page": Paginator(ready, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "budget/contributions/entry/preview.html", context)


def _correct(request, campaign, batch, moment):
    """Keep the corrections of the lines shown; what is still wrong is said again."""
    lines = services.checked_lines(batch, actor=request.user, now=moment)
    shown = {line.number: line for line in lines if f"l{line.number}-shown" in request.POST}
    words = vocabulary()
    forms = [LineForm(request.POST, line=line, columns=COLUMNS, words=words) for line in shown.values()]
    _do(
        request,
        services.correct_lines,
        batch=batch,
        corrections={form.line.number: form.corrections() for form in forms},
        left_out={form.line.number: form.leaves_out() for form in forms},
        now=moment,
    )
    return redirect("contributions:import", campaign.slug, batch.pk)


@login_required
def import_line(request, campaign, batch, line):
    """Every cell of one line of a preview."""
    moment = now()
    campaign, batch = _batch(request, campaign, batch, moment)
    if batch.state != BatchState.PREVIEW:
        return redirect("contributions:import", campaign.slug, batch.pk)
    lines = {one.number: one for one in services.checked_lines(batch, actor=request.user, now=moment)}
    if line not in lines:
        raise Http404
    line = lines[line]
    form = LineForm(line=line, columns=COLUMNS, words=vocabulary())
    context = {"campaign": campaign, "batch": batch, "line": line, "form": form}
    return render(request, "budget/contributions/entry/line.html", context)


@require_POST
@login_required
def import_act(request, campaign, batch, act):
    """Confirm, publish, undo or throw away a whole batch; leave out its faulty lines."""
    moment = now()
    campaign, batch = _batch(request, campaign, batch, moment)
    if act not in _ACTS:
        raise Http404
    service, words = _ACTS[act]
    done = _do(request, service, batch=batch, now=moment)
    if done is not None:
        messages.success(request, words(done))
    if done is not None and act in ("annuler", "jeter"):
        return redirect("contributions:imports", campaign.slug)
    return redirect("contributions:import", campaign.slug, batch.pk)


def _do(request, service, **act):
    """What the service gave, or None with its refusal said."""
    try:
        return service(actor=request.user, **act)
    except ContributionError as refusal:
        messages.error(request, refusal.message)


def _imported(batch):
    count = batch.imported_count
    words = ngettext(
        "%(count)d line is imported. Nobody can read it before it is published.",
        "%(count)d lines are imported. Nobody can read them before they are published.",
        count,
    )
    return words % {"count": count}


def _published(count):
    if not count:
        return _("Nothing more to publish here: the rest waits for a moderator.")
    words = ngettext("%(count)d contribution is published.", "%(count)d contributions are published.", count)
    return words % {"count": count}


def _left_out(count):
    words = ngettext("%(count)d line is left out.", "%(count)d lines are left out.", count)
    return words % {"count": count}


_ACTS = {
    "importer": (services.confirm_import, _imported),
    "publier": (services.publish_import, _published),
    "annuler": (services.undo_import, lambda batch: _("The import is undone: none of its words are kept.")),
    "jeter": (services.throw_away, lambda batch: _("The file is thrown away: nothing was written.")),
    "laisser": (services.leave_out_faulty, _left_out),
}
