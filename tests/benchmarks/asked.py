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


_LOAD = Asked({SQLITE: 2, POSTGRESQL: 1})
_LOAD_LIKE_FOR_LIKE = Asked({SQLITE: 8, POSTGRESQL: 4})

_NO_MORE = Asked({BOTH: 1}, at_least=False)

ASKED: Mapping[str, Asked] = {
    "append, like for like": Asked({SQLITE: 1, POSTGRESQL: 1.3}),
    "decide": _both(0.35),  # in memory; 0.8 where TMPDIR is on a disk
    "decide beside append and runner": Asked({POSTGRESQL: 1}),
    "contention, 20 threads": Asked({POSTGRESQL: 0.7}),
    "contention, conflicts": Asked({POSTGRESQL: 0}, at_least=False),
    "crowd": Asked({SQLITE: 0.6, POSTGRESQL: 1.5}),
    "crowd, longest wait": Asked({SQLITE: 0.5}, at_least=False),
    "crowd, missed by the tail": _both(0, at_least=False),
    "room, p99": _both(1.5, at_least=False),  # of as many placements without a post
    "room, over-filled": _both(0, at_least=False),
    "room, lost": _both(0, at_least=False),
    "import": Asked({SQLITE: 1.3, POSTGRESQL: 3}),
    "load 10": _LOAD,
    "load 100": _LOAD,
    "load 1000": _LOAD,
    "load 10, like for like": _LOAD_LIKE_FOR_LIKE,
    "load 100, like for like": _LOAD_LIKE_FOR_LIKE,
    "load 1000, like for like": _LOAD_LIKE_FOR_LIKE,
    "rebuild": _both(0.2),
    "rebuild, two workers": _both(0.36),
    "rebuild beside runner": Asked({POSTGRESQL: 20}),
    "population, rows as Parquet": _both(1),  # of 65,000 entries for each second of a core
    "population, processes, beside a plain loop": _both(0.9),
    "population, processes, memory": _both(1, at_least=False),  # of 500 MB a worker
    "population, Dask, beside a plain loop": _both(0.9),
    "population, Dask, memory": _both(1, at_least=False),
    "as_of": _both(1.5, at_least=False),
    "overview": _both(100, at_least=False),
    "verify": _both(0.4),
    "startup": Asked({BOTH: 1.5}, at_least=False),
    "startup, show": Asked({BOTH: 2}, at_least=False),
    "session": _both(1, at_least=False),  # of 60 ms
    "effects, trials": _NO_MORE,  # than 20 s of a core, with 100,000 journeys
    "effects, answer": _NO_MORE,  # 6 s
    "effects, word": _NO_MORE,  # 20 s
    "effects, memory": _NO_MORE,  # 1.5 GB
    "growth, append p99": _both(2, at_least=False),
    "growth, rebuild": _both(0.8),
}
