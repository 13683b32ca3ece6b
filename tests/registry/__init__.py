"""Many municipalities in one process."""
