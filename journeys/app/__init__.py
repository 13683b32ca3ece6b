"""The use cases: decide, record, read, audit, seal and maintain."""
