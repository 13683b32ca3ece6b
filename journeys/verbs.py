"""Every verb there is: the decisions that can be made on a journey."""

from journeys.domain import verbs
from journeys.domain.verbs import *  # noqa: F403 - the face of that one list

__all__: list[str] = []
__all__ += verbs.__all__
