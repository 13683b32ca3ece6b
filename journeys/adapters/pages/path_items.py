"""Items along the path, in words, as the list on the page says them."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from journeys.adapters.pages.activity_words import at_place, began, ended, moved
from journeys.adapters.pages.rendering import printable, quoted
from journeys.adapters.words.days import day_in_words
from journeys.adapters.words.language import in_spoken_language, say, say_of
from journeys.domain.events.pension import PensionRested, PensionResumed, PensionReturnRequested
from journeys.domain.events.people import (
    JourneyClosed,
    JourneyOpened,
    JourneyRested,
    JourneyResumed,
)
from journeys.domain.ground import WEAKEST_FIRST
from journeys.domain.message import Message
from journeys.domain.vocabulary import Answer
from journeys.projections.citizen_path import CitizenPath, OpenStep, PathActivity
from journeys.projections.path_marks import FoldedYear, Happening, Mark, Turn

Icon = Literal["reached", "well", "more", "began", "other"]
"""Before a line of the list: a tick, a star, a rise, a ring, a dot. All but a dot are a success."""

ICONS: Mapping[Turn | Happening, Icon] = {
    "reached": "reached",
    "success": "well",
    "more-hours": "more",
    "began": "began",
    "moved": "began",
}
TURN_WORDS: Mapping[Turn | Happening, str] = {
    "opened": JourneyOpened.citizen,
    "rested": JourneyRested.citizen,
    "resumed": JourneyResumed.citizen,
    "closed": JourneyClosed.citizen,
    "pension-rested": PensionRested.citizen,
    "pension-asked": PensionReturnRequested.citizen,
    "pension-resumed": PensionResumed.citizen,
}
"""What is said of each turn, in the list and in the picture."""
HEADLINES: Mapping[Turn | Happening, str] = {
    **TURN_WORDS,
    "reached": Message("Reached: {words}"),
    "set-aside": Message("Set aside for now: {words}"),
    "success": Message("Went well: {words}"),
    "more-hours": Message("More paid hours: from {before} to {now} a week"),
}
"""What is said of each but of activities, which are said by `activity_words`."""
EARLIER_NET_NOTES: Mapping[Answer, Message] = {
    "none": Message("No safety net is shown under this part of the path."),
    "verify": Message("Safety net then: it was not sure."),
    "depends": Message("Safety net then: it depended on something."),
    "guaranteed-until": Message("Safety net then: your right was safe until a certain day."),
    "guaranteed": Message("Safety net then: your right to the pension was safe."),
}
"""What it was on an earlier day, which says nothing of today."""
EARLIER_NET_NOTES_WITH_EXCEPTION: Mapping[Answer, Message] = {
    **EARLIER_NET_NOTES,
    "guaranteed-until": Message(
        "Safety net then: your right was safe until a certain day, except in special circumstances."
    ),
    "guaranteed": Message(
        "Safety net then: your right to the pension was safe, except in special circumstances."
    ),
}
DONE_BY = {
    "me": Message("You do it."),
    "together": Message("We do it together."),
    "municipality": Message("We do it."),
}


NEXT = {
    "unopened": Message("Your next step"),
    "open": Message("Your next step"),
    "resting": Message("When the break is over"),
    "closed": Message("If you come back"),
}
"""What the first open step is called, by the state of the journey."""


class Item(NamedTuple):
    """Ting på vejen: one thing on the way, as the page says it."""

    when: str
    """The day, or the year of folded ones; empty for what lies ahead."""
    headline: str
    notes: tuple[str, ...]
    icon: Icon = "other"
    folded: tuple[str, ...] = ()
    """What a folded year holds, a line each, the newest first."""

    @property
    def text(self) -> str:
        """The whole description in one line, each part as the page shows it."""
        parts = (self.when, self.headline, *self.notes)
        return " ".join(printable(part) for part in parts if part)


def items_so_far(view: CitizenPath) -> tuple[Item, ...]:
    """Return older years and then the newest marks, in order; in the spoken language."""
    return tuple(_past(view))


def items_to_come(view: CitizenPath) -> tuple[Item, ...]:
    """Return the next step, and the open steps after it."""
    return tuple(_future(view))


def activity(each: PathActivity) -> str:
    """Return what an activity is, where, for how many paid hours, and what there is to do."""
    parts = [at_place(in_spoken_language(each.what), each.at)]
    if each.paid_hours:
        parts.append(say("{hours} paid hours a week", hours=each.paid_hours))
    words = ", ".join(parts)
    return f"{words}. {tasks_of(each.tasks)}" if each.tasks else words


def tasks_of(tasks: str) -> str:
    """Return what there is to do."""
    return say("Tasks: {tasks}", tasks=tasks)


def year_summary(year: FoldedYear) -> str:
    """Return what a folded year held, counted."""
    reached, well = year.count("reached"), year.count("success")
    parts = []
    if reached:
        parts.append(say_of(reached, "{count} subgoal reached", "{count} subgoals reached"))
    if well:
        parts.append(say_of(well, "{count} small success", "{count} small successes"))
    if not parts:
        others = len(year.marks)
        parts.append(say_of(others, "{count} thing happened", "{count} things happened"))
    return ", ".join(parts)


def _past(view: CitizenPath) -> Iterator[Item]:
    before = None
    for year in view.earlier:
        # The weakest of the year, as in the picture: what was sure at its end was not all of it.
        weakest = min(year.marks, key=_strength)
        yield Item(
            str(year.year),
            year_summary(year),
            _earlier_net(before, weakest),
            folded=tuple(
                f"{day_in_words(mark.on)} {_headline(mark)}" for mark in reversed(year.marks)
            ),
        )
        before = weakest
    for mark in view.done:
        yield Item(
            day_in_words(mark.on),
            _headline(mark),
            (*_notes(mark), *_earlier_net(before, mark)),
            ICONS.get(mark.what, "other"),
        )
        before = mark


def _strength(mark: Mark) -> tuple[int, bool]:
    """Return what orders the safety nets of marks, the weakest first."""
    return WEAKEST_FIRST.index(mark.net), not mark.net_exception


def _earlier_net(before: Mark | None, mark: Mark) -> tuple[str, ...]:
    """Return the note on the safety net of an earlier day, where it is another than before."""
    note = _net_note(mark)
    known = EARLIER_NET_NOTES["none"] if before is None else _net_note(before)
    return () if note == known else (say(note),)


def _net_note(mark: Mark) -> Message:
    notes = EARLIER_NET_NOTES_WITH_EXCEPTION if mark.net_exception else EARLIER_NET_NOTES
    return notes[mark.net]


def _headline(mark: Mark) -> str:
    match mark:
        case Mark(what="began", thing=thing) if thing:
            return began(thing, mark.at)
        case Mark(what="ended", thing=thing) if thing:
            return ended(thing, mark.at)
        case Mark(what="moved", thing=thing, left=left) if thing and left:
            return moved(left, thing, mark.at)
        case _:
            hours = {"before": mark.paid_before, "now": mark.paid_hours}
            return say(HEADLINES[mark.what], words=mark.words, **hours)


def _notes(mark: Mark) -> Iterator[str]:
    if mark.what == "more-hours":
        if mark.thing:
            yield at_place(in_spoken_language(mark.thing), mark.at)
    elif mark.paid_hours:
        yield say("{hours} paid hours a week", hours=mark.paid_hours)
    if mark.tasks:
        yield tasks_of(mark.tasks)
    if mark.said:
        if mark.what in ("ended", "moved"):
            yield say("What you learned: {words}", words=quoted(mark.said))
        else:
            yield quoted(mark.said)


def _future(view: CitizenPath) -> Iterator[Item]:
    if view.next_step is not None:
        yield _ahead(view.next_step)
    yield from map(_ahead, view.ahead)
    if view.more_ahead:
        more = say_of(
            view.more_ahead, "And {count} more when you are ready", "And {count} more, at your pace"
        )
        yield Item("", more, ())


def _ahead(step: OpenStep) -> Item:
    words = quoted(step.why) if step.set_by != "caseworker" else step.why
    why = (say("Why: {why}", why=words),) if step.why else ()
    who = (say(DONE_BY[step.done_by]),) if step.done_by in DONE_BY else ()
    return Item("", step.title.strip() or "…", (*why, *who))  # imports may have an empty title
