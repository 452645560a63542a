"""Figures computed from the domain: nothing on a page states them by hand."""

from budget.insights.queries.crossing import Crossing, Share, crossing, crossing_shares
from budget.insights.queries.figures import counts, key_figures, phase_figures

__all__ = ["Crossing", "Share", "counts", "crossing", "crossing_shares", "key_figures", "phase_figures"]
