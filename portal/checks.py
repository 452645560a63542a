"""System checks of the building."""
