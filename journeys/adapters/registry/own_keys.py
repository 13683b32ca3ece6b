"""The master keys of a registry: no two municipalities have the same one, wherever it is kept.

Who has one key could read both stores, and a store that was copied with its key signs as the other.
"""

from contextlib import suppress
from hashlib import sha256

from journeys.adapters.files.master_key import MasterKey, key_file, key_path
from journeys.adapters.registry.entries import Entry
from journeys.adapters.sql.database.forks import ForkSafeLock
from journeys.app.ports.keys import KeyProvider
from journeys.domain.errors import KeyMissing, KeyWrong


class OwnKeys:
    """Gives the key of each municipality, and remembers by its digest whose it is."""

    def __init__(self) -> None:
        self._owners = dict[bytes, Entry]()
        self._lock = ForkSafeLock()

    def of(self, entry: Entry) -> KeyProvider | None:
        """Return who holds the master key; None leaves it to the file beside a SQLite store.

        Raises KeyMissing; KeyWrong where another municipality was opened with the same key. A
        vault cannot be compared: two providers are taken for two keys.
        """
        found = provider = entry.keys()
        file = key_path(entry.url)
        if provider is None and file is not None:
            # Whether that file is there, and a key, is said when the store is opened.
            with suppress(KeyMissing, KeyWrong):
                found = key_file(file)
        if isinstance(found, MasterKey):
            digest = sha256(found.secret).digest()
            with self._lock:
                owner = self._owners.setdefault(digest, entry)
            if owner.code != entry.code:
                raise KeyWrong(
                    "The master key of {name} is the key of {other} as well, so nothing was "
                    "opened. Give each municipality a key of its own (journeys keys new).",
                    name=entry.name,
                    other=owner.name,
                )
        return provider
