"""Write everybody's rows into one new folder: Parquet, by municipality, and a manifest."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from journeys.adapters.files.exports.population_draft import (
    Draft,
    Finished,
    kept_draft,
    whole_draft,
)
from journeys.adapters.files.exports.population_files import (
    SliceTables,
    name_of_file,
    shown_in,
    write_employers,
)
from journeys.adapters.files.exports.population_manifest import added, asked_for, manifest
from journeys.adapters.files.exports.population_read import MANIFEST
from journeys.adapters.files.private_files import replace_private
from journeys.app.population import PartAnswers, Population
from journeys.app.population_rows import Rows, left_out
from journeys.app.ports.maintenance import Progress
from journeys.domain.message import Message
from journeys.projections.population_rows import JourneyRows, Naming


class RowsWritten(NamedTuple):
    """Udtrukket: what the folder holds."""

    journeys: int
    rows: Mapping[str, int]
    """By table."""
    left_out: Mapping[str, int]
    """How many journeys, or employers, by why."""
    stamped_ahead: int
    set_aside: Mapping[str, Message]
    """Those of this run by name, and why; of what was finished before it there is only the count.
    """


def write_population_rows(
    population: Population,
    folder: Path,
    *,
    upto: date | None = None,
    known_at: datetime | None = None,
    with_ids: bool = False,
    new_key: bytes,
    now: datetime,
    resume: bool = False,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> RowsWritten:
    """Write a folder that only its owner may read: all of it, or nothing.

    Rows of what takes effect `upto` a day, as known at a moment; `with_ids` with those of the
    store. `new_key` are 32 random bytes, for this export alone. With `resume` what is finished is
    kept when the run is interrupted, and the next run resumes it, as known when it began; the key
    is in a file until then. Refused: folder-not-empty, folder-unusable, rows-unfinished,
    rows-differ; and as `Rows`. Raises what reading the journeys raises.
    """
    books = {code: each.book for code, each in population.stores.items()}
    asked = asked_for(upto, known_at, books, with_ids=with_ids)
    Rows(population, Naming(new_key, with_ids), upto, known_at)  # refused before a folder is made
    drafting = (
        kept_draft(folder, asked, known_at or now, new_key)
        if resume
        else whole_draft(folder, asked, known_at, new_key)
    )
    set_aside = dict[str, Message]()
    with drafting as draft:
        rows = Rows(population, Naming(draft.key, with_ids), upto, draft.known_at)
        for store in rows.stores:
            _take_back(draft, rows, store)
        parts = rows.parts(
            today=now.date(),
            executor=executor,
            workers=workers,
            progress=progress,
            done=draft.done,
        )
        for (store, digit), of_slice in groupby(parts, lambda each: (each.store, each.slice[:1])):
            set_aside |= _write_slice(draft, store, digit, of_slice)
        for store in rows.stores:
            _write_employers(draft, rows, store)
        content = json.dumps(manifest(draft, rows), indent=2, ensure_ascii=False)
        replace_private(draft.path / MANIFEST, f"{content}\n".encode())
    return _written(draft, set_aside)


def _take_back(draft: Draft, rows: Rows, store: str) -> None:
    """Have each slice made again that has somebody who was erased, or restricted, since.

    A run may be resumed days later.
    """
    finished = [each for each in draft.finished if each.store == store and each.slice is not None]
    if not finished:
        return
    logged = rows.stores[store]
    with logged.store.reading() as transaction:
        open_to_all = {*transaction.log.journeys()} - logged.restricted(transaction)
    may_stay = {rows.naming.things(each, None) for each in open_to_all}
    for each in finished:
        if not may_stay.issuperset(shown_in(each.files, draft.path)):
            draft.finished.remove(each)


def _write_slice(
    draft: Draft, store: str, digit: str, parts: Iterable[PartAnswers[JourneyRows]]
) -> Mapping[str, Message]:
    """Write the files of a slice, and return the journeys of it that are left out."""
    tables, journeys, ahead, upto = SliceTables(), 0, 0, 0
    left, set_aside = Counter[str](), dict[str, Message]()
    for part in parts:
        tables.add(part.answers.values())
        journeys += len(part.answers)
        ahead += part.stamped_ahead
        upto = max(upto, part.upto)
        left.update(left_out(part.set_aside.values()))
        set_aside |= part.set_aside
    files = tables.write(draft.path, store, name_of_file(store, digit, draft.key))
    draft.add(
        Finished(
            store=store,
            slice=digit,
            files=tuple(files),
            position=upto,
            journeys=journeys,
            set_aside=left,
            stamped_ahead=ahead,
        )
    )
    return set_aside


def _write_employers(draft: Draft, rows: Rows, store: str) -> None:
    if any(each.store == store and each.slice is None for each in draft.finished):
        return
    found = rows.of_employers(store)
    draft.add(
        Finished(
            store=store,
            slice=None,
            files=tuple(write_employers(found.rows, draft.path, store)),
            position=0,
            set_aside={"employers": found.unreadable} if found.unreadable else {},
            checkpoint=found.checkpoint,
        )
    )


def _written(draft: Draft, set_aside: Mapping[str, Message]) -> RowsWritten:
    rows = Counter[str]()
    for part in draft.finished:
        for file in part.files:
            rows[file.table] += file.rows
    return RowsWritten(
        journeys=sum(each.journeys for each in draft.finished),
        rows=rows,
        left_out=added(each.set_aside for each in draft.finished),
        stamped_ahead=sum(each.stamped_ahead for each in draft.finished),
        set_aside=set_aside,
    )
