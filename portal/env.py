"""Typed readers of environment variables: a bad value is refused, and the message names the fix."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

REQUIRED = object()
TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off"}


def _read(name, default):
    """The raw text of `name`, or `default` when it is unset or blank."""
    raw = os.environ.get(name, "").strip()
    if raw:
        return raw
    if default is REQUIRED:
        raise ImproperlyConfigured(f"{name} is not set. Set it in the environment of this process.")
    return default


def text(name, default=REQUIRED, *, at_least=0):
    """A string of at least `at_least` characters."""
    value = _read(name, default)
    if value is not default and len(value) < at_least:
        raise ImproperlyConfigured(
            f"{name} has {len(value)} characters and needs at least {at_least}. Use a longer value."
        )
    return value


def boolean(name, default=REQUIRED):
    """True for 1, true, yes, on; False for 0, false, no, off; anything else is refused."""
    raw = _read(name, default)
    if raw is default:
        return default
    word = raw.lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ImproperlyConfigured(f"{name}={raw!r} is neither yes nor no. Write true or false.")


def integer(name, default=REQUIRED, *, minimum=None, maximum=None):
    """A whole number, inside [minimum, maximum] where they are given."""
    raw = _read(name, default)
    if raw is default:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={raw!r} is not a whole number. Write digits only.") from None
    if minimum is not None and value < minimum:
        raise ImproperlyConfigured(f"{name}={value} is too small. The least allowed is {minimum}.")
    if maximum is not None and value > maximum:
        raise ImproperlyConfigured(f"{name}={value} is too large. The most allowed is {maximum}.")
    return value


def words(name, default=REQUIRED):
    """A list from a comma-separated value; blanks are dropped."""
    raw = _read(name, default)
    if raw is default:
        return default
    return [word.strip() for word in raw.split(",") if word.strip()]


def choice(name, allowed, default=REQUIRED):
    """One of the `allowed` words."""
    raw = _read(name, default)
    if raw is not default and raw not in allowed:
        raise ImproperlyConfigured(f"{name}={raw!r} is unknown. Write one of: {', '.join(sorted(allowed))}.")
    return raw


def site_address(name, default=REQUIRED):
    """The address of a site, scheme and host, without a final slash: https://budget.example."""
    raw = _read(name, default)
    if raw is default:
        return default
    parts = urlsplit(raw)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ImproperlyConfigured(f"{name}={raw!r} is not an address. Write it like https://budget.example.")
    return raw.rstrip("/")


def tile_servers(address):
    """The origins that the tiles of a map come from: one, or none where no address is set."""
    if not address:
        return []
    parts = urlsplit(address)
    if (
        parts.scheme != "https"
        or not parts.netloc
        or not all(sign in parts.path for sign in ("{z}", "{x}", "{y}"))
    ):
        raise ImproperlyConfigured(
            f"MAP_TILES_URL={address!r} is not the address of tiles. Write one like https://host/{{z}}/{{x}}/{{y}}.png."
        )
    return [f"https://{parts.netloc}"]


def database(name="DATABASE_URL", default=REQUIRED, *, options=None):
    """Django's connection settings from a postgres:// address; no other kind of database is accepted.

    `options` join those of the address (`?sslmode=require`), which win.
    """
    raw = _read(name, default)
    if raw is default:
        return default
    scheme = urlsplit(raw).scheme
    if scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"{name} starts with {scheme or 'nothing'}://, and only PostgreSQL is supported. "
            "Write it like postgres://user:password@host:5432/name."
        )
    from environ import Env

    settings = Env.db_url_config(raw)
    if not settings["NAME"]:
        raise ImproperlyConfigured(f"{name} names no database. End it with /name.")
    settings["OPTIONS"] = {**(options or {}), **settings.get("OPTIONS", {})}
    return {**settings, "ENGINE": "django.db.backends.postgresql"}


def mail_server(name="EMAIL_URL", default=REQUIRED):
    """Django's EMAIL_* settings from an smtp:// address."""
    raw = _read(name, default)
    if raw is default:
        return default
    from environ import Env

    if urlsplit(raw).scheme not in Env.EMAIL_SCHEMES:
        raise ImproperlyConfigured(
            f"{name} is not a mail server. Write it like smtp+tls://user:password@host:587."
        )
    return Env.email_url_config(raw)
