"""Full time: how many hours a week are an ordinary job."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from journeys.domain.law.source import Source, Tag


class FullTime(BaseModel):
    """Fuld tid: the hours of an ordinary week, and where that was read."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    hours: Annotated[Decimal, Field(gt=0)]
    read: date
    tag: Tag
    sources: tuple[Source, ...]


@cache
def full_time() -> FullTime:
    """Return the full time that comes with this version of the library."""
    data = tomllib.loads(files(__package__).joinpath("full_time.toml").read_text(encoding="utf-8"))
    return FullTime.model_validate(data)
