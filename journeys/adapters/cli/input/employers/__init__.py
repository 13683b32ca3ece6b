"""Input about employers: which employer, post or task is meant, and how it is recorded."""
