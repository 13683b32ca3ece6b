"""The list of erasures: what a store signs of them, for somebody to keep outside the store.

Each part of it is a note of the heads of all logs, with what was erased since the part before:

    journeys/9930d221df17a269
    7
    fw6aOqaO9znHwVLfA2pYu8Y1XYO6R3Uy91GTiOKwUh4=
    access 3 Cp6hMlFjI+SWswfHKHkyJTSZyVooPSOFkZqV2wIfjT0=
    ...
    at 2026-01-05T09:01:00.000000Z
    since 0 0
    after - -
    newest 8f0c... -
    erased journeys 3f2a91c0-6b1e-4c52-9d0e-2f5a7c81b604 citizen-erased 7 7 1767603660000000 A0x...

A receipt stays encrypted as it was sealed: the list holds ids, and no word. Parts that follow each
other without a gap, from the first entry on, are every erasure up to the heads of the last one. One
follows another where it begins at its position, and after the same entry: a store that was restored
with a loss goes another way from there, and its positions are those of the lost way again.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from journeys.adapters.sql.proofs.heads import FIRST, LogHead, StoreHeads
from journeys.adapters.sql.proofs.notes import NoteRefused, decoded, encoded

LOGS = (FIRST, "employers")
"""The logs in which streams are erased."""

BEGINNING: Mapping[str, int] = dict.fromkeys(LOGS, 0)
NO_LEAF = "-"
"""In place of the newest entry of a log that has none."""

NO_ENTRY: Mapping[str, str] = dict.fromkeys(LOGS, NO_LEAF)

NUMBER = "(0|[1-9][0-9]{0,18})"
SINCE = re.compile(rf"since {NUMBER} {NUMBER}")
LEAVES = r"([0-9a-f]{64}|-) ([0-9a-f]{64}|-)"
AFTER = re.compile(f"after {LEAVES}")
NEWEST = re.compile(f"newest {LEAVES}")
ERASED = re.compile(
    rf"erased ({'|'.join(LOGS)}) ([0-9a-f-]{{36}}) ([a-z-]+) {NUMBER} {NUMBER} {NUMBER} "
    r"([A-Za-z0-9+/]+={0,2})"
)


class ErasedEntry(NamedTuple):
    """The receipt of one stream, as it was sealed."""

    log: str
    stream: str
    topic: str
    version: int
    position: int
    recorded_us: int
    body: bytes

    @property
    def text(self) -> str:
        """The line of the note."""
        *facts, body = self
        return f"erased {' '.join(map(str, facts))} {encoded(body)}\n"


class ErasedPart(NamedTuple):
    """What was erased in a range of the logs, which ends at these heads."""

    heads: StoreHeads
    since: Mapping[str, int]
    """By log, the last position of the part before."""
    after: Mapping[str, str]
    """By log, the leaf of the entry there."""
    newest: Mapping[str, str]
    """By log, the leaf of its newest entry: of two stores that were one, it tells which this is."""
    entries: tuple[ErasedEntry, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the part in a note's text. Raises NoteRefused where it is none."""
        heads, lines = StoreHeads.parse(text), text.split("\n")
        since = next(filter(None, map(SINCE.fullmatch, lines)), None)
        after = next(filter(None, map(AFTER.fullmatch, lines)), None)
        newest = next(filter(None, map(NEWEST.fullmatch, lines)), None)
        rows = [line for line in lines if line.startswith("erased ")]
        found = [form for form in map(ERASED.fullmatch, rows) if form]
        if not (heads and since and after and newest) or len(found) != len(rows):
            raise NoteRefused("It is no part of a list of erasures.")
        return cls(
            heads,
            dict(zip(LOGS, map(int, since.groups()), strict=True)),
            dict(zip(LOGS, after.groups(), strict=True)),
            dict(zip(LOGS, newest.groups(), strict=True)),
            tuple(_entry(*form.groups()) for form in found),
        )

    @property
    def upto(self) -> Mapping[str, int]:
        """By log, the last position of this part."""
        return {log: self.heads.logs[log].size for log in LOGS}

    def follows(self, other: Self) -> bool:
        """Return whether this part begins where another ended: after that very entry."""
        return (self.since, self.after) == (other.upto, other.newest)

    @property
    def text(self) -> str:
        """The text of the note."""
        since = " ".join(str(self.since[log]) for log in LOGS)
        after = " ".join(self.after[log] for log in LOGS)
        newest = " ".join(self.newest[log] for log in LOGS)
        erased = "".join(each.text for each in self.entries)
        return f"{self.heads.text}since {since}\nafter {after}\nnewest {newest}\n{erased}"


def reaches(parts: Iterable[ErasedPart], heads: Mapping[str, LogHead]) -> bool:
    """Return whether parts without a gap, from the first entry on, go as far as these heads.

    Heads that lack one of the logs in which streams are erased do not say how far that is. Heads of
    other logs are passed over.
    """
    if not heads.keys() >= {*LOGS}:
        return False
    last: ErasedPart | None = None
    for part in parts:
        begins = (part.since, part.after) == (BEGINNING, NO_ENTRY)
        last = part if begins or (last is not None and part.follows(last)) else None
        if last is not None and all(_is_after(part.heads.logs[log], heads[log]) for log in LOGS):
            return True
    return False


def _is_after(head: LogHead, other: LogHead) -> bool:
    return head.size > other.size or head == other


def _entry(log: str, stream: str, topic: str, *rest: str) -> ErasedEntry:
    version, position, recorded_us, body = rest
    return ErasedEntry(
        log, stream, topic, int(version), int(position), int(recorded_us), decoded(body)
    )
