"""Dated vocabularies: which codes there are, when each is in force, and where that was read.

A code that is no longer in force keeps its line, so that old entries stay explained. A municipality
may add codes of its own; it removes none of these.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from journeys.domain.law.source import Source, Tag
from journeys.domain.message import Message
from journeys.domain.vocabulary import Code


class Term(BaseModel):
    """Kode: one code of a vocabulary, and when it can be newly recorded."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    code: Annotated[Code, Field(min_length=1)]
    da: str
    en: str
    tag: Tag | Literal["own"] = "own"
    """How sure it is; `own` where it is a choice of this library or of a municipality."""
    starts: date = Field(default=date.min, alias="from")
    ends: date = Field(default=date.max, alias="to")
    """The last day on which it can be newly recorded. What began before continues."""
    income: Literal["benefit", "pension", "wage", "own", "unknown"] = "benefit"
    """For a support basis: a benefit that is paid; the pension, which may rest; a wage, which ends
    with the job; own means; or not stated."""
    paid: bool = False
    """For a placement: whether it pays a wage."""
    job_effort: bool = False
    """For a measure, placement or track: whether it is itself an effort toward a job."""
    rank: int = 0
    """For a phase or a level of support: its place in the order."""
    sources: tuple[Source, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether it can be recorded with effect from that day."""
        return self.starts <= day <= self.ends

    @property
    def span(self) -> Message:
        """When it can be newly recorded, in words."""
        if self.starts == date.min:
            if self.ends == date.max:
                return Message("always")
            return Message("until {ends}", ends=self.ends)
        if self.ends == date.max:
            return Message("from {starts}", starts=self.starts)
        return Message("from {starts} until {ends}", starts=self.starts, ends=self.ends)


class Vocabulary(BaseModel):
    """Kodeliste: the codes of one kind, in the order in which they are shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    da: str
    en: str
    terms: dict[str, Term]

    def in_force(self, day: date) -> tuple[Term, ...]:
        """Return the terms that can be recorded with effect from that day."""
        return tuple(term for term in self.terms.values() if term.in_force(day))

    def with_terms(self, added: Iterable[Term]) -> "Vocabulary":
        """Return the vocabulary with these terms added at the end; none of its own changes."""
        return self.model_copy(
            update={
                "terms": self.terms
                | {term.code: term for term in added if term.code not in self.terms}
            }
        )


Vocabularies = Mapping[str, Vocabulary]
"""By name, every vocabulary there is."""


@cache
def vocabularies() -> Vocabularies:
    """Return the vocabularies that come with this version of the library, by name."""
    found = (
        Vocabulary.model_validate({**data, "terms": {term["code"]: term for term in data["terms"]}})
        for file in files(__package__).joinpath("vocabularies").iterdir()
        if file.name.endswith(".toml")
        for data in [tomllib.loads(file.read_text(encoding="utf-8"))]
    )
    return {each.name: each for each in sorted(found, key=lambda each: each.name)}
