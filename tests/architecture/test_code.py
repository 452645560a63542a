"""House rules that the import contract and the linter cannot say."""

import re
import subprocess

import pytest

from tests.architecture.sources import CODE, ROOT, lines_that, name_of, python_files

SHAPELESS = {"utils", "util", "core", "common", "helpers", "misc"}


@pytest.mark.parametrize(("folder", "most"), [*((folder, 400) for folder in CODE), ("tests", 500)])
def test_a_file_stays_short(folder, most):
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in python_files(folder)}

    assert {name: length for name, length in lengths.items() if length > most} == {}


def test_no_module_is_a_drawer_for_anything():
    named = [name_of(path) for path in python_files(*CODE) if SHAPELESS & {path.stem, *path.parent.parts}]

    assert [name for name in named if SHAPELESS & set(re.split(r"[/.]", name))] == []


def test_nothing_is_left_for_later():
    words = ["TO" + "DO", "FIX" + "ME", "# XX" + "X", "NotImpl" + "emented", "coming" + " soon"]
    later = re.compile("|".join(rf"{word}\b" for word in words))
    found = []
    for path in [*python_files(*CODE, "tests"), *(ROOT / "templates").rglob("*.*")]:
        found += lines_that(path, later)

    assert found == []


def test_models_hold_no_behaviour_that_hides():
    hidden = re.compile(r"def save\(|@receiver|^\s+ordering\s*=")
    files = [path for path in python_files("budget") if path.stem == "models" or path.parent.name == "models"]

    assert [line for path in files for line in lines_that(path, hidden)] == []


def test_the_clock_is_read_at_the_edge():
    """Below views, commands, tasks and viewsets, `now` is an argument."""
    reads = re.compile(r"\bnow\(\)|\btoday\(\)|localdate\(\)")
    inner = {"services", "queries", "permissions", "models", "rules"}
    found = []
    for path in python_files("budget"):
        if inner & {path.stem, *path.parts} and path.stem != "clock":
            found += lines_that(path, reads)

    assert found == []


def test_committed_files_name_no_machine_and_no_package_registry():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git working copy")
    private = re.compile(
        "|".join(["/wo" + "rk/", "/ro" + "ot/", "pypi" + r"\.org", "pythonho" + r"sted", "npm" + r"js\.com"])
    )
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".jpg", ".webp", ".woff2"} and name != "LICENSE":
            found += lines_that(path, private)

    assert found == []
