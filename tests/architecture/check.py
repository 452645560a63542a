"""`make check`: everything that can be said about the code without running the site. One line each, then what failed."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
TEST = "portal.settings.test"
NOWHERE = "postgres://nobody@127.0.0.1:1/nothing"  # these checks need no database
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "only-checked-never-served-" * 3,
    "SITE_ADDRESS": "https://budget.example",
    "ALLOWED_HOSTS": "budget.example",
    "DATABASE_URL": NOWHERE,
    "EMAIL_URL": "smtp://mail.example:25",
    "MAIL_FROM": "city@budget.example",
}


def _manage(*arguments, **environment):
    settings = {"DJANGO_SETTINGS_MODULE": TEST, **environment}
    return ([sys.executable, "-W", "error", "manage.py", *arguments], settings)


def _tool(*arguments):
    return ([str(BIN / arguments[0]), *arguments[1:]], {})


CHECKS = {
    "style": _tool("ruff", "check", "."),
    "format": _tool("ruff", "format", "--check", "."),
    "imports": _tool("lint-imports"),
    "templates": _tool("djlint", "templates", "--lint", "--quiet"),
    "settings": _manage("check", "--fail-level", "WARNING", DATABASE_URL=NOWHERE),
    "settings of production": _manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION),
    "migrations": _manage("makemigrations", "--check", "--dry-run"),
    "house rules": _tool("pytest", "-q", "-n0", "-p", "no:randomly", "tests/architecture"),
}


def run(name, command, environment):
    """Run one check; print its line, and its output if it failed. True when it passed."""
    start = time.monotonic()
    result = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    passed = result.returncode == 0
    said = "" if passed else f"\n{result.stdout}\n{result.stderr}"
    print(f"{'ok    ' if passed else 'FAILED'} {name} ({time.monotonic() - start:.1f} s){said}", flush=True)
    return passed


def main():
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda name: run(name, *CHECKS[name]), CHECKS))
    failed = results.count(False)
    print(f"{failed} of {len(results)} checks failed." if failed else f"All {len(results)} checks passed.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
