"""The migrations of this library's own tables, run by `journeys.adapters.sql.schema`."""
