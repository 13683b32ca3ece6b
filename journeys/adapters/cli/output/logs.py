"""The script's logs: on stderr, and only warnings unless --debug is given.

The library itself never configures structlog. No line holds words or identities: only the fields
named here are let through.
"""

import logging
import sys
from functools import partial
from typing import TYPE_CHECKING

from journeys.app.logs import is_configured, prepare_by

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger

ALLOWED = frozenset(
    {
        *("timestamp", "level", "event", "kind", "count", "entry", "version", "error"),
        *("verb", "outcome", "code", "conflicts", "seconds", "waited"),
    }
)


def configure(*, debug: bool = False) -> None:
    """Send what modules log to stderr: warnings, or everything with `debug`.

    A command without a line to log does not load structlog for it.
    """
    configured = partial(_configure, debug=debug)
    prepare_by(configured)
    if debug or is_configured():
        configured()


def _configure(*, debug: bool) -> None:
    import structlog

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.DEBUG if debug else logging.WARNING
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def only_allowed(_logger: "WrappedLogger", _method: str, line: "EventDict") -> "EventDict":
    """Return the line without any field that could carry somebody's words or name."""
    return {field: value for field, value in line.items() if field in ALLOWED}
