"""Tally runs, awards, explanations, publication."""
