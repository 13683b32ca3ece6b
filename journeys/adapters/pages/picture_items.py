"""What the picture of the path says: the same as the list beside it, in a few words."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from journeys.adapters.pages.activity_words import at_place, ended, moved
from journeys.adapters.pages.path_items import NEXT, TURN_WORDS, year_summary
from journeys.adapters.pages.rendering import printable
from journeys.adapters.words.days import month_name
from journeys.adapters.words.language import in_spoken_language, say, say_of
from journeys.domain.message import Message
from journeys.domain.vocabulary import Answer
from journeys.projections.citizen_path import CitizenPath
from journeys.projections.path_marks import FoldedYear, Happening, Mark, Turn
from journeys.projections.view import BothLanguages

Sign = Literal[
    "more", "ahead", "next", "here", "done", "success", "rise", "work", "aside", "pause", "turn",
    "year",
]  # fmt: skip
"""What marks a place on the road."""
NetStrength = Literal["none", "unsure", "sure"]
WEAKEST_FIRST: tuple[NetStrength, ...] = get_args(NetStrength)

SIGNS: Mapping[Turn | Happening, Sign] = {
    "opened": "turn",
    "rested": "pause",
    "resumed": "turn",
    "closed": "pause",
    "pension-rested": "turn",
    "pension-asked": "turn",
    "pension-resumed": "turn",
    "reached": "done",
    "set-aside": "aside",
    "success": "success",
    "began": "work",
    "more-hours": "rise",
    "ended": "turn",
    "moved": "work",
}
WORDS: Mapping[Turn | Happening, str] = {
    **TURN_WORDS,
    "reached": "{words}",
    "set-aside": "{words}",
    "success": "{words}",
    "more-hours": Message("From {before} to {now} hours"),
}
"""What is said of each but of activities."""
NET_STRENGTH: Mapping[Answer, NetStrength] = {
    "none": "none",
    "verify": "unsure",
    "depends": "unsure",
    "guaranteed-until": "sure",
    "guaranteed": "sure",
}
NET_NOW: Mapping[NetStrength, Message] = {
    "sure": Message("Your safety net"),
    "unsure": Message("Your safety net: we are finding out"),
}
"""What stands where the net is drawn and the citizen is; what it holds is said in the answer."""
NET_THEN: Mapping[NetStrength, Message] = {
    "sure": Message("Safety net"),
    "unsure": Message("Safety net: not certain then"),
}
"""The same of an earlier day, where the net was another than before."""
AHEAD_SHOWN = 2
"""How many steps after the next one are drawn one by one."""


class PictureItem(NamedTuple):
    """Mærke i billedet: one place on the road, and what stands beside it."""

    sign: Sign
    when: str
    """The month or year; empty where the place above it has the same."""
    words: str
    note: str = ""
    net: NetStrength = "none"
    is_ahead: bool = False

    @property
    def is_later(self) -> bool:
        """Whether it comes after the next step."""
        return self.is_ahead and self.sign != "next"

    @property
    def text(self) -> str:
        """All that stands beside it, in one line, each part as the label shows it."""
        parts = (self.when, self.words, self.note)
        return ". ".join(printable(part) for part in parts if part)


def picture_items(view: CitizenPath) -> tuple[PictureItem, ...]:
    """Return the places on the road, the last one ahead first; in the spoken language."""
    return (*_ahead(view), *_with_each_month_once(_so_far(view)))


def _ahead(view: CitizenPath) -> Iterator[PictureItem]:
    # No net is drawn ahead: the answer is that of the day of the page.
    more = view.more_ahead + len(view.ahead[AHEAD_SHOWN:])
    if more:
        words = say_of(
            more, "And {count} more when you are ready", "And {count} more, at your pace"
        )
        yield PictureItem("more", "", words, is_ahead=True)
    for step in reversed(view.ahead[:AHEAD_SHOWN]):
        yield PictureItem("ahead", "", step.title, is_ahead=True)
    if view.next_step is not None:
        called = say("Next step") if view.state == "open" else say(NEXT[view.state])
        yield PictureItem("next", called, view.next_step.title, is_ahead=True)


def _so_far(view: CitizenPath) -> list[PictureItem]:
    """Return where the citizen is, then what has happened, the newest first."""
    items = [_of_year(year) for year in view.earlier] + [_of_mark(mark, view) for mark in view.done]
    now = NET_STRENGTH[view.net.answer]
    here = PictureItem("here", "", say("You are here"), net=now)
    nets = ["none", *(item.net for item in items)]
    noted = [
        item if item.net in (before, "none") else item._replace(note=_note(item))
        for before, item in zip(nets, items, strict=False)
    ]
    if now in NET_NOW:
        here = here._replace(note=say(NET_NOW[now]))
    return [here, *reversed(noted)]


def _note(item: PictureItem) -> str:
    return ". ".join(filter(None, (item.note, say(NET_THEN[item.net]))))


def _of_year(year: FoldedYear) -> PictureItem:
    net = min((NET_STRENGTH[mark.net] for mark in year.marks), key=WEAKEST_FIRST.index)
    return PictureItem("year", str(year.year), year_summary(year), net=net)


def _of_mark(mark: Mark, view: CitizenPath) -> PictureItem:
    note = say("Laid aside for now") if mark.what == "set-aside" else ""
    if mark.tasks:
        note = at_place(mark.tasks, mark.at)
    month = month_name(mark.on, view.on)
    return PictureItem(SIGNS[mark.what], month, _words(mark), note, NET_STRENGTH[mark.net])


def _words(mark: Mark) -> str:
    match mark:
        case Mark(what="began", thing=BothLanguages() as thing):
            hours = _hours(mark.paid_hours) if mark.paid_hours else ""
            return ", ".join(filter(None, (in_spoken_language(thing), hours)))
        case Mark(what="ended", thing=BothLanguages() as thing):
            return ended(thing, "")
        case Mark(what="moved", left=BothLanguages() as left, thing=BothLanguages() as thing):
            return moved(left, thing, "")
        case _:
            before, now = mark.paid_before, mark.paid_hours
            return say(WORDS[mark.what], words=mark.words, before=before, now=now)


def _hours(paid: Decimal) -> str:
    return say_of(1 if paid == 1 else 2, "{hours} hour", "{hours} hours", hours=paid)


def _with_each_month_once(items: list[PictureItem]) -> list[PictureItem]:
    return items[:1] + [
        item._replace(when="") if item.when == above.when else item
        for above, item in pairwise(items)
    ]
