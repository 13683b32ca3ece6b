"""Files of others, read into decisions: each importer names every fault before anything is kept."""
