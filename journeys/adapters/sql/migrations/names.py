"""The names of the read tables while migrations run."""

from alembic import context

PREFIX = "journeys_read_"


def is_new() -> bool:
    """Whether the migrations make a new store, and do not upgrade an older one."""
    return bool(context.config.attributes.get("new"))


def read_name(name: str) -> str:
    """Return the name of a read table, or of an index of one, in the versions before 0012.

    A new store has the names of 0012 from the start: a host may have tables with the older ones.
    """
    return f"{PREFIX}{name}" if is_new() else name
