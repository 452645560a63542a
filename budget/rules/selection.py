"""Which arguments go to a table: a rule short enough to be printed on the sheet itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from budget.rules.tally.ties import natural_key

SUPPORTED, RECENT, UNSEEN = "supported", "recent", "unseen"
RULE = (SUPPORTED, RECENT, UNSEEN)


@dataclass(frozen=True)
class Argument:
    """What the rule looks at: supports, when it was said, how often it was read. Never the channel."""

    reference: str
    supports: int
    said_at: datetime
    seen: int


_FIRST: dict[str, Callable[[Argument], object]] = {
    SUPPORTED: lambda argument: -argument.supports,
    RECENT: lambda argument: -argument.said_at.timestamp(),
    UNSEEN: lambda argument: argument.seen,
}


def chosen_arguments(arguments: Iterable[Argument], *, count: int) -> list[tuple[str, str]]:
    """At most ``count`` of the arguments of one side, as (reference, why) in the order of the rule.

    One by one, each taken from those that are left: the most supported, the most recent, the least seen, and
    round again. Ties go to the first reference in natural order (C2 before C10).
    """
    left = sorted(arguments, key=lambda argument: natural_key(argument.reference))
    taken = []
    for turn in range(min(count, len(left))):
        why = RULE[turn % len(RULE)]
        best = min(left, key=_FIRST[why])
        left.remove(best)
        taken.append((best.reference, why))
    return taken
