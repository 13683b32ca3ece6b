"""Everything this library raises on purpose, as one tree: `journeys.domain.errors` draws it."""

from journeys.domain import errors
from journeys.domain.errors import *  # noqa: F403 - the face of that one tree

__all__: list[str] = []
__all__ += errors.__all__
