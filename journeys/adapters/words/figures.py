"""A manager's figures in words: what each is called, and the tables in which they stand.

The screen and the page show the same tables.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from journeys.adapters.words.counts import NO_VALUE_NAMES, NOT_COMPARABLE, count_text
from journeys.adapters.words.figure_tables import (
    FigureRow,
    FigureSection,
    FigureTable,
    number_text,
)
from journeys.adapters.words.language import in_spoken_language, say
from journeys.adapters.words.room import room_table
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.projections.figure_codes import FigureCode
from journeys.projections.management import Figure, Management
from journeys.projections.overview import NO_VALUE

FIGURE_NAMES: Mapping[FigureCode, Message] = {
    "citizens": Message("Citizens with an open or resting journey"),
    "in-paid-hours": Message("Citizens with paid hours"),
    "hours-a-week": Message("Paid hours a week altogether"),
    "hours-band": Message("Citizens by paid hours a week"),
    "past-due": Message("Tasks past their due day"),
    "past-due-days": Message("Days past the due day"),
    "without-effort": Message("Without an effort so far"),
    "without-effort-days": Message("Without an effort, since the opening"),
    "entered": Message("Came in"),
    "left": Message("Closed"),
    "pensions-resting": Message("Pension rests"),
    "pensions-asked-back": Message("Pension asked back, not yet resumed"),
    "pensions-asked-back-days": Message("Pension asked back, since the request"),
    "pensions-resumed": Message("Pension resumed"),
    "subgoals-reached": Message("Subgoals reached"),
    "small-successes": Message("Small successes"),
    "days-to-first-effort": Message("From the opening to the first effort"),
    "days-to-paid-hour": Message("From the first effort to the first paid hour"),
    "caseworker-changes": Message("Changes of caseworker"),
    "changes-each": Message("Changes of caseworker of each citizen"),
    "longest-gap": Message("Longest time without an effort"),
    "handovers-waiting": Message("Handovers without an answer"),
    "without-next-step": Message("Without a next step or talk"),
    "citizens-past-due": Message("Citizens with a task past its due day"),
}
"""What each figure is called."""

DAYS, WAITED = Message("Days"), Message("Days waited")
CHANGES = Message("Changes in twelve months")
BASIS, FIGURE = Message("Lives on"), Message("Figure")
"""What stands above the names in a table."""


def figure_name(figure: Figure, book: Rulebook) -> str:
    """Return what a figure, or its part, is called; codes stay as they are."""
    if not figure.value:
        return say(FIGURE_NAMES[figure.code])
    if figure.code.startswith("past-due"):
        kind = book.duties.get(figure.value)
        return figure.value if kind is None else in_spoken_language(kind).rstrip(".")
    if figure.value == NO_VALUE:
        return say("no placement") if figure.code == "hours-band" else say("none recorded")
    return say(NO_VALUE_NAMES.get(figure.value, figure.value))


def sections(view: Management, book: Rulebook, *, masked: bool = False) -> Iterator[FigureSection]:
    """Yield a section for each of a manager's questions, in words."""
    words = _Words(view, book, masked=masked)
    yield FigureSection(
        say("Paid hours"),
        (
            words.counts("citizens", "in-paid-hours", "hours-a-week"),
            words.parts("hours-band"),
        ),
        (say("Paid hours are the total of all placements: 5-10 is more than 5 and up to 10."),),
    )
    yield FigureSection(
        say("What waits, and for how long"),
        (
            words.counts("past-due", "handovers-waiting"),
            words.waits(),
        ),
    )
    yield FigureSection(say("In and out"), (words.months("entered", "left", by=BASIS),))
    yield FigureSection(
        say("Pensions"),
        (words.counts("pensions-resting", "pensions-asked-back"), words.months("pensions-resumed")),
    )
    yield FigureSection(say("Steps"), (words.months("subgoals-reached", "small-successes"),))
    yield FigureSection(
        say("From the opening to work"),
        (words.medians("days-to-first-effort", "days-to-paid-hour"),),
        (say("An effort is a placement, a measure or an education."),),
    )
    yield FigureSection(
        say("Changes and gaps"),
        (
            words.counts("caseworker-changes"),
            words.medians("changes-each", unit=CHANGES),
            words.medians("longest-gap"),
        ),
    )
    if view.room is not None:
        yield FigureSection(say("Room for work at employers"), (room_table(view.room),))
    if view.caseworkers:
        yield FigureSection(say("Caseworkers"), (words.caseworkers(),))


class _Words:
    """The tables of one view."""

    def __init__(self, view: Management, book: Rulebook, *, masked: bool) -> None:
        self.view, self.book, self.masked = view, book, masked

    def counts(self, *codes: FigureCode) -> FigureTable:
        """Return a table with a number for each whole figure."""
        found = list(self._wholes(codes))
        rows = (FigureRow(self._name(each), (self._count(each.number),)) for each in found)
        return FigureTable(self._days(found[0]), (say(FIGURE), say("Number")), tuple(rows))

    def parts(self, code: FigureCode) -> FigureTable:
        """Return a table of the parts of a figure, each with a bar."""
        found = self.view.parts_of(code)
        most = max((each.number or 0 for each in found), default=0) or 1
        rows = (
            FigureRow(
                self._name(each),
                (self._count(each.number),),
                share=(each.number or 0) / most,
            )
            for each in found
        )
        return FigureTable("", (say(FIGURE_NAMES[code]), say("Number")), tuple(rows))

    def months(self, *codes: FigureCode, by: Message = FIGURE) -> FigureTable:
        """Return a table of figures of this month, with the month and the year before."""
        wholes = list(self._wholes(codes))
        found = list(chain.from_iterable((each, *self.view.parts_of(each.code)) for each in wholes))
        most = max((each.number or 0 for each in found if each.value), default=0) or 1
        rows = (
            FigureRow(
                self._name(each),
                tuple(map(self._count, (each.number, each.month_before, each.year_before))),
                is_part=bool(each.value),
                share=(each.number or 0) / most if each.value else None,
            )
            for each in found
        )
        starts, ends = wholes[0].starts, wholes[0].ends
        return FigureTable(
            say(
                "From {starts} to {ends}, compared with the same days of the month before and of "
                "the same month a year before",
                starts=starts,
                ends=ends,
            ),
            (
                say(by),
                say("This month"),
                say("Month before"),
                say("Year before"),
            ),
            tuple(rows),
        )

    def waits(self) -> FigureTable:
        """Return how long each kind of task is past its due day, the longest first."""
        kinds = sorted(
            self.view.parts_of("past-due-days"),
            key=lambda each: (-(each.longest or 0), -(each.number or 0), each.value),
        )
        others = self._wholes(("without-effort-days", "pensions-asked-back-days"))
        return self._medians([*kinds, *others], WAITED)

    def medians(self, *codes: FigureCode, unit: Message = DAYS) -> FigureTable:
        """Return a table with median, mean and longest of whole figures."""
        return self._medians(list(self._wholes(codes)), unit)

    def caseworkers(self) -> FigureTable:
        """Return a row for each caseworker, in the order of the alphabet."""
        note = say(NOT_COMPARABLE)
        rows = (
            FigureRow(
                each.name, (*map(str, (each.citizens, each.without_next_step, each.past_due)),)
            )
            for each in self.view.caseworkers
        )
        return FigureTable(
            say("On {on}, in the order of the alphabet. {note}", on=self.view.on, note=note),
            (
                say("Caseworker"),
                say("Citizens"),
                say("Without a next step or talk"),
                say("With a task past its due day"),
            ),
            tuple(rows),
        )

    def _medians(self, found: list[Figure], unit: Message) -> FigureTable:
        longest = say("Most") if unit is CHANGES else say("Longest")
        rows = (
            FigureRow(
                self._name(each),
                (
                    self._count(each.of),
                    *(map(self._number, (each.number, each.mean, each.longest))),
                ),
            )
            for each in found
        )
        return FigureTable(
            self._days(found[0]) if found else "",
            (say(unit), say("Number"), say("Median"), say("Mean"), longest),
            tuple(rows),
        )

    def _wholes(self, codes: tuple[FigureCode, ...]) -> Iterator[Figure]:
        return (each for code in codes if (each := self.view.of(code)) is not None)

    def _name(self, figure: Figure) -> str:
        return figure_name(figure, self.book)

    def _count(self, number: float | None) -> str:
        """Return a count; one that is missing is masked."""
        return count_text(None) if number is None else number_text(number)

    def _number(self, number: float | None) -> str:
        """Return a number that may be none, where there is nothing to find a median of."""
        return count_text(None) if number is None and self.masked else number_text(number)

    def _days(self, figure: Figure) -> str:
        if figure.starts == figure.ends:
            return say("On {on}", on=figure.ends)
        return say("From {starts} to {ends}", starts=figure.starts, ends=figure.ends)
