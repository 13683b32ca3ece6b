"""The rulebook: everything a store decides and answers by, beside what happened."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache, cached_property
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from journeys.domain.days import days_after, months_after
from journeys.domain.fingerprint import fingerprint
from journeys.domain.law import Law, law
from journeys.domain.law.instruments import Instrument
from journeys.domain.law.owing import DutyKind, duty_kinds
from journeys.domain.law.rates import Rates, rates
from journeys.domain.law.vocabularies import Vocabularies, vocabularies
from journeys.domain.roles import ROLES, Roles

Days = Annotated[int, Field(ge=0)]


class Practice(BaseModel):
    """Praksis: how a municipality works. It changes notices and duties, never what is recorded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Literal["job-first", "phases"] = "job-first"
    """JobFirst: a job effort from the first day, support beside it; or Rødovre's three phases."""
    few_open: Annotated[int, Field(ge=1)] = 3
    """More open subgoals in a track than this are too many to see at a glance: a notice."""
    days: Mapping[str, Days] = Field(default_factory=dict)
    """By kind of duty, within how many days it is to be met, where the law names no deadline."""


ROWS_DEPEND_ON = ("law", "vocabularies", "duties", "practice")
"""What duties follow from; every other row follows from the history alone."""

SHORT = 16  # hex digits of a fingerprint that is kept with every row


Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Promise(BaseModel):
    """Løfte: what a municipality itself promises; its own words, never mixed with the law."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    da: Said
    en: Said
    starts: date = Field(alias="from")
    ends: date = Field(default=date.max, alias="to")
    """The last day it is promised for."""
    decided_by: Said
    """Who decided it, and when."""

    def holds_on(self, day: date) -> bool:
        """Whether it is promised for that day."""
        return self.starts <= day <= self.ends


class _Parts(NamedTuple):
    """The parts of a rulebook. A tuple has no room for a cached property; a subclass of it has."""

    law: Law
    vocabularies: Vocabularies
    duties: Mapping[str, DutyKind]
    rates: Rates
    instruments: Mapping[tuple[str, int], Instrument] = MappingProxyType({})
    """Instruments for measuring progress, by name and version; users define their own."""
    practice: Practice = Practice()
    promises: tuple[Promise, ...] = ()
    roles: Roles = ROLES


class Rulebook(_Parts):
    """Regelsæt: law, vocabularies, what is owed when, rates, and how this municipality works."""

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of every part, in hex: the same in every process and Python version."""
        return fingerprint(self._asdict())

    @cached_property
    def rows_fingerprint(self) -> str:
        """The same in 16 digits, of the parts that the rows of the read models depend on."""
        parts = self._asdict()
        return fingerprint({part: parts[part] for part in ROWS_DEPEND_ON})[:SHORT]

    def __repr__(self) -> str:
        """Return what tells it from others: all of it would fill pages."""
        return f"Rulebook(law of {self.law.edition}, {self.practice!r})"

    def known_at(self, moment: datetime | None) -> Self:
        """Return the same with the law as it was known at that moment; None asks for the newest."""
        if moment is None:
            return self
        return self._replace(law=self.law.known_on(moment.astimezone(UTC).date()))

    def days(self, duty: str) -> int:
        """Return within how many days a duty of that kind is to be met, where no source says."""
        return self.practice.days.get(duty, self.duties[duty].days)

    def due(self, duty: str, since: date) -> date:
        """Return by when a duty that is owed since that day is to be met."""
        kind = self.duties[duty]
        if kind.by_law:
            return months_after(since, kind.months)
        return days_after(since, self.days(duty))


@cache
def rulebook() -> Rulebook:
    """Return the rulebook that comes with this version of the library."""
    return Rulebook(law(), vocabularies(), duty_kinds(), rates())
