"""What is done with organisations. Every function is one transaction with its line in the journal."""

import re

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from budget.journal.services import DomainError, record
from budget.partners import permissions
from budget.partners.choices import MemberRole, PartnerKind, PartnerState, ResourceDirection
from budget.partners.models import DeclaredInterest, Partner, PartnerMember, Resource

#: Addresses that pages of the site already use below /partenaires/.
RESERVED_SLUGS = {"demander", "profil"}
PROFILE_FIELDS = (
    "name",
    "kind",
    "summary",
    "registration_number",
    "website",
    "expertise",
    "represented_by",
    "theme",
)


class PartnerError(DomainError):
    """Something about a partner that was refused."""


@transaction.atomic
def request_profile(
    *,
    actor,
    name,
    kind,
    now,
    summary="",
    registration_number="",
    website="",
    expertise=(),
    represented_by="",
    theme=None,
    offers=(),
    needs=(),
    interests=(),
    reference=None,
):
    """Ask for an organisation's profile; `actor` becomes its owner. `offers`, `needs`, `interests` are texts.

    `reference` (PA05) is given by imports; otherwise the next free one is taken under a lock.
    """
    if not permissions.may_request_profile(actor, now=now):
        raise PartnerError(_("Sign in to ask for your organisation's profile."))
    name = _checked_name(name, kind)
    _lock_addresses()
    partner = Partner.objects.create(
        slug=_free_slug(name),
        reference=_checked_reference(reference),
        name=name,
        kind=kind,
        summary=summary.strip(),
        registration_number=registration_number.strip(),
        website=website,
        expertise=_lines(expertise),
        represented_by=represented_by.strip(),
        theme=theme,
        requested_at=now,
    )
    PartnerMember.objects.create(partner=partner, user=actor, role=MemberRole.OWNER, joined_at=now)
    _replace_resources(partner, offers, needs)
    for text in _lines(interests):
        DeclaredInterest.objects.create(partner=partner, text=text, declared_at=now)
    record(actor=actor, action="request_profile", obj=partner, now=now)
    return partner


@transaction.atomic
def update_profile(*, partner, actor, now, offers=None, needs=None, **changes):
    """Change the fields of PROFILE_FIELDS that are given; `offers` and `needs`, where given, replace the former."""
    if not permissions.may_edit_profile(actor, partner, now=now):
        raise PartnerError(_("Only this organisation's owners and editors can change its profile."))
    unknown = set(changes) - set(PROFILE_FIELDS)
    if unknown:
        raise TypeError(f"not part of a profile: {sorted(unknown)}")
    partner = _locked(partner)
    changes = {"name": partner.name, "kind": partner.kind, **changes}
    changes["name"] = _checked_name(changes["name"], changes["kind"])
    if "expertise" in changes:
        changes["expertise"] = _lines(changes["expertise"])
    changed = [field for field, value in changes.items() if getattr(partner, field) != value]
    for field in changed:
        setattr(partner, field, changes[field])
    partner.save(update_fields=changed or None)
    if offers is not None or needs is not None:
        _replace_resources(partner, offers, needs)
    record(actor=actor, action="update_profile", obj=partner, now=now, detail={"changed": changed})
    return partner


@transaction.atomic
def validate_partner(*, partner, actor, now, reason=""):
    """Accept a profile that was requested, or one that had been refused."""
    allowed = (PartnerState.REQUESTED, PartnerState.REFUSED)
    return _decide(partner, actor, PartnerState.VALIDATED, allowed, reason.strip(), now)


@transaction.atomic
def refuse_partner(*, partner, actor, reason, now):
    """Turn a requested profile down; the reason is kept and shown to the people who asked."""
    reason = reason.strip()
    if not reason:
        raise PartnerError(_("Write the reason: the people who asked will read it."), field="reason")
    return _decide(partner, actor, PartnerState.REFUSED, (PartnerState.REQUESTED,), reason, now)


@transaction.atomic
def add_member(*, partner, user, actor, now, role=MemberRole.VOICE):
    """Let `user` act for the partner as owner, editor or voice."""
    if not permissions.may_invite(actor, partner, now=now):
        raise PartnerError(_("Only an owner of this organisation can add a representative."))
    if role not in MemberRole.values:
        raise PartnerError(_("Choose what this person may do."), field="role")
    partner = _locked(partner)
    if PartnerMember.objects.filter(partner=partner, user=user).exists():
        raise PartnerError(_("This person already represents the organisation."), field="user")
    member = PartnerMember.objects.create(partner=partner, user=user, role=role, joined_at=now)
    record(actor=actor, action="add_member", obj=partner, now=now, detail={"user": user.pk, "role": role})
    return member


@transaction.atomic
def add_member_by_email(*, partner, email, actor, now, role=MemberRole.VOICE):
    """The same as `add_member`, for the account that has this e-mail address."""
    user = get_user_model().objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise PartnerError(
            _("Nobody has an account with this address. Ask the person to sign in once, then add them."),
            field="email",
        )
    return add_member(partner=partner, user=user, role=role, actor=actor, now=now)


@transaction.atomic
def declare_interest(*, partner, text, actor, now, project=None):
    """Declare an interest, in general or in one project. It is shown wherever the partner speaks."""
    text = text.strip()
    if not permissions.may_edit_profile(actor, partner, now=now):
        raise PartnerError(_("Only this organisation's owners and editors can declare an interest."))
    if not text:
        raise PartnerError(_("Write what the interest is."), field="text")
    interest = DeclaredInterest.objects.create(partner=partner, project=project, text=text, declared_at=now)
    detail = {"project": project.reference} if project else {}
    record(actor=actor, action="declare_interest", obj=partner, now=now, reason=text, detail=detail)
    return interest


@transaction.atomic
def add_resource(*, partner, direction, label, actor, now):
    """Add something the partner offers or seeks, after the others of its kind."""
    label = label.strip()
    if not permissions.may_edit_profile(actor, partner, now=now):
        raise PartnerError(_("Only this organisation's owners and editors can change its profile."))
    if direction not in ResourceDirection.values:
        raise PartnerError(_("Say whether the organisation offers this or seeks it."), field="direction")
    if not label:
        raise PartnerError(_("Write what is offered or sought."), field="label")
    partner = _locked(partner)
    position = partner.resources.filter(direction=direction).count()
    resource = Resource.objects.create(partner=partner, direction=direction, label=label, position=position)
    record(
        actor=actor,
        action="add_resource",
        obj=partner,
        now=now,
        detail={"direction": direction, "label": label},
    )
    return resource


def _decide(partner, actor, state, allowed, reason, now):
    if not permissions.may_validate(actor, partner, now=now):
        raise PartnerError(_("Only the City's staff can decide on an organisation's profile."))
    partner = _locked(partner)
    if partner.state not in allowed:
        raise PartnerError(
            _("This profile is already “%(state)s”: reload the page.")
            % {"state": partner.get_state_display()}
        )
    partner.state, partner.decided_at, partner.decision_reason = state, now, reason
    partner.save(update_fields=["state", "decided_at", "decision_reason"])
    action = "validate_partner" if state == PartnerState.VALIDATED else "refuse_partner"
    record(actor=actor, action=action, obj=partner, now=now, reason=reason)
    return partner


def _locked(partner):
    return Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)


def _lock_addresses():
    """One request at a time allocates a reference and an address; let go at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('budget.partner.reference'))")


def next_reference():
    """The reference after the highest one; callers hold the lock of `request_profile`."""
    numbers = [
        int(found[1])
        for reference in Partner.objects.values_list("reference", flat=True)
        if (found := re.fullmatch(r"PA(\d+)", reference))
    ]
    return f"PA{max(numbers, default=0) + 1:02d}"


def _checked_reference(reference):
    if reference is None:
        return next_reference()
    if Partner.objects.filter(reference=reference).exists():
        raise PartnerError(
            _("The reference %(reference)s is taken.") % {"reference": reference}, field="reference"
        )
    return reference


def _free_slug(name):
    base = slugify(name)[:70] or "partenaire"
    taken = set(Partner.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
    tries = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in tries if slug not in taken)


def _checked_name(name, kind):
    name = name.strip()
    if not name:
        raise PartnerError(_("Write the organisation's name."), field="name")
    if kind not in PartnerKind.values:
        raise PartnerError(_("Choose what kind of organisation it is."), field="kind")
    return name


def _lines(texts):
    """Trimmed texts, without the empty ones and without repetition, in their order."""
    return list(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _replace_resources(partner, offers, needs):
    for direction, labels in ((ResourceDirection.OFFER, offers), (ResourceDirection.NEED, needs)):
        if labels is None:
            continue
        partner.resources.filter(direction=direction).delete()
        Resource.objects.bulk_create(
            Resource(partner=partner, direction=direction, label=label, position=position)
            for position, label in enumerate(_lines(labels))
        )
