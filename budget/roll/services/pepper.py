"""The pepper of a vote: 32 secret bytes in a file outside the database.

Every lookup of the roll is an HMAC under it. Who holds the database alone cannot tell whether an address voted, and
destroying the file makes the lookups meaningless. A lost pepper is never made anew in silence: the same person would
become a second voter.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings

PEPPER_LENGTH = 32


class PepperMissingError(RuntimeError):
    """The pepper of a vote cannot be read: nobody can be identified until it is put back."""


def _path(vote_uid):
    return Path(settings.VOTE_PEPPER_DIR) / f"{vote_uid}.pepper"


def create_pepper(vote_uid):
    """Write a new pepper, readable by this system user alone; one that exists is left as it is."""
    path = _path(vote_uid)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(secrets.token_bytes(PEPPER_LENGTH))
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def keyed_hash(vote_uid, purpose, value):
    """HMAC-SHA256(pepper of the vote, purpose | value), 32 bytes. Raises PepperMissingError."""
    try:
        pepper = _path(vote_uid).read_bytes()
    except OSError as error:
        raise PepperMissingError(f"The pepper of vote {vote_uid} is missing from VOTE_PEPPER_DIR.") from error
    if len(pepper) != PEPPER_LENGTH:
        raise PepperMissingError(f"The pepper of vote {vote_uid} is not whole.")
    return hmac.new(pepper, f"{purpose}|{value}".encode(), hashlib.sha256).digest()
