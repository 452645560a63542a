"""The files of the project, as the house rules read them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ("portal", "home", "budget")


def python_files(*folders):
    """Python files below these folders, migrations left out."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def page_templates():
    """The HTML templates."""
    return sorted((ROOT / "templates").rglob("*.html"))


def name_of(path):
    """The path inside the project, as it is written in a message."""
    return path.relative_to(ROOT).as_posix()


def lines_that(path, pattern):
    """`file:line` for each line of `path` where the compiled `pattern` is found."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [f"{name_of(path)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
