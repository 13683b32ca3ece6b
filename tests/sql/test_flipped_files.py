"""A bit that turned over in the file of a SQLite store is found, or was no part of its log."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from journeys import JourneyId, verbs
from journeys.adapters.sql.database.connections import connect, reading
from journeys.adapters.sql.database.tables import JOURNEYS, Tables
from journeys.adapters.sql.log.log_rows import LogRow
from journeys.adapters.wiring import open_journeys
from journeys.app.ports.sealing import Fault
from journeys.errors import StoreError
from tests.effort import tries
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, looking, opened
from tests.scenario import BOOK
from tests.sql.files import Read, indexed, readable, stored

ENTRIES, LONG, LONGEST = 40, 17, 2000
"""One entry is longer than a page of the file; what is longer is not kept in one piece."""

TIMES = tries(100, 1000)


@dataclass(frozen=True)
class Kept:
    """A store's file as it was, and the rows of its log."""

    content: bytes
    rows: list[LogRow]
    copy: Path

    @property
    def now(self) -> Read:
        """What the copy reads like."""
        return readable(self.copy)

    def flip(self, at: int, bit: int) -> None:
        """Make a new copy in which one bit is another."""
        changed = bytearray(self.content)
        changed[at] ^= 1 << bit
        for beside in self.copy.parent.iterdir():
            beside.unlink()
        self.copy.write_bytes(changed)

    def fault(self) -> Fault | None:
        """Return what the seal of the copy says; a store that cannot be opened has a fault."""
        try:
            with open_journeys(f"sqlite:///{self.copy}", keys=KEYS, book=BOOK) as walks:
                verdicts = walks.seal.verify()
        except StoreError as error:
            return Fault(position=0, what=str(error))
        return next((each.fault for each in verdicts if each.fault), None)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """Return a store on which several entries were recorded."""
    file = tmp_path / "store.db"
    with open_journeys(f"sqlite:///{file}", keys=KEYS, book=BOOK) as walks:
        walks.seal.adopt_law()
        for position in range(1, ENTRIES + 1):
            journey = JourneyId(UUID(int=position % 5 + 1))
            opened(walks, journey)
            words = f"Skridt {position} " * (600 if position == LONG else 5)
            walks.decide(
                journey,
                verbs.notice_small_success,
                BY_ANNA,
                words=words,
                noticed_by=ANNA,
                on=FEB_1,
            )
            looking(walks).history(journey)
    engine = connect(f"sqlite:///{file}")
    with reading(engine) as connection:
        rows = [LogRow(*row) for row in connection.execute(select(Tables(JOURNEYS).events))]
    engine.dispose()
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
    copy = tmp_path / "copy" / "store.db"
    copy.parent.mkdir()
    copy.write_bytes(file.read_bytes())
    return Kept(file.read_bytes(), rows, copy)


def test_a_flipped_bit_within_a_row_is_found_there(kept: Kept) -> None:
    """In a value, or in what SQLite writes before them: all of it may read as before then."""
    random, before = Random("row"), kept.now  # noqa: S311 - an attack is no secret
    short = [row for row in kept.rows if len(row.body) < LONGEST]
    for seed in range(TIMES):
        row = random.choice(short)
        cell = stored(row)
        assert kept.content.count(cell) == 1
        header = cell.index(row.stream.encode())
        offset = random.randrange(header if seed % 3 == 0 else len(cell))
        kept.flip(kept.content.index(cell) + offset, random.randrange(8))
        fault = kept.fault()
        if fault is None:
            assert offset < header, seed
            assert kept.now == before, seed
        else:
            # The number may have become the one before.
            twice = "two entries" in fault.what
            assert fault.position == row.position - twice, (seed, row.position, fault)


def test_a_flipped_bit_within_an_index_is_found(kept: Kept) -> None:
    """Through it a stream is read: entries would be missing there, and nowhere else."""
    random = Random("index")  # noqa: S311 - an attack is no secret
    # Where a page was full, what it held before may stand there still.
    once = [row for row in kept.rows if kept.content.count(indexed(row)) == 1]
    for _ in range(TIMES // 10):
        row = random.choice(once)
        cell = indexed(row)
        last = kept.content.index(cell) + cell.index(row.stream.encode()) + len(row.stream) - 1
        kept.flip(last, random.randrange(8))
        fault = kept.fault()
        assert fault
        assert fault.position is None
        assert "damaged" in fault.what


def test_a_flipped_bit_anywhere_is_found_or_was_no_part_of_the_log(kept: Kept) -> None:
    """Where nothing is found, every row reads as before, and every index finds it."""
    random, before = Random("file"), kept.now  # noqa: S311 - an attack is no secret
    found = 0
    for seed in range(TIMES):
        at = random.randrange(len(kept.content))
        kept.flip(at, random.randrange(8))
        if kept.fault() is None:
            assert kept.now == before, (seed, at)
        else:
            found += 1
    assert found > TIMES / 20
