"""The law as dated data: each rule with its source, and how sure we are of it.

No number of the law stands in code. What no source says is here too, as an open question.

A rule has two clocks, as an entry has: the days on which it holds (`from`, `to`), and the edition
in which it was read. So an answer can be given as it was right then, under the law of that day as
it was known at that moment.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from journeys.domain.days import days_after, months_after
from journeys.domain.law.source import Source, Tag
from journeys.domain.vocabulary import PensionNow, Scheme

Part = Literal[
    "rest",
    "return",
    "protection",
    "withdrawal",
    "condition",
    "kept",
    "warning",
    "question",
    "limit",
    "ground",
]
"""What a rule is to somebody who tries work: the right to let the pension rest, and to return to
it; what protects it; how it can end; a fact it then hangs on; what else is kept; what to look out
for; what no source says; what no source says of where the right itself ends, which stands in every
answer that promises; or only a ground that refusals and other rules rest on."""

RIGHT_PARTS: tuple[Part, ...] = ("rest", "return")
"""The rights that somebody needs who tries work; both of them."""


CARRYING: tuple[Part, ...] = (*RIGHT_PARTS, "protection", "withdrawal", "condition")
"""The parts that an answer rests on."""

RIGHT_STATES: tuple[PensionNow, ...] = (
    "paid",
    "paid-beside-work",
    "resting",
    "return-asked",
    "resumed",
)
"""The states in which there is a right to the pension."""


class Rule(BaseModel):
    """Regel: one point of law in plain words, from when to when, and what it rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: Annotated[str, Field(min_length=1)]
    part: Part
    tag: Tag
    edition: date
    """The edition in which it was read so: its version."""
    starts: date = Field(default=date.min, alias="from")
    ends: date = Field(default=date.max, alias="to")
    """The last day it holds."""
    shown_from: date | None = None
    """Of a protection without `from`: the first day on which a source shows it. Before that day
    nothing is promised by it."""
    schemes: Annotated[tuple[Scheme, ...], Field(min_length=1)] = ("new", "old")
    states: Annotated[tuple[PensionNow, ...], Field(min_length=1)] = RIGHT_STATES
    """In which states of the pension it is told; what an answer rests on is told always."""
    lifted_by: Literal["consent", "own-wish", "special-circumstances"] | None = None
    """Of a protection: what lifts it. The pause is lifted by special circumstances only."""
    age: Annotated[int, Field(gt=0)] | None = None
    """Years: from which age on it holds, where it hangs on age."""
    months: Annotated[int, Field(gt=0)] | None = None
    """For how many months after the pension came into that state it is told; else as long as so."""
    da: Annotated[str, Field(min_length=1)]
    """Said to the citizen, in plain words."""
    en: Annotated[str, Field(min_length=1)]
    """The same in English, as exactly as the source has it."""
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _carries_as_it_says(self) -> Self:
        """Refuse what would make an answer stronger than it reads. Raises ValueError."""
        if self.part in CARRYING and self.states != RIGHT_STATES:
            raise ValueError("what an answer rests on is told in every state: leave out states")
        if self.months is not None and self.part in CARRYING:
            raise ValueError("what an answer rests on is told as long as so: leave out months")
        if (self.age or self.shown_from or self.lifted_by) and self.part != "protection":
            raise ValueError("only a protection has age, shown_from or lifted_by")
        if self.part == "protection":
            if self.lifted_by is None:
                raise ValueError("a protection says what lifts it (lifted_by)")
            if self.starts == date.min and self.shown_from is None:
                raise ValueError("a protection says from when (from), or since when it is shown")
        return self

    def in_force(self, day: date) -> bool:
        """Whether the rule holds on that day."""
        return self.starts <= day <= self.ends

    @property
    def basis(self) -> str:
        """Hjemmel: the citations of its sources; empty where none was found."""
        return "; ".join(source.citation for source in self.sources)


class Step(BaseModel):
    """Skridt på vejen tilbage: who does what so that the pension is paid again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    done_when: Literal["asked", "decided", "paid"]
    who: str
    da: str
    en: str
    rules: tuple[str, ...]


class Edition(BaseModel):
    """Udgave: a day on which the law was read, and what that changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: date
    note: str


@dataclass(frozen=True)
class Reading:
    """Læsning: the law as it was read in one edition."""

    edition: date
    good_until: date
    """The last day that it can be trusted on, unless somebody reads the law again."""
    rules: tuple[Rule, ...]
    way_back: tuple[Step, ...]

    def on(self, day: date, scheme: Scheme | None) -> Iterator[Rule]:
        """Yield the rules that hold on that day for a pension of that scheme."""
        return (rule for rule in self.rules if rule.in_force(day) and scheme in rule.schemes)

    def of(self, rule: str) -> tuple[Rule, ...]:
        """Return what the law says in that rule, period by period; nothing where it says none."""
        return tuple(each for each in self.rules if each.id == rule)

    @property
    def rules_by_id(self) -> dict[str, tuple[Rule, ...]]:
        """What the law says, by rule."""
        return {rule.id: self.of(rule.id) for rule in self.rules}

    def rule(self, rule: str, day: date) -> Rule | None:
        """Return that rule as it holds on that day, if it does."""
        return next((each for each in self.of(rule) if each.in_force(day)), None)


@dataclass(frozen=True)
class Law:
    """The law, in every edition in which it was read."""

    editions: tuple[Edition, ...]
    good_for_months: int
    """For how long a reading can be trusted."""
    rules: tuple[Rule, ...]
    """What every edition says. One that changes a rule says all of that rule anew."""
    way_back: tuple[Step, ...]

    def __repr__(self) -> str:
        """Return what tells it from others: all of it would fill pages."""
        days = ", ".join(f"{edition.day}" for edition in self.editions)
        return f"Law({len(self.rules)} rules, read on {days})"

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The law as each edition left it, the newest last."""
        return tuple(self._reading(edition.day) for edition in self.editions)

    @property
    def newest(self) -> Reading:
        """The law as it was read last."""
        return self.readings[-1]

    @property
    def edition(self) -> date:
        """As far as it could be read on that day."""
        return self.newest.edition

    @cached_property
    def turns(self) -> tuple[date, ...]:
        """The days on which an answer may change by law.

        On them the law was read, or a rule that answers rest on begins or has ended.
        """
        carrying = [rule for rule in self.rules if rule.part in CARRYING]
        begins = {rule.starts for rule in carrying} - {date.min}
        ended = {days_after(rule.ends, 1) for rule in carrying} - {date.max}
        return tuple(sorted(begins | ended | {edition.day for edition in self.editions}))

    def as_read(self, day: date | None) -> Reading:
        """Return the law as it was known on that day; before the first edition, as it has it.

        None asks for the newest.
        """
        if day is None:
            return self.newest
        known = [reading for reading in self.readings if reading.edition <= day]
        return known[-1] if known else self.readings[0]

    def known_on(self, day: date) -> "Law":
        """Return the law with the editions that were read by that day; the first one always."""
        known = tuple(each for each in self.editions if each.day <= day) or self.editions[:1]
        return replace(self, editions=known)

    def _reading(self, edition: date) -> Reading:
        newest = dict[str, date]()
        for rule in self.rules:
            if rule.edition <= edition:
                newest[rule.id] = max(rule.edition, newest.get(rule.id, date.min))
        return Reading(
            edition=edition,
            good_until=months_after(edition, self.good_for_months),
            rules=tuple(rule for rule in self.rules if newest.get(rule.id) == rule.edition),
            way_back=self.way_back,
        )


def law_of(data: dict[str, Any]) -> Law:
    """Return the law that a file says. Raises pydantic's ValidationError, and KeyError."""
    editions = tuple(Edition.model_validate(each) for each in data["edition"])
    first = {"edition": editions[0].day}
    return Law(
        editions=editions,
        good_for_months=data["good_for_months"],
        rules=tuple(Rule.model_validate(first | rule) for rule in data["rule"]),
        way_back=tuple(Step.model_validate(step) for step in data["way_back"]),
    )


@cache
def law() -> Law:
    """Return the law that comes with this version of the library."""
    return law_of(
        tomllib.loads(files(__name__).joinpath("pension.toml").read_text(encoding="utf-8"))
    )
