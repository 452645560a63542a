"""Check that roll and box agree: `manage.py vote_check [slug]`, each minute during a vote and at its close."""

from django.core.management.base import BaseCommand, CommandError

from budget.ballots.queries import votes_for_staff
from budget.ballots.services import check_vote


class Command(BaseCommand):
    help = "Compare, per section and channel, the marks on the roll with the ballots. Ends with an error if they differ."

    def add_arguments(self, parser):
        parser.add_argument("slug", nargs="?", help="one vote; all of them without it")

    def handle(self, *args, slug=None, **options):
        votes = [vote for vote in votes_for_staff() if slug in (None, vote.slug)]
        if not votes:
            raise CommandError(f"No vote is called {slug}." if slug else "There is no vote.")
        wrong = sum(self._check(vote) for vote in votes)
        if wrong:
            raise CommandError(f"{wrong} lines differ. Suspend the vote and look into it.")

    def _check(self, vote):
        """Print a vote's lines; returns how many differ."""
        if vote.is_imported:
            self.stdout.write(f"{vote.slug}: held elsewhere, no roll")
            return 0
        lines = check_vote(vote)
        for line in lines:
            state = "ok" if line.is_right else "DIFFERS"
            counts = f"attendance {line.attendance}, ballots {line.ballots}"
            self.stdout.write(f"{vote.slug} {line.section} {line.channel}: {counts}: {state}")
        if not lines:
            self.stdout.write(f"{vote.slug}: nobody has voted yet")
        return sum(not line.is_right for line in lines)
