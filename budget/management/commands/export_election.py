"""`manage.py export_election SLUG`: the anonymous ballots of a published count as a Pabulib file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from budget.campaigns.models import Campaign
from budget.open_data.permissions import may_publish_ballots
from budget.open_data.queries import pabulib_text
from budget.results.queries import published_results


class Command(BaseCommand):
    help = "Writes the anonymous ballots of one envelope, once its results are published, as a Pabulib (.pb) file."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="address of the edition")
        parser.add_argument(
            "--envelope", metavar="CODE", help="code of the district (needed when there are several)"
        )
        parser.add_argument(
            "-o", "--output", type=Path, metavar="FILE", help="file to write, otherwise the screen"
        )

    def handle(self, *, slug, envelope, output, **options):
        campaign = Campaign.objects.filter(slug=slug).first()
        if campaign is None:
            raise CommandError(f"There is no edition at the address “{slug}”.")
        results = published_results(campaign)
        if results is None:
            raise CommandError("Its results are not published: ballots are written once they are.")
        text = pabulib_text(self._chosen(results, envelope))
        if output is None:
            self.stdout.write(text, ending="")
            return
        output.write_text(text, encoding="utf-8")
        self.stdout.write(f"{output}: {len(text.encode())} bytes")

    def _chosen(self, results, code):
        by_code = {one.envelope.district.code: one for one in results.envelopes}
        if code is None and len(by_code) == 1:
            [chosen] = by_code.values()
        elif code in by_code:
            chosen = by_code[code]
        else:
            raise CommandError(f"Say which envelope with --envelope: {', '.join(by_code)}.")
        if not may_publish_ballots(chosen.run):
            raise CommandError("Too few people voted there: their ballots are not published one by one.")
        return chosen
