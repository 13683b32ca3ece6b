"""The forms of what was met or explained late, with both clocks beside each other."""

from collections.abc import Iterator

from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Column, Parts, as_text, form, table
from journeys.adapters.words.ids import SHOWN, WHOLE_ID, short
from journeys.adapters.words.language import in_spoken_language, say, say_of
from journeys.projections.late import Clocks, LateDuty, MetLate
from journeys.projections.late_rulings import LateRuling, LateRulings

BOTH_CLOCKS = (
    '"Took effect" is the day that the entry gives, "recorded" is when it was written down. What '
    "took effect in time was met in time, also where it was recorded late."
)


@form
def met_late(view: MetLate, names: ShownNames = NO_NAMES) -> Parts:
    """Draw a line for each duty, what was due first at the top; it names no staff."""
    if not view.duties:
        yield say("No duty was met late by {on}, on either clock.", on=view.on)
        return
    yield table(
        view.duties,
        Column("Due", lambda each: each.clocks.due),
        Column("What", _owed),
        Column("How it was met", _met),
        Column("Journey", lambda each: names.lines(each.journey)),
    )
    met = sum(each.clocks.late == "met" for each in view.duties)
    yield say(
        "Met late by {on}: {met}. Met in time, and recorded late: {recorded}",
        on=view.on,
        met=met,
        recorded=len(view.duties) - met,
    )
    yield say(BOTH_CLOCKS)


def _owed(each: LateDuty) -> str:
    what = in_spoken_language(each)
    return f"{what} ({each.about[:SHOWN]})" if WHOLE_ID.fullmatch(each.about) else what


def _met(each: LateDuty) -> Iterator[str]:
    yield from _on_both_clocks(each.clocks)
    entry = each.clocks.met_by
    yield say("By entry {entry}: {what}", entry=entry, what=say(each.met_with))


@form
def late_rulings(view: LateRulings, names: ShownNames = NO_NAMES) -> Parts:
    """Draw a line for each ruling, the oldest at the top; it names no staff."""
    if not view.rulings:
        yield say(
            "No ruling against the wish was explained late, or is still unexplained, by {on}.",
            on=view.on,
        )
        return
    yield table(
        view.rulings,
        Column("Ruling", _ruling),
        Column("Explained in the ruling", lambda each: _on_both_clocks(each.explained)),
        Column("The citizen was told", lambda each: _on_both_clocks(each.told)),
        Column("Journey", lambda each: names.lines(each.journey)),
    )
    yield say("Explained late, or not by {on}: {count}", on=view.on, count=len(view.rulings))
    yield say(BOTH_CLOCKS)


def _ruling(each: LateRuling) -> Iterator[str]:
    yield as_text(each.made)
    yield each.matter
    yield short(each.ruling)


def _on_both_clocks(clocks: Clocks) -> Iterator[str]:
    if clocks.met is None:
        yield say("Not yet; due {due}", due=as_text(clocks.due))
    else:
        yield say("Took effect {met}", met=as_text(clocks.met))
    if clocks.met_recorded_at is not None:
        yield say("Recorded {at}", at=as_text(clocks.met_recorded_at))
    match clocks.late:
        case "met":
            yield say_of(clocks.days, "{count} day late", "{count} days late")
        case "recorded":
            yield say_of(
                clocks.days,
                "In time; recorded {count} day after the due day",
                "In time; recorded {count} days after the due day",
            )
        case "not-met":
            yield say_of(
                clocks.days, "{count} day past the due day", "{count} days past the due day"
            )
        case None:
            if clocks.met is not None:
                yield say("In time")
    if clocks.late and not clocks.known_in_time:
        yield say("That it was owed was recorded only after the due day")
