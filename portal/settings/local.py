"""Development and the demo, on one machine, for nobody else."""

import secrets

from portal import env
from portal.settings.base import *

DEMO = env.boolean("DEMO", False)
DEBUG = env.boolean("DEBUG", not DEMO)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]

VAR_DIR.mkdir(exist_ok=True)
_key_file = VAR_DIR / "secret_key"
if not _key_file.exists():
    _key_file.touch(mode=0o600)
    _key_file.write_text(secrets.token_urlsafe(50))
SECRET_KEY = _key_file.read_text()

DATABASES = {"default": env.database(default=LOCAL_DATABASE, options=DATABASE_OPTIONS)}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
