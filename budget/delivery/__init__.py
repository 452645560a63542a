"""Milestones and progress of the winners."""
