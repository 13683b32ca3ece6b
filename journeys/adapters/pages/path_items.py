"""What stands along the way, in words: the picture and the list are both made of these."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from journeys.adapters.words.language import in_spoken_language, say, say_of, shown
from journeys.domain.events.pension import PensionRested, PensionResumed, PensionReturnRequested
from journeys.domain.events.people import (
    JourneyClosed,
    JourneyOpened,
    JourneyRested,
    JourneyResumed,
)
from journeys.domain.message import Message
from journeys.domain.vocabulary import Answer
from journeys.projections.citizen_path import CitizenPath, OpenStep, PathActivity
from journeys.projections.path_marks import FoldedYear, Happening, Mark, Turn

Shape = Literal["place", "aside", "beside", "bend", "turn", "fold", "here", "next", "ahead", "more"]
"""A subgoal reached or laid aside, something beside the way, a bend or turn of it, a folded year,
where somebody is, the next step, one after it, or all the others."""
NetStrength = Literal["none", "sure", "unsure"]

SHAPES: Mapping[str, Shape] = {
    "reached": "place",
    "set-aside": "aside",
    "success": "beside",
    "rested": "bend",
    "closed": "bend",
    "pension-asked": "bend",
    "pension-resumed": "bend",
}
HEADLINES: Mapping[Turn | Happening, str] = {
    "opened": JourneyOpened.citizen,
    "rested": JourneyRested.citizen,
    "resumed": JourneyResumed.citizen,
    "closed": JourneyClosed.citizen,
    "pension-rested": PensionRested.citizen,
    "pension-asked": PensionReturnRequested.citizen,
    "pension-resumed": PensionResumed.citizen,
    "reached": Message("Reached: {words}"),
    "set-aside": Message("Laid aside for now: {words}"),
    "success": Message("Went well: {words}"),
    "began": Message("Began: {thing}"),
    "ended": Message("Ended: {thing}"),
    "moved": Message("From {left} to {thing}"),
}
NET_NOTES: Mapping[Answer, tuple[NetStrength, Message]] = {
    "none": ("none", Message("The safety net is not under this part of the way.")),
    "verify": ("unsure", Message("Safety net: it must be checked.")),
    "depends": ("unsure", Message("Safety net: it depends on something.")),
    "guaranteed-until": ("sure", Message("Safety net: your right is safe until a day.")),
    "guaranteed": ("sure", Message("Safety net: your right to the pension is safe.")),
}
WHO = {
    "me": Message("You do it."),
    "together": Message("We do it together."),
    "municipality": Message("We do it."),
}


class Item(NamedTuple):
    """Ting på vejen: one thing along the way, as it is said and drawn."""

    shape: Shape
    when: str
    headline: str
    notes: tuple[str, ...]
    net: NetStrength
    folded: tuple[str, ...] = ()
    """What is folded into it, each told in a line."""

    @property
    def text(self) -> str:
        """All that is said of it at a glance."""
        return " ".join(filter(None, (self.when, self.headline, *self.notes)))


def items_so_far(view: CitizenPath) -> tuple[Item, ...]:
    """Return what has been, in order, up to where somebody is; in the language that is spoken."""
    return tuple(_been(view))


def items_to_come(view: CitizenPath) -> tuple[Item, ...]:
    """Return the next step, and what is open after it."""
    return tuple(_to_come(view))


def activity(thing: PathActivity) -> str:
    """Return what is held, where, and for how many paid hours."""
    parts = [_at(in_spoken_language(thing.what), thing.at)]
    if thing.paid_hours:
        parts.append(say("{hours} paid hours a week", hours=thing.paid_hours))
    return ", ".join(parts)


def _been(view: CitizenPath) -> Iterator[Item]:
    before: Answer = "none"
    for year in view.earlier:
        last = year.marks[-1].net
        yield Item(
            "fold",
            str(year.year),
            _counted(year),
            _net_notes(before, last),
            NET_NOTES[last][0],
            tuple(f"{shown(mark.on)} {_headline(mark)}" for mark in year.marks),
        )
        before = last
    for mark in view.done:
        yield Item(
            SHAPES.get(mark.what, "turn"),
            str(shown(mark.on)),
            _headline(mark),
            (*_notes(mark), *_net_notes(before, mark.net)),
            NET_NOTES[mark.net][0],
        )
        before = mark.net
    now = view.net.answer
    yield Item(
        "here", str(shown(view.on)), say("You are here"), _net_notes(before, now), NET_NOTES[now][0]
    )


def _net_notes(before: Answer, now: Answer) -> tuple[str, ...]:
    """Return what is said of the net where it changes."""
    return () if before == now else (say(NET_NOTES[now][1]),)


def _counted(year: FoldedYear) -> str:
    reached, well = year.count("reached"), year.count("success")
    parts = []
    if reached:
        parts.append(say_of(reached, "{count} subgoal reached", "{count} subgoals reached"))
    if well:
        parts.append(say_of(well, "{count} small success", "{count} small successes"))
    if others := len(year.marks) - reached - well:
        parts.append(
            say_of(others, "{count} other thing on the way", "{count} other things on the way")
        )
    return ", ".join(parts)


def _headline(mark: Mark) -> str:
    thing = _at(in_spoken_language(mark.thing), mark.at) if mark.thing else ""
    left = in_spoken_language(mark.left) if mark.left else ""
    return say(HEADLINES[mark.what], words=mark.words, thing=thing, left=left)


def _notes(mark: Mark) -> Iterator[str]:
    if mark.paid_hours:
        yield say("{hours} paid hours a week", hours=mark.paid_hours)
    if mark.said:
        if mark.what in ("ended", "moved"):
            yield say('What you learned: "{words}"', words=mark.said)
        else:
            yield f'"{mark.said}"'


def _at(thing: str, place: str) -> str:
    return say("{thing} at {place}", thing=thing, place=place) if place else thing


def _to_come(view: CitizenPath) -> Iterator[Item]:
    net = NET_NOTES[view.net.answer][0]
    if view.next_step is not None:
        yield _ahead("next", say("Next step"), view.next_step, net)
    yield from (_ahead("ahead", say("After that"), each, net) for each in view.ahead)
    if view.more_ahead:
        more = say_of(
            view.more_ahead, "And {count} more when you are ready", "And {count} more, in your pace"
        )
        yield Item("more", "", more, (), net)


def _ahead(shape: Shape, when: str, step: OpenStep, net: NetStrength) -> Item:
    why = (say("Why: {why}", why=step.why),) if step.why else ()
    who = (say(WHO[step.done_by]),) if step.done_by in WHO else ()
    return Item(shape, when, step.title, (*why, *who), net)
