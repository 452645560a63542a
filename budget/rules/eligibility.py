"""Who may vote once: the canonical form of an e-mail address, under which one mailbox is one voter.

Rules, in order: Unicode NFKC, no surrounding space, lower case; the domain in ASCII (IDNA) without a final point;
what follows ``+`` in the local part is a tag and goes. Then the providers that document more aliases of one mailbox:

* Gmail: points in the local part do not count; googlemail.com is gmail.com.
* Proton: points, dashes and underscores do not count; protonmail.com, protonmail.ch and pm.me are proton.me.
* iCloud: me.com and mac.com are icloud.com.

No other provider's rule is guessed: two people must never be taken for one.
"""

import re
import unicodedata
from dataclasses import dataclass

MAX_LENGTH = 254

_LOCAL = re.compile(r"[a-z0-9\u0080-\U0010ffff!#$%&'*/=?^_`{|}~.+-]+")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


class EmailError(ValueError):
    """Not an e-mail address. ``code``: ``empty``, ``no_at_sign``, ``bad_local``, ``bad_domain`` or ``too_long``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Provider:
    """A mailbox known under several domains, with characters of the local part that do not count."""

    domain: str
    aliases: tuple[str, ...] = ()
    ignored: str = ""


PROVIDERS = (
    Provider("gmail.com", ("googlemail.com",), "."),
    Provider("proton.me", ("protonmail.com", "protonmail.ch", "pm.me"), ".-_"),
    Provider("icloud.com", ("me.com", "mac.com")),
)
_BY_DOMAIN = {domain: provider for provider in PROVIDERS for domain in (provider.domain, *provider.aliases)}


def canonical_email(text: str) -> str:
    """The address under which this mailbox is looked up on the roll. Raises EmailError."""
    address = unicodedata.normalize("NFKC", text).strip().lower()
    if not address:
        raise EmailError("empty")
    local, at, domain = address.rpartition("@")
    if not at:
        raise EmailError("no_at_sign")
    domain = _ascii_domain(domain)
    local = local.partition("+")[0]
    provider = _BY_DOMAIN.get(domain)
    if provider:
        domain = provider.domain
        local = local.translate(dict.fromkeys(map(ord, provider.ignored)))
    if not _LOCAL.fullmatch(local) or local[0] == "." or local[-1] == "." or ".." in local:
        raise EmailError("bad_local")
    canonical = f"{local}@{domain}"
    if len(canonical) > MAX_LENGTH:
        raise EmailError("too_long")
    return canonical


def email_domain(canonical: str) -> str:
    """The domain of a canonical address (for limits per domain)."""
    return canonical.rpartition("@")[2]


def _ascii_domain(domain: str) -> str:
    try:
        ascii_domain = domain.removesuffix(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise EmailError("bad_domain") from error
    labels = ascii_domain.split(".")
    if len(labels) < 2 or labels[-1].isdigit() or not all(_LABEL.fullmatch(label) for label in labels):
        raise EmailError("bad_domain")
    return ascii_domain
