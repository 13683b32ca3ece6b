"""Duties: what is owed on a day across journeys, and by whom."""

import operator
from collections.abc import Callable, Iterator
from datetime import date
from typing import Self
from uuid import UUID

from pydantic import Field

from journeys.domain.days import in_danish, in_english
from journeys.domain.duties import Duty, open_duties
from journeys.domain.duties import duties as duties_in
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.projections.view import SetAside, View


class OwedDuty(View):
    """Forpligtelse: what is to be done, since when, by when, and who owes it."""

    kind: str
    about: str
    """What distinguishes it from others of its kind: a ruling's id, a name, a version."""
    da: str
    en: str
    citizen_da: str
    citizen_en: str
    """The wording for the citizen; empty where the citizen is not shown it."""
    to: str
    by: str
    """Who owes it: the person asked, or else the one responsible."""
    since: date
    due: date
    met: date | None = None
    raised: int
    """The entry that raised it."""
    met_by: int | None = None
    """The entry that met it."""
    sources: tuple[str, ...]
    """Where the deadline was read; empty where no law sets it."""


class JourneyDuty(View):
    """One duty with the journey it is owed on."""

    journey: UUID
    owed: OwedDuty


class EmployerDuty(View):
    """One duty with the employer it is owed to. It is about no citizen."""

    employer: UUID
    employer_name: str
    owed: OwedDuty


class Duties(View):
    """Forpligtelser: what is owed on a day, by due day."""

    on: date
    owed: tuple[JourneyDuty, ...]
    to_employers: tuple[EmployerDuty, ...] = Field(default=(), exclude_if=operator.not_)
    """What is owed to employers; left out where nothing is."""
    law_good_until: date | None = None
    """The last day on which this reading of the law can be trusted."""
    behind: int = 0
    """How many journeys have rows from an older edition of the law: what the law changed is missing
    for them until the read models are rebuilt."""
    set_aside: SetAside = Field(default_factory=dict)
    """The journeys that cannot be read, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        return self.model_copy(
            update={
                "owed": tuple(each for each in self.owed if str(each.journey) not in set_aside),
                "set_aside": {**self.set_aside, **set_aside},
            }
        )


def as_view(duty: Duty, book: Rulebook, responsible: str, on: date | None = None) -> OwedDuty:
    """Return a duty in words, owed by the person asked or else by the one responsible.

    `on` is the day on which the citizen reads it: from the day after the due day, the words are
    those for a day that has passed.
    """
    kind = book.duties[duty.kind]
    is_late = on is not None and duty.due < on
    citizen_da = kind.citizen_late_da if is_late else ""
    citizen_en = kind.citizen_late_en if is_late else ""
    return OwedDuty(
        kind=duty.kind,
        about=duty.about,
        da=kind.da,
        en=kind.en,
        citizen_da=_with_day(citizen_da or kind.citizen_da, duty.due, in_danish),
        citizen_en=_with_day(citizen_en or kind.citizen_en, duty.due, in_english),
        to=kind.to,
        by=duty.owed_by or responsible,
        since=duty.since,
        due=duty.due,
        met=duty.met,
        raised=duty.raised,
        met_by=duty.met_by,
        sources=tuple(source.reference for source in kind.sources),
    )


def _with_day(words: str, due: date | str, write: Callable[[date], str]) -> str:
    """Return the words with the day, which a row of a read table has as text."""
    if "{due}" not in words:
        return words
    return words.format(due=write(date.fromisoformat(str(due))))


def every_duty(history: History, book: Rulebook) -> tuple[OwedDuty, ...]:
    """Return every duty in a history, met ones too."""
    responsible = history.journey.people.responsible
    return tuple(as_view(duty, book, responsible) for duty in duties_in(history, book))


def owed_duties(history: History, book: Rulebook, on: date) -> Iterator[OwedDuty]:
    """Yield what is owed on a day, by what the history knows."""
    as_of = history.on(on)
    for duty in open_duties(as_of, book, on):
        yield as_view(duty, book, as_of.journey.people.responsible, on)
