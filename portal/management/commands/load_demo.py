"""`manage.py load_demo`: the demo city of Rivelune, all of it or nothing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from budget.campaigns.models import Campaign
from budget.rules.clock import now
from portal.demo.load import load_city

#: The code of the demo's follow slip: stored nowhere else, as anywhere; `make demo` prints it.
FOLLOW_CODE = settings.VAR_DIR / "demo-follow-code"


class Command(BaseCommand):
    help = "Load the demo city of Rivelune (invented) into an empty database."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("The demo city is for demonstrations alone: set DEMO=true in the settings.")
        if Campaign.objects.exists():
            raise CommandError("There is a campaign already. `make demo-reset` starts afresh.")
        source = load_city(now=now(), say=self.stdout.write)
        FOLLOW_CODE.write_text(source["follow-code"])
