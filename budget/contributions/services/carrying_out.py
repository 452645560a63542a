"""Carrying a proposal out: edges are drawn, addresses go on answering, supports stay where they were given."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.campaigns.models import Campaign
from budget.contributions.choices import (
    Channel,
    ConsentState,
    ContributionState,
    EdgeKind,
    ProposalKind,
    ProposalState,
)
from budget.contributions.models import Contribution
from budget.contributions.queries.ancestry import everyone_upstream
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.lineage import draw_edge
from budget.contributions.services.proposals import MOVABLE_STATES, check_may_gather, close, lock_open
from budget.contributions.services.reaching import tell
from budget.contributions.services.references import Numbering
from budget.journal.services import record
from budget.rules.clock import local_day


@transaction.atomic
def carry_out(*, proposal, actor, now, missing_reason=""):
    """Merge or split as proposed: what an author refused stays apart, and every author upstream is told once.

    With each consent given, at any time; otherwise once the day to answer has passed, for a reason that is public.
    Journal: `proposal.done`. Raises ContributionError.
    """
    check_may_gather(actor, now)
    proposal = lock_open(proposal)
    consents = list(
        proposal.consents.select_related("contribution__campaign", "contribution__table__workshop").order_by(
            "pk"
        )
    )
    missing_reason = _check_consents(proposal, consents, missing_reason.strip(), now)
    _check_states([consent.contribution for consent in consents])
    concerned = [c.contribution for c in consents if c.state != ConsentState.REFUSED]
    act = _merge if proposal.kind == ProposalKind.MERGE else _split
    act(proposal, concerned, actor, now)
    close(proposal, ProposalState.DONE, now, missing_reason=missing_reason)
    detail = {"consents": {c.contribution.reference: c.state for c in consents}}
    record(actor=actor, action="proposal.done", obj=proposal, now=now, reason=missing_reason, detail=detail)
    _tell(proposal, concerned, now)
    return proposal


def _check_consents(proposal, consents, missing_reason, now):
    """The reason that stands in for the consents that are missing, or "" when none is."""
    refused = {c.contribution_id for c in consents if c.state == ConsentState.REFUSED}
    if proposal.kind == ProposalKind.SPLIT and refused:
        raise ContributionError(
            _("The author does not agree: leave their words whole, and drop this proposal.")
        )
    if proposal.into_id in refused or (refused and len(refused) >= len(consents) - 1):
        raise ContributionError(
            _("The authors do not agree: group these contributions instead, each stays what it is.")
        )
    if all(c.state != ConsentState.ASKED for c in consents):
        return ""
    waiting = ", ".join(c.contribution.reference for c in consents if c.state == ConsentState.ASKED)
    if local_day(now) <= proposal.answer_by:
        raise ContributionError(
            _("Wait for the answers: %(references)s may answer until the day you gave.")
            % {"references": waiting}
        )
    if not missing_reason:
        raise ContributionError(
            _("%(references)s did not answer: say why you go on without it. Everyone reads it.")
            % {"references": waiting},
            field="missing_reason",
        )
    return missing_reason


def _check_states(contributions):
    """Locked in the order of their keys, and still what they were when the authors were asked."""
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    for row in rows.filter(pk__in=[one.pk for one in contributions]):
        if row.state not in MOVABLE_STATES:
            raise ContributionError(
                _("%(reference)s is now “%(state)s”: drop this proposal, or make another without it.")
                % {"reference": row.reference, "state": row.get_state_display()}
            )


def _merge(proposal, concerned, actor, now):
    for one in concerned:
        if one.pk != proposal.into_id:
            _draw(one, proposal.into, EdgeKind.MERGED, proposal, actor, now)


def _split(proposal, concerned, actor, now):
    [whole] = concerned
    Campaign.objects.select_for_update(no_key=True).get(pk=proposal.campaign_id)
    numbering = Numbering(proposal.campaign_id)
    for part in proposal.parts.order_by("position"):
        part.contribution = _made(whole, part, numbering, actor, now)
        part.save(update_fields=["contribution"])
        _draw(whole, part.contribution, EdgeKind.SPLIT, proposal, actor, now)


def _draw(source, target, kind, proposal, actor, now):
    draw_edge(
        source=source,
        target=target,
        kind=kind,
        actor=actor,
        now=now,
        reason=proposal.reason,
        proposal=proposal,
    )


def _made(whole, part, numbering, actor, now):
    """A part says where its words come from: the whole's author, channel and day, keyed by the City."""
    made = Contribution(
        campaign=whole.campaign,
        nature=whole.nature,
        channel=whole.channel,
        title=part.title,
        text=part.text,
        target_id=whole.target_id,
        district_id=whole.district_id,
        theme_id=whole.theme_id,
        author_id=whole.author_id,
        author_label=whole.author_label,
        partner_id=whole.partner_id,
        is_entered_by_city=True,
        entered_by=actor,
        place=_place(whole),
        fidelity=whole.fidelity,
        base_document_revision_id=whole.base_document_revision_id,
        said_at=whole.said_at,
        received_at=now,
        published_at=now,
        state=ContributionState.PUBLISHED,
    )
    made.reference = numbering.reference_for(made)
    made.save(force_insert=True)
    return made


def _place(whole):
    """The table in words: a part was never a note of its own on its sheet."""
    if whole.table is None or whole.channel != Channel.WORKSHOP:
        return whole.place
    return str(whole.provenance)[:160]


def _tell(proposal, concerned, now):
    """Each person upstream once, whatever the number of their contributions."""
    first = proposal.into or concerned[0]
    titles = {"title": first.short_headline, "reference": first.reference}
    is_merge = proposal.kind == ProposalKind.MERGE
    tell(
        event="merge.done" if is_merge else "split.done",
        obj=first,
        **everyone_upstream(concerned),
        title=lambda: (
            _("Several contributions have joined “%(title)s”") % titles
            if is_merge
            else _("“%(title)s” is now several contributions") % titles
        ),
        text=lambda: _(
            "Nothing is lost: each page still answers at its address. Supports were not moved: give yours again "
            "if you wish."
        ),
        url=proposal.get_absolute_url,
        now=now,
        key=f"proposal.done:{proposal.pk}",
    )
