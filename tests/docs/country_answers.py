"""What the questions of `docs/population-sql.md` are answered without SQL.

By the store's own queries where it has them, else by a plain loop over every history.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Any, NamedTuple

from journeys import History, Journeys, Municipalities
from journeys.app.histories import histories
from journeys.domain.days import months_after
from journeys.domain.duties import duties
from journeys.projections.effects.reading import facts
from journeys.projections.overview import PAID_HOURS
from journeys.projections.periods import Period, every_period
from journeys.projections.steps import steps
from tests.country import MANAGER

Rows = list[tuple[Any, ...]]


class Citizen(NamedTuple):
    """A history with its periods."""

    store: Journeys
    code: str
    history: History
    periods: Sequence[Period]

    def on(self, day: date, *tracks: str) -> list[Period]:
        """Return the periods of these tracks that cover a day."""
        return [each for each in self.periods if each.track in tracks and each.covers(day)]

    def hours(self, day: date) -> Decimal:
        """Return the recorded paid hours a week on a day."""
        paid = (each.paid_hours or 0 for each in self.on(day, "placement"))
        return sum((Decimal(str(each)) for each in paid), Decimal(0))


class Country(NamedTuple):
    """Every store with its code, and every citizen."""

    stores: Sequence[tuple[str, Journeys]]
    citizens: Sequence[Citizen]

    def followed(self, day: date) -> list[Citizen]:
        """Return those whose journey is open or rests."""
        return [each for each in self.citizens if each.on(day, "journey")]


def read(towns: Municipalities, codes: Iterable[str]) -> Country:
    """Return the country as it is."""
    stores = [(code, towns[code]) for code in codes]
    return Country(stores, [each for code, store in stores for each in _citizens(code, store)])


def _citizens(code: str, store: Journeys) -> Iterator[Citizen]:
    with store.store.reading() as transaction:
        for _, history in histories(transaction, {}):
            yield Citizen(store, code, history, every_period(history, store.book))


def basis(country: Country, day: date) -> Rows:
    """Return how many live on what, as each store says it."""
    return sorted(
        (code, value, number)
        for code, store in country.stores
        for value, number in store.overview(on=day, by=["basis"]).by["basis"].items()
    )


def months(country: Country, day: date) -> Rows:
    """Return how many there were, as each store says it."""
    return sorted(
        (each.on, code, each.journeys)
        for code, store in country.stores
        for each in store.trend(on=day, months=3).days
        if each.journeys
    )


def activities(country: Country, day: date) -> Rows:
    """Return what they do, as the stores say it, added up."""
    found = Counter[str]()
    for _, store in country.stores:
        found.update(_numbers(store.overview(on=day, by=["activity"]).by["activity"]))
    return sorted(found.items())


def paid_hours(country: Country, day: date) -> Rows:
    """Return the hours they are paid for, as the stores say it, added up."""
    found = Counter[str]()
    for _, store in country.stores:
        found.update(_numbers(store.overview(on=day, by=["paid-hours"]).by["paid-hours"]))
    return [(step, found[step]) for step in PAID_HOURS if found[step]]


def pensions(country: Country, day: date) -> Rows:
    """Return how many have a pension, and paid hours beside it."""
    found = dict[str, list[Decimal]]()
    for each in country.followed(day):
        for pension in each.on(day, "pension"):
            found.setdefault(pension.value, []).append(each.hours(day))
    return [
        (value, len(hours), sum(each > 0 for each in hours), sum(hours))
        for value, hours in sorted(found.items())
    ]


def first_steps(country: Country, day: date) -> Rows:
    """Return after how many days something began, of those who were opened in 2025."""
    found = dict[str, list[int | None]]()
    for each in country.citizens:
        opened = each.history.journey.people.opened
        if opened and opened.year == 2025:
            began = [
                (period.starts - opened).days
                for period in each.periods
                if period.track in ("placement", "measure", "education")
                and opened <= period.starts <= day
            ]
            found.setdefault(each.code, []).append(min(began, default=None))
    return [
        (code, len(days), len(some), median(some) if some else None, len(days) - len(some))
        for code, days in sorted(found.items())
        for some in [[each for each in days if each is not None]]
    ]


def in_work_after(country: Country, day: date) -> Rows:
    """Return how many are in paid work 26 weeks after they first began a measure."""
    n, working = Counter[str](), Counter[str]()
    for each in country.citizens:
        read = facts(each.history, each.store.book)
        first = dict[str, date]()
        for start in read.started:
            first[start.measure] = min(first.get(start.measure, start.starts), start.starts)
        for measure, began in first.items():
            later = began + timedelta(weeks=26)
            if measure != "new-caseworker" and later <= day and later < (read.lost_on or date.max):
                n[measure] += 1
                working[measure] += any(
                    job.starts <= later < (job.ends or date.max) for job in read.worked
                )
    return [(measure, number, working[measure]) for measure, number in sorted(n.items())]


def owed(country: Country, day: date) -> Rows:
    """Return what was due in the last twelve months, and when it was done."""
    due, in_time, later = Counter[str](), Counter[str](), Counter[str]()
    for each in country.citizens:
        for duty in duties(each.history, each.store.book):
            if months_after(day, -12) < duty.due < day:
                due[duty.kind] += 1
                in_time[duty.kind] += duty.met is not None and duty.met <= duty.due
                later[duty.kind] += duty.met is not None and duty.due < duty.met <= day
    return [
        (kind, number, in_time[kind], later[kind], number - in_time[kind] - later[kind])
        for kind, number in sorted(due.items())
    ]


def changes(country: Country, day: date) -> Rows:
    """Return how many had how many new caseworkers within twelve months."""
    found = Counter[int]()
    for each in country.followed(day):
        found[
            sum(
                (period.track, period.value) == ("accepted-offer", "new-caseworker")
                and months_after(day, -12) < period.starts <= day
                for period in each.periods
            )
        ] += 1
    return sorted(found.items())


def subgoals(country: Country, day: date) -> Rows:
    """Return how many subgoals were set and reached, by who set them."""
    found = dict[str, list[tuple[Any, int | None]]]()
    for each in country.citizens:
        for step in steps(each.history):
            if step.kind == "subgoal" and step.since <= day:
                is_reached = step.reached is not None and step.reached <= day
                days = (step.reached - step.since).days if step.reached and is_reached else None
                found.setdefault(step.set_by or "", []).append((each.history.stream, days))
    return [
        (
            set_by,
            len(each),
            len({who for who, _ in each}),
            len(reached),
            median(reached) if reached else None,
        )
        for set_by, each in sorted(found.items())
        for reached in [[days for _, days in each if days is not None]]
    ]


def room(country: Country, day: date) -> Rows:
    """Return what employers have open, as each store says it, added up."""
    found = dict[str, list[Any]]()
    for _, store in country.stores:
        for line in store.seen_by(MANAGER, "ledelse").room(on=day).day.by_employer_kind:
            if line.posts and line.of:
                counts = (line.employers, line.posts, line.places, line.people, line.tasks)
                sums = found.setdefault(line.of.code, [0] * 7)
                for at, number in enumerate((*counts, line.hours, line.taken_hours)):
                    sums[at] += number
    return [(kind, *sums) for kind, sums in sorted(found.items())]


QUESTIONS: Sequence[Callable[[Country, date], Rows]] = (
    basis,
    months,
    activities,
    paid_hours,
    pensions,
    first_steps,
    in_work_after,
    owed,
    changes,
    subgoals,
    room,
)
"""In the order of the page."""


def _numbers(counts: Any) -> dict[str, int]:  # noqa: ANN401 - of any dimension
    return {value: number for value, number in counts.items() if number}
