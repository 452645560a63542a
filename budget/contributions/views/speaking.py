"""Writing, answering, supporting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from budget.campaigns import queries as campaigns
from budget.contributions import permissions, services
from budget.contributions.choices import Channel, Nature
from budget.contributions.forms import AnswerForm, ContributionForm, answer_choices, opening_choices
from budget.contributions.services import ContributionError
from budget.contributions.views import already, keeping
from budget.contributions.views.finding import address_of, readable_or_404
from budget.rules.clock import now


def create(request, campaign):
    """Write something that opens a thread. One may begin before signing in: the words are kept."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    natures = permissions.open_natures(campaign, channel=Channel.WEB, at=moment)
    draft = keeping.draft_of(request, campaign)
    form = _form(
        ContributionForm,
        request,
        natures=natures,
        choices=lambda offered: opening_choices(offered, is_voice=permissions.is_voice(request.user)),
        draft=draft,
        initial={"nature": request.GET.get("nature")},
    )
    if form is None:
        context = {"campaign": campaign, "words": keeping.recovered(request) or draft}
        return render(request, "budget/contributions/closed.html", context)
    asked = already.is_asked(request)
    if request.method == "POST" and not asked:
        answer = _posted(request, form, natures, campaign=campaign, now=moment)
        if answer:
            return answer
    context = {
        "campaign": campaign,
        "form": form,
        "is_idea_closed": Nature.IDEA not in natures,
        "is_asked": asked,
        "already": already.found_in(request, campaign) if asked else [],
    }
    return render(request, "budget/contributions/create.html", context)


def reply(request, campaign, reference):
    """Answer a contribution, on a page of its own. One may begin before signing in: the words are kept."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    target = readable_or_404(campaign, reference, request.user, moment)
    natures = permissions.open_natures(campaign, channel=Channel.WEB, at=moment) if target.is_live else []
    draft = keeping.draft_of(request, campaign, target)
    form = _form(AnswerForm, request, natures=natures, choices=answer_choices, draft=draft)
    if request.method == "POST":
        answer = _posted(request, form, natures, campaign=campaign, target=target, now=moment)
        if answer:
            return answer
    words = keeping.recovered(request) or draft
    context = {"campaign": campaign, "target": target, "form": form, "words": words}
    return render(request, "budget/contributions/reply.html", context)


def _form(form_class, request, *, natures, choices, draft, initial=None):
    """The form of this page, or None when nothing can be written. A phase may close while one types: the words stay."""
    recovered = keeping.recovered(request)
    is_sent = request.method == "POST" and not already.is_asked(request)
    offered = choices(Nature if is_sent else natures)
    if not offered:
        return None
    about = {"natures": offered, "user": request.user, "draft": draft}
    if already.is_asked(request):
        return form_class(initial=request.POST.dict(), **about | {"draft": None})
    if request.method == "POST":
        return form_class(request.POST, **about)
    form = form_class(initial=(initial or {}) | (recovered or {}), **about)
    form.is_recovered = bool(recovered)
    return form


def _posted(request, form, natures, **about):
    """What comes of a posted form: a redirection, or None with the reasons on the form."""
    if not request.user.is_authenticated:
        return keeping.sign_in_first(request)
    keeping.forget(request)
    if "keep" in request.POST:
        return keeping.saved(request, form, **about)
    said = _say(request, form, **about) if form.is_valid() else None
    if said is None:
        if form.data.get("nature") not in natures:
            form.kept = keeping.save(request, form, **about) or form.kept
        return None
    return _thanked(request, said, about.get("target"))


def _thanked(request, said, target):
    """To the thread, where the words are or will be."""
    if not said.is_public:
        messages.success(request, _("It is received: thank you. It will be read before it is published."))
        return redirect(address_of(said.campaign, said))
    if target is None:
        messages.success(request, _("It is published: thank you. Others can answer it now."))
        return redirect(address_of(said.campaign, said))
    messages.success(request, _("Your answer is published: thank you."))
    return redirect(address_of(said.campaign, target) + f"#{said.reference}")


def _say(request, form, **about):
    """The new contribution, or None with the refusal written on the form."""
    words = form.said()
    try:
        return services.say(
            actor=request.user,
            channel=Channel.WEB,
            draft_key=form.cleaned_data.get("draft"),
            **words,
            **about,
        )
    except ContributionError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


@require_POST
@login_required
def support(request, campaign, reference):
    """Support a contribution, or take one's support back with `?withdraw=1`; then back to the page one was on."""
    moment = now()
    campaign = get_object_or_404(campaigns.campaigns(), slug=campaign)
    found = readable_or_404(campaign, reference, request.user, moment)
    act = services.withdraw_support if request.GET.get("withdraw") else services.support
    try:
        act(contribution=found, user=request.user, now=moment)
    except ContributionError as refusal:
        messages.error(request, refusal.message)
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = address_of(campaign, found)
    return redirect(back)
