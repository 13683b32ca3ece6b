"""The rows of one journey for a database of others: codes, ids, days and hours; no words, no names.

They are those of the read tables and what effects are estimated from (`JourneyFacts`), with
pseudonyms in place of ids. The name of a colleague is a pseudonym always.
"""

import hmac
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias
from uuid import UUID

from journeys.domain.duties import Duty, duties
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.effects.facts import JourneyFacts
from journeys.projections.effects.reading import facts
from journeys.projections.employers.rows import post_rows, registered_row, task_rows
from journeys.projections.periods import Period, every_period
from journeys.projections.places import Place, places
from journeys.projections.process_log import PSEUDONYM_LENGTH, Named, pseudonyms, real_ids
from journeys.projections.steps import StepRow, steps

Row: TypeAlias = tuple[Any, ...]

BY_COLLEAGUE = ("caseworker", "restricted")
"""The tracks whose values are names of colleagues."""


class JourneyRows(NamedTuple):
    """Rækker: of one journey, by table; the values in the order of the table's columns."""

    journeys: tuple[Row, ...]
    """One; none where the opening was retracted."""
    periods: tuple[Row, ...]
    steps: tuple[Row, ...]
    duties: tuple[Row, ...]
    placements: tuple[Row, ...]
    places: tuple[Row, ...]
    facts: tuple[Row, ...]


class EmployerRows(NamedTuple):
    """Rækker: of one employer, by table. No citizen is in them."""

    posts: tuple[Row, ...]
    tasks: tuple[Row, ...]


class Naming(NamedTuple):
    """Pseudonymer: what ids and colleagues are called in one export. It can be pickled."""

    key: bytes
    """Random, of this export alone."""
    with_ids: bool = False
    """Whether things have the ids of the store."""

    @property
    def things(self) -> Named:
        """What a thing is called: one of a journey, or one that many may have."""
        return real_ids if self.with_ids else pseudonyms(self.key)

    def colleague(self, name: str) -> str:
        """Return what a colleague is called; empty where nobody is named."""
        # Under a key of their own: no name that was chosen well has the pseudonym of an id.
        key = hmac.digest(self.key, b"colleagues", "sha256")
        found = hmac.digest(key, name.encode(), "sha256")[:PSEUDONYM_LENGTH].hex()
        return found if name else ""


def journey_rows(
    history: History,
    book: Rulebook,
    _on: date,
    _known_at: datetime | None,
    *,
    naming: Naming,
    upto: date | None = None,
) -> JourneyRows:
    """Return the rows of one journey, as its history is known; of what takes effect `upto` a day.

    Without it of every day, planned ones too. Pure and total; a view for `Population.answers`.
    """
    history = history.as_of(on=upto)
    journey, last, things = history.stream, upto or date.max, naming.things
    case = things(journey, None)
    found = every_period(history, book)

    def thing(each: UUID | None) -> str | None:
        return None if each is None else things(each, journey)

    people = history.journey.people
    entries = sum(entry.event.on <= last for entry in history.entries)
    opened = ((case, people.municipality, people.opened, entries),)
    return JourneyRows(
        journeys=opened if people.opened else (),
        periods=tuple(_period(case, nr, each, naming, thing) for nr, each in _numbered(found)),
        steps=tuple(_step(case, nr, each, thing) for nr, each in _numbered(steps(history))),
        duties=tuple(
            _duty(case, nr, each, naming, journey) for nr, each in _numbered(duties(history, book))
        ),
        placements=tuple(
            (case, thing(each.thing), *each[1:4], each.paid_hours, each.present_hours)
            for each in found
            if each.track == "placement"
        ),
        places=tuple(
            _place(case, nr, each, things, journey)
            for nr, each in _numbered(history.memoised(places))
            if each.starts <= last
        ),
        facts=((case, *_facts(facts(history, book), last)[1:]),),
    )


def employer_rows(
    history: EmployerHistory, naming: Naming, upto: date | None = None
) -> EmployerRows:
    """Return the rows of one employer, as `journey_rows`. Pure and total."""
    history = history.as_of(on=upto)
    things = naming.things
    employer, registered = things(history.stream, None), registered_row(history)
    kind = registered.employer_kind if registered else ""

    def shared(each: UUID | None) -> str | None:
        return None if each is None else things(each, None)

    return EmployerRows(
        posts=tuple(
            (employer, nr, kind, shared(each.post), *each[1:])
            for nr, each in _numbered(post_rows(history))
        ),
        tasks=tuple(
            (employer, nr, shared(each.task), shared(each.post), float(each.hours), *each[3:])
            for nr, each in _numbered(task_rows(history))
        ),
    )


def _numbered(found: tuple[Any, ...]) -> Iterator[tuple[int, Any]]:
    return enumerate(found, start=1)


Thing: TypeAlias = Callable[[UUID | None], str | None]


def _period(case: str, nr: int, each: Period, naming: Naming, thing: Thing) -> Row:
    by_name = each.track in BY_COLLEAGUE
    value = naming.colleague(each.value) if by_name else each.value
    return case, nr, each.track, value, thing(each.thing), each.starts, each.ends, each.paid_hours


def _step(case: str, nr: int, each: StepRow, thing: Thing) -> Row:
    by = (each.track, each.set_by, each.done_by)
    days = (each.since, each.reached, each.set_aside)
    return case, nr, thing(each.step), each.kind, *by, *days, thing(each.subgoal)


def _duty(case: str, nr: int, each: Duty, naming: Naming, journey: JourneyId) -> Row:
    by = naming.colleague(each.owed_by)
    about = by if each.about == each.owed_by else _about(each.about, naming, journey)
    return case, nr, each.kind, about, each.since, each.due, by, each.met


def _about(about: str, naming: Naming, journey: JourneyId) -> str:
    """Return the subject of a duty: an id by its pseudonym, a day or a number as it is.

    All else is treated as the name of a colleague.
    """
    try:
        return naming.things(UUID(about), journey)
    except ValueError:
        pass
    try:
        date.fromisoformat(about)
    except ValueError:
        return about if about.isdecimal() else naming.colleague(about)
    return about


def _place(case: str, nr: int, each: Place, things: Named, journey: JourneyId) -> Row:
    shared = (things(of, None) for of in (each.employer, each.post, each.task))
    placement = things(each.placement, journey)
    return case, nr, placement, *shared, float(each.hours), each.starts, each.ends


def _facts(found: JourneyFacts, last: date) -> JourneyFacts:
    """Return them without what is read entry by entry and takes effect after the last day."""
    return found._replace(
        judged=tuple(each for each in found.judged if each.on <= last),
        delays=tuple(each for each in found.delays if each.on <= last),
    )
