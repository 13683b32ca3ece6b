"""How things are said: languages, catalogues, and the names of fields, roles and counts."""
