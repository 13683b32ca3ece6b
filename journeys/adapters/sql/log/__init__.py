"""The event store: an append-only log of encrypted entries, its requests, receipts and reactors."""
