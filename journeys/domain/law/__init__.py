"""The law as dated data: each rule with its source, and how sure we are of it.

No number of the law is in code. What no source says is here too, as an open question.

A rule is bitemporal, as an entry is: it has the days on which it is in force (`from`, `to`), and
the edition in which it was read. So an answer can be given again as it was right then, under the
law of that day as known at that moment.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict

from journeys.domain.days import days_after, months_after
from journeys.domain.law.digest import digest
from journeys.domain.law.folkepension import FolkepensionAge, FolkepensionDay, folkepension_day
from journeys.domain.law.rules import CARRYING, Part, ReturnStep, Rule
from journeys.domain.vocabulary import Scheme


class Edition(BaseModel):
    """Udgave: a day on which the law was read, and what changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: date
    note: str
    read: date | None = None
    """The day on which the law was last read, where this edition only says it in other words."""
    dropped: tuple[str, ...] = ()
    """Rules of earlier editions, by id, that this edition no longer has."""


@dataclass(frozen=True)
class Reading:
    """Læsning: the law as read in one edition."""

    edition: date
    good_until: date
    """The last day on which it can be relied on, unless the law is read again."""
    rules: tuple[Rule, ...]
    way_back: tuple[ReturnStep, ...]
    folkepension_ages: tuple[FolkepensionAge, ...] = ()
    read: date | None = None
    """The day on which the law was last read, where that is not the day of the edition."""

    @property
    def read_on(self) -> date:
        """The day on which the law itself was read."""
        return self.read or self.edition

    def folkepension(self, born: date | None) -> FolkepensionDay | None:
        """Return when somebody born on that day reaches the age of folkepension.

        None where the day of birth is not known, or the age was not read.
        """
        return None if born is None else folkepension_day(self.folkepension_ages, born)

    def on(self, day: date, scheme: Scheme | None) -> Iterator[Rule]:
        """Yield the rules in force on that day for a pension of that scheme."""
        return (rule for rule in self.rules if rule.in_force(day) and scheme in rule.schemes)

    def of(self, rule: str) -> tuple[Rule, ...]:
        """Return the periods of a rule, by its id; empty where there is none."""
        return self.rules_by_id.get(rule, ())

    @cached_property
    def rules_by_id(self) -> dict[str, tuple[Rule, ...]]:
        """The periods of each rule, by id."""
        ids = dict.fromkeys(rule.id for rule in self.rules)
        return {id_: tuple(rule for rule in self.rules if rule.id == id_) for id_ in ids}

    @cached_property
    def rules_by_part(self) -> dict[str, tuple[Rule, ...]]:
        """The rules of each part."""
        parts = dict.fromkeys(rule.part for rule in self.rules)
        return {part: tuple(rule for rule in self.rules if rule.part == part) for part in parts}

    def of_part(self, part: Part) -> tuple[Rule, ...]:
        """Return the rules of one part; empty where there are none."""
        return self.rules_by_part.get(part, ())

    def of_part_on(self, part: Part, day: date, scheme: Scheme | None) -> tuple[Rule, ...]:
        """Return those in force on that day for a pension of that scheme."""
        found = self.of_part(part)
        return tuple(rule for rule in found if rule.in_force(day) and scheme in rule.schemes)

    def rule(self, rule: str, day: date) -> Rule | None:
        """Return the rule with that id that is in force on that day, if any."""
        return next((each for each in self.of(rule) if each.in_force(day)), None)


@dataclass(frozen=True)
class Law:
    """The law, in every edition in which it was read."""

    editions: tuple[Edition, ...]
    good_for_months: int
    """For how many months a reading can be relied on."""
    rules: tuple[Rule, ...]
    """The rules of all editions. An edition that changes a rule has all periods of that rule."""
    way_back: tuple[ReturnStep, ...]
    folkepension_ages: tuple[FolkepensionAge, ...] = ()

    def __repr__(self) -> str:
        """Return a short form: the full one would fill pages."""
        days = ", ".join(f"{edition.day}" for edition in self.editions)
        return f"Law({len(self.rules)} rules, read on {days})"

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The law as of each edition, the newest last."""
        return tuple(self._reading(edition.day) for edition in self.editions)

    @cached_property
    def digests(self) -> Mapping[date, str]:
        """By edition, the digest of the law as read in it: a later edition does not change it."""
        whole = _parts(self)
        del whole["editions"]
        return {
            reading.edition: digest(reading.edition, whole | _parts(reading))
            for reading in self.readings
        }

    @property
    def newest(self) -> Reading:
        """The law as read in the newest edition."""
        return self.readings[-1]

    @property
    def edition(self) -> date:
        """The day of the newest edition."""
        return self.newest.edition

    @cached_property
    def turning_days(self) -> tuple[date, ...]:
        """The days on which an answer may change by law.

        On each of them the law was read, or a rule that answers rest on begins or has ended.
        """
        carrying = [rule for rule in self.rules if rule.part in CARRYING]
        begins = {rule.starts for rule in carrying} - {date.min}
        ended = {days_after(rule.ends, 1) for rule in carrying} - {date.max}
        return tuple(sorted(begins | ended | {edition.day for edition in self.editions}))

    def reading_on(self, day: date | None) -> Reading:
        """Return the law as known on that day; before the first edition, the first one.

        None returns the newest.
        """
        if day is None:
            return self.newest
        known = [reading for reading in self.readings if reading.edition <= day]
        return known[-1] if known else self.readings[0]

    def known_on(self, day: date) -> "Law":
        """Return the law with the editions read by that day, and always with the first."""
        known = sum(each.day <= day for each in self.editions) or 1
        return self if known == len(self.editions) else self._earlier[known - 1]

    @cached_property
    def _earlier(self) -> tuple["Law", ...]:
        """The law with its first edition alone, with the first two, and so on."""
        counts = range(1, len(self.editions))
        return tuple(replace(self, editions=self.editions[:count]) for count in counts)

    def as_read(self, rule: Rule) -> Rule:
        """Return a rule as the law was read: of an edition of words alone, the one it words.

        Without its edition, to compare it with the same rule of another edition.
        """
        if self._read_for(rule.edition) is None:
            return rule.undated
        earlier = [
            each
            for each in self.rules
            if each.id == rule.id
            and each.edition < rule.edition
            and (each.starts, each.ends, each.schemes) == (rule.starts, rule.ends, rule.schemes)
        ]
        return (
            self.as_read(max(earlier, key=lambda each: each.edition)) if earlier else rule.undated
        )

    def _read_for(self, edition: date) -> date | None:
        return next((each.read for each in self.editions if each.day == edition), None)

    def _reading(self, edition: date) -> Reading:
        read = self._read_for(edition)
        newest = dict[str, date]()
        for rule in self.rules:
            if rule.edition <= edition:
                newest[rule.id] = max(rule.edition, newest.get(rule.id, date.min))
        for each in self.editions:
            for dropped in each.dropped if each.day <= edition else ():
                if newest.get(dropped, each.day) < each.day:
                    del newest[dropped]
        return Reading(
            edition=edition,
            good_until=months_after(read or edition, self.good_for_months),
            rules=tuple(rule for rule in self.rules if newest.get(rule.id) == rule.edition),
            way_back=_newest(self.way_back, edition),
            folkepension_ages=_newest(self.folkepension_ages, edition),
            read=read,
        )


def _parts(of: Law | Reading) -> dict[str, object]:
    return {each.name: getattr(of, each.name) for each in fields(of)}


Row = TypeVar("Row", FolkepensionAge, ReturnStep)


def _newest(rows: tuple[Row, ...], edition: date) -> tuple[Row, ...]:
    """Return the rows of the newest edition up to this one that has any."""
    newest = max((row.edition for row in rows if row.edition <= edition), default=None)
    return tuple(row for row in rows if row.edition == newest)


def parse_law(data: dict[str, Any]) -> Law:
    """Return the law in the data of a file. Raises pydantic's ValidationError, and KeyError."""
    editions = tuple(Edition.model_validate(each) for each in data["edition"])
    first = {"edition": editions[0].day}
    return Law(
        editions=editions,
        good_for_months=data["good_for_months"],
        rules=tuple(Rule.model_validate(first | rule) for rule in data["rule"]),
        way_back=tuple(ReturnStep.model_validate(first | step) for step in data["way_back"]),
        folkepension_ages=tuple(
            FolkepensionAge.model_validate(first | age) for age in data.get("folkepension_age", ())
        ),
    )


@cache
def law() -> Law:
    """Return the law that comes with this version of the library."""
    return parse_law(
        tomllib.loads(files(__name__).joinpath("pension.toml").read_text(encoding="utf-8"))
    )
