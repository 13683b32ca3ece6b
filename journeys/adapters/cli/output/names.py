"""Names on a screen: what stands for a journey where people read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from typer import TyperException

from journeys.adapters.words.ids import WHOLE_ID, short
from journeys.adapters.words.language import say
from journeys.domain.errors import Conflict, Erased, Refused, StoreError
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.reading import Reader

PROTECTED = Message("protected")
"""Beskyttet: in place of the name of somebody whose journey is restricted to others."""


@dataclass(frozen=True)
class ShownNames:
    """How journeys are shown to one who looks."""

    names: Mapping[UUID, str] = field(default_factory=dict)
    """By journey, the name of its person: of those that may be seen and are known."""
    restricted: AbstractSet[UUID] = frozenset()
    """Those that are restricted to others, in whose place a word stands that says so."""

    def of(self, journey: UUID) -> str:
        """Return the name of a journey's person, or that it is protected; else its short id."""
        return self._name(journey) or short(journey)

    def id_and_name(self, journey: UUID) -> str:
        """Return the first signs of a journey's id, with the name of its person beside them."""
        name = self._name(journey)
        return f"{short(journey)} ({name})" if name else short(journey)

    def lines(self, journey: UUID) -> Iterator[str]:
        """Yield the same as the lines of a cell in a table, the name first."""
        if name := self._name(journey):
            yield name
        yield short(journey)

    def _name(self, journey: UUID) -> str | None:
        return say(PROTECTED) if journey in self.restricted else self.names.get(journey)

    def added_to(self, dumped: Any) -> Any:  # noqa: ANN401 - as JSON has it
        """Return dumped data where a `name` stands after each id of a journey."""
        match dumped:
            case list():
                return list(map(self.added_to, dumped))
            case {"name": _}:
                return dumped
            case dict():
                return dict(self._fields(dumped))
            case _:
                return dumped

    def _fields(self, dumped: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for key, value in dumped.items():
            yield key, self.added_to(value)
            if key == "journey":
                yield "name", self.names.get(UUID(value))


NO_NAMES = ShownNames()
"""Every journey by its id alone."""


def read_names(
    reader: Callable[[], "Reader"], journeys: Iterable[UUID], set_aside: Iterable[str] = ()
) -> ShownNames:
    """Return how these journeys, and those that are set aside, are shown to a reader.

    By their ids alone where no name may be seen, and where one cannot be read or the look cannot be
    logged: that stops no command.
    """
    damaged = (UUID(each) for each in set_aside if WHOLE_ID.fullmatch(each))
    wanted = [JourneyId(each) for each in (*journeys, *damaged)]
    try:
        if not wanted:
            return NO_NAMES
        named = reader().names(wanted)
    except (Refused, StoreError, Conflict, Erased, TyperException):
        return NO_NAMES
    return ShownNames({each.journey: each.name for each in named}, named.restricted)
