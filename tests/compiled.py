"""Statements are compiled once in a test process, and not once for each store that it opens.

An engine has a cache of its own, and a process has one engine as a rule. Tests open thousands.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.util import LRUCache

Key = tuple[Any, ...]


class SharedCache(LRUCache[Key, Any]):
    """Compiled statements by the name of their dialect, in place of an engine's own dialect."""

    def get(self, key: Key, default: Any = None) -> Any:  # noqa: ANN401 - as SQLAlchemy has it
        """Return the compiled statement of any engine of this dialect."""
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Key, compiled: object) -> None:
        super().__setitem__((key[0].name, *key[1:]), compiled)


CACHE = SharedCache(5_000)


@event.listens_for(Engine, "engine_connect")
def share(connection: Connection) -> None:
    """Let each connection look there."""
    connection.execution_options(compiled_cache=CACHE)
