"""The history of an employer: the entries of its stream, read by the same two clocks."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NamedTuple

from journeys.domain.employers.employer import EMPTY, Employer, EmployerEvent, evolve
from journeys.domain.employers.events import EMPLOYER
from journeys.domain.roles import Principal
from journeys.domain.stream import NEVER, NOBODY, StreamHistory
from journeys.domain.vocabulary import EmployerId


class EmployerEntry(NamedTuple):
    """One entry of an employer's stream; its fields are as those of a journey's `Entry`."""

    employer: EmployerId
    version: int
    position: int
    """Counts the entries of the employers' log."""
    recorded_at: datetime
    actor: str
    event: EmployerEvent
    request_id: str | None = None
    role: str | None = None
    on_behalf_of: Principal | None = None
    sure: tuple[str, ...] = ()

    @property
    def principal_role(self) -> str | None:
        """In which role the person who stands behind it acted."""
        return self.role if self.on_behalf_of is None else self.on_behalf_of.role


@dataclass(frozen=True)
class EmployerHistory(StreamHistory[EmployerEntry, Employer, EmployerEvent]):
    """Historik: the entries of one employer in the order they were recorded."""

    empty: ClassVar = EMPTY
    evolve: ClassVar = staticmethod(evolve)
    opening: ClassVar = EMPLOYER

    @property
    def stream(self) -> EmployerId:
        """The id of its stream."""
        return self.entries[0].employer

    @property
    def employer(self) -> Employer:
        """The fold of the events in force."""
        return self.state

    def _next(self, version: int, event: EmployerEvent) -> EmployerEntry:
        last = self.entries[-1] if self.entries else None
        return EmployerEntry(
            employer=last.employer if last else EmployerId(NOBODY),
            version=version,
            position=last.position if last else 0,
            recorded_at=last.recorded_at if last else NEVER,
            actor="",
            event=event,
        )
