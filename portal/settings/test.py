"""The test suite: PostgreSQL, fast password hashing, mail kept in memory."""

import os

from portal import env
from portal.settings.base import *

SECRET_KEY = "tests " * 10
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": env.database(default=LOCAL_DATABASE, options=DATABASE_OPTIONS)}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = VAR_DIR / "test-media"
VOTE_PEPPER_DIR = VAR_DIR / "test-peppers"
STORAGES = {
    **STORAGES,
    "private": {
        **STORAGES["private"],
        "OPTIONS": {"location": VAR_DIR / "test-private", "base_url": None},
    },
}
REDACTION_KEYS = ["dGVzdHMgdGVzdHMgdGVzdHMgdGVzdHMgdGVzdHMgdGU="]
WRITING_MIN_SECONDS = 0  # tests type at once; those of the brakes set it
SERVE_MEDIA = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Playwright's synchronous API runs an event loop in the test's own thread: Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
