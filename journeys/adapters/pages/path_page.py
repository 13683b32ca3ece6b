"""The citizen's path as a page and as a picture, in plain or easy-to-read words."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, NamedTuple

from journeys.adapters.pages.drawing import EM, LABELS_AT, LOOKS, WIDTH, Part, draw
from journeys.adapters.pages.foot import foot_of_sheet
from journeys.adapters.pages.hard_words import hard_words_in
from journeys.adapters.pages.path_items import (
    NEXT,
    Item,
    activity,
    items_so_far,
    items_to_come,
)
from journeys.adapters.pages.picture_items import NetStrength, picture_items
from journeys.adapters.pages.rendering import rendered
from journeys.adapters.words.days import month_in_words
from journeys.adapters.words.language import Language, say, say_of, spoken
from journeys.domain.message import Message
from journeys.projections.citizen_path import CitizenPath, Companion, PathActivity
from journeys.projections.safety.wording import ASK_US, CONTACT
from journeys.projections.view import BothLanguages

STATES = {
    "unopened": Message("We have not begun yet."),
    "resting": Message("We are taking a break."),
    "closed": Message("We have stopped for now. You can always come back."),
}
"""What is said first where the journey is not open."""
SUCCESSES_SHOWN = 3

BAND_LEGENDS: Mapping[NetStrength, Message] = {
    "sure": Message("The green field is your safety net."),
    "unsure": Message("In the field with a broken line, your safety net is not certain."),
}
HIGHEST = {False: 900, True: 700}
"""How high a part of the picture may be to fit on a sheet, larger text or not."""


class WayBehind(NamedTuple):
    """Vejen indtil nu: what is shown of it at once, and what is folded; the newest first."""

    title: str
    shown: tuple[Item, ...]
    """The newest successes; where there is none yet, the newest of all."""
    folded: tuple[Item, ...]
    """Everything else, so that nothing is on the page twice."""
    since: str
    """The month in which the way began; empty where nothing was recorded."""


def path(
    view: CitizenPath, *, language: Language = "da", easy: bool = False, with_picture: bool = True
) -> str:
    """Return the path as one self-contained page of HTML, to be shown or printed.

    `easy` makes it easy to read: larger, one sentence at a time, with hard words explained.
    Without the picture, which has a sheet of its own on paper, the page says the same.
    """
    with spoken(language):
        context = _context(view, draw(picture_items(view), HIGHEST[easy]))
        context |= {"easy": easy, "hard_words": (), "with_picture": with_picture}
        context["foot"] = foot_of_sheet(view.office, language)
        page = rendered("path.html.j2", language, **context)
        if easy:
            context["hard_words"] = hard_words_in(_visible_text(page))
            page = rendered("path.html.j2", language, **context)
        return page


def picture(view: CitizenPath, *, language: Language = "da") -> str:
    """Return only the picture of the path, as SVG."""
    with spoken(language):
        return rendered("picture.svg.j2", language, **_context(view, draw(picture_items(view))))


def _context(view: CitizenPath, parts: Sequence[Part]) -> dict[str, Any]:
    so_far, ahead = items_so_far(view), items_to_come(view)
    behind = _way_behind(view, so_far)
    return {
        "view": view,
        "ahead": ahead,
        "parts": parts,
        "width": WIDTH,
        "labels_at": LABELS_AT,
        "looks": LOOKS,
        "em": EM,
        "title": say("Your path"),
        "description": _description(view),
        "legend": _legend(parts),
        "behind": behind,
        "now": _now(view, so_far, behind),
        "next_title": say(NEXT[view.state]),
        "activity": activity,
        "companion": _companion,
        "STATES": STATES,
        "ask_us": BothLanguages.of(ASK_US),
        "contact": BothLanguages.of(CONTACT),
    }


def _way_behind(view: CitizenPath, so_far: Sequence[Item]) -> WayBehind:
    items = so_far[::-1]
    successes = [item for item in items if item.icon != "other"]
    at_once = tuple(successes or items)[:SUCCESSES_SHOWN]
    marks = [*(mark for year in view.earlier for mark in year.marks), *view.done]
    return WayBehind(
        say("What has gone well") if successes else say("The way so far"),
        at_once,
        tuple(item for item in items if all(item is not each for each in at_once)),
        month_in_words(marks[0].on) if marks else "",
    )


def _now(view: CitizenPath, so_far: Sequence[Item], behind: WayBehind) -> tuple[PathActivity, ...]:
    """Return what runs now, but for what the newest successes say of it already."""
    at_once = set(map(id, behind.shown))
    of_marks = zip(view.done, so_far[len(view.earlier) :], strict=True)
    said = {
        (mark.thing, mark.at, mark.paid_hours)
        for mark, item in of_marks
        if mark.what in ("began", "moved", "more-hours") and id(item) in at_once
    }
    return tuple(each for each in view.now if (each.what, each.at, each.paid_hours) not in said)


def _description(view: CitizenPath) -> str:
    """Return a short description of the picture."""
    reached = sum(mark.what == "reached" for mark in view.done)
    reached += sum(year.count("reached") for year in view.earlier)
    parts = [say("A road that goes uphill.")]
    if reached:
        parts.append(
            say_of(reached, "{count} subgoal is reached.", "{count} subgoals are reached.")
        )
    if view.next_step is not None and view.state == "open":
        parts.append(say("The next step: {title}.", title=view.next_step.title))
    parts.append(say("The road has an open end."))
    return " ".join(parts)


def _legend(parts: Sequence[Part]) -> list[str]:
    """Return what the fields in the picture mean; empty where there is none."""
    nets = {ground.net for part in parts for ground in part.grounds}
    return [say(words) for net, words in BAND_LEGENDS.items() if net in nets]


def _companion(each: Companion) -> str:
    match each.role, each.name:
        case "mentor", "":
            return say("A mentor is with you along the way.")
        case "mentor", name:
            return say("Your mentor: {who}", who=name)
        case _, "":
            return say("Somebody close to you is with you along the way.")
        case _, name:
            return say("Somebody close to you is with you: {who}", who=name)


def _visible_text(page: str) -> str:
    """Return the text that a reader sees on a page."""
    body = page.partition("<main")[2]
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", body, flags=re.DOTALL))
