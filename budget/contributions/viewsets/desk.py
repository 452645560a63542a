"""The moderators' desk: one queue for every channel, and one page where each act is a form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from budget.contributions import permissions, queries, services
from budget.contributions.choices import Act, ContributionState, Nature
from budget.contributions.forms import moderating as forms
from budget.contributions.models import Contribution, ContributionOriginal
from budget.contributions.services import ContributionError, StaleError
from budget.rules.clock import now

PER_PAGE = 25
#: Each act of the page: its form, its service, and what is said once it is done.
ACTS = {
    "publish": (forms.PublishForm, services.publish, gettext_lazy("Published.")),
    "keep": (forms.KeepForm, services.keep, gettext_lazy("Left as it is.")),
    "ask": (forms.AskForm, services.ask_author, gettext_lazy("Asked. It comes back here with the answer.")),
    "redact": (forms.RedactForm, services.redact, gettext_lazy("Masked. The rest is still yours to decide.")),
    "hide": (
        forms.HideForm,
        services.hide,
        gettext_lazy("Hidden. The author is told which article, and how to contest."),
    ),
    "question": (
        forms.QuestionForm,
        services.make_question,
        gettext_lazy("Made a question: give it a service."),
    ),
    "review": (forms.ReviewForm, services.review, gettext_lazy("Answered. The author reads your reason.")),
}
#: Acts after which one stays on the page: something is left to decide.
STAYS = ("redact",)


def _check(request):
    if not permissions.may_moderate(request.user, now=now()):
        raise PermissionDenied


def queue(request):
    """What waits, oldest first; below, what waits for an author's answer."""
    _check(request)
    moment = now()
    page = Paginator(queries.moderation_queue(), PER_PAGE).get_page(request.GET.get("page"))
    context = _page(
        _("Moderation queue"),
        page=page,
        delay=queries.median_delay(now=moment),
        moment=moment,
    )
    return render(request, "budget/contributions/admin/queue.html", context)


def item(request, contribution_id, form=None, name=""):
    """One contribution, its original beside it, and what may be done. Opening it says so to the other moderators."""
    _check(request)
    moment = now()
    try:
        dossier = queries.dossier(contribution_id)
    except Contribution.DoesNotExist:
        return redirect("moderation:index")
    contribution = dossier.contribution
    claim = services.claim(contribution=contribution, moderator=request.user, now=moment)
    seen = services.fingerprint(contribution)
    acts = {act: ACTS[act][0](initial={"seen": seen}, prefix=act) for act in _possible(dossier)}
    if form is not None:
        acts[name] = form
    may_review = bool(dossier.contest) and permissions.may_review(request.user, dossier.contest, now=moment)
    if not may_review:
        acts.pop("review", None)
    context = _page(
        contribution.reference,
        dossier=dossier,
        contribution=contribution,
        claim=claim if claim.moderator_id != request.user.pk else None,
        acts=acts,
        original_form=form if name == "original" else forms.OriginalForm(prefix="original"),
        may_review=may_review,
        moment=moment,
    )
    acts.pop("original", None)
    return render(
        request, "budget/contributions/admin/item.html", context, status=200 if form is None else 422
    )


def _possible(dossier):
    """The acts that the state of a contribution and its lines allow, in the order of the page."""
    contribution = dossier.contribution
    if dossier.contest:
        yield "review"
    if contribution.state in (ContributionState.RECEIVED, ContributionState.HIDDEN) and not dossier.contest:
        yield "publish"
    if contribution.is_public and dossier.lines:
        yield "keep"
    if contribution.state == ContributionState.RECEIVED or contribution.is_public:
        if contribution.author_id or contribution.follow_codes.exists():  # else nobody could answer
            yield "ask"
        yield "redact"
        if contribution.nature != Nature.QUESTION and contribution.state != ContributionState.MERGED:
            yield "question"
        yield "hide"


@require_POST
def act(request, contribution_id, name):
    """Do one act. A refusal keeps what was typed; hiding what has answers shows first what remains."""
    _check(request)
    contribution = get_object_or_404(
        Contribution.objects.select_related("campaign", "author"), pk=contribution_id
    )
    if name not in ACTS:
        return redirect("moderation:item", contribution_id)
    form_class, service, done = ACTS[name]
    form = form_class(request.POST, prefix=name)
    if not form.is_valid():
        return item(request, contribution_id, form=form, name=name)
    if name == "hide" and not form.cleaned_data["confirmed"]:
        remains = queries.dossier(contribution_id).remains
        if any(remains.values()):
            context = _page(
                _("Hide, and keep the answers"), contribution=contribution, form=form, remains=remains
            )
            return render(request, "budget/contributions/admin/confirm_hide.html", context)
    try:
        service(**_target(name, contribution), actor=request.user, now=now(), **form.arguments())
    except StaleError as stale:
        messages.warning(request, stale.message)
        form.data = form.data.copy()
        form.data[form.add_prefix("seen")] = services.fingerprint(
            Contribution.objects.get(pk=contribution_id)
        )
        return item(request, contribution_id, form=form, name=name)
    except ContributionError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return item(request, contribution_id, form=form, name=name)
    messages.success(request, done)
    return redirect("moderation:item", contribution_id) if name in STAYS else redirect("moderation:index")


def _target(name, contribution):
    if name != "review":
        return {"contribution": contribution}
    contest = queries.dossier(contribution.pk).contest
    if contest is None:
        raise ContributionError(_("This contest has its answer already."))
    return {"item": contest}


@require_POST
def take_over(request, contribution_id):
    """Read what someone else was reading."""
    _check(request)
    contribution = get_object_or_404(Contribution, pk=contribution_id)
    services.claim(contribution=contribution, moderator=request.user, now=now(), take_over=True)
    return redirect("moderation:item", contribution_id)


@require_POST
def leave(request, contribution_id):
    """Stop reading, and go back to the queue."""
    _check(request)
    services.release(contribution=get_object_or_404(Contribution, pk=contribution_id), moderator=request.user)
    return redirect("moderation:index")


@require_POST
def attach(request, contribution_id):
    """Add the sheet or the photo a contribution was keyed from."""
    _check(request)
    contribution = get_object_or_404(Contribution, pk=contribution_id)
    form = forms.OriginalForm(request.POST, request.FILES, prefix="original")
    if not form.is_valid():
        return item(request, contribution_id, form=form, name="original")
    try:
        services.attach_original(
            contribution=contribution, actor=request.user, now=now(), **form.cleaned_data
        )
    except ContributionError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return item(request, contribution_id, form=form, name="original")
    messages.success(request, _("The original is kept beside the text."))
    return redirect("moderation:item", contribution_id)


def original(request, original_id):
    """The picture, for moderators and nobody else; no name, no cache, nothing in it can run."""
    _check(request)
    found = get_object_or_404(ContributionOriginal.objects.exclude(file=""), pk=original_id)
    with found.file.open("rb") as picture:
        response = HttpResponse(picture.read(), content_type="image/jpeg")
    response["Content-Disposition"] = f'inline; filename="original-{found.pk}.jpg"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response._csp_replace = {"default-src": ["'none'"], "sandbox": [""]}
    return response


def _page(title, **context):
    return {"header_title": title, "page_title": title, "header_icon": "view", "Act": Act, **context}


class ModerationMenuItem(MenuItem):
    def is_shown(self, request):
        return permissions.may_moderate(request.user, now=now())


class ModerationViewSet(ViewSet):
    name = "moderation"
    icon = "view"
    menu_label = gettext_lazy("Moderation queue")
    menu_item_class = ModerationMenuItem

    def get_urlpatterns(self):
        return [
            path("", queue, name="index"),
            path("<int:contribution_id>/", item, name="item"),
            path("<int:contribution_id>/take-over/", take_over, name="take_over"),
            path("<int:contribution_id>/leave/", leave, name="leave"),
            path("<int:contribution_id>/original/", attach, name="attach"),
            path("<int:contribution_id>/<slug:name>/", act, name="act"),
            path("original/<int:original_id>/", original, name="original"),
        ]
