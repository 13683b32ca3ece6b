"""Tvivl: something that may not be meant. `decisions/doubts.py` says when there is one."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from journeys.domain.message import Message

CODES = (
    "day-far-ahead",
    "day-in-earlier-year",
    "hours-above-full-time",
    "hours-present-below-paid",
    "colleague-not-known",
    "subgoal-set-twice",
    "post-opened-twice",
    "words-name-diagnosis",
)
"""The code of every doubt there is. They are stored: add, never rename."""


class Doubt(NamedTuple):
    """Tvivl: its stable code, and a sentence for people. Both repeat no words that were typed."""

    code: str
    sentence: Message


class Doubting(NamedTuple):
    """What events are doubted by, besides their history and themselves."""

    today: date
    strangers: Collection[str] = ()
    """The names of colleagues that nobody has heard of, among those in `colleagues_in`."""
    under_way: bool = False
    """Whether the journey was in the store before today; `acknowledged` says so."""
