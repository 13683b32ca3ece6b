"""One file per schema version. A published version is never edited.

One thing in them was: a new store gets the names of 0012 from its first version on (`read_name`).
"""
