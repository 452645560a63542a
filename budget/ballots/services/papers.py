"""Ballot papers: what a voter sends for each section, and the rows they become."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from budget.ballots.models import Section
from budget.ballots.services.errors import InvalidBallotError
from budget.rules import receipt
from budget.rules.ballot import Definition, Scope, check_ballot

COLUMNS = (
    "vote_id", "handle", "rev", "section_id", "channel", "rk", "cc", "leaf", "nonce", "sealed", "prev_pre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """What a voter casts in one section: keys derived from the receipt secret (bytes), and option ids."""

    section: str
    handle: bytes
    nonce: bytes
    rk: bytes
    choices: tuple[str, ...] = ()

    @classmethod
    def from_secret(cls, secret, *, vote_uid, section, choices, rev=0):
        """The paper of someone whose secret the server knows (no JavaScript)."""
        keys = receipt.section_keys(secret, vote_uid, section, rev)
        return cls(section, keys.handle, keys.nonce, keys.rk, tuple(choices))


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper on its way into the box: its section, the slot it takes on the roll, its keys and its row.

    `slot` is 0 for the whole city, then 1, 2… for the districts. `row` follows COLUMNS.
    """

    code: str
    section_id: int
    slot: int
    handle: bytes
    leaf: bytes
    row: tuple

    @property
    def tracker(self):
        return receipt.tracker(self.leaf)


def entries_of(vote, papers, *, channel):
    """The Entries of a whole ballot in ascending order of section: two casts of one voter never wait in a ring.

    Raises InvalidBallotError unless the papers follow the frozen rules and hold the city-wide section when there is one.
    """
    definition = Definition.from_data(vote.rules)
    _check(definition, papers)
    section_ids = dict(Section.objects.filter(vote=vote).values_list("code", "id"))
    entries, district = [], 0
    for paper in sorted(papers, key=lambda paper: section_ids[paper.section]):
        is_city = definition.section(paper.section).scope is Scope.CITY
        district += not is_city
        entries.append(
            entry_of(
                vote,
                paper,
                section_id=section_ids[paper.section],
                channel=channel,
                slot=0 if is_city else district,
            )
        )
    return entries


def _check(definition, papers):
    ballot = {paper.section: paper.choices for paper in papers}
    city = [section.code for section in definition.sections if section.scope is Scope.CITY]
    is_whole = len(ballot) == len(papers) > 0 and all(code in ballot for code in city)
    problems = check_ballot(definition, ballot)
    if problems or not is_whole:
        raise InvalidBallotError(
            _("This ballot does not follow the rules of the vote. Go back to your choices."),
            problems=problems,
        )


def entry_of(vote, paper, *, section_id, channel, slot=0, rev=0, prev_pre=None):
    """One Entry: the ballot's canonical JSON, its commitment and its leaf. Raises InvalidBallotError on bad keys."""
    choices = [(option, 1) for option in paper.choices]
    sealed = receipt.canonical_ballot(vote.uid, paper.section, str(channel), choices)
    try:
        cc = receipt.content_commitment(paper.nonce, sealed)
        leaf = receipt.leaf(paper.rk, cc)
        if len(paper.handle) != 32:
            raise ValueError("handle is 32 bytes long")
    except ValueError as error:
        raise InvalidBallotError(
            _("The keys of this ballot are damaged. Go back to the review page.")
        ) from error
    row = (
        vote.pk, paper.handle, rev, section_id, str(channel), paper.rk, cc, leaf, paper.nonce, sealed, prev_pre,
    )  # fmt: skip
    return Entry(paper.section, section_id, slot, paper.handle, leaf, row)
