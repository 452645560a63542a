"""Key figures and crossing metrics."""
