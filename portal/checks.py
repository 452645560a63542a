"""System checks of the building: `manage.py check --deploy --database default`."""

from django.core.checks import Error, Tags, register
from django.db import connections

# A statement that fails, or is slow, must not leave what it carried in the server's log; no row may carry its time.
SECRECY = {
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "track_commit_timestamp": "off",
}


def leaks(cursor, wanted):
    """The database settings that differ from `wanted`, as {name: value}."""
    cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(wanted)])
    return {name: value for name, value in cursor.fetchall() if value != wanted[name]}


@register(Tags.database, deploy=True)
def the_database_keeps_votes_out_of_its_log(databases=None, **kwargs):
    """One error for each setting of the role that would let a vote reach the server's log."""
    errors = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            found = leaks(cursor, SECRECY)
        role = connections[alias].settings_dict["USER"]
        errors += [
            Error(
                f"{name} is {value} and must be {SECRECY[name]}: a vote could be read in the database's log.",
                hint=f"As a superuser: ALTER ROLE {role} SET {name} = '{SECRECY[name]}'; then restart the site.",
                id="portal.E001",
            )
            for name, value in sorted(found.items())
        ]
    return errors
