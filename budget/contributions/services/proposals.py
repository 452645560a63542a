"""Proposing that contributions join or part, asking each author, writing down each answer.

No author's refusal is overruled: what they refuse stays apart. A reason stands in for those who said nothing, once
the day they were given has passed. `carrying_out` does the rest.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.choices import (
    TEXT_LIMITS,
    Channel,
    ConsentState,
    ContributionState,
    ProposalKind,
    ProposalState,
)
from budget.contributions.models import Consent, Contribution, LookedAt, Proposal, ProposedPart
from budget.contributions.queries.ancestry import everyone_upstream
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.reaching import tell
from budget.journal.services import record
from budget.rules.clock import local_day

#: States in which a contribution may be proposed to join another, or to part.
MOVABLE_STATES = (ContributionState.PUBLISHED,)


@transaction.atomic
def propose_merge(*, into, joining, reason, answer_by, actor, now):
    """Propose that contributions (`joining`) join `into`, whose words do not change; every author is asked.

    `answer_by` is a date. Journal: `proposal.made`. Raises ContributionError.
    """
    joining = [one for one in joining if one.pk != into.pk]
    _check_proposal(actor, reason, answer_by, now)
    if not joining:
        raise ContributionError(_("Choose at least one contribution that would join it."), field="joining")
    into, *joining = _locked([into, *joining])
    for one in joining:
        if one.nature != into.nature:
            raise ContributionError(
                _("Merge contributions of one nature: %(one)s and %(other)s say different kinds of things.")
                % {"one": one.reference, "other": into.reference},
                field="joining",
            )
    return _propose(ProposalKind.MERGE, [into, *joining], reason, answer_by, actor, now, into=into)


@transaction.atomic
def propose_split(*, contribution, parts, reason, answer_by, actor, now):
    """Propose that a contribution becomes several; `parts` is a list of (title, text), at least two.

    Journal: `proposal.made`. Raises ContributionError.
    """
    _check_proposal(actor, reason, answer_by, now)
    [contribution] = _locked([contribution])
    parts = [(title.strip()[:160], text.strip()) for title, text in parts if title.strip() or text.strip()]
    if len(parts) < 2:
        raise ContributionError(_("Write at least two parts, each with a title and a text."), field="parts")
    for title, text in parts:
        if not title or not text:
            raise ContributionError(_("Give each part a title and a text."), field="parts")
        if len(text) > TEXT_LIMITS[contribution.nature]:
            raise ContributionError(
                _("Shorten the text of “%(title)s”: %(limit)d characters at most.")
                % {"title": title, "limit": TEXT_LIMITS[contribution.nature]},
                field="parts",
            )
    proposal = _propose(ProposalKind.SPLIT, [contribution], reason, answer_by, actor, now)
    ProposedPart.objects.bulk_create(
        [
            ProposedPart(proposal=proposal, position=position, title=title, text=text)
            for position, (title, text) in enumerate(parts, 1)
        ]
    )
    return proposal


@transaction.atomic
def answer_proposal(*, proposal, user, agrees, now):
    """The author says yes or no for each of their contributions, and may change their mind while it is open.

    Journal: `consent.given` or `consent.refused`. Raises ContributionError.
    """
    proposal = lock_open(proposal)
    asked = proposal.consents.select_related("contribution__partner", "contribution__campaign")
    mine = [one for one in asked if permissions.may_consent(user, one.contribution, now=now)]
    if not mine:
        raise ContributionError(
            _("Only the authors of these contributions are asked. Yours is not among them.")
        )
    for consent in mine:
        _write(consent, agrees, Channel.WEB, local_day(now), "", user, now)
    return mine


@transaction.atomic
def record_consent(*, consent, agrees, channel, answered_on, actor, now, note=""):
    """Staff write down what an author said on paper, by phone or in a room, the day they said it.

    Journal: `consent.given` or `consent.refused`. Raises ContributionError.
    """
    check_may_gather(actor, now)
    lock_open(consent.proposal)
    if channel not in Channel.values or channel == Channel.WEB:
        raise ContributionError(
            _("Say how the answer came: online, the author gives it themselves."), field="channel"
        )
    if answered_on is None or answered_on > local_day(now):
        raise ContributionError(
            _("Give the day of the answer: it cannot lie in the future."), field="answered_on"
        )
    return _write(consent, agrees, channel, answered_on, note.strip()[:250], actor, now)


@transaction.atomic
def drop_proposal(*, proposal, reason, actor, now):
    """Give a proposal up; its page says why. Journal: `proposal.dropped`. Raises ContributionError."""
    check_may_gather(actor, now)
    proposal = lock_open(proposal)
    if not reason.strip():
        raise ContributionError(
            _("Say why it is dropped: the authors who were asked read it."), field="reason"
        )
    close(proposal, ProposalState.DROPPED, now, closing_reason=reason.strip())
    record(actor=actor, action="proposal.dropped", obj=proposal, now=now, reason=reason.strip())
    return proposal


@transaction.atomic
def leave_apart(*, first, second, actor, now):
    """Two contributions that resemble each other are not the same: the queue does not show them again.

    Journal: `pair.left_apart`. Raises ContributionError.
    """
    check_may_gather(actor, now)
    first, second = sorted((first, second), key=lambda one: one.pk)
    pair, is_new = LookedAt.objects.get_or_create(
        first=first, second=second, defaults={"looked_at": now, "looked_by": actor}
    )
    if is_new:
        detail = {"other": second.reference}
        record(actor=actor, action="pair.left_apart", obj=first, now=now, detail=detail)
    return pair


def check_may_gather(actor, now):
    if not permissions.may_gather(actor, now=now):
        raise ContributionError(_("Only staff who look after the lineage may group, merge or split."))


def lock_open(proposal):
    """The proposal as it now stands, locked; raises ContributionError once it is closed."""
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=proposal.pk)
    if not locked.is_open:
        raise ContributionError(_("This proposal is closed: its page says what came of it."))
    return locked


def close(proposal, state, now, **values):
    """Write how a locked proposal ended."""
    values = {"state": state, "closed_at": now, **values}
    for name, value in values.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=list(values))


def _check_proposal(actor, reason, answer_by, now):
    check_may_gather(actor, now)
    if not reason.strip():
        raise ContributionError(
            _("Say why: the authors decide on it, and everyone reads it."), field="reason"
        )
    if answer_by is None or answer_by <= local_day(now):
        raise ContributionError(
            _("Give a day to answer by: tomorrow at the earliest, two weeks is kind."), field="answer_by"
        )


def _locked(contributions):
    """The contributions in the order given, locked in the order of their keys, free to join or part."""
    keys = [one.pk for one in contributions]
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    found = {row.pk: row for row in rows.select_related("campaign").filter(pk__in=keys)}
    contributions = [found[pk] for pk in dict.fromkeys(keys)]
    waiting = Consent.objects.filter(contribution__in=keys, proposal__state=ProposalState.OPEN)
    taken = set(waiting.values_list("contribution_id", flat=True))
    for one in contributions:
        if one.campaign_id != contributions[0].campaign_id:
            raise ContributionError(_("Choose contributions of the same edition."), field="joining")
        if one.state not in MOVABLE_STATES:
            raise ContributionError(
                _(
                    "%(reference)s is “%(state)s”: it can no longer join another or be split. Group it instead."
                )
                % {"reference": one.reference, "state": one.get_state_display()},
                field="joining",
            )
        if one.pk in taken:
            raise ContributionError(
                _("%(reference)s is already in a proposal: wait for its answers, or drop it first.")
                % {"reference": one.reference},
                field="joining",
            )
    return contributions


def _propose(kind, concerned, reason, answer_by, actor, now, into=None):
    proposal = Proposal.objects.create(
        campaign=concerned[0].campaign,
        kind=kind,
        into=into,
        reason=reason.strip(),
        answer_by=answer_by,
        made_by=actor,
        made_at=now,
    )
    Consent.objects.bulk_create(
        [Consent(proposal=proposal, contribution=one, asked_at=now) for one in concerned]
    )
    detail = {"kind": kind, "contributions": [one.reference for one in concerned]}
    record(actor=actor, action="proposal.made", obj=proposal, now=now, reason=proposal.reason, detail=detail)
    _ask(proposal, concerned, now)
    return proposal


def _ask(proposal, concerned, now):
    """Everyone upstream is told once; those whose words are concerned find the question on the page."""
    titles = {"title": concerned[0].short_headline}
    tell(
        event="merge.proposed" if proposal.kind == ProposalKind.MERGE else "split.proposed",
        obj=proposal.into or concerned[0],
        **everyone_upstream(concerned),
        title=lambda: (
            _("Joining “%(title)s”: what do you say?") % titles
            if proposal.kind == ProposalKind.MERGE
            else _("Splitting “%(title)s”: what do you say?") % titles
        ),
        text=proposal.reason,
        url=proposal.get_absolute_url,
        now=now,
        key=f"proposal.made:{proposal.pk}",
        is_urgent=True,
    )


def _write(consent, agrees, channel, answered_on, note, actor, now):
    consent.state = ConsentState.GIVEN if agrees else ConsentState.REFUSED
    consent.channel, consent.answered_on = channel, answered_on
    consent.note, consent.written_by = note, actor
    consent.save(update_fields=["state", "channel", "answered_on", "note", "written_by"])
    detail = {"proposal": consent.proposal_id, "channel": channel, "answered_on": answered_on}
    record(actor=actor, action=f"consent.{consent.state}", obj=consent.contribution, now=now, detail=detail)
    return consent
