"""The registry: the stores of many municipalities, in one process.

    entries.py         what the file says of each municipality, checked as a whole
    engines.py         the connections, which all of them share
    own_keys.py        the master keys, of which no two municipalities have the same
    municipalities.py  the registry itself: stores, opened when they are first used

Each municipality keeps a store of its own, under its own key.
"""
