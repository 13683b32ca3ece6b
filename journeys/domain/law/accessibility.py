"""Web accessibility: what the law asks of a municipality, for its accessibility statement."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from journeys.domain.law.source import Source, Tag


class AccessibilityRule(BaseModel):
    """Regel: what the law asks, in both languages, how sure it is and where it was read.

    One that is `open` is a question: no source was found that answers it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(min_length=1)]
    part: Literal["law", "appeal"]
    """What the law asks; or where somebody turns to who is not content with the answer."""
    tag: Tag
    da: str
    en: str
    sources: tuple[Source, ...] = ()


class AccessibilityLaw(BaseModel):
    """Webtilgængelighedsloven: its rules, and within how many months a statement is renewed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    read: date
    months: Annotated[int, Field(gt=0)]
    rules: tuple[AccessibilityRule, ...]


@cache
def accessibility_law() -> AccessibilityLaw:
    """Return the law on web accessibility that comes with this version of the library."""
    file = files(__package__).joinpath("accessibility.toml")
    return AccessibilityLaw.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
