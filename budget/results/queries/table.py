"""The results as a table: its columns, documented, and its lines."""

from django.utils.translation import gettext_lazy as _

#: Column → what it holds. Money is in the campaign's currency, in cents.
RESULT_COLUMNS = {
    "envelope": _("code of the district, or of the whole city"),
    "rank": _("place in the order of the count, 1 first"),
    "reference": _("reference of the project"),
    "title": _("title of the project"),
    "cost_cents": _("cost when counted, in cents"),
    "votes": _("voters who chose the project"),
    "votes_web": _("of whom online"),
    "votes_paper": _("of whom on paper"),
    "votes_desk": _("of whom at a desk"),
    "status": _("winner or not_retained"),
    "reason": _(
        "why, as a code: funded, does_not_fit, below_threshold, not_reached, over_envelope, withdrawn"
    ),
    "left_before_cents": _("money left in the envelope before this step, in cents"),
    "extra_votes_needed": _(
        "smallest number of votes more that would have changed the outcome; empty: none, or a winner"
    ),
    "currency": _("currency of the amounts"),
}


def result_lines(results):
    """The rows of RESULT_COLUMNS for a CampaignResults; none when it is None."""
    for envelope in results.envelopes if results else ():
        for award in envelope.awards:
            yield [
                envelope.envelope.district.code,
                award.rank,
                award.project.reference,
                award.project.title,
                award.cost_cents,
                award.votes,
                *(award.votes_by_channel.get(channel, 0) for channel in ("web", "paper", "desk")),
                award.status,
                award.reason,
                award.remaining_before_cents,
                award.extra_votes_needed,
                results.campaign.currency,
            ]
