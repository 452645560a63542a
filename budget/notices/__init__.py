"""Messages to people: e-mail now, digests and follow-ups on the same floor."""
