"""Campaign, phases, districts, themes, envelopes; which phase is open at `now`."""
