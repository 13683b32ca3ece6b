"""Everything that speaks SQL, on SQLite and PostgreSQL. The event store and its read models."""
