"""Every verb there is: what can be asked of a journey."""

from journeys.domain import verbs
from journeys.domain.verbs import *  # noqa: F403 - the face of that one list

__all__: list[str] = []
__all__ += verbs.__all__
