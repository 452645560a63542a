"""Plain Python: no Django, no clock, no randomness that is not passed in."""
