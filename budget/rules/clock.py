"""The one place that reads the clock, and half-open windows of time.

Views and commands call ``now()`` once and pass the value down; nothing else in the project asks for the time.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Window:
    """``opens_at`` included, ``closes_at`` excluded; both aware. Raises ValueError otherwise or when empty."""

    opens_at: datetime
    closes_at: datetime

    def __post_init__(self) -> None:
        if self.opens_at.utcoffset() is None or self.closes_at.utcoffset() is None:
            raise ValueError("the ends of a window are aware")
        if self.opens_at >= self.closes_at:
            raise ValueError("a window closes after it opens")

    def contains(self, at: datetime) -> bool:
        """Whether the window is open at ``at``."""
        return self.opens_at <= at < self.closes_at

    def is_before(self, at: datetime) -> bool:
        """Whether ``at`` comes before the window opens."""
        return at < self.opens_at

    def is_after(self, at: datetime) -> bool:
        """Whether the window has closed at ``at``."""
        return at >= self.closes_at

    def overlaps(self, other: "Window") -> bool:
        """Whether some moment belongs to both windows; windows that touch do not overlap."""
        return self.opens_at < other.closes_at and other.opens_at < self.closes_at


def local_day(at: datetime) -> date:
    """The calendar day in Paris at ``at``."""
    return at.astimezone(PARIS).date()


def last_day(closes_at: datetime) -> date:
    """The last calendar day in Paris of a window that closes at ``closes_at``: midnight belongs to the eve."""
    return local_day(closes_at - timedelta(microseconds=1))


def days_left(closes_at: datetime, now: datetime) -> int:
    """Calendar days in Paris after today during which it is still open: 0 on the last day, and once closed.

    A window that closes at midnight has its last day on the eve.
    """
    return max(0, (last_day(closes_at) - local_day(now)).days)
