"""The citizen's pages: the way as a page and as a picture, in plain and in easy words."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from journeys.adapters.pages.drawing import LABELS_AT, draw
from journeys.adapters.pages.hard_words import hard_words_in
from journeys.adapters.pages.path_items import (
    Item,
    NetStrength,
    activity,
    items_so_far,
    items_to_come,
)
from journeys.adapters.pages.rendering import rendered
from journeys.adapters.words.language import Language, say, say_of, spoken
from journeys.domain.message import Message
from journeys.projections.citizen_path import CitizenPath, Companion

WALK = {
    "unopened": Message("We have not begun yet."),
    "open": Message("We walk along with you."),
    "resting": Message("We hold a pause. Everything is kept."),
    "closed": Message("We have stopped for now. You can always come back."),
}

BANDS: Mapping[NetStrength, Message] = {
    "sure": Message("The whole band under the road is your safety net."),
    "unsure": Message("The broken band is your safety net where something must be checked."),
}


def path(view: CitizenPath, *, language: Language = "da", easy: bool = False) -> str:
    """Return the way as one page of HTML that asks for nothing else, to be shown or printed.

    `easy` is easy to read: larger, one sentence at a time, and hard words explained.
    """
    with spoken(language):
        facts = _facts(view) | {"easy": easy, "hard_words": ()}
        page = rendered("path.html.j2", language, **facts)
        if easy:
            facts["hard_words"] = hard_words_in([_read(page)])
            page = rendered("path.html.j2", language, **facts)
        return page


def picture(view: CitizenPath, *, language: Language = "da") -> str:
    """Return the picture of the way alone, as SVG."""
    with spoken(language):
        return rendered("picture.svg.j2", language, **_facts(view))


def _facts(view: CitizenPath) -> dict[str, Any]:
    was, comes = items_so_far(view), items_to_come(view)
    return {
        "view": view,
        "been": was,
        "to_come": comes,
        "drawing": draw(was, comes),
        "labels_at": LABELS_AT,
        "title": say("Your way"),
        "about": _about(view),
        "legend": _legend(was),
        "activity": activity,
        "companion": _companion,
        "WALK": WALK,
    }


def _about(view: CitizenPath) -> str:
    """Return in a few words what the picture shows."""
    reached = sum(mark.what == "reached" for mark in view.done)
    reached += sum(year.count("reached") for year in view.earlier)
    parts = [
        say("A road that climbs."),
        say_of(reached, "{count} subgoal is reached.", "{count} subgoals are reached."),
    ]
    if view.next_step is not None:
        parts.append(say("The next step: {title}.", title=view.next_step.title))
    parts.append(say("The road is open at its end."))
    return " ".join(parts)


def _legend(items: Sequence[Item]) -> list[str]:
    """Return what the band under the road means, where there is one."""
    nets = {item.net for item in items}
    return [say(words) for net, words in BANDS.items() if net in nets]


def _companion(each: Companion) -> str:
    match each.role, each.name:
        case "mentor", "":
            return say("A mentor walks along with you.")
        case "mentor", name:
            return say("Your mentor: {who}", who=name)
        case _, "":
            return say("Somebody close to you walks along.")
        case _, name:
            return say("Somebody close to you, who walks along: {who}", who=name)


def _read(page: str) -> str:
    """Return what is read on a page."""
    body = page.partition("<main")[2]
    return unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", body, flags=re.DOTALL))
