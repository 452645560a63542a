"""The demonstration: one command from nothing to a city in the browser."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError, URLError

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from portal import env
from portal.demo.people import PASSWORD
from portal.local_postgres.base import project_cluster
from portal.management.commands.load_demo import FOLLOW_CODE

FIRST_PORT, LAST_PORT = 8000, 8049
SERVER = settings.VAR_DIR / "demo-server"  # the process id of the server, while it runs
LOADED = settings.VAR_DIR / "demo-loaded"
ACCOUNTS = Path(__file__).resolve().parents[2] / "demo" / "data" / "demo.yaml"


class Command(BaseCommand):
    help = "Starts the demonstration: database, invented city, server. Ctrl-C stops everything."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--reset", action="store_true", help="throw away what the demonstration holds, first"
        )

    def handle(self, *, reset, **options):
        if not settings.DEMO:
            raise CommandError("This command serves invented data to anybody. Start it with `make demo`.")
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with self._alone():
            end_forsaken_server()
            port = chosen_port()
            try:
                if reset:
                    self._reset()
                self._prepare()
                self._serve(port)
            except KeyboardInterrupt:
                self._say("")
            self._say("Stopped. `make demo` starts again with the same data.")

    def _say(self, text):
        self.stdout.write(text)
        self.stdout.flush()

    def _alone(self):
        """One demonstration at a time in this folder; the system frees the lock however the process ends."""
        settings.VAR_DIR.mkdir(exist_ok=True)
        lock = open(settings.VAR_DIR / "demo.lock", "a")  # noqa: SIM115 - returned as a context manager
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise CommandError(
                "A demonstration already runs from this folder. Stop it with Ctrl-C in its window, then start again."
            ) from None
        return lock

    # The data

    def _reset(self):
        if settings.DATABASES["default"]["ENGINE"] != "portal.local_postgres":
            raise CommandError(
                "DATABASE_URL names a database of yours: it is not emptied. Empty it yourself, or unset DATABASE_URL."
            )
        self._say("Throwing away the demonstration's data")
        connection.close()
        project_cluster().destroy()
        for folder in (settings.MEDIA_ROOT, settings.EMAIL_FILE_PATH, settings.VOTE_PEPPER_DIR):
            shutil.rmtree(folder, ignore_errors=True)
        LOADED.unlink(missing_ok=True)

    def _prepare(self):
        from budget.campaigns.models import Campaign

        self._say("Starting PostgreSQL")
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self._say("Making the tables, about ten seconds")
            try:
                call_command("migrate", verbosity=0, interactive=False)
            except DatabaseError as error:
                raise CommandError(
                    f"The tables that are there do not fit this version of the project ({first_line(error)}). "
                    "`make demo-reset` throws the demonstration's data away and starts afresh."
                ) from error
        if Campaign.objects.exists():
            if LOADED.exists() or settings.DATABASES["default"]["ENGINE"] != "portal.local_postgres":
                return
            self._say("The last start was interrupted while it loaded the city")
            self._reset()
            self._prepare()
            return
        self._say("Loading the invented city of Rivelune, about a minute")
        call_command("load_demo", stdout=self.stdout)
        LOADED.touch()

    # The server

    def _serve(self, port):
        address = f"http://127.0.0.1:{port}"
        server = subprocess.Popen(server_command(port), env={**os.environ, "DEMO": "true"})  # noqa: S603
        SERVER.write_text(str(server.pid))
        try:
            wait_for(server, f"{address}/robots.txt")
            self._say(welcome(address))
            server.wait()
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()
            SERVER.unlink(missing_ok=True)
        if server.returncode not in (0, -signal.SIGTERM, -signal.SIGINT):
            raise CommandError(
                f"The server ended by itself (code {server.returncode}). Run `make demo` again."
            )


def first_line(error):
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def end_forsaken_server():
    """End the server of a demonstration that was killed: it would keep the port and the old code."""
    if not SERVER.exists():
        return
    import psutil

    try:
        server = psutil.Process(int(SERVER.read_text()))
        if "portal.wsgi" in server.cmdline() and server.cwd() == os.getcwd():
            server.terminate()
            server.wait(timeout=10)
    except (ValueError, psutil.Error):
        pass
    SERVER.unlink(missing_ok=True)


def is_free(port):
    """True when nobody listens on this loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def chosen_port():
    """PORT when it is set and free; otherwise the first free port from 8000 on."""
    asked = env.integer("PORT", None, minimum=1024, maximum=65535)
    if asked is None:
        port = next(filter(is_free, range(FIRST_PORT, LAST_PORT + 1)), None)
        if port is None:
            raise CommandError(
                f"Every port from {FIRST_PORT} to {LAST_PORT} is taken. Choose one: make demo PORT=9000"
            )
        return port
    if not is_free(asked):
        raise CommandError(
            f"Port {asked} is taken by another program. Stop it, or choose: make demo PORT={asked + 1}"
        )
    return asked


def server_command(port):
    """gunicorn with one process and a few threads: the database is the same for all."""
    options = ["--bind", f"127.0.0.1:{port}", "--threads", "4", "--workers", "1", "--log-level", "warning"]
    options += ["--graceful-timeout", "5", "--no-control-socket"]
    return [sys.executable, "-m", "gunicorn", "portal.wsgi", *options]


def wait_for(server, address, *, seconds=60):
    """Return once `address` answers; raise CommandError when the server dies or stays silent."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CommandError("The server did not start; what it said is above. Run `make demo` again.")
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310 - our own loopback address
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise CommandError(f"The server did not answer within {seconds} seconds. Run `make demo` again.")


def accounts():
    """The demonstration's accounts, as (address, role) pairs."""
    import yaml

    if not ACCOUNTS.exists():
        return []
    people = yaml.safe_load(ACCOUNTS.read_text(encoding="utf-8"))["comptes"]
    return [(person["email"], person["role"].replace("_", " ")) for person in people if "email" in person]


def follow_slip(address):
    """The code of somebody who spoke at a table and has no account."""
    if not FOLLOW_CODE.exists():
        return []
    return [f"  A follow slip     {address}/fr/suivi/ with the code {FOLLOW_CODE.read_text()}"]


def welcome(address):
    """What is printed once the site answers."""
    lines = [
        "",
        f"  The site          {address}/fr/",
        f"  In English        {address}/en/",
        f"  City's workspace  {address}/admin/",
        f"  Mail sent         {address}/fr/demo/mail/",
        "",
        f"  Sign in with a code at {address}/fr/compte/connexion/ ; the code is in the mail sent. Accounts:",
        *[f"    {email:34} {role}" for email, role in accounts()],
        *follow_slip(address),
        f"  The City's staff (the first five) may also use the password {PASSWORD} at {address}/admin/ .",
        "",
        "  Ctrl-C stops everything and keeps the data.",
    ]
    return "\n".join(lines)
