"""Setting up a campaign: the only code that writes campaigns, phases and envelopes."""

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from budget.campaigns.choices import PhaseKind
from budget.campaigns.models import Campaign, District, Envelope, Theme
from budget.campaigns.permissions import may_manage_campaigns
from budget.campaigns.services.errors import CampaignError
from budget.journal.services import record


def _require_manager(actor):
    if not may_manage_campaigns(actor):
        raise CampaignError(_("Only a campaign manager may do this."))


@transaction.atomic
def save_campaign(*, campaign, actor, now):
    """Create or change a campaign (an unsaved or loaded instance). Making one current retires the other."""
    _require_manager(actor)
    if campaign.is_current:
        Campaign.objects.filter(is_current=True).exclude(pk=campaign.pk).update(is_current=False)
    action = "campaign.changed" if campaign.pk else "campaign.created"
    campaign.full_clean()
    campaign.save()
    record(actor=actor, action=action, obj=campaign, now=now)
    return campaign


@transaction.atomic
def schedule_phase(*, phase, actor, now):
    """Create or change a phase. Two phases of one kind may not overlap; the database has the last word."""
    _require_manager(actor)
    if phase.closes_at <= phase.opens_at:
        raise CampaignError(
            _("A phase closes after it opens: choose a later closing date."), field="closes_at"
        )
    action = "phase.changed" if phase.pk else "phase.scheduled"
    try:
        with transaction.atomic():
            phase.save()
    except IntegrityError as fault:
        message = _("Another “%(kind)s” phase is open during these dates: move one of them.")
        raise CampaignError(message % {"kind": PhaseKind(phase.kind).label}, field="opens_at") from fault
    record(
        actor=actor,
        action=action,
        obj=phase,
        now=now,
        detail={"opens": phase.opens_at, "closes": phase.closes_at},
    )
    return phase


@transaction.atomic
def set_envelope(*, campaign, district, amount_cents, actor, now, note=""):
    """Give a district (or the whole city) its share. The shares may not exceed the campaign's total."""
    _require_manager(actor)
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    others = Envelope.objects.filter(campaign=campaign).exclude(district=district)
    already = others.aggregate(sum=Sum("amount_cents"))["sum"] or 0
    if already + amount_cents > campaign.total_cents:
        raise CampaignError(
            _("The envelopes would exceed the total budget by %(cents)d cents: lower one of them.")
            % {"cents": already + amount_cents - campaign.total_cents},
            field="amount_cents",
        )
    envelope, _created = Envelope.objects.update_or_create(
        campaign=campaign, district=district, defaults={"amount_cents": amount_cents, "note": note}
    )
    record(actor=actor, action="envelope.set", obj=envelope, now=now, detail={"amount_cents": amount_cents})
    return envelope


@transaction.atomic
def save_district(*, district, actor, now):
    """Create or change a district."""
    _require_manager(actor)
    District.full_clean(district)
    district.save()
    record(actor=actor, action="district.saved", obj=district, now=now)
    return district


@transaction.atomic
def save_theme(*, theme, actor, now):
    """Create or change a theme."""
    _require_manager(actor)
    Theme.full_clean(theme)
    theme.save()
    record(actor=actor, action="theme.saved", obj=theme, now=now)
    return theme
