"""Doubts in a few words, for the entries in which they were acknowledged."""

from collections.abc import Iterable, Mapping

from journeys.adapters.words.language import say
from journeys.domain.message import Message

NAMES: Mapping[str, Message] = {
    "day-far-ahead": Message("a day far ahead"),
    "day-in-earlier-year": Message("a day of an earlier year"),
    "hours-above-full-time": Message("more paid hours than full time"),
    "hours-present-below-paid": Message("fewer hours present than paid"),
    "colleague-not-known": Message("a colleague not known here"),
    "subgoal-set-twice": Message("a subgoal of the same title"),
    "post-opened-twice": Message("a post of the same name"),
    "words-name-diagnosis": Message("words that may name a diagnosis"),
}
"""By code, what was doubted. A store may hold a code of a newer version: it is shown as it is."""


def confirmed(codes: Iterable[str]) -> str:
    """Return a line that says which doubts somebody acknowledged."""
    return say(
        "Confirmed: {doubts}", doubts=", ".join(say(NAMES.get(each, each)) for each in codes)
    )
