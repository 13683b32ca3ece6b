"""The header: which column names the person, and which day each period column begins on."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import NamedTuple

from journeys.adapters.files.problems import Problems, did_you_mean, listed, quoted
from journeys.adapters.files.registers.code_file import Layout
from journeys.adapters.files.registers.named_periods import THIS_CENTURY, out_of_place
from journeys.adapters.files.registers.period_days import WEEK, PeriodLength, monday, period_starts
from journeys.domain.message import Message

DREAM_WEEK = re.compile(r"y_(\d{2})(\d{2})", re.ASCII | re.IGNORECASE)


class PersonColumn(NamedTuple):
    """The column that names the person: its name, and its place in a row."""

    name: str
    place: int


class PeriodColumn(NamedTuple):
    """The column of a period: its name, the period's first day, and its place in a row.

    A week that the file leaves out has no place: nobody is observed in it.
    """

    name: str
    day: date
    place: int | None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table; the periods have no gaps between them."""

    width: int
    person: PersonColumn
    periods: tuple[PeriodColumn, ...]
    days: tuple[date, ...]


class NamedColumn(NamedTuple):
    """A column of a table in long format: its name, and its place in a row."""

    name: str
    place: int


@dataclass(frozen=True, slots=True)
class SpellColumns:
    """The columns of a table in long format."""

    width: int
    person: PersonColumn
    starts: NamedColumn
    ends: NamedColumn
    state: NamedColumn


def find_spell_columns(
    header: list[str], layout: Layout, problems: Problems
) -> SpellColumns | None:
    """Return the columns of a table in long format; else add a fault and return None."""
    before = len(problems.faults)
    names = [name.strip() for name in header]
    _each_named_once(names, problems)
    person = _person(names, layout, problems)
    starts, ends, state = (
        _named(names, key, wanted, problems)
        for key, wanted in (("from", layout.starts), ("to", layout.ends), ("state", layout.state))
    )
    if not (person and starts and ends and state) or len(problems.faults) > before:
        return None
    return SpellColumns(len(names), person, starts, ends, state)


def _named(
    names: list[str], key: str, wanted: tuple[str, ...], problems: Problems
) -> NamedColumn | None:
    folded = [name.casefold() for name in names]
    for each in wanted:
        if each.casefold() in folded:
            place = folded.index(each.casefold())
            return NamedColumn(names[place], place)
    problems.add(
        Message(
            "no column is called {expected}; there are {names}. Write its name under table.{key}.",
            expected=" / ".join(map(repr, wanted)),
            names=listed(names),
            key=key,
        ),
        row=1,
    )
    return None


def find_columns(header: list[str], layout: Layout, problems: Problems) -> Columns | None:
    """Return the columns; where the header is not as described, add a fault and return None."""
    before = len(problems.faults)
    names = [name.strip() for name in header]
    _each_named_once(names, problems)
    person = _person(names, layout, problems)
    found = (
        _weeks(names, problems)
        if layout.layout == "dream"
        else _periods(names, person, layout, problems)
    )
    if person is None or len(problems.faults) > before:
        return None
    return Columns(len(names), person, tuple(found), tuple(period.day for period in found))


def _each_named_once(names: list[str], problems: Problems) -> None:
    for place, name in enumerate(names, start=1):
        if not name:
            problems.add(Message("column {place} has no name; give it one.", place=place), row=1)
    for name, count in Counter(names).items():
        if name and count > 1:
            problems.add(
                Message(
                    "{count} columns are called {name}; give each a name of its own.",
                    count=count,
                    name=quoted(name),
                ),
                row=1,
            )


def _person(names: list[str], layout: Layout, problems: Problems) -> PersonColumn | None:
    # DREAM comes with LOBENR or with lobenr.
    normal = str.casefold if layout.layout == "dream" else str
    normal_names = [normal(name) for name in names]
    for wanted in layout.person:
        if normal(wanted) in normal_names:
            place = normal_names.index(normal(wanted))
            return PersonColumn(names[place], place)
    problems.add(
        Message(
            "no column is called {expected}, which should name the person; there are "
            "{names}.{hint} Correct table.person in the code file, or table.delimiter "
            "({delimiter!r}) if this is one column too few.",
            expected=reduce(_either, map(repr, layout.person)),
            names=listed(names),
            hint=did_you_mean(layout.person[0], names),
            delimiter=layout.delimiter,
        ),
        row=1,
    )
    return None


def _periods(
    names: list[str], person: PersonColumn | None, layout: Layout, problems: Problems
) -> list[PeriodColumn]:
    for name in layout.ignore:
        if name not in names:
            problems.add(
                Message(
                    "no column is called {name!r}, which the code file ignores.{hint} Correct "
                    "table.ignore.",
                    name=name,
                    hint=did_you_mean(name, names),
                ),
                row=1,
            )
    places = [
        place
        for place, name in enumerate(names)
        if not (person and place == person.place) and name not in layout.ignore
    ]
    if not places:
        problems.add("no column is left for a period; correct table.ignore or the table.", row=1)
    step, first = layout.periods
    try:
        beginnings = period_starts(first, step, len(places))
    except (ValueError, OverflowError):
        problems.add("the periods run past the year 9999; correct table.first.", row=1)
        return []
    periods = [
        PeriodColumn(names[place], day, place)
        for place, day in zip(places, beginnings, strict=True)
    ]
    if layout.check_header and not problems.faults:
        _require_in_order(periods, step, problems)
    return periods


def _require_in_order(periods: list[PeriodColumn], step: PeriodLength, problems: Problems) -> None:
    wrong = out_of_place([each.name for each in periods], [each.day for each in periods], step)
    if wrong is not None:
        problems.add(
            Message(
                "by its name this is not the period that begins on {day}, which comes here. A "
                "column is missing, or they stand in another order. Put the columns in order, "
                "without a gap, or correct table.first. Where the names mean something else, write "
                "check_header = false under [table].",
                day=periods[wrong].day,
            ),
            row=1,
            column=periods[wrong].name,
        )


def _weeks(names: list[str], problems: Problems) -> list[PeriodColumn]:
    """Return every week from the first to the last, in order, with or without a column."""
    weeks = [(name, place, DREAM_WEEK.fullmatch(name)) for place, name in enumerate(names)]
    if not any(shape for _, _, shape in weeks):
        problems.add("no column is a week of DREAM, called y_ with year and week: y_9201.", row=1)
    found: dict[date, PeriodColumn] = {}
    for name, place, shape in weeks:
        if shape is None:
            continue
        short, week = map(int, shape.groups())
        year = short + (2000 if short < THIS_CENTURY else 1900)
        try:
            day = monday(year, week)
        except ValueError:
            problems.add(
                Message(
                    "the year {year} has no ISO week {week}. Leave the column out, or find out "
                    "which weeks the file means.",
                    year=year,
                    week=week,
                ),
                row=1,
                column=name,
            )
            continue
        if day in found:
            problems.add(
                Message("{name} is the same week.", name=found[day].name), row=1, column=name
            )
        found[day] = PeriodColumn(name, day, place)
    if not found:
        return []
    first, last = min(found), max(found)
    mondays = (first + nr * WEEK for nr in range((last - first) // WEEK + 1))
    return [found.get(day) or PeriodColumn(f"{day:y_%g%V}", day, None) for day in mondays]


def _either(one: str, other: str) -> str:
    return Message("{one} or {other}", one=one, other=other)
