"""Erase the registrations of meetings long past: `manage.py erase_registrations`, from a timer each day."""

from django.core.management.base import BaseCommand

from budget.rules.clock import now
from budget.workshops.services import erase_registrations


class Command(BaseCommand):
    help = "Erase what people told us to come to meetings that ended thirty days ago; headcounts stay."

    def handle(self, *args, **options):
        count = erase_registrations(now=now())
        self.stdout.write(f"{count} registrations erased")
