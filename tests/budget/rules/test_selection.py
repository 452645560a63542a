"""Which arguments go to a table."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from budget.rules.selection import RECENT, SUPPORTED, UNSEEN, Argument, chosen_arguments

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def argument(reference, supports=0, days_ago=10, seen=5):
    return Argument(reference, supports, NOON - timedelta(days=days_ago), seen)


def test_the_most_supported_then_the_most_recent_then_the_least_seen():
    side = [
        argument("C10", supports=9, days_ago=1, seen=0),
        argument("C11", days_ago=2),
        argument("C12", seen=1),
        argument("C13"),
    ]
    assert chosen_arguments(side, count=3) == [("C10", SUPPORTED), ("C11", RECENT), ("C12", UNSEEN)]


def test_ties_go_to_the_first_reference_as_people_count():
    side = [argument("C10"), argument("C9"), argument("C2")]
    assert [reference for reference, _why in chosen_arguments(side, count=3)] == ["C2", "C9", "C10"]


def test_a_poor_side_gives_what_it_has():
    assert chosen_arguments([], count=3) == []
    assert chosen_arguments([argument("C1")], count=3) == [("C1", SUPPORTED)]


sides = st.lists(
    st.builds(
        argument,
        st.integers(1, 99).map("C{}".format),
        st.integers(0, 3),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    unique_by=lambda item: item.reference,
    max_size=9,
)


@given(sides, st.integers(0, 12), st.randoms())
def test_the_order_of_the_list_never_matters_and_nothing_comes_twice(side, count, random):
    shuffled = list(side)
    random.shuffle(shuffled)
    taken = chosen_arguments(side, count=count)
    assert taken == chosen_arguments(shuffled, count=count)
    assert len({reference for reference, _why in taken}) == len(taken) == min(count, len(side))
