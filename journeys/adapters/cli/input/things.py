"""The things of a journey that a command can be about, and which of them is meant.

Nobody has to name the only one that can be meant. What was typed is never repeated in an error: it
may be a CPR number in the wrong place.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from journeys.adapters.words.ids import short
from journeys.domain.errors import Refused
from journeys.domain.events.measures import Measure
from journeys.domain.events.rulings import Ruling
from journeys.domain.history import History
from journeys.domain.journey import Journey
from journeys.domain.message import Message
from journeys.domain.vocabulary import WITHDRAWAL

Ids = Callable[[Journey], Iterable[UUID]]


class Kind(NamedTuple):
    """A kind of thing: its name, all there are, and those that are open."""

    name: Message
    all: Ids
    open: Ids
    seen_in: str = "timeline"
    """The command that tells them apart."""

    @property
    def code(self) -> str:
        """What it is called in the codes of refusals."""
        return self.name.text.replace(" ", "-")


def measures(which: Callable[[Measure], bool]) -> Ids:
    """Return what finds the measures like that."""
    return lambda journey: [id_ for id_, each in journey.measures.granted.items() if which(each)]


def rulings(which: Callable[[Ruling], bool]) -> Ids:
    """Return what finds the rulings like that."""
    return lambda journey: [id_ for id_, each in journey.rulings.made.items() if which(each)]


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
        Message("subgoal"),
        lambda journey: journey.path.subgoals,
        lambda journey: [step.subgoal for step in journey.path.open_subgoals],
        "show",
    ),
    "placement": Kind(
        Message("placement"),
        lambda journey: journey.work.placements,
        lambda journey: [place.placement for place in journey.work.running],
        "show",
    ),
    "education": Kind(
        Message("education"),
        lambda journey: journey.work.educations,
        lambda journey: [study.education for study in journey.work.studying],
        "show",
    ),
    "measure": Kind(
        Message("measure"),
        lambda journey: journey.measures.granted,
        measures(lambda each: each.ended is None),
    ),
    "ruling": Kind(
        Message("ruling"),
        lambda journey: journey.rulings.made,
        rulings(lambda _each: True),
    ),
    "aid": Kind(
        Message("aid"),
        lambda journey: journey.measures.aids,
        lambda journey: [id_ for id_, each in journey.measures.aids.items() if not each.arrived],
    ),
    "tie": Kind(
        Message("tie"),
        lambda journey: journey.strengths.ties,
        lambda journey: [id_ for id_, each in journey.strengths.ties.items() if not each.ended],
        "show",
    ),
    "serves": Kind(Message("job effort"), efforts, efforts),
}
"""By the argument of a verb that names one."""

MEANT: dict[str, Ids] = {
    "start_measure": measures(lambda each: each.started is None and each.ended is None),
    "inform_citizen": rulings(lambda each: each.informed is None),
    "appeal_ruling": rulings(lambda each: each.appealed is None),
    "decide_appeal": rulings(lambda each: each.appealed is not None and each.answered is None),
    "withdraw_pension": rulings(
        lambda each: each.made.matter == WITHDRAWAL and each.made.outcome != "not-granted"
    ),
}
"""By verb, which can be meant where these are fewer than all that are open."""


def find_thing(argument: str, verb: str, start: str | None, history: History, on: date) -> UUID:
    """Return the thing whose id begins like this; without `start` the only one meant on that day.

    Refused: WHAT-unknown, WHAT-ambiguous; WHAT-not-named, where none is named and not exactly one
    can be meant.
    """
    kind = KINDS[argument]
    if start is None:
        candidates = MEANT.get(verb, kind.open)
        return _only_one(kind, list(candidates(history.on(on).journey)))
    found = [each for each in kind.all(history.journey) if str(each).startswith(start)]
    if not found:
        raise Refused(
            f"{kind.code}-unknown",
            "No {what} of this journey has an id that begins like this. `journeys timeline` shows "
            "them all.",
            what=kind.name,
        )
    if len(found) > 1:
        raise Refused(
            f"{kind.code}-ambiguous",
            "More than one {what} of this journey has an id that begins like this: give more of "
            "its signs. `journeys --json timeline` shows them in full.",
            what=kind.name,
        )
    return found[0]


def _only_one(kind: Kind, ids: list[UUID]) -> UUID:
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise Refused(
            f"{kind.code}-not-named",
            "No {what} is open on that day that this can be about. `journeys show` and `journeys "
            "timeline` tell what there is.",
            what=kind.name,
        )
    raise Refused(
        f"{kind.code}-not-named",
        "Say which {what}: {several}. `journeys {seen_in}` tells them apart.",
        what=kind.name,
        several=", ".join(map(short, ids)),
        seen_in=kind.seen_in,
    )
