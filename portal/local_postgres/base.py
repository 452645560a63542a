"""Django's PostgreSQL engine, plus one thing: when the embedded server does not answer, it is started."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base
from psycopg import OperationalError

from portal.local_postgres.cluster import Cluster, LocalPostgresError


@cache
def project_cluster():
    """The one cluster of this copy of the project."""
    return Cluster(settings.LOCAL_POSTGRES)


def ensure_running():
    """Start or heal the project's cluster; this process becomes one of its users."""
    try:
        project_cluster().ensure_running()
    except LocalPostgresError as error:
        raise ImproperlyConfigured(str(error)) from error


class DatabaseWrapper(base.DatabaseWrapper):
    """Starts or heals the embedded server at the first connection, and after it was killed."""

    def get_connection_params(self):
        return {**super().get_connection_params(), "host": str(project_cluster().socket_directory)}

    def get_new_connection(self, conn_params):
        if not project_cluster().is_joined:
            ensure_running()
        try:
            return super().get_new_connection(conn_params)
        except OperationalError as error:
            if "does not exist" in str(error):  # a missing database is not a missing server
                raise
            ensure_running()
            return super().get_new_connection(conn_params)
