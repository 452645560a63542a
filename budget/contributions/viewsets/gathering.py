"""The staff's screens to group, merge and split: from the queue of what looks alike to the answers of each author."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from budget.campaigns.models import Campaign
from budget.contributions import permissions, queries, services
from budget.contributions.forms.gathering_staff import (
    CarryOutForm,
    GatheringForm,
    GroupingForm,
    NamedThingsForm,
    RecordConsentForm,
    SplitForm,
    WhyForm,
)
from budget.contributions.models import Grouping, Proposal
from budget.contributions.services import ContributionError
from budget.rules.clock import now


def _page(request, template, title, **context):
    context = {"header_title": title, "page_title": title, "header_icon": "link", **context}
    return render(request, f"budget/contributions/admin/{template}.html", context)


def _check(request):
    if not permissions.may_gather(request.user, now=now()):
        raise PermissionDenied


def _campaign(request):
    """The edition asked for, or the latest."""
    editions = Campaign.objects.order_by("-pk")
    wanted = request.GET.get("campaign")
    return get_object_or_404(editions, slug=wanted) if wanted else editions.first()


def _address(name, campaign, **query):
    return f"{reverse(f'gathering:{name}')}?{urlencode({'campaign': campaign.slug, **query})}"


def index(request):
    """What looks alike, what waits for answers, what is grouped."""
    _check(request)
    campaign = _campaign(request)
    if campaign is None:
        return _page(request, "gathering", _("Group, merge, split"), campaign=None)
    is_across = bool(request.GET.get("across"))
    form = NamedThingsForm(request.GET if "things" in request.GET else None)
    if form.is_bound and form.is_valid():
        things = form.cleaned_data["things"]
        if len(things) == 1:
            return redirect(_address("split", campaign, thing=things[0]))
        return redirect(_address("compare", campaign, things=",".join(things)))
    pairs = queries.likely_pairs(campaign, is_across=is_across)
    for pair in pairs:
        named = f"{pair.first.reference},{pair.second.reference}"
        pair.url = _address("compare", campaign, things=named)
    return _page(
        request,
        "gathering",
        _("Group, merge, split"),
        campaign=campaign,
        campaigns=Campaign.objects.order_by("-pk"),
        pairs=pairs,
        is_across=is_across,
        proposals=queries.proposals(campaign),
        groupings=queries.groupings(campaign),
        form=form,
    )


def compare(request):
    """Things side by side, and what to do with them: grouping is chosen beforehand."""
    _check(request)
    campaign, moment = _campaign(request), now()
    names = [name for name in request.GET.get("things", "").split(",") if name]
    found = queries.things_named(campaign, names)
    things = [found[name] for name in dict.fromkeys(names) if name in found]
    missing = [name for name in names if name not in found]
    if len(things) < 2 or missing:
        gone = ", ".join(missing)
        words = _("Not found in this edition: %(references)s.") % {"references": gone} if gone else ""
        messages.error(request, words or _("Choose at least two things to put side by side."))
        return redirect(_address("index", campaign))
    form = GatheringForm(request.POST if request.method == "POST" else None, things=things, now=moment)
    if request.method == "POST" and form.is_valid():
        try:
            done = _gather(form, campaign, things, request.user, moment)
        except ContributionError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, done)
            return redirect(_address("index", campaign))
    return _page(
        request, "compare", _("Side by side"), campaign=campaign, things=queries.read_again(things), form=form
    )


def _gather(form, campaign, things, actor, moment):
    """Do what was chosen; returns what to tell the person."""
    values, who = form.cleaned_data, {"actor": actor, "now": moment}
    if values["act"] == form.GROUP:
        made = services.group_together(
            campaign=campaign, title=values["title"], text=values["reason"], members=things, **who
        )
        return _("Grouped: %(grouping)s.") % {"grouping": made}
    if values["act"] == form.APART:
        services.leave_apart(first=things[0], second=things[1], **who)
        return _("Left apart: the queue does not show them again.")
    into = next(thing for thing in things if thing.reference == values["into"])
    joining = [thing for thing in things if thing is not into]
    services.propose_merge(
        into=into, joining=joining, reason=values["reason"], answer_by=values["answer_by"], **who
    )
    return _("Proposed: the authors are told, and asked whether they agree.")


def split(request):
    """One contribution, and the parts it would become."""
    _check(request)
    campaign, moment = _campaign(request), now()
    name = request.GET.get("thing", "")
    thing = queries.things_named(campaign, [name]).get(name)
    if thing is None or thing._meta.model_name != "contribution":
        messages.error(request, _("Not found in this edition: %(references)s.") % {"references": name})
        return redirect(_address("index", campaign))
    form = SplitForm(request.POST if request.method == "POST" else None, now=moment)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            services.propose_split(
                contribution=thing,
                parts=form.parts,
                reason=values["reason"],
                answer_by=values["answer_by"],
                actor=request.user,
                now=moment,
            )
        except ContributionError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Proposed: the author is told, and asked whether they agree."))
            return redirect(_address("index", campaign))
    [thing] = queries.read_again([thing])
    return _page(request, "split", _("Split a contribution"), campaign=campaign, things=[thing], form=form)


def proposal(request, pk, forms=None):
    """A proposal: its answers, those that came by paper or phone, and carrying it out."""
    _check(request)
    found = _proposal(pk)
    consents = list(found.consents.all())
    forms = {
        "record": RecordConsentForm(consents=consents),
        "carry-out": CarryOutForm(),
        "drop": WhyForm(prefix="drop"),
        **(forms or {}),
    }
    acts = [
        {"name": "record", "form": forms["record"], "label": _("Write down an answer"), "is_main": True},
        {"name": "carry-out", "form": forms["carry-out"], "label": _("Carry it out"), "is_main": True},
        {"name": "drop", "form": forms["drop"], "label": _("Drop it"), "is_main": False},
    ]
    return _page(
        request,
        "proposal",
        str(found),
        campaign=found.campaign,
        proposal=found,
        acts=acts if found.is_open else [],
    )


def _proposal(pk):
    get_object_or_404(Proposal, pk=pk)
    return queries.proposal(pk)


@require_POST
def act(request, pk, name):
    """Write an answer down, carry a proposal out, or drop it."""
    _check(request)
    found, moment = _proposal(pk), now()
    makers = {
        "record": lambda: RecordConsentForm(request.POST, consents=found.consents.all()),
        "carry-out": lambda: CarryOutForm(request.POST),
        "drop": lambda: WhyForm(request.POST, prefix="drop"),
    }
    if name not in makers:
        return redirect("gathering:proposal", pk)
    form = makers[name]()
    if form.is_valid():
        who = {"actor": request.user, "now": moment}
        try:
            if name == "record":
                services.record_consent(**form.answer(), **who)
            elif name == "carry-out":
                services.carry_out(proposal=found, **form.cleaned_data, **who)
            else:
                services.drop_proposal(proposal=found, **form.cleaned_data, **who)
        except ContributionError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Written down."))
            return redirect("gathering:proposal", pk)
    return proposal(request, pk, forms={name: form})


def grouping(request, pk):
    """A grouping: its title, its members, one more, one less."""
    _check(request)
    row = get_object_or_404(Grouping.objects.select_related("campaign"), pk=pk)
    moment, who = now(), {"actor": request.user, "now": now()}
    what = request.POST.get("what", "")
    form = GroupingForm(
        request.POST if what == "rename" else None, initial={"title": row.title, "text": row.text}
    )
    why = WhyForm(request.POST if what == "leave" else None, prefix="leave")
    try:
        if what == "rename" and form.is_valid():
            services.rename_grouping(grouping=row, **form.cleaned_data, **who)
        elif what == "join":
            name = request.POST.get("thing", "").strip()
            thing = queries.things_named(row.campaign, [name]).get(name)
            if thing is None:
                raise ContributionError(
                    _("Not found in this edition: %(references)s.") % {"references": name}
                )
            services.add_to_grouping(grouping=row, member=thing, **who)
        elif what == "leave" and why.is_valid():
            member = get_object_or_404(row.members, pk=request.POST.get("member") or 0)
            services.take_out_of_grouping(member=member, **why.cleaned_data, **who)
    except ContributionError as refusal:
        messages.error(request, refusal.message)
    else:
        if what:
            messages.success(request, _("Written down."))
            return redirect("gathering:grouping", pk)
    found = queries.grouping(row.campaign, row.reference)
    return _page(
        request,
        "grouping",
        str(row),
        campaign=row.campaign,
        grouping=found,
        form=form,
        why=why,
        moment=moment,
    )


class GatheringMenuItem(MenuItem):
    def is_shown(self, request):
        return permissions.may_gather(request.user, now=now())


class GatheringViewSet(ViewSet):
    name = "gathering"
    icon = "link"
    menu_label = gettext_lazy("Group, merge, split")
    add_to_admin_menu = False
    menu_item_class = GatheringMenuItem

    def get_urlpatterns(self):
        return [
            path("", index, name="index"),
            path("compare/", compare, name="compare"),
            path("split/", split, name="split"),
            path("proposals/<int:pk>/", proposal, name="proposal"),
            path("proposals/<int:pk>/<slug:name>/", act, name="act"),
            path("groupings/<int:pk>/", grouping, name="grouping"),
        ]
