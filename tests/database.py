"""One migrated template database; a clone of it for each test worker, and again after each test that commits.

A fresh `migrate` costs about ten seconds, a clone about a tenth of one. Django empties every table after a test that
commits (`transactional_db`, `live_server`, TransactionTestCase), and what the migrations wrote (the root page, the
groups) would be lost for the tests that follow. Here such a test ends by cloning the template again.
"""

import hashlib
import os
import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
LOCK = 7_321_004  # key of the advisory lock held while databases are made
TEMPLATES = "passerelle_template_"
CLONES = "passerelle_test_"


def template_name():
    """A name that changes with any migration and with the dependencies."""
    fingerprint = hashlib.sha256()
    for path in [ROOT / "requirements.lock", *sorted(ROOT.glob("*/migrations/*.py"))]:
        fingerprint.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return TEMPLATES + fingerprint.hexdigest()[:12]


def _is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class TestDatabase:
    """The database of one test worker, cloned from the template."""

    __test__ = False

    def __init__(self, worker):
        self.name = f"{CLONES}{os.getpid()}_{worker}"
        self.template = template_name()

    def create(self):
        with self._maintenance() as server:
            self._sweep(server)
            if not self._exists(server, self.template):
                self._build_template(server)
            self._clone(server)

    def clone_again(self):
        """Back to what the migrations made, whatever the last test committed."""
        with self._maintenance() as server:
            self._drop(server, self.name)
            self._clone(server)

    def destroy(self):
        with self._maintenance() as server:
            self._drop(server, self.name)

    @contextmanager
    def _maintenance(self):
        """A connection to the `postgres` database that no other worker has at the same time."""
        connection.close()
        parameters = connection.get_connection_params()
        server = connection.get_new_connection({**parameters, "dbname": "postgres"})
        try:
            server.autocommit = True
            server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield server
        finally:
            server.close()

    def _exists(self, server, name):
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def _drop(self, server, name):
        """End our own sessions, then drop. FORCE would also try to end an autovacuum worker, which needs a superuser;
        a plain DROP asks it to stop and waits.
        """
        server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user",
            [name],
        )
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))

    def _clone(self, server):
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        server.execute(statement.format(sql.Identifier(self.name), sql.Identifier(self.template)))
        connection.settings_dict["NAME"] = self.name

    def _build_template(self, server):
        """Migrate an empty database under another name: a half-made template is never taken for a whole one."""
        unfinished = f"{self.template}_unfinished"
        self._drop(server, unfinished)
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
        connection.settings_dict["NAME"] = unfinished
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            connection.close()
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        server.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(self.template)))

    def _sweep(self, server):
        """On the embedded server, which is ours alone: drop what dead workers left, and outdated templates."""
        if connection.settings_dict["ENGINE"] != "portal.local_postgres":
            return
        names = [name for (name,) in server.execute("SELECT datname FROM pg_database")]
        for name in names:
            clone = re.match(rf"{CLONES}(\d+)_", name)
            is_orphan = clone and not _is_alive(int(clone[1]))
            is_outdated = name.startswith(TEMPLATES) and not name.startswith(self.template)
            if is_orphan or is_outdated:
                self._drop(server, name)


@pytest.fixture(scope="session")
def test_database(django_db_blocker, request):
    """This worker's database; `clone_again` brings it back to what the migrations made."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    database = TestDatabase(worker)
    with django_db_blocker.unblock():
        database.create()
    yield database
    with django_db_blocker.unblock():
        database.destroy()


@pytest.fixture(scope="session")
def django_db_setup(test_database):
    """Takes the place of pytest-django's fixture of that name."""
    from django.test import TransactionTestCase

    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda test_case: test_database.clone_again()
    yield
    TransactionTestCase._fixture_teardown = original
