"""Other eventsourcing applications on this store."""
