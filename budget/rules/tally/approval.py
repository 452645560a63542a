"""Approval and choose-1 ballots: a project's score is the number of distinct voters who chose it."""

from collections.abc import Mapping


def scores(votes: Mapping[str, int]) -> dict[str, int]:
    """The votes themselves."""
    return dict(votes)
