"""The events as a contract: their schemas, and what a change of one breaks."""
