"""`manage.py import_election FILE.pb`: a past edition from a Pabulib file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from budget.journal.services import DomainError
from budget.open_data.services import ImportRefusedError, import_election
from budget.projects.models import Project
from budget.rules.clock import now


class Command(BaseCommand):
    help = "Brings a past election in from a Pabulib (.pb) file, all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the .pb file")
        parser.add_argument(
            "--slug", default="", help="address of the new edition (otherwise made of place and year)"
        )

    def handle(self, *, file, slug, **options):
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        try:
            campaign = import_election(data=data, actor=None, now=now(), slug=slug, source=file.name)
        except ImportRefusedError as error:
            for fault in error.faults:
                self.stderr.write(f"{file.name}: {fault}")
            raise CommandError(error.message) from error
        except DomainError as error:
            raise CommandError(error.message) from error
        self.stdout.write(
            f"{campaign.slug}: {campaign.title}. {Project.objects.filter(campaign=campaign).count()} projects, "
            f"{campaign.facts['ballots']} ballots in the box. Count them: manage.py count_campaign {campaign.slug}"
        )
        if rule := campaign.facts.get("rule_not_counted"):
            self.stderr.write(
                f"{file.name}: its rule is “{rule}”, which is not counted here. The count goes by most votes first, "
                "within the envelope: its winners may differ from the official ones."
            )
