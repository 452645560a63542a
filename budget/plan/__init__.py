"""The strategic plan: axes, objectives, amendments with their sources."""
