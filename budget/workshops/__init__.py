"""Rooms: workshops, tables, the notes they capture, neighbourhood councils."""
