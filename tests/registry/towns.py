"""Municipalities that are invented, each with a store of its own."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg

import journeys
from journeys import Municipalities
from journeys.keys import MasterKey

KOLDING, HERNING = "621", "657"


def codes(count: int) -> list[str]:
    """Return so many codes of three digits."""
    return [f"{nr:03}" for nr in range(101, 101 + count)]


def key_of(code: str) -> MasterKey:
    """Return the master key of a municipality. Never the key of anything else."""
    return MasterKey(code.encode().rjust(32, b"-"))


def in_files(folder: Path, codes: list[str]) -> Mapping[str, Mapping[str, Any]]:
    """Return municipalities whose stores are SQLite files in a folder."""
    return {
        code: {"name": f"Town {code}", "url": f"sqlite:///{folder}/{code}.db"} for code in codes
    }


def in_schemas(url: str, codes: list[str]) -> Mapping[str, Mapping[str, Any]]:
    """Return municipalities whose stores are schemas of one PostgreSQL database."""
    return {
        code: {"name": f"Town {code}", "url": url, "schema": f"town_{code}", "keys": key_of(code)}
        for code in codes
    }


def made(
    towns: Mapping[str, Mapping[str, Any]], connections: int = 20, stores: int = 32
) -> Municipalities:
    """Return a registry, all of whose stores were made."""
    registry = journeys.municipalities(towns, connections=connections, stores=stores)
    for code in towns:
        registry.init(code)
    return registry


def copied(folder: Path, pattern: Path, codes: list[str]) -> None:
    """Copy the file of a store without a key for each of these municipalities."""
    for code in codes:
        shutil.copy(pattern, folder / f"{code}.db")


def connections(url: str) -> Iterator[int]:
    """Yield again and again how many connections there are to a database, without this one."""
    counted = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    with psycopg.connect(url, autocommit=True) as watching:
        while True:
            row = watching.execute(counted).fetchone()
            assert row is not None
            yield row[0] - 1


def schemas(url: str) -> set[str]:
    """Return the schemas of municipalities in a database."""
    found = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'town%'"
    with psycopg.connect(url) as connection:
        return {name for (name,) in connection.execute(found).fetchall()}


def open_files(folder: Path) -> list[Path]:
    """Return the files in a folder that this process has open, once for each handle."""
    handles = Path("/proc/self/fd")
    found = []
    for each in handles.iterdir():
        with suppress(OSError):
            found.append(each.readlink())
    return [each for each in found if folder in each.parents]
