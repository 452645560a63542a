"""Objects for tests, one module per step of a campaign."""
