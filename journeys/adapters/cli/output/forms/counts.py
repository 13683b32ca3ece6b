"""The forms of counts over journeys, of continuity, and of the state of the read tables."""

from collections.abc import Iterator
from decimal import Decimal
from operator import itemgetter

from rich.console import RenderableType

from journeys.adapters.cli.output.law_seals import seal_lines
from journeys.adapters.cli.output.left_out import clock_lines
from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Column, Parts, form, section, table, title
from journeys.adapters.cli.output.retention import period_lines
from journeys.adapters.words.counts import (
    DIMENSION_TITLES,
    all_values,
    count_text,
    few_of,
    reading_notes,
    value_name,
)
from journeys.adapters.words.language import month, say
from journeys.adapters.words.names import municipality_name
from journeys.app.ports.maintenance import Status
from journeys.domain.message import Message
from journeys.projections.continuity import Continuity, ContinuityOverview, MunicipalContinuity
from journeys.projections.overview import Overview, Trend

EFFORT = Message("An effort is a placement, a measure or an education.")
MB = "MB"


@form
def overview(view: Overview) -> Parts:
    """Draw the counts of one day."""
    yield title(
        "Journeys open or resting on {on}: {number}", on=view.on, number=count_text(view.journeys)
    )
    yield from _counts((view,), ["Journeys"])
    yield from reading_notes((view,))


@form
def trend(view: Trend) -> Parts:
    """Draw the counts of several days, a column for each."""
    days = few_of(view.days)
    months = [month(day.on) for day in days]
    yield title(
        "Journeys open or resting on {on}, and on the same day of the months before",
        on=days[-1].on,
    )
    if len(days) < len(view.days):
        yield say("Some of the months are shown. --page, --csv and --json have all of them.")
    yield ""
    yield _by_day("All", months, [[say("Journeys"), *(count_text(day.journeys) for day in days)]])
    yield from _counts(days, months)
    yield from reading_notes(days)


def _counts(days: tuple[Overview, ...], columns: list[str]) -> Parts:
    """Yield a table for each dimension: a line for each value, a column for each day."""
    for by in days[-1].by:
        rows = [
            [value_name(value, by), *(count_text(day.by[by].get(value, 0)) for day in days)]
            for value in all_values(days, by)
        ]
        if rows:
            yield ""
            yield _by_day(DIMENSION_TITLES[by], columns, rows)


def _by_day(what: str, columns: list[str], rows: list[list[str]]) -> RenderableType:
    """Return a table of what is counted and, for each day, a number; a row holds both."""
    numbers = (
        Column(heading, itemgetter(nr), is_number=True) for nr, heading in enumerate(columns, 1)
    )
    return table(rows, Column(what, itemgetter(0)), *numbers)


@form
def continuity(view: Continuity, names: ShownNames = NO_NAMES) -> Parts:
    """Draw how continuous one journey has been."""
    facts = {"journey": names.id_and_name(view.journey), "on": view.on}
    if view.opened is None:
        yield say("Journey {journey} on {on}: not opened on this day", **facts)
        return
    days = view.days_to_first_effort
    yield section(
        say("Journey {journey} on {on}: opened {opened}", **facts, opened=view.opened),
        [
            *_continuity(view),
            say("No effort has begun yet")
            if days is None
            else say("The first effort began after: {days} days", days=days),
            say(EFFORT),
        ],
    )


@form
def continuity_overview(view: ContinuityOverview) -> Parts:
    """Draw the continuity of all journeys, by municipality."""
    if not view.municipalities:
        yield say("No journey was opened by {on}.", on=view.on)
        return
    for each in view.municipalities:
        heading = say(
            "Municipality {municipality} on {on}: {count} opened",
            municipality=municipality_name(each.municipality),
            on=view.on,
            count=each.journeys,
        )
        yield section(heading, _of_municipality(each))
    yield say(EFFORT)


def _of_municipality(view: MunicipalContinuity) -> Iterator[str]:
    yield from _continuity(view)
    yield say("Journeys without an effort so far: {count}", count=view.without_effort)
    if view.days_to_first_effort is not None:
        yield say(
            "Average time to the first effort: {days} days",
            days=view.days_to_first_effort,
        )


def _continuity(view: Continuity | MunicipalContinuity) -> Iterator[str]:
    yield say(
        "Changes of caseworker: {count} ({a_year} a year)",
        count=view.caseworker_changes,
        a_year=view.changes_a_year,
    )
    yield say("Handovers waiting for an answer: {count}", count=view.handovers_waiting)
    yield say("Handovers offered and not accepted: {count}", count=view.handovers_not_accepted)
    yield say("Longest time without an effort: {days} days", days=view.longest_gap)


@form
def status(view: Status) -> Parts:
    """Draw the position of the log, the state of the read tables, and what must be done."""
    yield say("Entries: {count}", count=view.position)
    yield table(
        view.tables,
        Column("Table", "name"),
        Column("Rows", "rows", is_number=True),
        Column(MB, lambda table: round(Decimal(table.bytes) / 1_000_000, 1), is_number=True),
        Column("Made by", lambda table: table.made_by or "?", is_number=True),
        Column("This code", "known", is_number=True),
    )
    yield from _to_do(view)


def _to_do(view: Status) -> Iterator[str]:
    """Yield what must be done before the tables and the law can be trusted."""
    if view.lag:
        yield say(
            "Journeys whose rows are older than their newest entry: {count}. See: journeys check",
            count=view.lag,
        )
    if any(table.made_by != table.known for table in view.tables):
        yield say(
            "Some tables were made by another version of their projection. Run: journeys rebuild"
        )
    if view.behind_law:
        yield say(
            "Journeys whose rows were made under an older edition of the law: {count}. Run:"
            " journeys rebuild",
            count=view.behind_law,
        )
    if view.behind_rulebook > view.behind_law:
        yield say(
            "Rows were made by other deadlines, codes, practice or law, of journeys: {count}. "
            "Run: journeys rebuild",
            count=view.behind_rulebook,
        )
    if view.behind_employers:
        yield say(
            "Employers whose rows are older than their newest entry, or were made by other "
            "deadlines or codes: {count}. Run: journeys rebuild",
            count=view.behind_employers,
        )
    if view.rebuild is not None:
        yield say(
            "A rebuild is running, or was interrupted: {done} of {parts} parts are made. "
            "Resume it: journeys rebuild. Remove it: journeys rebuild --drop",
            done=view.rebuild.done,
            parts=view.rebuild.parts,
        )
    for journey, why in view.set_aside.items():
        yield say("Set aside, {journey}: it cannot be read. {why}", journey=journey, why=why)
    yield from clock_lines(view.clock_ahead)
    yield from period_lines(view.retention)
    for seal in view.law:
        yield from seal_lines(seal)
