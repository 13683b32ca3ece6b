"""Many journeys read in one transaction: one that is damaged is set aside, and the others go on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import itemgetter

from journeys.adapters.sql.database.persistence_errors import PersistenceError
from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.log.damage import (
    MERGED,
    NO_ENTRIES,
    NO_ID,
    Misnamed,
    erased_streams,
    misnamed,
    result_or_damage,
)
from journeys.adapters.sql.log.journeys_log import SQLJourneyLog
from journeys.adapters.sql.log.log_rows import TOPIC, PlainRow
from journeys.adapters.sql.log.mapper import ERASED
from journeys.adapters.sql.log.together import close_or_raise, read_together, rows_in
from journeys.domain.errors import BrokenHistory, StoreError
from journeys.domain.history import History
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId


@dataclass(frozen=True, slots=True)
class SQLManyJourneys:
    """The port `ManyJourneys`, over the streams of journeys in one transaction."""

    log: SQLJourneyLog

    def read(self, journey: JourneyId) -> History | StoreError:
        """Return the whole history, or the error where this journey alone is damaged."""
        return result_or_damage(self.log, journey, partial(self._not_empty, journey))

    def read_together(
        self, journeys: Sequence[JourneyId]
    ) -> Mapping[JourneyId, History | StoreError]:
        """Return each of these journeys as `read` does, all of them by two statements."""
        return read_together(self.log, journeys, self.read, self._opened)

    def read_up_to(
        self, journeys: Sequence[JourneyId], position: int
    ) -> Mapping[JourneyId, History | StoreError]:
        """Return the same of what was recorded up to a position of the log, and with it.

        One that was erased since is left out.
        """
        then = SQLManyJourneys(replace(self.log, upto=position))
        found = then.read_together(journeys)
        if not any(isinstance(each, StoreError) for each in found.values()):
            return found
        erased = erased_streams(self.log.connection, self.log.log.tables)
        return {each: history for each, history in found.items() if str(each) not in erased}

    def in_range(self, first: str, end: str) -> Iterator[tuple[JourneyId, History | StoreError]]:
        """Yield the journeys from `first` on and before `end`, each as `read` returns it.

        Journeys that were erased or joined to another are left out, and streams that no journey's
        id names (`misnamed`).
        """
        log = self.log
        try:
            by_stream = log.log.rows_in_range(log.connection, first, end)
        except PersistenceError as error:
            close_or_raise(log.connection, error)
            # One value that is no text stops the whole selection: read them one by one.
            for journey in log.journeys():
                if first <= str(journey) < end:
                    yield journey, self.read(journey)
            return
        keys = log.keyring.wrapped_in_range(log.connection, first, end)
        for stream, of_stream in groupby(by_stream, key=itemgetter(0)):
            found, rows = journey_of(stream), rows_in(of_stream)
            wrapped = keys.get(stream, b"")
            if found is None or (wrapped is None and any(row[TOPIC] == ERASED for row in rows)):
                continue
            if rows[-1][TOPIC] == MERGED:
                continue  # it is read as part of the journey that it was joined to
            yield found, result_or_damage(log, found, partial(log.opened, found, rows, wrapped))

    def unopenable(self, journeys: Iterable[JourneyId]) -> Mapping[str, Message]:
        """Return those of these journeys at which no look can be noted, and why.

        Their key cannot be opened, or they have no entries.
        """
        log, ids = self.log, list(journeys)
        there = log.log.existing_streams(log.connection, [str(each) for each in ids])
        opened = {
            each: result_or_damage(
                log, each, partial(log.keyring.cipher, log.connection, str(each))
            )
            for each in ids
        }
        return {
            str(each): error.sentence if str(each) in there else NO_ENTRIES
            for each, error in opened.items()
            if isinstance(error, StoreError)
        }

    def misnamed(self) -> Sequence[Misnamed]:
        """Return the streams that no journey's id names: they cannot be read as journeys."""
        log = self.log
        return list(misnamed(log.connection, log.log.tables, log.log.streams(log.connection)))

    def set_aside(self) -> dict[str, Message]:
        """Return the same by name, each with why it is set aside."""
        return {each.name: NO_ID for each in self.misnamed()}

    def _not_empty(self, journey: JourneyId) -> History:
        history = self.log.history(journey)
        if not history.entries:
            raise BrokenHistory(NO_ENTRIES)
        return history

    def _opened(
        self, journey: JourneyId, rows: Sequence[PlainRow], wrapped: bytes | None
    ) -> History:
        if not rows:
            raise BrokenHistory(NO_ENTRIES)
        return self.log.opened(journey, rows, wrapped)
