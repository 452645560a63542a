"""Write to those registered for a meeting of tomorrow: `manage.py send_reminders`, from a timer each hour."""

from django.core.management.base import BaseCommand

from budget.rules.clock import now
from budget.workshops.services import send_reminders


class Command(BaseCommand):
    help = "Write once to everyone registered with an address for a meeting of tomorrow."

    def handle(self, *args, **options):
        count = send_reminders(now=now())
        self.stdout.write(f"{count} reminders")
