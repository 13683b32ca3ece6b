"""Instruments for measuring progress: data of the municipality; none comes with the library."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from journeys.domain.message import Message

BELIEF = re.compile(
    r"(?<![^\W_])(tro(r|en|ede)?|tiltro(en)?|belie(fs?|v(es?|ed|ing))|faith)(?![^\W_])",
    re.IGNORECASE,
)
"""A caseworker's belief in a citizen is not measured: it is a fact about the caseworker."""


class Item(BaseModel):
    """Spørgsmål: what is scored, in the words of the instrument."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str = Field(min_length=1)
    text: str = Field(min_length=1)


class Instrument(BaseModel):
    """Måleinstrument: its items, its scale and who scores. Another scale is another version.

    Only measurements of the same instrument, version and rater can be compared.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    name: str = Field(min_length=1)
    version: Annotated[int, Field(ge=1)]
    rater: Literal["citizen", "caseworker", "employer"]
    lowest: int
    highest: int
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    starts: date = Field(default=date.min, alias="from")
    ends: date = Field(default=date.max, alias="to")

    @model_validator(mode="after")
    def _may_be_used(self) -> Self:
        if self.lowest >= self.highest:
            raise ValueError("the scale must rise from lowest to highest")
        if len({item.id for item in self.items}) < len(self.items):
            raise ValueError("two items have the same id")
        for item in self.items:
            if self.rater == "caseworker" and BELIEF.search(f"{item.id} {item.text}"):
                raise ValueError(
                    Message(
                        "item {id!r} asks for the caseworker's belief, which is never stored",
                        id=item.id,
                    )
                )
        return self

    def in_force(self, day: date) -> bool:
        """Whether it can be used on that day."""
        return self.starts <= day <= self.ends
