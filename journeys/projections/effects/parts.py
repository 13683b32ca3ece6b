"""Parts: the values by which those who began a measure can be told apart."""

from collections.abc import Iterable, Iterator
from typing import Literal

from journeys.projections.effects.facts import JourneyFacts, Started

SplitBy = Literal["basis", "provider", "team", "target-group"]
"""Forsørgelsesgrundlag, leverandør, team, målgruppe."""


def parts_of(people: Iterable[JourneyFacts], measure: str, kind: str) -> list[str]:
    """Return the codes of a kind that somebody had who began a measure, in their order.

    The empty code is that of those of whom none is known: it is one of them where others are.
    """
    codes = {
        code
        for one in people
        for start in one.started
        if start.measure == measure
        for code in _codes(one, start, kind)
    }
    return sorted(codes) if codes - {""} else []


def _codes(one: JourneyFacts, start: Started, kind: str) -> Iterator[str]:
    match kind:
        case "provider":
            yield start.provider
        case "team":
            yield start.team
        case "basis":
            yield from (
                each.value
                for each in one.basis
                if each.starts <= start.starts and (each.ends is None or start.starts < each.ends)
            )
        case _:
            known = [
                each.value
                for each in one.judged
                if each.track == kind and each.known_on(start.starts)
            ]
            yield from known or [""]
