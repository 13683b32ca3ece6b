"""What is asked of each benchmark: a bound on its ratio, on each database."""

from collections.abc import Mapping
from typing import NamedTuple

SQLITE, POSTGRESQL, BOTH = "SQLite", "PostgreSQL", "both"


class Asked(NamedTuple):
    """A bound by database; `at_least` unless the ratio is to stay under it."""

    of: Mapping[str, float]
    at_least: bool = True


def _both(bound: float, *, at_least: bool = True) -> Asked:
    return Asked({SQLITE: bound, POSTGRESQL: bound}, at_least)


ASKED: Mapping[str, Asked] = {
    "append": Asked({SQLITE: 1.2, POSTGRESQL: 1.5}),
    "decide": _both(0.5),
    "decide beside append and runner": Asked({POSTGRESQL: 1}),
    "crowd": Asked({SQLITE: 0.6, POSTGRESQL: 2.5}),
    "crowd, longest wait": Asked({SQLITE: 0.5}, at_least=False),
    "crowd, missed by the tail": _both(0, at_least=False),
    "import": Asked({SQLITE: 1.3, POSTGRESQL: 3}),
    "load 10": _both(4),
    "load 100": _both(4),
    "load 1000": _both(4),
    "rebuild": _both(0.4),
    "rebuild, two workers": _both(0.7),
    "rebuild beside runner": Asked({POSTGRESQL: 15}),
    "as_of": _both(1.5, at_least=False),
    "overview": _both(100, at_least=False),
    "verify": _both(0.4),
    "startup": Asked({BOTH: 2}, at_least=False),
    "growth, append p99": _both(2, at_least=False),
    "growth, rebuild": _both(0.8),
}
