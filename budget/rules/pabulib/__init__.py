"""The .pb format: ``parse`` reads a file whole or refuses it with every fault, ``write`` writes one."""

from budget.rules.pabulib.counting import as_profile, as_projects, stated_parameters
from budget.rules.pabulib.reading import parse
from budget.rules.pabulib.types import (
    Election,
    Fault,
    FaultError,
    Note,
    PbBallot,
    PbProject,
    WriteError,
    read_date,
)
from budget.rules.pabulib.writing import publishable, write

__all__ = [
    "Election",
    "Fault",
    "FaultError",
    "Note",
    "PbBallot",
    "PbProject",
    "WriteError",
    "as_profile",
    "as_projects",
    "parse",
    "publishable",
    "read_date",
    "stated_parameters",
    "write",
]
