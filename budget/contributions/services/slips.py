"""Follow slips: giving a code, once; correcting and adding to what was said by showing it."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.choices import Channel, Nature, Revision
from budget.contributions.models import Contribution, FollowCode
from budget.contributions.queries.slips import digest_of, followed_by_code
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.revising import revise
from budget.contributions.services.speaking import contribute
from budget.journal.services import record
from budget.rules.follow_code import grouped, new_code


@dataclass(frozen=True)
class Slip:
    """A code as it is shown, this once, with what it follows."""

    contribution: Contribution
    code: str


@transaction.atomic
def issue_code(*, contribution, actor, now):
    """Give a follow code to what was said and return its Slip: the code is readable there and nowhere else.

    A code given before is void from now on. Journal: `follow_code.issued` or `follow_code.reissued`, without the
    code. Raises ContributionError.
    """
    if not permissions.may_issue_code(actor, contribution, now=now):
        raise ContributionError(
            _("Only the City's staff, or the person who wrote it, may ask for its follow slip.")
        )
    contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
    former = FollowCode.objects.filter(contribution=contribution, voided_at__isnull=True).update(
        voided_at=now
    )
    code = new_code(secrets.choice)
    FollowCode.objects.create(
        contribution=contribution,
        digest=digest_of(code),
        issued_at=now,
        issued_by=actor,
        expires_at=now + timedelta(days=settings.FOLLOW_CODE_DAYS),
    )
    action = "follow_code.reissued" if former else "follow_code.issued"
    record(actor=actor, action=action, obj=contribution, now=now)
    return Slip(contribution, grouped(code))


@transaction.atomic
def issue_codes(*, contributions, actor, now):
    """A Slip for each contribution, in their order. Raises ContributionError, and gives none then."""
    return [issue_code(contribution=contribution, actor=actor, now=now) for contribution in contributions]


@transaction.atomic
def correct_by_code(*, code, title, text, now):
    """Say what was meant, by showing the code, within CORRECTION_TIME of publication: the original is kept.

    Journal: `contribution.corrected`. Raises ContributionError.
    """
    contribution = _shown(code, now)
    if not permissions.may_correct_by_code(contribution, now=now):
        raise ContributionError(
            _("The time to correct has passed: add a clarification, it is published beside it.")
        )
    return revise(
        contribution=contribution, title=title, text=text, kind=Revision.CORRECTION, actor=None, now=now
    )


@transaction.atomic
def add_by_code(*, code, text, now):
    """Add a clarification to what was said, by showing the code; the same words again add nothing.

    Journal: as for anything said. Raises ContributionError.
    """
    contribution = _shown(code, now)
    label = _("the same person, by follow slip")
    same = contribution.replies.filter(nature=Nature.CLARIFICATION, text=text.strip(), author_label=label)
    return same.first() or contribute(
        campaign=contribution.campaign,
        nature=Nature.CLARIFICATION,
        channel=Channel.WEB,
        text=text,
        target=contribution,
        author_label=label,
        now=now,
    )


def _shown(code, now):
    contribution = followed_by_code(code, now=now)
    if contribution is None:
        raise ContributionError(_("This code opens nothing. Copy it again from your slip."), field="code")
    return contribution
