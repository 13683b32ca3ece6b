"""Names on a screen: what stands for a journey where people read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from typer import TyperException

from journeys.adapters.words.ids import WHOLE_ID, short
from journeys.domain.errors import Conflict, Erased, Refused, StoreError
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.reading import Reader


@dataclass(frozen=True)
class ShownNames:
    """How journeys are shown to one who looks."""

    names: Mapping[UUID, str] = field(default_factory=dict)
    """By journey, the name of its person: of those that may be seen and are known."""

    def of(self, journey: UUID) -> str:
        """Return the name of a journey's person; where there is none, the first signs of its id."""
        return self.names.get(journey) or short(journey)

    def beside(self, journey: UUID) -> str:
        """Return the first signs of a journey's id, with the name of its person beside them."""
        name = self.names.get(journey)
        return f"{short(journey)} ({name})" if name else short(journey)

    def lines(self, journey: UUID) -> Iterator[str]:
        """Yield the same as the lines of a cell in a table, the name first."""
        if name := self.names.get(journey):
            yield name
        yield short(journey)

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
        named = reader().names(wanted) if wanted else ()
    except (Refused, StoreError, Conflict, Erased, TyperException):
        return NO_NAMES
    return ShownNames({each.journey: each.name for each in named})
