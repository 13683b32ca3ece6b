"""A host's own key provider, whose answers are checked: a key that is lost can never be read."""

from dataclasses import dataclass

from journeys.adapters.files.master_key import LENGTH, MasterKey
from journeys.app.ports.keys import KeyProvider
from journeys.domain.errors import KeyWrong
from journeys.domain.message import Message

NO_PROVIDER = Message(
    "What is given as keys is no KeyProvider, which has wrap and unwrap: give "
    "MasterKey.parse(text) of journeys.keys, or a vault of your own. Nothing was read."
)
NO_KEY = Message(
    "The key provider returned what is no key of 32 bytes, so nothing was read or recorded. Look "
    "at its unwrap: it returns what was wrapped, or raises KeyWrong."
)
NOT_WRAPPED = Message(
    "The key provider does not open what it has just wrapped, so nothing was recorded: that could "
    "never be read. Look at its wrap: it returns the bytes that its unwrap takes."
)


@dataclass(frozen=True)
class CheckedKeys:
    """Fulfils the port `KeyProvider` by another; what it wraps is opened again before it counts."""

    provider: KeyProvider

    def wrap(self, key: bytes, holder: str) -> bytes:
        """Return the wrapped key. Raises KeyWrong where the provider does not open it again."""
        wrapped = self.provider.wrap(key, holder)
        if not isinstance(wrapped, bytes):
            raise KeyWrong(NOT_WRAPPED)
        try:
            same = self.provider.unwrap(wrapped, holder) == key
        except KeyWrong:
            same = False
        if not same:
            raise KeyWrong(NOT_WRAPPED)
        return wrapped

    def unwrap(self, wrapped: bytes, holder: str) -> bytes:
        """Return the key. Raises KeyWrong, also where what the provider returns is none."""
        key = self.provider.unwrap(wrapped, holder)
        if not (isinstance(key, bytes) and len(key) == LENGTH):
            raise KeyWrong(NO_KEY)
        return key


def checked_keys(keys: KeyProvider | None) -> KeyProvider | None:
    """Return the keys of a host, checked; those of this library as they are.

    Raises KeyWrong where they are no KeyProvider.
    """
    if keys is None or isinstance(keys, MasterKey):
        return keys
    if not is_provider(keys):
        raise KeyWrong(NO_PROVIDER)
    return CheckedKeys(keys)


def is_provider(keys: object) -> bool:
    """Return whether these are keys of this library, or have the methods of a KeyProvider."""
    return all(callable(getattr(keys, name, None)) for name in ("wrap", "unwrap"))
