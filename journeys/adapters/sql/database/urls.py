"""The URL of a store, taken apart. What it says is checked, and never repeated."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from journeys.adapters.sql.database.address import NOT_REPEATED, fault_of_address, fault_of_path
from journeys.adapters.sql.database.sqlite_path import URI, sqlite_path
from journeys.domain.message import Message

SQLITE = {"sqlite", "sqlite+pysqlite"}
POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}
PGBOUNCER = "pgbouncer"
"""The setting of an address that leads to PgBouncer: ?pgbouncer=true"""

ODD = re.compile(r"[\s'\"\ud800-\udfff]")  # in the name of a host or of a database
OPTION = re.compile(r"(?:-c\s*|--)([A-Za-z_][\w.]*)=((?:[^\s\\]|\\.)*)")
"""A setting among PostgreSQL's options, as in options=-c lock_timeout=5s"""

OF_A_URI = {"timeout", "uri", "mode", "immutable", "cache", "nolock", "psow"}
"""The settings that SQLite's own kind of address may have, and our timeout."""


def parse_url(url: str | URL) -> URL:
    """Return the parts of the URL of a store. Raises ValueError, which does not repeat it."""
    fault = fault_of_address(url) if isinstance(url, str) else None
    if fault is not None:
        raise ValueError(fault)
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        # The message of this error may hold a part of a password.
        raise ValueError(NOT_REPEATED) from None
    if parts.drivername in SQLITE:
        _refuse_no_file(parts)
    elif parts.drivername in POSTGRESQL:
        host, database = parts.host or "", parts.database or ""
        if any("@" in each for each in (database, *parts.query)) or ODD.search(host + database):
            # The rest of a password that was not quoted; the server's message would repeat it.
            raise ValueError(NOT_REPEATED)
        if PGBOUNCER in parts.query:
            _refuse_session_settings(parts)
    else:
        raise ValueError(
            Message(
                "A store lives in a SQLite file (sqlite:///path/to/file) or in a PostgreSQL "
                "database (postgresql://host/database)."
            )
        )
    return parts


def options_of(url: URL) -> dict[str, str]:
    """Return the settings that the options of a PostgreSQL URL have, by their names."""
    found = OPTION.findall(_options(url))
    return {name: re.sub(r"\\(.)", r"\1", value) for name, value in found}


def _options(url: URL) -> str:
    given = url.query.get("options", "")
    return given if isinstance(given, str) else " ".join(given)


def _refuse_session_settings(url: URL) -> None:
    """Pass the URL of a PgBouncer. Raises ValueError for what a transaction cannot set itself."""
    if url.query[PGBOUNCER] != "true":
        raise ValueError(Message("Write ?pgbouncer=true in the address, or leave it out."))
    if OPTION.sub("", _options(url)).strip():
        raise ValueError(
            Message(
                "Through PgBouncer only options that can be set for a transaction are possible: "
                "write each as options=-c name=value."
            )
        )


def _refuse_no_file(url: URL) -> None:
    """Pass the URL of a SQLite file. Raises ValueError where it names none, or other settings."""
    database, query = url.database or "", url.query
    if not database or ":memory:" in database or query.get("mode") == "memory":
        raise ValueError(
            Message(
                "A history must outlive the process that wrote it: give the URL of a file "
                "(sqlite:///path/to/file), not of a database in memory."
            )
        )
    if not _has_known_settings(database, query):
        raise ValueError(
            Message(
                "This address has a setting that no SQLite file has. There is ?timeout=5, and with "
                "uri=true, as in sqlite:///file:/path/to/file?mode=ro&uri=true, those of SQLite."
            )
        )
    file = sqlite_path(url)
    if file is None or url.host or url.username or url.password:
        raise ValueError(NOT_REPEATED)
    if fault := fault_of_path(str(file)):
        raise ValueError(fault)


def _has_known_settings(database: str, query: Mapping[str, object]) -> bool:
    if "uri" not in query:
        return query.keys() <= {"timeout"} and not database.startswith(URI)
    try:
        parts = urlsplit(database)
    except ValueError:
        return False  # its message would repeat a part of the address
    return (
        query.keys() <= OF_A_URI
        and query["uri"] == "true"
        and all(isinstance(each, str) for each in query.values())
        and database.startswith(URI)
        and not (parts.netloc or parts.query or parts.fragment)
    )
