"""Kinds of duties: the words for each, within how long it is due, and by which source."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from journeys.domain.law.source import Source, Tag


class DutyKind(BaseModel):
    """Forpligtelse: one kind of duty, always the municipality's: to whom, and by when.

    One to an employer stands in no journey.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    da: str
    en: str
    """What to do, for the person who owes it."""
    citizen_da: str = ""
    citizen_en: str = ""
    """The same, for the citizen; empty where the citizen is not shown it. `{due}` is the day."""
    citizen_late_da: str = ""
    citizen_late_en: str = ""
    """What the citizen is told once that day has passed; empty where no day is named."""
    to: Literal["citizen", "municipality", "employer"] = "citizen"
    days: Annotated[int, Field(ge=0)] = 0
    """Within how many days. A municipality may set its own number where no source gives one."""
    months: Annotated[int, Field(ge=0)] = 0
    """Within how many months, where a source says so."""
    ends_with_journey: bool = False
    """Whether closing the journey ends it."""
    safety: bool = False
    """Whether it is about economic safety: the pension, and what the citizen lives on."""
    tag: Tag | Literal["own"] = "own"
    sources: tuple[Source, ...] = ()

    @property
    def by_law(self) -> bool:
        """Whether a source gives the deadline."""
        return bool(self.sources)


@cache
def duty_kinds() -> Mapping[str, DutyKind]:
    """Return the kinds of duties that come with this version of the library."""
    data = tomllib.loads(files(__package__).joinpath("duty_kinds.toml").read_text(encoding="utf-8"))
    kinds = [DutyKind.model_validate(kind) for kind in data["duty"]]
    return {kind.kind: kind for kind in kinds}
