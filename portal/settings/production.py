"""A public site: everything comes from the environment, and nothing is guessed."""

from portal import env
from portal.settings.base import *

SECRET_KEY = env.text("SECRET_KEY", at_least=50)
SITE_ADDRESS = env.site_address("SITE_ADDRESS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
DEMO = env.boolean("DEMO", False)

# A web request that waits is cut short; commands that need longer set DATABASE_STATEMENT_SECONDS.
_statement_seconds = env.integer("DATABASE_STATEMENT_SECONDS", 15, minimum=1)
_database_options = {
    **DATABASE_OPTIONS,
    "options": f"-c statement_timeout={_statement_seconds}s -c idle_in_transaction_session_timeout=10s",
}
DATABASES = {
    "default": {
        **env.database(options=_database_options),
        "CONN_MAX_AGE": env.integer("DATABASE_CONNECTION_SECONDS", 60, minimum=0),
        "CONN_HEALTH_CHECKS": True,
    }
}

# Shared by the processes of one machine: limits on tries are counted there. Nothing about a voter is ever kept in it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": env.text("CACHE_FOLDER", str(VAR_DIR / "cache")),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

STATIC_ROOT = Path(env.text("STATIC_ROOT", str(STATIC_ROOT)))
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(MEDIA_ROOT)))
VOTE_PEPPER_DIR = Path(env.text("VOTE_PEPPER_DIR", str(VOTE_PEPPER_DIR)))
REDACTION_KEYS = env.words("REDACTION_KEYS", [])
REDACTED_WORDS = env.choice("REDACTED_WORDS", {"encrypted", "removed"}, REDACTED_WORDS)
FOLLOW_CODE_KEY = env.text("FOLLOW_CODE_KEY", "", at_least=32)
FOLLOW_CODE_DAYS = env.integer("FOLLOW_CODE_DAYS", FOLLOW_CODE_DAYS, minimum=1)
PHONE_LINE = env.text("PHONE_LINE", "")
MAP_TILES_URL = env.text("MAP_TILES_URL", "")
MAP_TILES_CREDIT = env.text("MAP_TILES_CREDIT", "")
CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"] += env.tile_servers(MAP_TILES_URL)
STORAGES = {
    **STORAGES,
    "private": {
        **STORAGES["private"],
        "OPTIONS": {"location": env.text("PRIVATE_ROOT", str(VAR_DIR / "private")), "base_url": None},
    },
    "staticfiles": {"BACKEND": "portal.static_files.SiteStaticFilesStorage"},
}

globals().update(env.mail_server())
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM")

SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("BEHIND_PROXY", True) else None
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 365 * 24 * 3600, minimum=0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True
PROXY_COUNT = env.integer("PROXY_COUNT", 1, minimum=0)
# Sub-domains and the browsers' preload list are the city's to decide: they concern its other sites too.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
