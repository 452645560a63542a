"""Grouping: the default for things that resemble each other. Nothing changes but the title above them."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from budget.campaigns.models import Campaign
from budget.contributions import permissions
from budget.contributions.choices import PUBLIC_STATES
from budget.contributions.models import Grouping, GroupingMember
from budget.contributions.services.errors import ContributionError
from budget.journal.services import record


@transaction.atomic
def group_together(*, campaign, title, members, actor, now, text="", reference=None):
    """Put contributions and projects (`members`, at least two) under one title; each stays what it is.

    Journal: `grouping.made`. Raises ContributionError.
    """
    _check_right(actor, now)
    members = list(members)
    if not title.strip():
        raise ContributionError(_("Give the grouping a title: it stands above each page."), field="title")
    if len(members) < 2:
        raise ContributionError(_("Choose at least two things to group."), field="members")
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    grouping = Grouping.objects.create(
        campaign=campaign,
        reference=reference or _next_reference(campaign),
        title=title.strip()[:160],
        text=text.strip(),
        made_by=actor,
        made_at=now,
    )
    for member in members:
        _join(grouping, member, now)
    detail = {"members": [member.reference for member in members]}
    record(actor=actor, action="grouping.made", obj=grouping, now=now, reason=text.strip(), detail=detail)
    return grouping


@transaction.atomic
def add_to_grouping(*, grouping, member, actor, now):
    """Put one more contribution or project in a grouping. Journal: `grouping.joined`. Raises ContributionError."""
    _check_right(actor, now)
    Grouping.objects.select_for_update(no_key=True).get(pk=grouping.pk)
    joined = _join(grouping, member, now)
    record(actor=actor, action="grouping.joined", obj=grouping, now=now, detail={"member": member.reference})
    return joined


@transaction.atomic
def take_out_of_grouping(*, member, actor, now, reason):
    """Take a GroupingMember out; the line stays. Journal: `grouping.left`. Raises ContributionError."""
    _check_right(actor, now)
    if not reason.strip():
        raise ContributionError(_("Say why it leaves the grouping: the journal keeps it."), field="reason")
    member = GroupingMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if member.left_at:
        raise ContributionError(_("It already left this grouping."))
    member.left_at = now
    member.save(update_fields=["left_at"])
    detail = {"member": (member.contribution or member.project).reference}
    record(
        actor=actor,
        action="grouping.left",
        obj=member.grouping,
        now=now,
        reason=reason.strip(),
        detail=detail,
    )
    return member


@transaction.atomic
def rename_grouping(*, grouping, title, text, actor, now):
    """Change the title of a grouping and why it is one. Journal: `grouping.renamed`. Raises ContributionError."""
    _check_right(actor, now)
    if not title.strip():
        raise ContributionError(_("Give the grouping a title: it stands above each page."), field="title")
    grouping = Grouping.objects.select_for_update(of=("self",)).get(pk=grouping.pk)
    former = grouping.title
    grouping.title, grouping.text = title.strip()[:160], text.strip()
    grouping.save(update_fields=["title", "text"])
    record(actor=actor, action="grouping.renamed", obj=grouping, now=now, detail={"former_title": former})
    return grouping


def _check_right(actor, now):
    if not permissions.may_gather(actor, now=now):
        raise ContributionError(_("Only staff who look after the lineage may group, merge or split."))


def _join(grouping, member, now):
    if member.campaign_id != grouping.campaign_id:
        raise ContributionError(_("Choose things of the same edition."), field="members")
    is_project = member._meta.model_name == "project"
    if not member.is_public if is_project else member.state not in PUBLIC_STATES:
        raise ContributionError(
            _("%(reference)s is not public: it cannot be grouped.") % {"reference": member.reference},
            field="members",
        )
    end = {"project" if is_project else "contribution": member}
    try:
        with transaction.atomic():
            return GroupingMember.objects.create(grouping=grouping, joined_at=now, **end)
    except IntegrityError as error:
        raise ContributionError(
            _("%(reference)s is already in a grouping: add the other one there, or take it out first.")
            % {"reference": member.reference},
            field="members",
        ) from error


def _next_reference(campaign):
    return f"R{Grouping.objects.filter(campaign=campaign).count() + 1:02d}"
