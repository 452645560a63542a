"""Reading results. Nothing here tells a count before its publication, except `counted_runs`, for the staff's screen."""

from budget.results.queries.published import (
    CampaignResults,
    EnvelopeResults,
    counted_runs,
    is_published,
    published_award,
    published_results,
    results_phase,
)
from budget.results.queries.table import RESULT_COLUMNS, result_lines

__all__ = [
    "RESULT_COLUMNS",
    "CampaignResults",
    "EnvelopeResults",
    "counted_runs",
    "is_published",
    "published_award",
    "published_results",
    "result_lines",
    "results_phase",
]
