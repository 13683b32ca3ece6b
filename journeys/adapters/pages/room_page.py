"""The page of the room for work: what employers offer and what is taken, over the months."""

from collections.abc import Iterator

from journeys.adapters.pages import room_charts as charts
from journeys.adapters.pages.rendering import rendered
from journeys.adapters.pages.room_parts import parts
from journeys.adapters.pages.staff_pages import HEIGHT, WIDTH
from journeys.adapters.words.danish_time import danish_time
from journeys.adapters.words.effect_figures import NBSP
from journeys.adapters.words.figure_tables import number_text
from journeys.adapters.words.language import Language, say, say_of, spoken
from journeys.adapters.words.room import cell
from journeys.projections.employers.room import Room


def room(view: Room, *, language: Language = "da", masked: bool = False) -> str:
    """Return the room for work as a page: a chart and a table for each thing that is counted.

    The newest month stands first. It names nobody. The masked one says only what employers offer.
    """
    with spoken(language):
        return rendered(
            "room.html.j2",
            language,
            view=view,
            answer=list(_answer(view)),
            parts=list(parts(view)),
            free=_free(view),
            counted=[] if masked else [say(each) for each in view.counted],
            masked=masked,
            charts=charts,
            width=WIDTH,
            height=HEIGHT,
            danish_time=danish_time,
            easy=False,
        ).replace(" %", f"{NBSP}%")


def _answer(view: Room) -> Iterator[str]:
    """Yield what there is on the day, each number with what it is of."""
    whole = view.day.whole
    yield say(
        "{posts} at {employers}.",
        posts=say_of(whole.posts or 0, "{count} open post", "{count} open posts"),
        employers=say_of(whole.employers or 0, "{count} employer", "{count} employers"),
    )
    if whole.people is None:
        yield say(
            "{places}, and {hours} hours a week.",
            places=say_of(whole.places or 0, "{count} place", "{count} places"),
            hours=cell(whole.hours),
        )
        return
    yield say_of(
        whole.people,
        "{count} of {places} places is taken.",
        "{count} of {places} places are taken.",
        places=whole.places or 0,
    )
    if whole.filled is not None:
        yield say(
            "{taken} of {hours} hours a week are taken: {share} %.",
            taken=cell(whole.taken_hours),
            hours=cell(whole.hours),
            share=whole.filled,
        )


def _free(view: Room) -> str:
    """Return for how long tasks stand free; empty where it is masked."""
    free = view.days_free
    if free.tasks is None:
        return ""
    if not free.tasks:
        return say("No task has free hours.")
    if free.tasks == 1:
        return say(
            "1 task has had free hours for {longest} days.", longest=number_text(free.longest)
        )
    return say(
        "{tasks}. Half of them have had them for {median} days or more, and the longest for "
        "{longest} days.",
        tasks=say_of(free.tasks, "{count} task has free hours", "{count} tasks have free hours"),
        median=number_text(free.median),
        longest=number_text(free.longest),
    )
