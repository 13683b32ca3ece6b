"""The library's log: structlog, which is loaded for the first line. Most commands write none.

The library never configures structlog: a host does, and the script for itself (`prepare_by`).
"""

import sys
from collections.abc import Callable

_prepared_by: Callable[[], object] | None = None


class Log:
    """The log of one module."""

    def __init__(self, name: str) -> None:
        self._name = name

    def debug(self, event: str, **facts: object) -> None:
        """Log what helps to find a fault."""
        _write("debug", self._name, event, facts)

    def info(self, event: str, **facts: object) -> None:
        """Log what may be good to know."""
        _write("info", self._name, event, facts)

    def warning(self, event: str, **facts: object) -> None:
        """Log what somebody should look at."""
        _write("warning", self._name, event, facts)


def prepare_by(configure: Callable[[], object] | None) -> None:
    """Call this before the first line, to configure structlog in time and not before."""
    global _prepared_by  # noqa: PLW0603 - structlog's own configuration is global, too
    _prepared_by = configure


def is_configured() -> bool:
    """Return whether somebody has configured structlog: who did has imported it."""
    if "structlog" not in sys.modules:
        return False
    import structlog  # noqa: PLC0415 - it waits where another thread still loads it

    return structlog.is_configured()


def _write(level: str, name: str, event: str, facts: dict[str, object]) -> None:
    import structlog  # noqa: PLC0415 - for the first line

    if _prepared_by is not None and not structlog.is_configured():
        _prepared_by()
    getattr(structlog.get_logger(name), level)(event, **facts)
