"""Languages: the catalogue, and the names of fields, choices, roles and counts."""
