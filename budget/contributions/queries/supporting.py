"""How many supports a person has left, where a phase sets a limit."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from budget.contributions.models import Support


@dataclass(frozen=True)
class Allowance:
    """The supports of one person during one phase: at most `limit` until `closes_at`, `given` so far."""

    limit: int
    given: int
    closes_at: datetime

    @property
    def left(self):
        return max(0, self.limit - self.given)


def allowance(user, campaign, *, limited):
    """The Allowance that leaves this person the fewest supports, or None where nothing limits them; one query.

    `limited` are the open phases that limit supports. A support counts in the phase during which it was given.
    """
    if not limited or not user.is_authenticated:
        return None
    counted = Support.objects.filter(user=user, contribution__campaign=campaign).aggregate(
        **{
            f"during_{phase.pk}": Count(
                "pk", filter=Q(given_at__gte=phase.opens_at, given_at__lt=phase.closes_at)
            )
            for phase in limited
        }
    )
    found = [
        Allowance(phase.supports_per_person, counted[f"during_{phase.pk}"], phase.closes_at)
        for phase in limited
    ]
    return min(found, key=lambda one: one.left)
