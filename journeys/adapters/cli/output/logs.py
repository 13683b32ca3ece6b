"""The script's logs: on stderr, and only warnings unless --debug is given.

The library itself never configures structlog. No line holds words or identities: only the fields
named here are let through.
"""

import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger

ALLOWED = frozenset(
    {
        *("timestamp", "level", "event", "kind", "count", "entry", "version", "error"),
        *("verb", "outcome", "code", "conflicts", "seconds", "waited"),
    }
)


def configure(*, debug: bool = False) -> None:
    """Send what modules log to stderr: warnings, or everything with `debug`."""
    _import_without_rich()
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


def _import_without_rich() -> None:
    """Import structlog as if rich were missing: it draws tracebacks with it, and none is drawn.

    That saves a tenth of the start of most commands.
    """
    hidden = sys.modules.get("rich")
    sys.modules["rich"] = None  # type: ignore[assignment] # as Python marks what cannot be imported
    try:
        import structlog  # noqa: F401 - for the modules that log
    finally:
        del sys.modules["rich"]
        if hidden is not None:
            sys.modules["rich"] = hidden


def only_allowed(_logger: "WrappedLogger", _method: str, line: "EventDict") -> "EventDict":
    """Return the line without any field that could carry somebody's words or name."""
    return {field: value for field, value in line.items() if field in ALLOWED}
