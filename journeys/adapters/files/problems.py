"""The faults of a file: where each one is, and what to do."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from journeys.adapters.system_reasons import system_reason
from journeys.domain.decisions.privacy import holds_cpr_number
from journeys.domain.errors import InputUnreadable
from journeys.domain.message import Message, as_message

MOST = 20
"""How many faults are listed; after twenty a reader knows what to correct in the rest."""

LONGEST = 40


class Problems:
    """The faults found so far in one file, which may be the service's own (InputUnreadable)."""

    def __init__(self, file: object, *, of_service: bool = False) -> None:
        self.file = file
        self.of_service = of_service
        self.faults = list[str]()
        self.more = 0

    def add(self, what: str, *, row: int | None = None, column: str = "") -> None:
        """Add a fault: what it is and what to do, with its row and column where it has them."""
        if len(self.faults) == MOST:
            self.more += 1
        else:
            where = place(self.file, row, column)
            self.faults.append(Message("{where}: {what}", where=where, what=as_message(what)))

    def refuse(self) -> None:
        """Raise InputUnreadable where there is any fault."""
        if self.faults:
            rest = Message("and {more} more in {file}.", more=self.more, file=self.file)
            faults = [*self.faults, rest] if self.more else self.faults
            raise InputUnreadable(faults, of_service=self.of_service)


def read_toml(file: Path | Traversable, problems: Problems, unreadable: str) -> dict[str, Any]:
    """Return what a TOML file says, its numbers as exact decimals.

    `unreadable` is the sentence for a file that cannot be opened, with a `{why}` in it.
    Raises InputUnreadable where it cannot be opened, is not UTF-8, or is not TOML.
    """
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        problems.add(Message(unreadable, why=system_reason(error)))
    except UnicodeDecodeError as error:
        problems.add(
            Message("this is not UTF-8 at byte {start}. Save the file as UTF-8.", start=error.start)
        )
    except tomllib.TOMLDecodeError as error:
        problems.add(_not_toml(error))
    problems.refuse()
    raise AssertionError  # pragma: no cover - every way here has a problem


def _not_toml(error: tomllib.TOMLDecodeError) -> Message:
    # Of the parser's own words, which are English, only the place is told.
    if place_there := re.search(r"line (\d+), column (\d+)", str(error)):
        line, column = place_there.groups()
        return Message(
            "this is not TOML, at line {line}, column {column}. Correct it there.",
            line=line,
            column=column,
        )
    return Message("this is not TOML: it ends too early. Correct its last line.")


def read_text(file: Path) -> str:
    """Return what a text file says. Raises InputUnreadable where it cannot be read as UTF-8."""
    try:
        return file.read_bytes().decode()
    except OSError as error:
        raise cannot_be_opened(file, error) from None
    except UnicodeDecodeError as error:
        raise InputUnreadable(
            [Message("{file}: this is not UTF-8 at byte {start}.", file=file, start=error.start)]
        ) from None


def cannot_be_opened(file: object, error: OSError) -> InputUnreadable:
    """Return the error that a file which was given cannot be opened, and why."""
    return InputUnreadable(
        [Message("{file}: it cannot be opened: {why}.", file=file, why=system_reason(error))]
    )


def place(file: object, row: int | None = None, column: str = "") -> Message:
    """Return a place in words: the file, its row, its column."""
    if row is None and not column:
        return Message("{file}", file=file)
    if row is None:
        return Message("{file}, column {column}", file=file, column=column)
    if not column:
        return Message("{file}, row {row}", file=file, row=row)
    return Message("{file}, row {row}, column {column}", file=file, row=row, column=column)


def quoted(text: str) -> str:
    """Return the text as an error may quote it: no CPR number, and shortened."""
    if holds_cpr_number(text):
        return Message("what looks like a CPR number")
    return repr(text if len(text) <= LONGEST else f"{text[:LONGEST]}...")


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """Return a question with the nearest known word, after a space; empty where none is near."""

    def nearness(word: str) -> tuple[float, bool]:
        # Codes of three digits are often equally near: then prefer one from the same block.
        return SequenceMatcher(None, text, word).ratio(), word[:2] == text[:2]

    nearest = max(get_close_matches(text, known, n=9), key=nearness, default=None)
    return Message(" Did you mean {nearest!r}?", nearest=nearest) if nearest else ""


def listed(names: Sequence[str], most: int = 8) -> str:
    """Return the names separated by commas; only the first where there are many."""
    shown = ", ".join(quoted(name) for name in names[:most])
    if len(names) <= most:
        return shown
    return Message("{shown} and {count} more", shown=shown, count=len(names) - most)
