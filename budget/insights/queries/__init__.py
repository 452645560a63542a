"""Figures computed from the domain: nothing on a page states them by hand."""

from budget.insights.queries.crossing import Crossing, Share, crossing
from budget.insights.queries.figures import key_figures, phase_figures

__all__ = ["Crossing", "Share", "crossing", "key_figures", "phase_figures"]
