"""The Danish name of every command, option and choice, beside the English one.

What is typed is understood in both languages, what is shown is in the language that is spoken, and
what is stored is English. `danish_names.toml` has the names; `make catalogue` writes them as JSON,
which is read a hundred times faster.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from journeys.adapters.words.language import current_language

WRITTEN = Path(__file__).parents[1] / "danish_names.toml"
COMPILED = WRITTEN.with_suffix(".json")

Named = Literal["commands", "options", "columns", "choices"]
"""What has a name: a table of the file."""

COLUMNS: tuple[Named, ...] = ("columns", "options")
"""The tables in which a column of a file of lines may have a name."""

OPTION = re.compile(r"--([a-z-]+)")
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def shown(named: Named, where: str, english: str) -> str:
    """Return what something is called in the language that is spoken."""
    return danish(named, where, english) if current_language() == "da" else english


def command(english: str, *typed: object) -> str:
    """Return a command (`journeys audit prove`) as one types it in the language that is spoken.

    `typed` is what comes after it, in which the names of options are put into that language too.
    """
    program, *path = english.split(" ")
    words = [shown("commands", " ".join(path[:nr]), word) for nr, word in enumerate(path)]
    where, after = " ".join(path), " ".join(map(str, typed))
    rest = OPTION.sub(lambda found: f"--{shown('options', where, found[1])}", after)
    return " ".join(filter(None, [program, *words, rest]))


def danish(named: Named, where: str, english: str) -> str:
    """Return its Danish name in one place, or everywhere; the English one where it has none."""
    names = _names()[named]
    return names.get(f"{where} {english}", names.get(english, english))


def meant(named: Named, where: str, typed: str, known: Iterable[str]) -> str | None:
    """Return which of these English names is meant by what is typed; None for no one alone.

    Either language, capital letters or small, and ae, oe and aa for æ, ø and å.
    """
    known = tuple(known)
    if typed in known:
        return typed
    sought = folded(typed)
    found = {each for each in known if sought in (folded(each), folded(danish(named, where, each)))}
    return found.pop() if len(found) == 1 else None


def column(english: str) -> str:
    """Return what a column of a file of lines is called in the language that is spoken."""
    return shown("columns" if english in _names()["columns"] else "options", "", english)


def column_names(english: str) -> Iterator[str]:
    """Yield every name that a column may have in a file: the English one, and each Danish one."""
    yield english
    yield from _columns().get(english, ())


def folded(text: str) -> str:
    """Return a name as it is compared: its letters alone count, not how they are typed."""
    return unicodedata.normalize("NFC", text.strip()).casefold().translate(LETTERS)


@cache
def _columns() -> Mapping[str, Sequence[str]]:
    """Return the Danish names that each column may have, by its English one."""
    found: dict[str, list[str]] = {}
    for named in COLUMNS:
        for key, name in _names()[named].items():
            found.setdefault(key.rpartition(" ")[2], []).append(name)
    return found


@cache
def _names() -> Mapping[Named, Mapping[str, str]]:
    names: Mapping[Named, Mapping[str, str]] = json.loads(COMPILED.read_text(encoding="utf-8"))
    return names
