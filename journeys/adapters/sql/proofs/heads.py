"""The heads of a store: where every sealed log stood at one moment, as the text of one signed note.

The note is a checkpoint (C2SP tlog-checkpoint) of the journeys' log. The lines below say the rest:

    journeys/9930d221df17a269
    7
    fw6aOqaO9znHwVLfA2pYu8Y1XYO6R3Uy91GTiOKwUh4=
    access 3 Cp6hMlFjI+SWswfHKHkyJTSZyVooPSOFkZqV2wIfjT0=
    law 2 ...
    store 1 ...
    employers 2 ...
    requests 4 ...
    reactors 0 ...
    at 2026-01-05T09:01:00.000000Z

`audit checkpoint` prints one, and each append leaves one in the head of its log. Every append signs
what it has seen of the other logs, so that no log can be put back to an earlier head alone: the
heads of the others say that it was longer.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from struct import Struct
from typing import NamedTuple, Self

from journeys.adapters.sql.proofs.merkle import EMPTY_ROOT, HASH, root
from journeys.adapters.sql.proofs.notes import Checkpoint, NoteRefused, decoded, encoded

FIRST = "journeys"
"""The log whose checkpoint the note is."""

REQUESTS, REACTORS = "requests", "reactors"
COMPANIONS = {FIRST: REQUESTS, "store": REACTORS}
"""By log, the table that is changed together with it, as the note names it."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CHANGES = Struct(">q")
LINE = re.compile(r"([a-z]+) (0|[1-9][0-9]{0,18}) ([A-Za-z0-9+/]{43}=)")
MOMENT = re.compile(r"at (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6})Z")
OTHER_LOGS = ("access", "law", "store", "employers")
ADDED_LOG = "employers"
"""The log that notes from before schema 0015 do not name: it had no entries then."""
LINES = {*OTHER_LOGS, REQUESTS, REACTORS}
LINES_BEFORE = LINES - {ADDED_LOG}


class LogHead(NamedTuple):
    """Where a log stood: how many entries it had, and the root of its tree."""

    size: int
    root: bytes


NO_ENTRIES = LogHead(0, EMPTY_ROOT)


class Companion(NamedTuple):
    """What stood in the table that is changed together with a log."""

    changes: int = 0
    """How often it was changed: of two states the later one has more."""
    digest: bytes = bytes(HASH)

    @classmethod
    def stored(cls, data: bytes) -> Self:
        """Return what a head row stores; that of an unchanged table for no bytes.

        Raises ValueError for what is no companion.
        """
        if data and len(data) != CHANGES.size + HASH:
            raise ValueError("no companion has this length")
        return cls(CHANGES.unpack_from(data)[0], data[CHANGES.size :]) if data else cls()

    @property
    def data(self) -> bytes:
        """As it is stored in a head row."""
        return CHANGES.pack(self.changes) + self.digest


class StoreHeads(NamedTuple):
    """Where every sealed log of a store stood, and the tables that are changed with them."""

    store: str
    """The id of the store, by which its logs are told from those of other stores."""
    logs: Mapping[str, LogHead]
    companions: Mapping[str, Companion]
    """By the name of the table in the note."""
    at_us: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the heads in a note's text; None where it is a checkpoint of one log alone.

        Raises NoteRefused where it is no checkpoint, or tells of the heads in another form.
        """
        first = Checkpoint.parse(text)
        log, _, store = first.origin.partition("/")
        below = text.split("\n")[3:-1]
        forms = [form for form in map(LINE.fullmatch, below) if form]
        found = {form[1]: form for form in forms}
        at = next(filter(None, map(MOMENT.fullmatch, below)), None)
        if not at and not LINES & found.keys():
            return None
        if not at or log != FIRST or found.keys() not in (LINES, LINES_BEFORE):
            raise NoteRefused("It tells of some of the logs of a store, and not of all.")
        if len(forms) > len(found):
            raise NoteRefused("It tells of one log twice.")
        heads = {
            name: LogHead(int(found[name][2]), decoded(found[name][3]))
            if name in found
            else NO_ENTRIES
            for name in OTHER_LOGS
        }
        companions = {
            name: Companion(int(found[name][2]), decoded(found[name][3]))
            for name in COMPANIONS.values()
        }
        moment = datetime.fromisoformat(at[1]).replace(tzinfo=UTC)
        at_us = (moment - EPOCH) // timedelta(microseconds=1)
        return cls(store, {FIRST: LogHead(first.size, first.root), **heads}, companions, at_us)

    def moved_on(self, log: str, head: LogHead, companion: Companion, at_us: int) -> Self:
        """Return these heads after one log was written to, and nothing else."""
        table = COMPANIONS.get(log)
        companions = {**self.companions, table: companion} if table else self.companions
        return self._replace(logs={**self.logs, log: head}, companions=companions, at_us=at_us)

    def remembering(self, before: Self, own: str) -> Self:
        """Return these heads, and of other logs than `own` the later of what was seen before."""
        logs, companions, table = {**before.logs}, {**before.companions}, COMPANIONS.get(own)
        for name, head in self.logs.items():
            if name == own or head.size > logs[name].size:
                logs[name] = head
        for name, companion in self.companions.items():
            if name == table or companion.changes > companions[name].changes:
                companions[name] = companion
        return self._replace(logs=logs, companions=companions)

    def says_more(self, other: Self, log: str) -> bool:
        """Return whether these heads tell of more in a log than others do, or of something else."""
        at, its, table = self.logs[log], other.logs[log], COMPANIONS.get(log)
        if at != its and at.size >= its.size:
            return True
        if table is None or self.companions[table] == other.companions[table]:
            return False
        return self.companions[table].changes >= other.companions[table].changes

    @property
    def text(self) -> str:
        """The text of the note."""
        size, top = self.logs[FIRST]
        others = [_line(name, *head) for name, head in self.logs.items() if name != FIRST]
        companions = [_line(name, *each) for name, each in self.companions.items()]
        moment = (EPOCH + timedelta(microseconds=self.at_us)).replace(tzinfo=None)
        return (
            f"{FIRST}/{self.store}\n{size}\n{encoded(top)}\n{''.join(others + companions)}"
            f"at {moment.isoformat(timespec='microseconds')}Z\n"
        )


@lru_cache(16)
def _line(name: str, number: int, digest: bytes) -> str:
    """Return a line of the note. Cached: most are those of the note before it."""
    return f"{name} {number} {encoded(digest)}\n"


@lru_cache(16)
def log_head(position: int, frontier: bytes) -> LogHead:
    """Return the head of a log by what its head row stores.

    Cached: most of the heads in a note are those of the note before it.
    """
    return LogHead(position, root(frontier))
