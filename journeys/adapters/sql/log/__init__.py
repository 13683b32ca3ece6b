"""The event store: an append-only log of encrypted entries, and what is kept beside it."""
