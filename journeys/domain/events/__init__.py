"""Facts, a file per family: its events, its slice of the state, and what each event does to it.

Kinds and fields are the storage format in the event store: add, never rename.
"""
