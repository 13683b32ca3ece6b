"""What all events have in common."""

from datetime import date
from functools import cache
from typing import ClassVar, get_args

from pydantic import BaseModel, ConfigDict

from journeys.domain.vocabulary import A_NAME

JOURNEY = "journey"
"""The name of what most facts rest on: the opened journey."""


def is_missing(value: object) -> bool:
    """Return whether a field has no value. A field that was added later is then not stored."""
    return value is None


def is_empty(value: object) -> bool:
    """Return whether a field holds an empty list. A field that was added later is not stored so."""
    return value == ()


class Fact(BaseModel):  # noqa: PLW1641 - pydantic gives what is frozen its hash
    """Hændelse: an event, something in force from a day on. Frozen; replay never refuses it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    professional: ClassVar[str]
    """What happened, in a caseworker's words."""
    citizen: ClassVar[str]
    """The same, for the citizen. A setback is never worded as a failure."""
    may_be_planned: ClassVar[bool] = False
    """Whether its day may lie ahead, as with a placement; what happened or was said never may."""

    since_catalogue: ClassVar[int] = 1
    """The number of the first catalogue of events (`docs/events/`) that has this kind."""

    on: date
    """Virkningsdato: the day of effect, chosen by the person who records."""

    def __eq__(self, other: object) -> bool:
        """Whether both say the same. Decisions compare many facts, and pydantic's own is slow."""
        return type(self) is type(other) and self.__dict__ == other.__dict__

    @property
    def establishes(self) -> str | None:
        """The name of what this fact establishes, which a journey can hold only once; or None."""
        return None

    @property
    def provides(self) -> str | None:
        """The name of what later facts may rest on: mostly what this fact establishes."""
        return self.establishes

    @property
    def rests_on(self) -> str | None:
        """The name of what must be established before this fact; None for nothing."""
        return JOURNEY


@cache
def name_fields(fact: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a fact, or of a part of one, that hold a name, or several."""
    return tuple(
        field
        for field, described in fact.model_fields.items()
        if A_NAME in described.metadata
        or any(
            A_NAME in getattr(part, "__metadata__", ()) for part in get_args(described.annotation)
        )
    )
