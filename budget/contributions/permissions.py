"""Who may say what, and when.

Two questions, asked apart so that a refusal can say which one failed: may this person speak this way
(`may_speak`), and was this nature open at the moment it was said (`is_open`). Nothing here ranks a channel:
the only thing a room changes is that a table convened by the City may hear ideas outside the ideation phase.
"""

from datetime import timedelta

from django.conf import settings

from budget.campaigns import queries as campaigns
from budget.campaigns.choices import PhaseKind
from budget.contributions.choices import (
    CONTESTABLE_ACTS,
    CORRECTION_TIME,
    EDITABLE_STATES,
    LIVE_STATES,
    PUBLIC_STATES,
    Channel,
    ContributionState,
    EdgeKind,
    Moment,
    Nature,
)
from budget.partners.choices import PartnerState

_UNTIL_PROJECTS = frozenset({PhaseKind.IDEATION, PhaseKind.WORKSHOPS, PhaseKind.DEEPENING})
_UNTIL_THE_VOTE_CLOSES = _UNTIL_PROJECTS | {PhaseKind.ASSESSMENT, PhaseKind.APPEAL, PhaseKind.VOTE}

#: The kinds of phase that open each nature. None: the whole edition, from its first opening to its last closing,
#: because a question is owed an answer and a work under way can be reacted to at any time.
OPEN_DURING = {
    Nature.IDEA: frozenset({PhaseKind.IDEATION}),
    Nature.ACTOR_PAPER: _UNTIL_PROJECTS,
    Nature.FOR: _UNTIL_THE_VOTE_CLOSES,
    Nature.AGAINST: _UNTIL_THE_VOTE_CLOSES,
    Nature.CLARIFICATION: _UNTIL_THE_VOTE_CLOSES,
    Nature.REACTION: None,
    Nature.QUESTION: None,
}
#: What a table of a workshop may add to the line above.
TABLES_ALSO_OPEN = {
    Nature.IDEA: frozenset({PhaseKind.INFORMATION, PhaseKind.WORKSHOPS, PhaseKind.DEEPENING}),
    Nature.FOR: frozenset({PhaseKind.INFORMATION}),
    Nature.AGAINST: frozenset({PhaseKind.INFORMATION}),
    Nature.CLARIFICATION: frozenset({PhaseKind.INFORMATION}),
}
#: Staff rights, any of which lets one key what was said on someone's behalf.
_ENTRY_RIGHTS = ("budget.enter_contribution", "budget.capture_note", "budget.manage_campaign")
#: Staff rights, any of which lets one decide about an import that someone else brought.
_IMPORT_RIGHTS = ("budget.manage_campaign", "budget.moderate_contribution")
#: Staff rights, any of which lets one draw any lineage edge.
_LINEAGE_RIGHTS = ("budget.moderate_contribution", "budget.manage_campaign", "budget.merge_project")


def opening_kinds(*, nature, channel):
    """The kinds of phase that open this nature at this channel, or None for the whole edition."""
    kinds = OPEN_DURING[Nature(nature)]
    if kinds is None:
        return None
    return kinds | (TABLES_ALSO_OPEN.get(nature, frozenset()) if channel == Channel.WORKSHOP else frozenset())


def opening_phases(campaign, *, nature, channel, phases=None):
    """The campaign's phases that open this nature, in order of opening; every phase for the whole edition.

    One query unless the campaign's `phases` are given.
    """
    kinds = opening_kinds(nature=nature, channel=channel)
    phases = campaigns.phases(campaign) if phases is None else phases
    return [phase for phase in phases if kinds is None or phase.kind in kinds]


def is_open(campaign, *, nature, channel, at, phases=None):
    """True when this nature can be said by this channel at `at`; one query unless the `phases` are given."""
    phases = opening_phases(campaign, nature=nature, channel=channel, phases=phases)
    if OPEN_DURING[Nature(nature)] is None:
        return bool(phases) and phases[0].opens_at <= at < max(phase.closes_at for phase in phases)
    return any(phase.opens_at <= at < phase.closes_at for phase in phases)


def open_natures(campaign, *, channel, at, phases=None):
    """Every nature open at `at`, in the order of their list; one query unless the campaign's `phases` are given."""
    phases = list(campaigns.phases(campaign)) if phases is None else phases
    edition = bool(phases) and phases[0].opens_at <= at < max(phase.closes_at for phase in phases)
    now_open = {phase.kind for phase in phases if phase.opens_at <= at < phase.closes_at}
    return [nature for nature in Nature if _is_open_during(nature, channel, now_open, edition)]


def _is_open_during(nature, channel, kinds, edition):
    opening = opening_kinds(nature=nature, channel=channel)
    return edition if opening is None else bool(opening & kinds)


def may_speak(user, *, channel, on_behalf=None, partner=None, now):
    """True when `user` may speak by this channel, and for this organisation.

    In one's own name, online: anyone signed in, and for a validated partner one of its members. `on_behalf` of
    someone (every channel but the web): staff, for a validated partner too. None is the system (imports).
    """
    on_behalf = channel != Channel.WEB if on_behalf is None else on_behalf
    if partner is not None and partner.state != PartnerState.VALIDATED:
        return False
    if user is None:
        return True
    if not user.is_active or not user.is_authenticated:
        return False
    if on_behalf:
        return may_enter(user, now=now)
    return partner is None or partner.members.filter(user_id=user.pk).exists()


def is_voice(user):
    """True when `user` represents at least one validated organisation; no query for who just signed in or came back."""
    if hasattr(user, "has_voice"):
        return user.has_voice
    return user.is_authenticated and user.memberships.filter(partner__state=PartnerState.VALIDATED).exists()


def may_enter(user, *, now):
    """True when `user` may enter a contribution on someone's behalf."""
    return user is None or any(user.has_perm(right) for right in _ENTRY_RIGHTS)


def may_handle_import(user, batch, *, now):
    """True for the person who brought the file, and for those who run the campaign or moderate it."""
    if user is None:
        return True
    if not user.is_active or not may_enter(user, now=now):
        return False
    return batch.uploaded_by_id == user.pk or any(user.has_perm(right) for right in _IMPORT_RIGHTS)


def may_contribute(user, campaign, *, nature, channel, partner=None, said_at=None, now):
    """True when `user` may say this now, or key now what was said at `said_at`."""
    at = said_at or now
    return (
        at <= now
        and may_speak(user, channel=channel, partner=partner, now=now)
        and is_open(campaign, nature=nature, channel=channel, at=at)
    )


def may_support(user, contribution, *, now):
    """True when `user` is signed in, the contribution is live and the debate has not closed."""
    return (
        user.is_authenticated
        and user.is_active
        and contribution.state in LIVE_STATES
        and is_open(contribution.campaign, nature=Nature.FOR, channel=Channel.WEB, at=now)
    )


def phases_that_limit_supports(campaign, *, now, phases=None):
    """The open phases that open supports and limit them; one query unless the campaign's `phases` are given."""
    opening = opening_phases(campaign, nature=Nature.FOR, channel=Channel.WEB, phases=phases)
    return [
        phase for phase in opening if phase.supports_per_person and phase.opens_at <= now < phase.closes_at
    ]


def may_moderate(user, contribution=None, *, now):
    """True for moderators, whatever the channel."""
    return user is None or user.has_perm("budget.moderate_contribution")


def may_edit(user, contribution, *, now):
    """True for the author of what was written online, for EDIT_MINUTES, while nobody has answered or supported it.

    An answer and a support are given to words: once one exists, changing them would change what it says.
    """
    return (
        is_author(user, contribution)
        and contribution.channel == Channel.WEB
        and contribution.state in EDITABLE_STATES
        and now < contribution.received_at + timedelta(minutes=settings.CONTRIBUTION_EDIT_MINUTES)
        and not _has_echo(contribution, user)
    )


def _has_echo(contribution, author):
    """Someone else answered or supported it (one query)."""
    answers = contribution.replies.exclude(author=author).values("pk")
    supports = contribution.supports.exclude(user=author).values("pk")
    return answers.union(supports, all=True).exists()


def is_author(user, contribution):
    """True when `user` wrote it."""
    return user is not None and user.is_authenticated and contribution.author_id == user.pk


def may_withdraw(user, contribution, *, now):
    """True for its author, and for moderators who are asked to on someone's behalf."""
    return is_author(user, contribution) or may_moderate(user, contribution, now=now)


def may_correct(user, *, now):
    """True for moderators and those who enter what was said; None is the system, once it has checked a follow code."""
    return user is None or may_enter(user, now=now) or may_moderate(user, now=now)


def may_issue_code(user, contribution, *, now):
    """True for staff who enter what was said, and for the person who wrote it; None is the system."""
    return user is None or is_author(user, contribution) or may_enter(user, now=now)


def may_write_letters(user, *, now):
    """True for the staff who may read postal addresses; None is the system."""
    return user is None or user.has_perm("budget.write_letter")


def may_correct_by_code(contribution, *, now):
    """True until CORRECTION_TIME after publication, for words that may still change."""
    published_at = contribution.published_at
    return contribution.state in EDITABLE_STATES and (
        published_at is None or now < published_at + CORRECTION_TIME
    )


def may_read(user, contribution, *, now):
    """True for what is public or leaves a tombstone; what waits is for its author and for moderators."""
    if contribution.state != ContributionState.RECEIVED:
        return True
    return is_author(user, contribution) or may_moderate(user, contribution, now=now)


def may_register_question(user, *, now):
    """True for those who answer questions and for moderators, who meet them first."""
    return user is None or any(
        user.has_perm(right) for right in ("budget.answer_question", "budget.moderate_contribution")
    )


def may_answer_question(user, *, now):
    """True for those who answer in the name of a service."""
    return user is None or user.has_perm("budget.answer_question")


def may_draw_edge(user, *, source, target, kind, now):
    """True for staff; and for a person, from anything said to the project they submit, or to their own words.

    Those who write the plan say what feeds it, those who answer questions what answers them.
    """
    if user is None or any(user.has_perm(right) for right in _LINEAGE_RIGHTS):
        return True
    if kind == EdgeKind.FED:
        return user.has_perm("budget.add_amendment")
    if kind == EdgeKind.ANSWERED:
        return user.has_perm("budget.answer_question")
    if kind == EdgeKind.BECAME:
        return getattr(target, "submitted_by_id", None) == user.pk
    return kind == EdgeKind.DEEPENED and getattr(target, "author_id", None) == user.pk


def may_revoke_edge(user, *, now):
    """True for staff who look after lineage."""
    return user is None or any(user.has_perm(right) for right in _LINEAGE_RIGHTS)


def reads_first(campaign, *, nature, at):
    """True when moderators read this nature before it is published, by the phases open at `at` (one query)."""
    open_kinds = campaign.phases.filter(opens_at__lte=at, closes_at__gt=at).values("kind")
    return campaign.moderation_rules.filter(
        nature=nature, moment=Moment.BEFORE, phase_kind__in=open_kinds
    ).exists()


def may_report(person, contribution, *, now):
    """Anyone, about what everyone can read."""
    return contribution.state in PUBLIC_STATES


def may_contest(user, decision, *, now):
    """The author, about a decision that took their words away; None is whoever showed the follow code."""
    return decision.act in CONTESTABLE_ACTS and (user is None or is_author(user, decision.contribution))


def may_answer_query(user, query, *, now):
    """The author; None is whoever showed the follow code."""
    return user is None or is_author(user, query.contribution)


def may_review(user, item, *, now):
    """Any moderator but the one whose decision is contested."""
    return may_moderate(user, now=now) and (user is None or user.pk != item.contested.decided_by_id)


def may_attach_original(user, contribution, *, now):
    """Moderators and those who enter what was said."""
    return may_moderate(user, contribution, now=now) or may_enter(user, now=now)


def may_settle_debate(user, *, now):
    """Campaign managers: the charter, the rule of moderation, the services that answer."""
    return user is None or user.has_perm("budget.manage_campaign")


def may_gather(user, *, now):
    """True for staff who group, and who propose merges and splits."""
    return user is None or any(user.has_perm(right) for right in _LINEAGE_RIGHTS)


def may_consent(user, contribution, *, now):
    """True for the author of a contribution, and for those who may speak for the organisation it speaks for."""
    if is_author(user, contribution):
        return True
    is_known = user is not None and user.is_authenticated and contribution.partner_id
    return bool(is_known) and contribution.partner.members.filter(user=user).exists()
