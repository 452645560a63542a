"""Mix the ballots that wait and close the votes whose date has passed: `manage.py vote_mix`, from a timer."""

from django.core.management.base import BaseCommand

from budget.ballots.queries import votes_for_staff
from budget.ballots.services import close_if_lapsed, mix_vote
from budget.rules.clock import now


class Command(BaseCommand):
    help = "Mix the ballots of running votes when enough of them wait; close the votes whose date has passed."

    def add_arguments(self, parser):
        parser.add_argument("--force", action="store_true", help="mix even a few ballots (before a backup)")

    def handle(self, *args, force=False, **options):
        at = now()
        for vote in votes_for_staff():
            if vote.is_imported:
                continue
            if close_if_lapsed(vote=vote, now=at):
                self.stdout.write(f"{vote.slug}: closed")
            elif batch := mix_vote(vote=vote, now=at, is_forced=force):
                self.stdout.write(f"{vote.slug}: batch {batch.seq}, {batch.n} ballots")
