"""Append-only record: who did what to which object, when and why."""
