"""Time: half-open windows, and days counted as Parisians count them."""

from datetime import UTC, datetime, timedelta

import pytest

from budget.rules import clock
from budget.rules.clock import Window


def paris(*parts):
    return datetime(*parts, tzinfo=clock.PARIS)


OPENS = paris(2026, 5, 1, 8)
CLOSES = paris(2026, 5, 18)
WINDOW = Window(OPENS, CLOSES)
SECOND = timedelta(seconds=1)


def test_now_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("at", "before", "inside", "after"),
    [
        (OPENS - SECOND, True, False, False),
        (OPENS, False, True, False),
        (CLOSES - SECOND, False, True, False),
        (CLOSES, False, False, True),
        (CLOSES + SECOND, False, False, True),
    ],
)
def test_a_window_holds_its_opening_and_not_its_closing(at, before, inside, after):
    assert (WINDOW.is_before(at), WINDOW.contains(at), WINDOW.is_after(at)) == (before, inside, after)


def test_windows_that_touch_do_not_overlap():
    following = Window(CLOSES, CLOSES + SECOND)
    assert WINDOW.overlaps(following) is False
    assert following.overlaps(WINDOW) is False
    assert WINDOW.overlaps(Window(CLOSES - SECOND, CLOSES + SECOND)) is True


@pytest.mark.parametrize(
    ("opens_at", "closes_at"),
    [(CLOSES, OPENS), (OPENS, OPENS), (datetime(2026, 5, 1), datetime(2026, 5, 2))],
)
def test_windows_that_cannot_be_are_refused(opens_at, closes_at):
    with pytest.raises(ValueError, match=r"aware|after it opens"):
        Window(opens_at, closes_at)


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (paris(2026, 5, 7, 23, 59), 10),
        (paris(2026, 5, 8, 0, 0), 9),
        (datetime(2026, 5, 7, 22, 30, tzinfo=UTC), 9),
        (paris(2026, 5, 17, 0, 0), 0),
        (paris(2026, 5, 17, 23, 59), 0),
        (CLOSES, 0),
        (CLOSES + timedelta(days=9), 0),
    ],
)
def test_days_left_are_calendar_days_in_paris_and_midnight_closes_the_eve(now, days):
    assert clock.days_left(CLOSES, now) == days


def test_days_left_across_the_change_of_hour():
    closes = paris(2026, 3, 30, 2, 30)
    assert clock.days_left(closes, paris(2026, 3, 28, 23, 0)) == 2
    assert clock.days_left(closes, paris(2026, 3, 29, 3, 30)) == 1
