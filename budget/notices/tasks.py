"""Digests sent by the queue: one task per person, so that a slow mail server holds up nobody else."""

from django_tasks import task

from budget.notices import services
from budget.rules.clock import now


@task()
def send_digest(preference_id):
    """Send what one person is owed now; running it twice sends it once."""
    return services.send_digest(preference_id=preference_id, now=now())
