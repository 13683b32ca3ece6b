"""Words by which a text is doubted or let pass: names of diagnoses, and words for places."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from journeys.domain.law.source import Source, Tag

WORD = re.compile(r"\w+")


class WordList(BaseModel):
    """Ordliste: words of one kind, when they were chosen, and what they were read in."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    read: date
    tag: Tag | Literal["own"]
    sources: tuple[Source, ...]


class DiagnosisWords(WordList):
    """Diagnoser i ord: ordinary names of diagnoses, each with its endings."""

    words: tuple[str, ...]
    endings: tuple[str, ...]
    capitals: tuple[str, ...]
    """Words that name a diagnosis only in capital letters: in small ones they mean more."""

    @property
    def forms(self) -> Iterator[str]:
        """Every word with every ending."""
        return (word + ending for word in self.words for ending in self.endings)


class PlaceWords(WordList):
    """Ord for steder: beside one of these a letter and two digits are a road, a room or a stop."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class PrivacyWords(BaseModel):
    """The content of privacy_words.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    diagnoses: tuple[DiagnosisWords, ...]
    places: PlaceWords


@cache
def privacy_words() -> PrivacyWords:
    """Return the words that come with this version of the library."""
    file = files(__package__).joinpath("privacy_words.toml")
    return PrivacyWords.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))


def names_diagnosis(text: str) -> bool:
    """Return whether a word of a text names a diagnosis."""
    forms, capitals = _diagnoses()
    return not (
        forms.isdisjoint(WORD.findall(text.lower())) and capitals.isdisjoint(WORD.findall(text))
    )


@cache
def _diagnoses() -> tuple[frozenset[str], frozenset[str]]:
    lists = privacy_words().diagnoses
    return (
        frozenset(form for each in lists for form in each.forms),
        frozenset(word for each in lists for word in each.capitals),
    )


@cache
def beside_a_place() -> re.Pattern[str]:
    """Return what finds a letter and two digits directly beside a word for a place."""
    places, code = privacy_words().places, r"[A-Z]\d{2}(?![\w-]|\.\d)"
    before, after = "|".join(places.before), "|".join(places.after)
    return re.compile(
        rf"(?<![\w-])(?:(?:{before})[ ]{{1,3}}(?:(?:nr\.?|nummer)[ ])?{code}"
        rf"|{code}[ ]{{1,3}}(?:{after})(?!\w))",
        re.IGNORECASE,
    )
