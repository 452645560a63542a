"""Changing words that were said: by their author, by way of correction, or by moderators."""

from django.db import transaction
from django.utils.translation import gettext as _

from budget.contributions import permissions
from budget.contributions.choices import EDITABLE_STATES, Revision
from budget.contributions.models import Contribution, ContributionVersion
from budget.contributions.services.errors import ContributionError
from budget.contributions.services.speaking import check_words, unmarked
from budget.journal.services import record

_PAST = {Revision.EDIT: "edited", Revision.CORRECTION: "corrected", Revision.REDACTION: "redacted"}


@transaction.atomic
def revise(*, contribution, title, text, kind, actor, now, reason="", sealed=""):
    """Change the words of a contribution; the former ones stay readable as a version, the state does not change.

    EDIT is the author's, while `may_edit` says so. CORRECTION says what was meant: by staff, or with `actor` None
    by whoever showed the follow code. REDACTION is the moderators': its version keeps no words, and former versions
    lose theirs, for they may hold the same; `sealed` is what the City keeps of them, already encrypted. The same
    words again change nothing. Journal, without any words: `contribution.edited`, `.corrected`, `.redacted`.
    Raises ContributionError.
    """
    kind = Revision(kind)
    contribution = _locked(contribution)
    _check_right(contribution, kind, actor, now)
    former = {"title": contribution.title, "text": contribution.text}
    is_redaction = kind == Revision.REDACTION
    clean = str.strip if is_redaction else unmarked
    contribution.title, contribution.text = clean(title), clean(text)
    if former == {"title": contribution.title, "text": contribution.text}:
        return contribution
    if not is_redaction:
        check_words(contribution)  # what masks may be longer than what it masks
    else:
        if not reason.strip():
            raise ContributionError(
                _("Name the article of the charter: the author and the readers are told why."), field="reason"
            )
        former = {"title": "", "text": ""}
        scrub_versions(contribution)
    ContributionVersion.objects.create(
        contribution=contribution,
        kind=kind,
        **former,
        sealed=sealed,
        reason=reason.strip(),
        replaced_at=now,
        replaced_by=actor,
    )
    contribution.save(update_fields=["title", "text"])
    action = f"contribution.{_PAST[kind]}"
    record(actor=actor, action=action, obj=contribution, now=now, reason=reason.strip())
    return contribution


def scrub_versions(contribution):
    """Take the words out of every former version, and keep the lines."""
    contribution.versions.update(title="", text="")


def _locked(contribution):
    """The contribution as it is now. The lock also makes answers and supports wait: they point at this row."""
    return Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)


def _check_right(contribution, kind, actor, now):
    if kind == Revision.EDIT and actor is not None and not permissions.may_edit(actor, contribution, now=now):
        raise ContributionError(_why_not(contribution, actor))
    if kind == Revision.CORRECTION and not permissions.may_correct(actor, now=now):
        raise ContributionError(
            _("Only the person who said it, by their follow code, and staff may correct it.")
        )
    if kind == Revision.REDACTION and not permissions.may_moderate(actor, contribution, now=now):
        raise ContributionError(_("Only moderators may take words out."))
    if kind != Revision.REDACTION and contribution.state not in EDITABLE_STATES:
        raise ContributionError(_("These words no longer change: write a clarification under them."))


def _why_not(contribution, actor):
    if not permissions.is_author(actor, contribution):
        return _("Only the person who wrote this may change it.")
    return _(
        "These words can no longer be changed: time has passed, or someone has answered or supported them. "
        "Write a clarification under them, or withdraw them."
    )
