"""The things of a journey that a command can be about, and which of them is meant.

Nobody has to name the only one that can be meant, nor to type an id: a thing is named by the
beginning of its title, and at a terminal it is chosen from a list. What was typed is never
repeated in an error: it may be a CPR number in the wrong place.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from journeys.adapters.cli.input.ids import ID_START
from journeys.adapters.cli.input.prompting import choose
from journeys.adapters.words.ids import WHOLE_ID
from journeys.adapters.words.language import say
from journeys.adapters.words.things import thing_labels
from journeys.domain.errors import Refused
from journeys.domain.events.measures import Measure
from journeys.domain.events.rulings import Ruling
from journeys.domain.history import History
from journeys.domain.journey import Journey
from journeys.domain.message import Message
from journeys.domain.vocabulary import WITHDRAWAL

TRAINEESHIP, TRAINEE = "virksomhedspraktik", "praktik"
"""What the measure and the placement of an enterprise traineeship are called in their lists."""

Ids = Callable[[Journey], Iterable[UUID]]


class Kind(NamedTuple):
    """A kind of thing: its name, all there are, and those that are open."""

    name: Message
    question: Message
    """What is asked at a terminal."""
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
        Message("Which subgoal? "),
        lambda journey: journey.path.subgoals,
        lambda journey: [step.subgoal for step in journey.path.open_subgoals],
        "show",
    ),
    "placement": Kind(
        Message("placement"),
        Message("Which placement? "),
        lambda journey: journey.work.placements,
        lambda journey: [place.placement for place in journey.work.running],
        "show",
    ),
    "education": Kind(
        Message("education"),
        Message("Which education? "),
        lambda journey: journey.work.educations,
        lambda journey: [study.education for study in journey.work.studying],
        "show",
    ),
    "measure": Kind(
        Message("measure"),
        Message("Which measure? "),
        lambda journey: journey.measures.granted,
        measures(lambda each: each.ended is None),
    ),
    "ruling": Kind(
        Message("ruling"),
        Message("Which ruling? "),
        lambda journey: journey.rulings.made,
        rulings(lambda _each: True),
    ),
    "aid": Kind(
        Message("aid"),
        Message("Which aid? "),
        lambda journey: journey.measures.aids,
        lambda journey: [id_ for id_, each in journey.measures.aids.items() if not each.arrived],
    ),
    "tie": Kind(
        Message("tie"),
        Message("Which community? "),
        lambda journey: journey.strengths.ties,
        lambda journey: [id_ for id_, each in journey.strengths.ties.items() if not each.ended],
        "show",
    ),
    "serves": Kind(Message("job effort"), Message("Which job effort? "), efforts, efforts),
}
"""By the argument of a verb that names one."""

MEANT: dict[str, Ids] = {
    "end_traineeship": lambda journey: [
        place.placement for place in journey.work.running if place.placement_kind == TRAINEE
    ],
    "start_measure": measures(lambda each: each.started is None and each.ended is None),
    "inform_citizen": rulings(lambda each: each.informed is None),
    "appeal_ruling": rulings(lambda each: each.appealed is None),
    "decide_appeal": rulings(lambda each: each.appealed is not None and each.answered is None),
    "withdraw_pension": rulings(
        lambda each: each.made.matter == WITHDRAWAL and each.made.outcome != "not-granted"
    ),
}
"""By verb, which can be meant where these are fewer than all that are open."""


def thing_start(text: str) -> str:
    """Return the beginning of a title, or of an id as ids are stored. Raises ValueError."""
    typed = text.strip()
    if not typed:
        raise ValueError("Give the beginning of its title, or of its id.")
    return str(UUID(typed)) if WHOLE_ID.fullmatch(typed.lower()) else typed


def find_thing(argument: str, verb: str, start: str | None, history: History, on: date) -> UUID:
    """Return the thing whose id or title begins like this; else the only one meant on that day.

    Refused: WHAT-unknown, WHAT-ambiguous; WHAT-not-named, where none is named and not exactly one
    can be meant.
    """
    kind = KINDS[argument]
    found = things_meant(argument, verb, start, history, on)
    if len(found) == 1:
        return found[0]
    if start is None:
        raise _not_named(kind, found)
    if not found:
        raise Refused(
            f"{kind.code}-unknown",
            "No {what} of this journey has a title or an id that begins like this. `journeys "
            "timeline` shows them all.",
            what=kind.name,
        )
    raise Refused(
        f"{kind.code}-ambiguous",
        "More than one {what} of this journey has a title or an id that begins like this: give "
        "more of it. `journeys --json timeline` shows them in full.",
        what=kind.name,
    )


def things_meant(
    argument: str, verb: str, start: str | None, history: History, on: date
) -> list[UUID]:
    """Return the things that can be meant: those that begin like this, or all that are open."""
    kind = KINDS[argument]
    open_things = list(MEANT.get(verb, kind.open)(history.on(on).journey))
    if start is None:
        return open_things
    everything = list(kind.all(history.journey))
    begun = start.lower()
    if ID_START.fullmatch(begun) or WHOLE_ID.fullmatch(begun):
        by_id = [each for each in everything if str(each).startswith(begun)]
        if by_id:
            return by_id
    labels = thing_labels(history.journey)
    for some in (open_things, everything):
        if by_title := [each for each in some if labels[each].begins_with(start)]:
            return by_title
    return []


def is_to_choose(refusal: Refused, argument: str) -> bool:
    """Return whether a refusal says that several things can be meant by this argument."""
    code = KINDS[argument].code
    return refusal.code in (f"{code}-not-named", f"{code}-ambiguous")


def choose_thing(
    argument: str, verb: str, start: str | None, history: History, on: date
) -> UUID | None:
    """Return the thing that somebody at the terminal chooses from a list of titles; None of none.

    The history was looked at, and the look logged. Raises EOFError.
    """
    meant = things_meant(argument, verb, start, history, on)
    if not meant:
        return None
    labels = thing_labels(history.journey)
    return meant[choose(say(KINDS[argument].question), [labels[each].line for each in meant])]


def _not_named(kind: Kind, ids: list[UUID]) -> Refused:
    if not ids:
        return Refused(
            f"{kind.code}-not-named",
            "No {what} is open on that day that this can be about. `journeys show` and `journeys "
            "timeline` tell what there is.",
            what=kind.name,
        )
    return Refused(
        f"{kind.code}-not-named",
        "Say which {what}, by the beginning of its title: {count} of them can be meant. `journeys "
        "{seen_in}` tells them apart.",
        what=kind.name,
        count=len(ids),
        seen_in=kind.seen_in,
    )
