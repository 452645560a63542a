from datetime import timedelta

from budget.contributions import services
from tests.cast import NOON

REASON = "Les deux demandent la même ombre au même endroit."
ANSWER_BY = (NOON + timedelta(days=14)).date()


def make_merge(into, *joining, actor=None, now=NOON, **values):
    """A proposal that `joining` join `into`, to be answered within two weeks."""
    values = {"reason": REASON, "answer_by": ANSWER_BY, **values}
    return services.propose_merge(into=into, joining=joining, actor=actor, now=now, **values)


def make_split(contribution, *parts, actor=None, now=NOON, **values):
    """A proposal that `contribution` becomes two parts, or those given."""
    parts = parts or (("Des bancs", "Des bancs à l'ombre."), ("De l'eau", "Un point d'eau."))
    values = {"reason": "Deux sujets en une page.", "answer_by": ANSWER_BY, **values}
    return services.propose_split(contribution=contribution, parts=parts, actor=actor, now=now, **values)
