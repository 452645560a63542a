"""What an administrator can set is written down."""

import re

from tests.architecture.sources import ROOT, python_files

READ = re.compile(
    r"env\.(?:text|boolean|integer|words|choice|site_address)\(\s*\"(\w+)\"|environ(?:\.get\(|\[)\"(\w+)\""
)
DEFAULT_NAMES = {"DATABASE_URL", "EMAIL_URL"}  # read by readers that know their own name
NOT_FOR_PEOPLE = {"DJANGO_SETTINGS_MODULE"}


def test_every_variable_of_the_environment_is_documented():
    read = set(DEFAULT_NAMES)
    for path in [*python_files("portal"), ROOT / "tests" / "browser.py", ROOT / "tests" / "conftest.py"]:
        read |= {first or second for first, second in READ.findall(path.read_text())}
    documented = set(re.findall(r"`([A-Z][A-Z_]+)[`=]", (ROOT / "docs" / "running.md").read_text()))

    assert read - NOT_FOR_PEOPLE - documented == set()
