"""One file per schema version. A published version is never edited."""
