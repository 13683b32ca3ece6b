"""Publishing: figures leave the house, and are recorded, so that the next ones are held to them."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar, get_args

from journeys.app.access import LoggedAccess
from journeys.app.effects import gathered, inputs_of
from journeys.app.ports.maintenance import Progress
from journeys.app.ports.store import Store, Transaction
from journeys.domain.days import days_after
from journeys.domain.decisions.access import require_may_manage
from journeys.domain.errors import BrokenHistory, Refused
from journeys.projections.effects.effect import Effect
from journeys.projections.effects.facts import Within
from journeys.projections.effects.published import ReleasedEffects, ReleasedMeasure
from journeys.projections.effects.releasing import PublishedEffects, Release, Starter, release
from journeys.projections.effects.settings import DEFAULT, Settings
from journeys.projections.overview import Dimension
from journeys.projections.publication import EFFECTS, OVERVIEW, Publication
from journeys.projections.publishing import (
    PublishedTable,
    ReleasedTable,
    published_table,
    table_stays,
)

if TYPE_CHECKING:
    from journeys.projections.effects.columns import Columns

HORIZONS: tuple[Within, ...] = get_args(Within)
"""What is not published together waits for the next quarter: so it is every horizon."""

T = TypeVar("T")


class Requested(NamedTuple):
    """What of the effects is to be published, and as of when."""

    on: date
    known_at: datetime | None
    cut: date
    splits: Sequence[str] = ()
    settings: Settings = DEFAULT


class Answered(NamedTuple):
    """One measure before it is published: its answers, and who began."""

    effects: Sequence[Effect]
    starters: Sequence[Starter]


def publish_effects(
    logged: LoggedAccess,
    measures: Collection[str],
    *,
    on: date,
    known_at: datetime | None,
    splits: Collection[str],
    progress: Progress | None,
    dry_run: bool,
) -> ReleasedEffects:
    """Publish the effects of these measures, or of every one that somebody began.

    Refused: role-may-not; day-not-come; code-unknown; library-missing. Raises as
    `release_effects`, and BrokenHistory where a journey cannot be read.
    """
    require_may_manage(logged.actor, logged.book)
    _require_come(on, known_at, logged.now())
    found = gathered(logged, known_at, progress)
    if found.set_aside:
        raise BrokenHistory(
            "Some journeys cannot be read, so nothing is published: what stays published rests on "
            "all of them. journeys check names them."
        )
    inputs = inputs_of(found, [logged.book], measures, on)
    kinds = tuple(dict.fromkeys(splits))
    requested = Requested(on, known_at, inputs.cut, kinds, inputs.settings)
    answered = [answers_of(inputs.columns, measure, requested) for measure in inputs.measures]
    return release_effects(logged.store, answered, requested, dry_run=dry_run)


def _require_come(on: date, known_at: datetime | None, now: datetime) -> None:
    """Require days that have come: what is published up to a later one would stay until then.

    The day may have begun where somebody is, before it does by the clock that stamps entries.
    """
    today = now.date()
    latest = days_after(today, 1)
    for day in (on, on if known_at is None else known_at.date()):
        if day <= latest:
            continue
        raise Refused(
            "day-not-come",
            "{day} has not come yet; today is {today}. What is published is of a day that has "
            "come: correct the day.",
            day=day,
            today=today,
        )


def answers_of(columns: "Columns", measure: str, requested: Requested) -> Answered:
    """Return the answers about a measure: of all who began, and of each group of each split."""
    from journeys.projections.effects.estimating import effect
    from journeys.projections.effects.starters import starters

    began = starters(columns, measure, cut=requested.cut)
    groups = {f"{kind}:{each[kind]}" for kind in requested.splits for each in began if each[kind]}
    effects = [
        effect(
            columns,
            measure,
            on=requested.on,
            known_at=requested.known_at,
            cut=requested.cut,
            within=within,
            split=split,
            settings=requested.settings,
        )
        for within in HORIZONS
        for split in ("", *sorted(groups))
    ]
    return Answered(effects, began)


def release_effects(
    store: Store, answered: Collection[Answered], requested: Requested, *, dry_run: bool
) -> ReleasedEffects:
    """Publish these answers as far as they may be, and return what stands published then.

    All of them or none. With `dry_run` nothing is recorded. Raises BrokenHistory where the record
    of what was published is not what was sealed.
    """

    def each(transaction: Transaction, earlier: Sequence[Publication]) -> Iterator[ReleasedMeasure]:
        today = transaction.now.date()
        for one in answered:
            found = release(
                one.effects, one.starters, earlier, splits=requested.splits, today=today
            )
            if found.publication and not dry_run:
                transaction.publications.note(found.publication)
            yield _released(one.effects[0].measure, found, earlier)

    measures = _with_earlier(store, lambda *found: tuple(each(*found)), dry_run=dry_run)
    return ReleasedEffects(on=requested.on, cut=requested.cut, dry_run=dry_run, measures=measures)


def release_table(store: Store, dimension: Dimension, *, on: date, dry_run: bool) -> ReleasedTable:
    """Publish how many journeys there were on a day by a dimension, where it may be.

    Returns it, or what was published of that day before. Raises as `release_effects`.
    """
    figure = f"{OVERVIEW}:{dimension}"

    def table(transaction: Transaction, earlier: Sequence[Publication]) -> ReleasedTable:
        today = transaction.now.date()
        if stays := table_stays(dimension, on, today=today, earlier=earlier):
            same = [each for each in earlier if (each.figure, each.cut) == (figure, on)]
            shown = PublishedTable.model_validate(same[-1].numbers) if same else None
            return ReleasedTable(dry_run=dry_run, stays=stays, table=shown)
        shown = published_table(transaction.queries.overview(on, [dimension]), dimension)
        if not dry_run:
            numbers = shown.model_dump(mode="json")
            transaction.publications.note(
                Publication(figure=figure, on=today, cut=on, counts={}, numbers=numbers)
            )
        return ReleasedTable(dry_run=dry_run, stays=None, table=shown)

    return _with_earlier(store, table, dry_run=dry_run)


def _with_earlier(
    store: Store, work: Callable[[Transaction, Sequence[Publication]], T], *, dry_run: bool
) -> T:
    """Return what some work returns, given all that was published; nobody else publishes then."""
    if dry_run:
        with store.reading() as transaction:
            return work(transaction, transaction.publications.all())
    return store.retrying(lambda transaction: work(transaction, transaction.publications.locked()))


def _released(measure: str, found: Release, earlier: Sequence[Publication]) -> ReleasedMeasure:
    before = [each for each in earlier if each.figure == f"{EFFECTS}:{measure}"]
    publication = found.publication or before[-1]
    return ReleasedMeasure(
        measure=measure,
        published_on=publication.on,
        stays=found.stays,
        withheld=found.withheld,
        answers=PublishedEffects.model_validate(publication.numbers).answers,
    )
