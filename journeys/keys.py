"""Hovednøgle: the master key of a store, which opens the key of every person in it.

    store = journeys.open(url, keys=MasterKey.parse(secret))

`MasterKey` comes from a secret of the host's own (`parse`) or is new (`new`); `key_file` reads the
file that a SQLite store is given. A `KeyProvider` is the host's own vault: two methods, and the
master key never leaves it. `VARIABLE` names the environment variable that the script reads.
"""

from journeys.adapters.files.master_key import VARIABLE, MasterKey, key_file
from journeys.app.ports.keys import KeyProvider

__all__ = ["VARIABLE", "KeyProvider", "MasterKey", "key_file"]
