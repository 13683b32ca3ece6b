"""Columns from the facts of journeys, gathered once for many answers."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np

from journeys.projections.effects.arrays import Ints
from journeys.projections.effects.columns import DEPARTURES, Columns, Starts
from journeys.projections.effects.facts import JourneyFacts, Judged, Valued
from journeys.projections.effects.spells import FAR, Spells, Values, totals

Places = dict[str, dict[str, int]]
TRACKS = ("phase", "target-group")
TEN_HOURS = 1000
"""In hundredths of an hour a week."""


def columns_of(people: Iterable[JourneyFacts]) -> Columns:
    """Return the facts as columns. They do not depend on the order of the people."""
    facts = sorted(people, key=lambda each: each.journey)
    halves = [(each.journey.int >> 64, each.journey.int & (2**64 - 1)) for each in facts]
    codes = _codes(facts)
    places = {kind: {code: at for at, code in enumerate(known)} for kind, known in codes.items()}
    followed = _table([(at, *_days(*s)) for at, each in enumerate(facts) for s in each.followed], 3)
    studied = _table([(at, *_days(*s)) for at, each in enumerate(facts) for s in each.studied], 3)
    work, hours = _work(facts)
    open_ = Spells.merged(*followed)
    nobody, everybody = np.zeros(len(facts), np.int64), np.arange(len(facts))
    both = (np.concatenate(pair) for pair in zip(work, studied, strict=True))
    return Columns(
        ids=np.array(halves, np.uint64).reshape(-1, 2),
        codes=codes,
        followed=open_,
        opened=open_.start_of(everybody, nobody),
        closed=open_.end_before(everybody, nobody + FAR),
        worked=Spells.merged(*work),
        hours=hours,
        ten_hours=hours.spells_at(TEN_HOURS),
        studied=Spells.merged(*studied),
        active=Spells.merged(*both),
        values={"basis": _basis(facts, places["basis"])}
        | {track: _judged(facts, track, places[track]) for track in TRACKS},
        starts=_starts(facts, places),
        departed=_table([(_on(each.departed and each.departed.on),) for each in facts], 1)[0],
        departure=_table(
            [(DEPARTURES.index(each.departed.why) if each.departed else -1,) for each in facts], 1
        )[0],
        lost=_table([(_on(each.lost_on),) for each in facts], 1)[0],
    )


def _table(rows: Sequence[tuple[int, ...]], width: int) -> Ints:
    return np.array(rows, np.int64).reshape(-1, width).T.copy()


def _on(day: date | None) -> int:
    return FAR if day is None else day.toordinal()


def _days(starts: date, ends: date | None) -> tuple[int, int]:
    return starts.toordinal(), _on(ends)


def _codes(facts: Sequence[JourneyFacts]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {
        "basis": {valued.value for each in facts for valued in each.basis},
        "measure": {start.measure for each in facts for start in each.started},
        "provider": {start.provider for each in facts for start in each.started},
        "team": {start.team for each in facts for start in each.started},
    }
    for track in TRACKS:
        found[track] = {j.value for each in facts for j in each.judged if j.track == track}
    return {kind: ("", *sorted(known - {""})) for kind, known in found.items()}


def _work(facts: Sequence[JourneyFacts]) -> tuple[Ints, Values]:
    """Return spells of paid work, and the recorded hours a week (in hundredths) over time."""
    rows = [
        (at, *_days(spell.starts, spell.ends), round((spell.hours or 0) * 100))
        for at, each in enumerate(facts)
        for spell in each.worked
        if spell.hours is None or spell.hours > 0
    ]
    table = _table(rows, 4)
    return table[:3], totals(*table)


def _basis(facts: Sequence[JourneyFacts], places: dict[str, int]) -> Values:
    rows = [
        (at, day, value)
        for at, each in enumerate(facts)
        for day, value in _changes(each.basis, places)
    ]
    return Values.of(*_table(rows, 3))


def _changes(valued: Sequence[Valued], places: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Yield the days on which the value changes; the one that started last holds."""
    ordered = sorted(valued, key=lambda each: (each.starts, each.value))
    following = [*(each.starts.toordinal() for each in ordered[1:]), FAR]
    for each, until in zip(ordered, following, strict=False):  # of nobody whose basis is not known
        starts, ends = _days(each.starts, each.ends)
        yield starts, places[each.value]
        if starts < ends < until:
            yield ends, 0


def _judged(facts: Sequence[JourneyFacts], track: str, places: dict[str, int]) -> Values:
    rows = [
        (at, day, places[value])
        for at, each in enumerate(facts)
        for day, value in _as_known([entry for entry in each.judged if entry.track == track])
    ]
    return Values.of(*_table(rows, 3))


def _as_known(entries: Sequence[Judged]) -> Iterator[tuple[int, str]]:
    """Yield the days on which what was known changed, and the value that was known from then on.

    Bitemporal: of the entries known on a day the one that holds from the latest day counts. Of
    those of one day it is the one that was recorded last, as in the fold; `entries` are in that
    order.
    """
    ordered = sorted(entries, key=lambda each: (each.on, each.recorded))
    moments = {max(each.on, each.recorded) for each in ordered}
    moments |= {each.retracted for each in ordered if each.retracted is not None}
    for day in sorted(moments):
        known = [each.value for each in ordered if each.known_on(day)]
        yield day.toordinal(), known[-1] if known else ""


def _starts(facts: Sequence[JourneyFacts], places: Places) -> Starts:
    rows = [
        (
            at,
            places["measure"][start.measure],
            *_days(start.starts, start.ends),
            start.recorded.toordinal(),
            places["provider"][start.provider],
            places["team"][start.team],
        )
        for at, each in enumerate(facts)
        for start in each.started
    ]
    table = _table(rows, 7)
    return Starts(*table[:, np.lexsort(table[::-1])])
