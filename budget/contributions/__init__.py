"""What people say, whichever door they come in by; replies, supports, lineage, questions."""
