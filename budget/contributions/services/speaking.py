"""Saying something: one service for every nature by every channel."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budget.campaigns.models import Campaign
from budget.campaigns.queries import revision_at
from budget.contributions import permissions
from budget.contributions.choices import (
    CLOSES_MASK,
    LIVE_STATES,
    OPENS_MASK,
    STANDALONE_NATURES,
    TEXT_LIMITS,
    Channel,
    ContributionState,
    Nature,
    QueueReason,
)
from budget.contributions.models import Contribution
from budget.contributions.services.deciding import open_line
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.news import tell_answer
from budget.contributions.services.placing import checked_point
from budget.contributions.services.references import Numbering
from budget.journal.services import record

HOUR = timedelta(hours=1)


@transaction.atomic
def contribute(*, reference=None, **said):
    """Record what someone said or wrote, and publish it or not: the same rule for every channel and for every door.

    `said` is what `drafted` takes. Moderators find it in their queue, unless `publish=True` says it was read.
    `reference` is allocated unless given. Journal: `contribution.published` or `contribution.received`.
    Raises ContributionError.
    """
    contribution = drafted(**said)
    contribution.base_document_revision = revision_at(contribution.campaign, contribution.said_at)
    actor, now = said.get("actor"), said["now"]
    _check_pace(contribution, actor, now)
    _save_with_reference(contribution, reference)
    if said.get("publish") is not True:
        open_line(contribution, QueueReason.NEW, now=now)
    record(actor=actor, action=f"contribution.{contribution.state}", obj=contribution, now=now)
    tell_answer(contribution, now=now)
    return contribution


def drafted(
    *,
    campaign,
    nature,
    channel,
    text,
    now,
    actor=None,
    title="",
    target=None,
    district=None,
    theme=None,
    latitude=None,
    longitude=None,
    author=None,
    author_label="",
    partner=None,
    on_behalf=None,
    entered_by=None,
    place="",
    table=None,
    note_number=None,
    fidelity="",
    is_read_back=False,
    said_at=None,
    publish=None,
    batch=None,
    phases=None,
):
    """The contribution these words make, checked in full and not saved: nothing is written here.

    Without `publish`, the rule of the campaign decides by the nature and the phase, never by the channel. True
    publishes what needs no reading (imports by the system, moderators), False keeps it for later.

    `actor` is who acts (None: the system, for imports). `on_behalf`: they key it for someone, and
    `is_entered_by_city` says so; this goes without saying at every channel but the web, where they otherwise are the
    author unless `author` says otherwise. `said_at` may lie in the past for staff: the phase is judged at that
    moment. `note_number` is allocated unless given. District and theme come from `target` where they are not given.
    The point is optional. `batch` is the import it came with; `phases`, those of the campaign where they were already read.
    Raises ContributionError.
    """
    on_behalf = channel != Channel.WEB if on_behalf is None else on_behalf
    _check_right(actor, channel, on_behalf, partner, now)
    _check_publishing(actor, publish, now)
    said_at = said_at or now
    latitude, longitude = checked_point(latitude, longitude)
    is_public = (
        not permissions.reads_first(campaign, nature=nature, at=said_at) if publish is None else publish
    )
    contribution = Contribution(
        campaign=campaign,
        nature=Nature(nature),
        channel=Channel(channel),
        title=unmarked(title),
        text=unmarked(text),
        target=target,
        district=district or (target.district if target else None),
        theme=theme or (target.theme if target else None),
        latitude=latitude,
        longitude=longitude,
        author=author or (None if on_behalf else actor),
        author_label=author_label,
        partner=partner,
        is_entered_by_city=on_behalf,
        entered_by=entered_by or (actor if on_behalf else None),
        place=place.strip(),
        table=table,
        note_number=note_number,
        fidelity=fidelity,
        is_read_back=is_read_back,
        said_at=said_at,
        received_at=now,
        state=ContributionState.PUBLISHED if is_public else ContributionState.RECEIVED,
        published_at=now if is_public else None,
        import_batch=batch,
    )
    contribution.author_label = author_label or _name_shown(contribution)
    _check_moment(contribution, actor, now, phases)
    check_words(contribution)
    _check_place_in_the_debate(contribution)
    return contribution


def unmarked(words):
    """The words without the two letters that stand around what moderators mask: nobody else writes them."""
    return words.translate({ord(OPENS_MASK): "[", ord(CLOSES_MASK): "]"}).strip()


def _check_publishing(actor, publish, now):
    if publish and not permissions.may_moderate(actor, now=now):
        raise ContributionError(_("Only moderators may publish without the rule of moderation."))


def _check_pace(contribution, actor, now):
    """What one person writes for themselves in an hour has a limit."""
    if actor is None or contribution.author_id != actor.pk:
        return
    written = Contribution.objects.filter(author=actor, entered_by=None, received_at__gt=now - HOUR).count()
    if written >= settings.WRITING_PER_HOUR:
        raise ContributionError(
            _("You have written a lot in an hour. Your text is kept here: send it a little later.")
        )


def _name_shown(contribution):
    if contribution.partner:
        return contribution.partner.name
    return contribution.author.get_full_name() if contribution.author else ""


def _check_right(actor, channel, on_behalf, partner, now):
    if permissions.may_speak(actor, channel=channel, on_behalf=on_behalf, partner=partner, now=now):
        return
    if actor is not None and not actor.is_authenticated:
        raise ContributionError(_("Sign in to publish what you write."))
    if actor is not None and on_behalf and not permissions.may_enter(actor, now=now):
        raise ContributionError(_("Only the City's staff may enter what was said on someone's behalf."))
    raise ContributionError(
        _(
            "Only a representative of a validated organisation may speak for it. "
            "Choose to speak in your own name, or ask for your organisation's profile."
        ),
        field="partner",
    )


def _check_moment(contribution, actor, now, phases):
    said_at = contribution.said_at
    if said_at > now:
        raise ContributionError(
            _("Give the moment it was said: it cannot lie in the future."), field="said_at"
        )
    if actor is not None and not contribution.is_entered_by_city and said_at != now:
        raise ContributionError(_("What is written online is dated when it is sent."), field="said_at")
    about = {"nature": contribution.nature, "channel": contribution.channel}
    if not permissions.is_open(contribution.campaign, at=said_at, phases=phases, **about):
        raise ContributionError(_closed_message(contribution))


def _closed_message(contribution):
    """Which phase it takes, when that is or was, and where to go meanwhile."""
    phases = permissions.opening_phases(
        contribution.campaign, nature=contribution.nature, channel=contribution.channel
    )
    label = contribution.get_nature_display().lower()
    elsewhere = _("Questions and reactions stay open as long as the edition lasts.")
    upcoming = [phase for phase in phases if phase.opens_at > contribution.said_at]
    if upcoming:
        when = _day(upcoming[0].opens_at)
        return _("“%(nature)s” opens on %(date)s. %(elsewhere)s") % {
            "nature": label,
            "date": when,
            "elsewhere": elsewhere,
        }
    if phases:
        when = _day(max(phase.closes_at for phase in phases))
        return _("“%(nature)s” closed on %(date)s. %(elsewhere)s") % {
            "nature": label,
            "date": when,
            "elsewhere": elsewhere,
        }
    return _("This edition has no moment for “%(nature)s”. %(elsewhere)s") % {
        "nature": label,
        "elsewhere": elsewhere,
    }


def _day(moment):
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


def check_words(contribution):
    if not contribution.text:
        raise ContributionError(_("Write what you want to say: one sentence is enough."), field="text")
    limit = TEXT_LIMITS[contribution.nature]
    if len(contribution.text) > limit:
        raise ContributionError(
            _("Shorten your text: it has %(length)d characters, at most %(limit)d are kept.")
            % {"length": len(contribution.text), "limit": limit},
            field="text",
        )
    if len(contribution.title) > 160:
        raise ContributionError(_("Shorten the title to 160 characters."), field="title")
    if contribution.nature == Nature.ACTOR_PAPER and contribution.partner is None:
        raise ContributionError(
            _("An actor's paper is written in the name of an organisation: choose which one."),
            field="partner",
        )


def _check_place_in_the_debate(contribution):
    target, table = contribution.target, contribution.table
    if target is None and contribution.nature not in STANDALONE_NATURES:
        raise ContributionError(_("Say which contribution this answers."), field="target")
    if target is not None and target.campaign_id != contribution.campaign_id:
        raise ContributionError(_("Choose a contribution of the same edition."), field="target")
    if target is not None and target.state not in LIVE_STATES and not _come_together(contribution, target):
        raise ContributionError(
            _("%(reference)s no longer takes answers: read it to see where the debate goes on.")
            % {"reference": target.reference},
            field="target",
        )
    if table is not None and contribution.channel != Channel.WORKSHOP:
        raise ContributionError(_("A note of a table is said at a table."), field="table")
    if table is not None and table.workshop.campaign_id != contribution.campaign_id:
        raise ContributionError(_("Choose a table of the same edition."), field="table")


def _come_together(contribution, target):
    """An answer may come with what it answers, in one import: both then wait to be published."""
    batch = contribution.import_batch
    return batch is not None and batch == target.import_batch and target.state == ContributionState.RECEIVED


def _save_with_reference(contribution, reference):
    """Allocate what is missing under the campaign's lock, so that two people never get the same reference."""
    Campaign.objects.select_for_update(no_key=True).get(pk=contribution.campaign_id)
    has_number = contribution.table is None or contribution.note_number is not None
    if not (reference and has_number):
        allocated = Numbering(contribution.campaign_id).reference_for(contribution)
        reference = reference or allocated
    contribution.reference = reference
    try:
        with transaction.atomic():
            contribution.save(force_insert=True)
    except IntegrityError as error:
        raise ContributionError(
            _("%(reference)s is already taken in this edition: leave the reference empty.")
            % {"reference": contribution.reference},
            field="reference",
        ) from error
