"""Send the e-mails about what people follow: `manage.py send_digests`, from a timer each hour."""

from django.core.management.base import BaseCommand

from budget.notices import services, tasks
from budget.notices.queries import digests_due
from budget.rules.clock import now


class Command(BaseCommand):
    help = "Send the digests that are due and the urgent notices. Two runs at once send each of them once."

    def add_arguments(self, parser):
        parser.add_argument(
            "--queue", action="store_true", help="leave the sending to the workers of the queue"
        )

    def handle(self, *args, queue=False, **options):
        at = now()
        due = digests_due(now=at)
        if queue:
            for pk in due:
                tasks.send_digest.enqueue(pk)
            self.stdout.write(f"{len(due)} queued")
            return
        sent = [services.send_digest(preference_id=pk, now=at) for pk in due]
        self.stdout.write(f"{len([count for count in sent if count])} messages, {sum(sent)} notices")
