"""The read models: their tables, and keeping them up to date with each append."""
