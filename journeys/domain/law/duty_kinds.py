"""What is owed, kind by kind: in whose words, within how long, and by which source."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from journeys.domain.law.source import Source, Tag


class DutyKind(BaseModel):
    """Forpligtelse: what somebody owes, to whom, and by when. It is the municipality's, always."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    da: str
    en: str
    """What is to be done, said to whoever owes it."""
    citizen_da: str = ""
    citizen_en: str = ""
    """The same, said to the citizen; empty where it is not for the citizen's picture."""
    to: Literal["citizen", "municipality"] = "citizen"
    days: Annotated[int, Field(ge=0)] = 0
    """Within how many days; a municipality may set others where no source does."""
    months: Annotated[int, Field(ge=0)] = 0
    """Within how many months, where a source says so."""
    ends_with_journey: bool = False
    """Whether it ends with the journey: it is owed only while somebody walks along."""
    safety: bool = False
    """Whether it is about the ground somebody stands on: the pension, and what one lives on."""
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
