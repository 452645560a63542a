"""The embedded PostgreSQL of demo, development and tests: a real server under `var/`, never for production.

`cluster` starts, heals and stops it; `base` is the Django database engine that asks for it on first use.
"""

from portal.local_postgres.cluster import Cluster, LocalPostgresError

__all__ = ["Cluster", "LocalPostgresError"]
