"""Development and the demo, on one machine, for nobody else."""

import secrets

from cryptography.fernet import Fernet

from portal import env
from portal.settings.base import *

DEMO = env.boolean("DEMO", False)
DEBUG = env.boolean("DEBUG", not DEMO)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]

VAR_DIR.mkdir(exist_ok=True)


def _kept_key(name, make):
    """A key of this copy alone, made once."""
    path = VAR_DIR / name
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make())
    return path.read_text()


SECRET_KEY = _kept_key("secret_key", lambda: secrets.token_urlsafe(50))
REDACTION_KEYS = [_kept_key("redaction_key", lambda: Fernet.generate_key().decode())]

PHONE_LINE = "au standard de la mairie, du lundi au vendredi, de 9 h à 17 h"
DATABASES = {"default": env.database(default=LOCAL_DATABASE, options=DATABASE_OPTIONS)}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
MAP_TILES_URL = env.text("MAP_TILES_URL", "")
MAP_TILES_CREDIT = env.text("MAP_TILES_CREDIT", "")
CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"] += env.tile_servers(MAP_TILES_URL)
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
