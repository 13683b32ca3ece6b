"""Facts, a file per family: its events, its slice of the state, and what each event does to it.

Names, kinds and fields are the storage format: add, never rename.
"""
