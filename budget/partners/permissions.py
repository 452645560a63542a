"""Who may do what with an organisation's profile. `user` may be anonymous."""

from budget.partners.choices import MemberRole, PartnerState
from budget.partners.models import PartnerMember

#: Roles that may change the profile or act for it; a voice only speaks.
EDITING_ROLES = (MemberRole.OWNER, MemberRole.EDITOR)


def _is_known(user):
    return user is not None and user.is_authenticated and user.is_active


def _role(user, partner):
    """The user's MemberRole in the partner, or None."""
    if not _is_known(user) or partner.pk is None:
        return None
    return PartnerMember.objects.filter(partner=partner, user=user).values_list("role", flat=True).first()


def may_request_profile(user, *, now):
    """Anyone who is signed in."""
    return _is_known(user)


def may_validate(user, partner, *, now):
    """Staff who may validate or refuse profiles."""
    return _is_known(user) and user.has_perm("budget.validate_partner")


def may_edit_profile(user, partner, *, now):
    """Owners and editors, and staff who validate profiles; nobody once the organisation has left."""
    if partner.state == PartnerState.LEFT:
        return False
    return may_validate(user, partner, now=now) or _role(user, partner) in EDITING_ROLES


def may_invite(user, partner, *, now):
    """Owners, and staff who validate profiles."""
    return may_validate(user, partner, now=now) or _role(user, partner) == MemberRole.OWNER


def may_speak_as(user, partner, *, now):
    """Members of a validated partner: nobody else speaks as an organisation."""
    return partner.is_validated and _role(user, partner) is not None


def may_see_profile(user, partner, *, now):
    """Everyone once it is validated; before that, its members and the staff."""
    return partner.is_validated or may_validate(user, partner, now=now) or _role(user, partner) is not None
