"""Many processes write to one store at once."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from multiprocessing.context import ForkServerProcess
from uuid import UUID

import journeys
from journeys import Entry, JourneyId, events
from journeys.adapters.sql.database.connections import connect, reading
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.mapper import EntryCodec
from journeys.adapters.sql.log.stream_kinds import JOURNEY
from tests.app.rows import assert_current
from tests.app.writers import FACTS, SHARED, journey_of, write_facts
from tests.invented import KEYS, opened
from tests.processes import PROCESSES

WRITERS = 8


def tail(url: str, writers: list[ForkServerProcess]) -> Iterator[Entry]:
    """Yield the log while it grows, as a follower that never looks back."""
    log, mapper, engine, seen = EventLog(Tables("journeys")), EntryCodec(JOURNEY), connect(url), 0
    keyring = Keyring(KEYS)
    try:
        while True:
            over = not any(writer.is_alive() for writer in writers)
            with reading(engine) as connection:
                for found in log.scan(connection, after=seen):
                    seen = found.position
                    cipher = keyring.cipher(connection, found.stream)
                    body = cipher.open(found.version, found.topic, found.body)
                    row = StreamRow(seen, found.version, found.topic, found.recorded_us, found.body)
                    yield mapper.entry(JourneyId(UUID(found.stream)), row, body)
            if over:
                return
            for writer in writers:
                writer.join(0.01)
    finally:
        engine.dispose()


def test_of_eight_writers_nothing_is_lost_doubled_or_out_of_order(database_url: str) -> None:
    """Each records many facts, most on journeys of its own, some on one that all share."""
    with journeys.open(database_url, keys=KEYS) as walks:
        opened(walks, SHARED)
        writers = [
            PROCESSES.Process(target=write_facts, args=(database_url, number))
            for number in range(WRITERS)
        ]
        for writer in writers:
            writer.start()
        entries = list(tail(database_url, writers))
        assert [writer.exitcode for writer in writers] == [0] * WRITERS

        assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
        assert all(earlier.recorded_at <= later.recorded_at for earlier, later in pairwise(entries))
        versions = defaultdict(list)
        for entry in entries:
            versions[entry.journey].append(entry.version)
        assert all(each == list(range(1, len(each) + 1)) for each in versions.values())

        said = [
            (entry.journey, entry.event.words)
            for entry in entries
            if isinstance(entry.event, events.SmallSuccessNoticed)
        ]
        expected = {
            (journey_of(writer, number), f"{writer}-{number}"): number
            for writer in range(WRITERS)
            for number in range(FACTS)
        }
        assert Counter(said) == Counter(expected.keys())
        for number in range(WRITERS):
            of_writer = [each for each in said if each[1].startswith(f"{number}-")]
            assert [expected[each] for each in of_writer] == list(range(FACTS))
        assert_current(walks, *versions)
