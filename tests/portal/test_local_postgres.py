"""The embedded PostgreSQL: starts once, heals what a killed server left, stops with its last user."""

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import psycopg
import pytest

from portal.local_postgres import Cluster, LocalPostgresError

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def folder():
    """Not pytest's own folder, which is closed to the system user that runs PostgreSQL when root tests."""
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "postgres"
        yield folder
        Cluster(folder).destroy()


@pytest.fixture
def cluster(folder):
    cluster = Cluster(folder)
    yield cluster
    cluster.leave()


def answer(cluster):
    with psycopg.connect(**cluster.connection()) as connection:
        return connection.execute("SELECT current_user, current_database()").fetchone()


def server_pid(cluster):
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


def wait_until_gone(pid):
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail(f"process {pid} is still there")


def test_the_server_starts_once_and_knows_the_application(cluster):
    assert cluster.ensure_running() is True
    assert cluster.ensure_running() is False
    assert answer(cluster) == ("passerelle", "passerelle")


def test_the_application_is_not_a_superuser_and_nothing_listens_on_the_network(cluster):
    cluster.ensure_running()

    with psycopg.connect(**cluster.connection()) as connection:
        assert connection.execute(
            "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone() == (False,)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW log_min_error_statement").fetchone() == ("panic",)


def test_the_server_stops_with_its_last_user_and_keeps_its_data(cluster):
    cluster.ensure_running()
    with psycopg.connect(**cluster.connection()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS number")
    pid = server_pid(cluster)
    other = Cluster(cluster.directory)
    other.ensure_running()

    other.leave()
    assert answer(cluster) == ("passerelle", "passerelle")
    cluster.leave()

    wait_until_gone(pid)
    cluster.ensure_running()
    with psycopg.connect(**cluster.connection()) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_killed_server_is_started_again(cluster):
    cluster.ensure_running()
    pid = server_pid(cluster)
    os.kill(pid, signal.SIGKILL)
    wait_until_gone(pid)

    assert cluster.ensure_running() is True
    assert answer(cluster) == ("passerelle", "passerelle")


def test_a_pid_file_that_names_another_program_is_no_obstacle(cluster):
    cluster.ensure_running()
    cluster.stop()
    stale = f"{os.getpid()}\n{cluster.data}\n1700000000\n5432\n{cluster.socket_directory}\n\n  5432001         7\nready   \n"
    (cluster.data / "postmaster.pid").write_text(stale)

    assert cluster.ensure_running() is True
    assert answer(cluster) == ("passerelle", "passerelle")


def test_several_processes_may_start_it_at_the_same_moment(folder):
    Cluster(folder).stop()
    start = textwrap.dedent(f"""
        from portal.local_postgres import Cluster
        import psycopg
        cluster = Cluster({str(folder)!r})
        print(cluster.ensure_running())
        psycopg.connect(**cluster.connection()).close()
        input()
    """)
    starters = [
        subprocess.Popen(
            [sys.executable, "-c", start], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    started = [starter.stdout.readline().strip() for starter in starters]
    codes = []
    for starter in starters:
        starter.communicate("\n", timeout=60)
        codes.append(starter.returncode)

    assert sorted(started) == ["False", "False", "False", "True"]
    assert codes == [0, 0, 0, 0]
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(**Cluster(folder).connection(), connect_timeout=2)


def test_a_long_path_puts_the_socket_elsewhere(tmp_path):
    deep = Cluster(tmp_path / ("a-long-folder-name" * 5) / "postgres")

    assert len(str(deep.socket_directory / ".s.PGSQL.5432")) < 103
    assert (
        deep.socket_directory != Cluster(tmp_path / ("another-folder-name" * 5) / "postgres").socket_directory
    )


def test_a_cluster_of_another_version_is_left_alone_with_a_sentence(folder):
    cluster = Cluster(folder.with_name("older"))
    cluster.data.mkdir(parents=True)
    (cluster.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(LocalPostgresError, match=r"was made by PostgreSQL 9 .*make demo-reset"):
        cluster.ensure_running()
    cluster.leave()


def test_a_server_that_cannot_start_says_why(folder, cluster):
    cluster.ensure_running()
    cluster.stop()
    settings = cluster.data / "postgresql.conf"
    sound = settings.read_text()
    settings.write_text(sound + "\nno_such_setting = 1\n")
    try:
        with pytest.raises(LocalPostgresError, match=r"(?s)no_such_setting.*DATABASE_URL"):
            cluster.ensure_running()
    finally:
        settings.write_text(sound)
