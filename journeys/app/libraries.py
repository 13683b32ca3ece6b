"""Libraries that only some answers need: each comes with an extra of this one."""

from importlib import import_module
from types import ModuleType

from journeys.domain.errors import Refused


def require_library(name: str, extra: str) -> ModuleType:
    """Return a library that comes with an extra. Refused: library-missing."""
    try:
        return import_module(name)
    except (ImportError, OSError) as missing:  # OSError: a system library is missing
        raise Refused(
            "library-missing",
            "This needs a library that is not installed. Install: {extra}",
            extra=f"journeys[{extra}]",
        ) from missing
