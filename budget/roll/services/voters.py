"""Entering people on the roll."""

import uuid

from django.db import transaction

from budget.roll.choices import CredentialKind
from budget.roll.models import Credential, Voter
from budget.rules.clock import local_day


@transaction.atomic
def enrol_voter(*, vote, lookup, now, kind=CredentialKind.EMAIL):
    """The id of the voter behind this credential, who is entered on the roll at the first confirmation.

    `lookup` is the keyed hash of the credential, 32 bytes. Two confirmations at once make one voter: the credential
    is claimed first, and only who claimed it adds the voter (the foreign key is checked at commit).
    """
    voter_id = uuid.uuid4()
    Credential.objects.bulk_create(
        [Credential(vote=vote, voter_id=voter_id, kind=kind, lookup=lookup)], ignore_conflicts=True
    )
    owner = (
        Credential.objects.filter(vote=vote, kind=kind, lookup=lookup)
        .values_list("voter_id", flat=True)
        .get()
    )
    if owner == voter_id:
        Voter.objects.create(id=voter_id, vote=vote, method=kind, created_on=local_day(now))
    return owner
