"""The rulebook: everything by which a store decides and answers, besides the history."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from journeys.domain.days import days_after, months_after
from journeys.domain.fingerprint import fingerprint
from journeys.domain.goal import Goal
from journeys.domain.keeping import Retention
from journeys.domain.law import Law
from journeys.domain.law.duty_kinds import DutyKind
from journeys.domain.law.instruments import Instrument
from journeys.domain.law.rates import Rates
from journeys.domain.law.vocabularies import Vocabularies
from journeys.domain.message import Message
from journeys.domain.roles import Roles
from journeys.domain.vocabulary import CLOSINGS, MUNICIPALITIES, PROVIDERS, Code

Days = Annotated[int, Field(ge=0)]


class Practice(BaseModel):
    """Praksis: how a municipality works. It changes notices and duties, never what is recorded."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    method: Literal["job-first", "phases"] = "job-first"
    """JobFirst: a job effort from the first day, support alongside; or Rødovre's three phases."""
    few_open: Annotated[int, Field(ge=1)] = 3
    """With more open subgoals in a track than this, a notice says that there are many."""
    days: Mapping[str, Days] = Field(default_factory=dict)
    """By kind of duty, within how many days it must be met, where the law sets no deadline."""


ROWS_DEPEND_ON = ("law", "vocabularies", "duties", "practice", "keeping")
"""What duties and income follow from; every other row follows from the history alone."""

SHORT = 16  # hex digits of a fingerprint that is kept with every row

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Promise(BaseModel):
    """Løfte: what a municipality itself promises, in its own words, never mixed with the law."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    da: Text
    en: Text
    starts: date = Field(alias="from")
    ends: date = Field(default=date.max, alias="to")
    """The last day of the promise."""
    decided_by: Text
    """Who decided it, and when."""

    def holds_on(self, day: date) -> bool:
        """Whether the promise covers that day."""
        return self.starts <= day <= self.ends


TELEPHONE = re.compile(r"\+?[0-9](?: ?[0-9]){2,14}")
"""Digits, which may be grouped by spaces, and at most fifteen of them (ITU-T E.164)."""


def _telephone(number: str) -> str:
    if TELEPHONE.fullmatch(number) is None:
        raise ValueError(
            Message("a telephone number has 3 to 15 digits, with spaces or a + before them")
        )
    return number


class TeamOffice(BaseModel):
    """Kontor: where the citizens of a team call and meet it; it names nobody."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    team: str = ""
    """Whose office it is, as `[[staff]]` names the team; empty: that of everybody else."""
    name: Text
    place: str = ""
    telephone: Annotated[Text, AfterValidator(_telephone)]
    hours: str = ""
    """When somebody answers, in the words that stand on the page."""


class Cost(BaseModel):
    """Pris: what one beginning of a measure costs a municipality, by its own reckoning."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    measure: Code
    provider: Code = ""
    """The provider it is the price of; empty: of every provider without a price of its own."""
    kroner: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=2)]
    starts: date = Field(alias="from")
    ends: date = Field(default=date.max, alias="to")
    """The last day on which a beginning costs this."""
    source: Text
    """Where the amount was read."""

    def holds_on(self, day: date) -> bool:
        """Whether a beginning on that day costs this."""
        return self.starts <= day <= self.ends


class _Parts(NamedTuple):
    """The parts of a rulebook. A tuple has no room for a cached property; a subclass of it has."""

    law: Law
    vocabularies: Vocabularies
    duties: Mapping[str, DutyKind]
    rates: Rates
    roles: Roles
    instruments: Mapping[tuple[str, int], Instrument] = MappingProxyType({})
    """Instruments for measuring progress, by name and version; a municipality defines its own."""
    practice: Practice = Practice()
    promises: tuple[Promise, ...] = ()
    staff: frozenset[str] = frozenset()
    """The names of colleagues, as the municipality's own file has them: they are not doubted."""
    teams: Mapping[str, str] = MappingProxyType({})
    """The team of each colleague who has one, by name."""
    offices: tuple[TeamOffice, ...] = ()
    """At most one for each team."""
    costs: tuple[Cost, ...] = ()
    """At most one a day for each measure and provider."""
    goals: tuple[Goal, ...] = ()
    """What a committee has decided to reach, in the order of the municipality's own file."""
    keeping: Retention = Retention()
    """How long closed journeys are kept; empty where the municipality's own file does not say."""


class Rulebook(_Parts):
    """Regelsæt: law, vocabularies, kinds of duties, rates, roles and a municipality's practice."""

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of every part, in hex: the same in every process and Python version."""
        return fingerprint(self._asdict())

    @cached_property
    def rows_fingerprint(self) -> str:
        """The same in 16 digits, of the parts that the rows of the read models depend on."""
        # No duty follows from these; that of municipalities is longer than all others together.
        unused = (MUNICIPALITIES, PROVIDERS, CLOSINGS)
        codes = {name: each for name, each in self.vocabularies.items() if name not in unused}
        parts = self._asdict() | {"vocabularies": codes}
        return fingerprint({part: parts[part] for part in ROWS_DEPEND_ON})[:SHORT]

    def __repr__(self) -> str:
        """Return a short form: the full one would fill pages."""
        return f"Rulebook(law of {self.law.edition}, {self.practice!r})"

    def known_at(self, moment: datetime | None) -> Self:
        """Return the rulebook with the law as known at that moment; None keeps the newest."""
        if moment is None:
            return self
        return self._replace(law=self.law.known_on(moment.astimezone(UTC).date()))

    @property
    def as_registers_know_it(self) -> Self:
        """The rulebook for an import of a register, which knows on which days a code was paid."""
        known = {name: each.as_registers_know_it for name, each in self.vocabularies.items()}
        return self._replace(vocabularies=known)

    def days(self, duty: str) -> int:
        """Return within how many days a duty of that kind must be met, where no source says."""
        return self.practice.days.get(duty, self.duties[duty].days)

    def office_of(self, colleague: str) -> TeamOffice | None:
        """Return the office of a colleague's team, else the one without a team, else None."""
        team = self.teams.get(colleague, "")
        by_team = {each.team: each for each in self.offices}
        return by_team.get(team, by_team.get(""))

    def cost_of(self, measure: str, on: date, provider: str = "") -> Cost | None:
        """Return what a beginning of that measure costs on a day; None where no cost is given.

        That of the provider, else the one that is of no single provider.
        """
        found = {
            each.provider: each
            for each in self.costs
            if each.measure == measure and each.holds_on(on)
        }
        return found.get(provider, found.get(""))

    def due(self, duty: str, since: date) -> date:
        """Return the day by which a duty owed since that day must be met."""
        kind = self.duties[duty]
        if kind.by_law:
            return months_after(since, kind.months)
        return days_after(since, self.days(duty))
