"""The same few people and the same moment in every test.

NOON is a Tuesday of the vote in Rivelune. The people are made by the fixtures of `tests/conftest.py` that carry
their names: `salome` (resident), `idris` (representative of a partner), `capucine` (facilitator), `bastien`
(assessor), `ondine` (campaign manager), `thelma` (comms editor), `marius` (moderator).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=PARIS)

ROLES = {
    "ondine": ["Pilotage"],
    "capucine": ["Animation"],
    "bastien": ["Instruction"],
    "marius": ["Modération"],
    "thelma": ["Rédaction"],
    "salome": [],
    "idris": [],
}
