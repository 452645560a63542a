"""Bringing elections in."""

from budget.open_data.services.importing import ImportRefusedError, import_election

__all__ = ["ImportRefusedError", "import_election"]
