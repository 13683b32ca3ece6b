"""Hændelser som kontrakt: the schema of every event kind, and what a change of one breaks."""
