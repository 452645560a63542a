"""What is printed or recorded from the base document: registered when made, settled when it has gone stale."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.campaigns.choices import DerivativeState
from budget.campaigns.models import Campaign, Derivative
from budget.campaigns.permissions import may_follow_derivatives
from budget.campaigns.queries import revisions
from budget.campaigns.services.errors import CampaignError
from budget.journal.services import record


@transaction.atomic
def register_derivative(*, campaign, kind, title, actor, now, obj=None, revision=None, printed_at=None):
    """Remember that something was made from a revision of the base document (the current one unless told).

    `obj` is what it was made for (a workshop, a vote…). Making it again for the same object replaces the former one;
    making it again from the same revision changes nothing but its printing date. Returns the Derivative. Raises
    CampaignError.
    """
    _require_right(actor)
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    revision = revision or revisions(campaign).first()
    if revision is None or revision.campaign_id != campaign.pk:
        raise CampaignError(
            _("Publish the base document of this edition first: what is printed says its revision."),
            field="revision",
        )
    if not title.strip():
        raise CampaignError(_("Say what this is: “Voter guide, A5”."), field="title")
    if printed_at and printed_at > now:
        raise CampaignError(_("A printing date lies in the past."), field="printed_at")
    about = {"object_type": obj._meta.model_name, "object_ref": _reference(obj)} if obj is not None else {}
    former = _in_use(campaign, kind, about)
    if former is not None and former.revision_id == revision.pk:
        return _printed(former, printed_at)
    if former is not None:
        _settle(former, DerivativeState.REPLACED, actor=actor, now=now)
    made = Derivative.objects.create(
        campaign=campaign,
        kind=kind,
        title=title.strip(),
        revision=revision,
        registered_at=now,
        printed_at=printed_at,
        **about,
    )
    record(
        actor=actor,
        action="derivative.registered",
        obj=made,
        now=now,
        detail={"revision": revision.number},
    )
    return made


@transaction.atomic
def replace_derivative(*, derivative, actor, now):
    """Say that the stale copies were taken away and new ones printed from the current revision. Returns the new one."""
    _require_right(actor)
    derivative = _locked(derivative)
    _settle(derivative, DerivativeState.REPLACED, actor=actor, now=now)
    made = Derivative.objects.create(
        campaign=derivative.campaign,
        kind=derivative.kind,
        title=derivative.title,
        object_type=derivative.object_type,
        object_ref=derivative.object_ref,
        revision=revisions(derivative.campaign).first(),
        registered_at=now,
        printed_at=now,
    )
    record(
        actor=actor,
        action="derivative.registered",
        obj=made,
        now=now,
        detail={"revision": made.revision.number},
    )
    return made


@transaction.atomic
def hold_derivative(*, derivative, reason, actor, now):
    """Keep a stale document as it is, with the reason: its evening is over, the change does not touch it."""
    _require_right(actor)
    if not reason.strip():
        raise CampaignError(_("Write why these copies may stay as they are."), field="reason")
    return _settle(_locked(derivative), DerivativeState.HELD, actor=actor, now=now, reason=reason.strip())


def _require_right(actor):
    if not may_follow_derivatives(actor):
        raise CampaignError(_("Only a campaign manager or a facilitator may do this."))


def _locked(derivative):
    derivative = Derivative.objects.select_for_update().get(pk=derivative.pk)
    if derivative.state != DerivativeState.IN_USE:
        raise CampaignError(_("This document was settled already: read the list again."))
    return derivative


def _in_use(campaign, kind, about):
    if not about:
        return None
    return Derivative.objects.filter(
        campaign=campaign, kind=kind, state=DerivativeState.IN_USE, **about
    ).first()


def _printed(derivative, printed_at):
    if printed_at and derivative.printed_at != printed_at:
        derivative.printed_at = printed_at
        derivative.save(update_fields=["printed_at"])
    return derivative


def _settle(derivative, state, *, actor, now, reason=""):
    derivative.state, derivative.reason, derivative.settled_at = state, reason, now
    derivative.save(update_fields=["state", "reason", "settled_at"])
    record(actor=actor, action=f"derivative.{state}", obj=derivative, now=now, reason=reason)
    return derivative


def _reference(obj):
    return str(getattr(obj, "reference", "") or obj.pk)
