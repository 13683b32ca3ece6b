"""Dated vocabularies: which codes there are, when each is in force, and where that was read.

A code that is no longer in force keeps its line, so that old entries stay explained. A municipality
may add codes of its own; it removes none of these.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from journeys.domain.days import days_after
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
    """The last day on which it can be newly recorded."""
    ended: bool = False
    """Whether it has ended on a day that no source gives. `ended_by` then says what is known."""
    ended_by: date | None = None
    """The first day on which it surely had ended; before it, nothing is refused."""
    replaced_by: Code = ""
    """The code to record instead from then on, where a source says so."""
    income: Literal["benefit", "pension", "wage", "own", "unknown"] = "benefit"
    """For a support basis: a benefit that is paid; the pension, which may rest; a wage, which ends
    with the job; own means; or not stated."""
    paid: bool = False
    """For a placement: whether it pays a wage."""
    job_effort: bool = False
    """For a measure, placement or track: whether it is itself an effort toward a job."""
    stands_for: Code = ""
    """For a placement: the measure that one stands for which is part of no measure. The wage of one
    that pays is then subsidised, and no paid work where effects are estimated."""
    leads_to: Literal["", "work", "education", "pension", "folkepension", "moved", "died"] = ""
    """For a closing or a support basis: what somebody is followed as from then on, where effects
    are estimated; empty where it says nothing of that."""
    rank: int = 0
    """For a phase or a level of support: its place in the order."""
    sources: tuple[Source, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether it can be recorded with effect from that day."""
        if self.ended and (self.ended_by is None or day >= self.ended_by):
            return False
        return self.starts <= day <= self.ends

    @property
    def as_registers_know_it(self) -> "Term":
        """The same code for an import: a register knows the days on which it was paid.

        Only a last day that a source gives still limits it.
        """
        return self.model_copy(update={"ended": False, "ended_by": None}) if self.ended else self

    @property
    def span(self) -> Message:
        """When it can be newly recorded, in words."""
        if self.ended:
            return self._span_of_unknown_end
        if self.starts == date.min:
            if self.ends == date.max:
                return Message("always")
            return Message("until {ends}", ends=self.ends)
        if self.ends == date.max:
            return Message("from {starts}", starts=self.starts)
        return Message("from {starts} until {ends}", starts=self.starts, ends=self.ends)

    @property
    def _span_of_unknown_end(self) -> Message:
        if self.ended_by is not None:
            return Message(
                "until {last} at the latest (which day it ended: to be verified)",
                last=days_after(self.ended_by, -1),
            )
        if self.starts == date.min:
            return Message("once (it ended; which day was not found: to be verified)")
        return Message(
            "from {starts} (it ended; which day was not found: to be verified)", starts=self.starts
        )


class Vocabulary(BaseModel):
    """Kodeliste: the codes of one kind, in the order in which they are shown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    da: str
    en: str
    continues: bool = True
    """Whether what began under a code may go on after its last day."""
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

    @property
    def as_registers_know_it(self) -> "Vocabulary":
        """The same vocabulary for an import, which brings the codes of its own days."""
        known = {code: term.as_registers_know_it for code, term in self.terms.items()}
        return self.model_copy(update={"terms": known})


Vocabularies = Mapping[str, Vocabulary]
"""By name, every vocabulary there is."""


@cache
def vocabularies() -> Vocabularies:
    """Return the vocabularies that come with this version of the library, by name."""
    return _Shipped()


class _Shipped(Mapping[str, Vocabulary]):
    """Each in a file of its name, read on first use: a command needs few of them."""

    def __init__(self) -> None:
        names = (file.name for file in files(__package__).joinpath("vocabularies").iterdir())
        self._names = sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))

    def __getitem__(self, name: str) -> Vocabulary:
        if name not in self._names:
            raise KeyError(name)
        return _shipped(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@cache
def _shipped(name: str) -> Vocabulary:
    file = files(__package__).joinpath("vocabularies", f"{name}.toml")
    return _vocabulary(tomllib.loads(file.read_text(encoding="utf-8")))


def _vocabulary(described: dict[str, Any]) -> Vocabulary:
    """Return the vocabulary of a file; a term that is `like` others has what they have in common.

    Without an English name of its own, such a term has one name in both languages: a place.
    """
    alike = {
        name: Term.model_validate({"code": name, "da": name, "en": name, **common})
        for name, common in described.pop("like", {}).items()
    }
    terms = {term["code"]: _term(alike, term) for term in described["terms"]}
    return Vocabulary.model_validate({**described, "terms": terms})


def _term(alike: Mapping[str, Term], described: dict[str, Any]) -> Term | dict[str, Any]:
    """Return a term; one that is like others is not validated again: there are hundreds."""
    if "like" not in described:
        return described
    more = {"en": described["da"], **described}
    return alike[more.pop("like")].model_copy(
        update={name: more[name] for name in ("code", "da", "en")}
    )
