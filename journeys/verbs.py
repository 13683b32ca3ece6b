"""Verber: every verb there is. One records something on a journey, or refuses.

    store.decide(walk, verbs.reach_subgoal, me, subgoal=cook, on=date(2026, 3, 2))

A verb is not called but handed over, with its arguments by name: to `decide` of a store, or to
`journeys.decide` together with a history. A type checker knows the arguments of each. Asked twice,
it adds nothing; its docstring names the codes it refuses with.
"""

from journeys.domain import verbs
from journeys.domain.verbs import *  # noqa: F403 - the face of that one list

__all__: list[str] = []
__all__ += verbs.__all__
