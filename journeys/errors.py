"""Fejl: everything this library raises on purpose, one tree under `JourneysError`.

    try:
        store.decide(walk, verbs.rest_pension, me, on=day)
    except errors.Refused as refused:
        show(refused.code, language.say(refused.sentence))

Match on the class, and on `Refused.code`; the sentences are for people and may change. Below
`StoreError` is what a store cannot do at all: it is unreachable, busy, without its key, of another
version, or damaged. `journeys.domain.errors` draws the tree. A wrong argument of a function is
Python's own ValueError or TypeError. `http_status` and `problem` are for a service's answer.
`DOUBTS` has the code of every doubt that `sure` may acknowledge.
"""

from journeys.adapters.words.problem_details import http_status, problem
from journeys.domain import errors
from journeys.domain.doubt import CODES as DOUBTS
from journeys.domain.errors import *  # noqa: F403 - the face of that one tree

__all__ = ["DOUBTS", "http_status", "problem"]
__all__ += errors.__all__
