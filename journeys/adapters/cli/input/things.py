"""The things of a journey that a command can be about: which there are, and which it can mean.

Where exactly one can be meant, nobody has to name it.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from journeys.adapters.cli.input.ids import only_one, thing_named
from journeys.domain.events.measures import Measure
from journeys.domain.events.rulings import Ruling
from journeys.domain.history import History
from journeys.domain.journey import Journey
from journeys.domain.vocabulary import WITHDRAWAL

Some = Callable[[Journey], Iterable[UUID]]


class Kind(NamedTuple):
    """One kind of thing: what refusals call it, all there are, and those that are open."""

    what: str
    known: Some
    going: Some
    seen_in: str = "timeline"
    """The command that tells them apart."""


def measures(which: Callable[[Measure], bool]) -> Some:
    """Return how to find the measures like that."""
    return lambda journey: [
        measure for measure, each in journey.measures.granted.items() if which(each)
    ]


def rulings(which: Callable[[Ruling], bool]) -> Some:
    """Return how to find the rulings like that."""
    return lambda journey: [ruling for ruling, each in journey.rulings.made.items() if which(each)]


def efforts(journey: Journey) -> list[UUID]:
    """Return what a measure can serve. Whether it leads to a job is for the verb to say."""
    return [
        *journey.work.placements,
        *journey.work.educations,
        *journey.measures.granted,
        *journey.path.subgoals,
    ]


KINDS = {
    "subgoal": Kind(
        "subgoal",
        lambda journey: journey.path.subgoals,
        lambda journey: [step.subgoal for step in journey.path.open_subgoals],
        "show",
    ),
    "placement": Kind(
        "placement",
        lambda journey: journey.work.placements,
        lambda journey: [place.placement for place in journey.work.running],
        "show",
    ),
    "education": Kind(
        "education",
        lambda journey: journey.work.educations,
        lambda journey: [study.education for study in journey.work.studying],
        "show",
    ),
    "measure": Kind(
        "measure",
        lambda journey: journey.measures.granted,
        measures(lambda each: each.ended is None),
    ),
    "ruling": Kind("ruling", lambda journey: journey.rulings.made, rulings(lambda _each: True)),
    "aid": Kind(
        "aid",
        lambda journey: journey.measures.aids,
        lambda journey: [aid for aid, each in journey.measures.aids.items() if not each.arrived],
    ),
    "tie": Kind(
        "tie",
        lambda journey: journey.strengths.ties,
        lambda journey: [tie for tie, each in journey.strengths.ties.items() if not each.ended],
        "show",
    ),
    "serves": Kind("job-effort", efforts, efforts),
}
"""By the argument of a verb that names one."""

MEANT: dict[str, Some] = {
    "start_measure": measures(lambda each: each.started is None and each.ended is None),
    "inform_citizen": rulings(lambda each: each.informed is None),
    "appeal_ruling": rulings(lambda each: each.appealed is None),
    "decide_appeal": rulings(lambda each: each.appealed is not None and each.answered is None),
    "withdraw_pension": rulings(
        lambda each: each.made.matter == WITHDRAWAL and each.made.outcome != "not-granted"
    ),
}
"""By verb, what it can mean where that is fewer than all that are open."""


def named(argument: str, verb: str, start: str | None, history: History, on: date) -> UUID:
    """Return the thing; the only one that can be meant on that day where none is named.

    Refused: WHAT-unknown, WHAT-ambiguous, WHAT-not-named.
    """
    kind = KINDS[argument]
    if start is not None:
        return thing_named(kind.what, start, kind.known(history.journey))
    going = MEANT.get(verb, kind.going)
    return only_one(kind.what, list(going(history.on(on).journey)), kind.seen_in)
