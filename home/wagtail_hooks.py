"""Guards of the editor: pages that a vote rests on stay where they are."""
