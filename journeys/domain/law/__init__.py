"""The law as dated data: each rule with its source, and how sure we are of it.

No number of the law stands in code. What no source says is here too, as an open question.
"""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from journeys.domain.law.source import Source, Tag


class Rule(BaseModel):
    """Regel: one point of law in plain words, from when to when, and what it rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    tag: Tag
    role: Literal["kept", "warning", "ground"] = "ground"
    """What it says to somebody who tries work: what is kept, what to look out for; else a ground
    that refusals and other rules rest on."""
    starts: date = Field(default=date.min, alias="from")
    ends: date = Field(default=date.max, alias="to")
    """The last day it holds."""
    schemes: tuple[Literal["new", "old"], ...] = ("new", "old")
    age: int | None = None
    """Years: from which age on it holds, where it hangs on age."""
    da: str
    en: str
    sources: tuple[Source, ...] = ()

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


class Law(BaseModel):
    """The rules by id, and the steps of the way back to the pension."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    edition: date
    """As far as it could be read on that day."""
    rules: dict[str, Rule]
    way_back: tuple[Step, ...]

    def __getitem__(self, rule: str) -> Rule:
        """Return the rule with that id."""
        return self.rules[rule]


@cache
def law() -> Law:
    """Return the law that comes with this version of the library."""
    data = tomllib.loads(files(__name__).joinpath("pension.toml").read_text(encoding="utf-8"))
    rules = [Rule.model_validate(rule) for rule in data["rule"]]
    return Law(
        edition=data["edition"],
        rules={rule.id: rule for rule in rules},
        way_back=tuple(Step.model_validate(step) for step in data["way_back"]),
    )
