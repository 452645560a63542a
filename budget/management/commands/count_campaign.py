"""`manage.py count_campaign SLUG`: counts a closed vote and publishes what was counted."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from budget.campaigns.models import Campaign
from budget.journal.services import DomainError
from budget.results.choices import TallyRule
from budget.results.queries import published_results
from budget.results.services import count_campaign, publish_results
from budget.rules.clock import now


class Command(BaseCommand):
    help = "Counts a closed vote by the rule frozen with its ballot, publishes the results and prints the winners."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="address of the edition")
        parser.add_argument(
            "--rule",
            choices=TallyRule.values,
            help="count an imported edition by another rule than its file's",
        )
        parser.add_argument(
            "--threshold", type=int, help="votes a project needs (with --rule greedy-threshold)"
        )

    def handle(self, *, slug, rule, threshold, **options):
        campaign = Campaign.objects.filter(slug=slug).first()
        if campaign is None:
            raise CommandError(f"There is no edition at the address “{slug}”.")
        at = now()
        parameters = {"threshold": threshold} if threshold else None
        try:
            with transaction.atomic():
                count_campaign(campaign=campaign, actor=None, now=at, rule=rule, parameters=parameters)
                publish_results(campaign=campaign, actor=None, now=at)
        except DomainError as error:
            raise CommandError(error.message) from error
        named = campaign.facts.get("rule_not_counted")
        if named and not rule:
            self.stderr.write(
                f"{slug}: its file names the rule “{named}”, which is not counted here. This count goes by most votes "
                "first, within the envelope: its winners may differ from the official ones."
            )
        for envelope in published_results(campaign).envelopes:
            self._print(envelope, campaign.currency)

    def _print(self, envelope, currency):
        run = envelope.run
        self.stdout.write(
            f"{envelope.envelope.district.name}: {run.voters} ballots, {run.blank} blank, rule {run.rule}"
        )
        for award in envelope.winners:
            self.stdout.write(
                f"  {award.project.reference}  {award.votes} votes  {_money(award.cost_cents)} {currency}  "
                f"{award.project.title}"
            )
        self.stdout.write(
            f"  {len(envelope.winners)} winners of {len(envelope.awards)}, {_money(run.spent_cents)} {currency} "
            f"of {_money(run.budget_cents)} {currency}"
        )


def _money(cents):
    whole, rest = divmod(cents, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)
