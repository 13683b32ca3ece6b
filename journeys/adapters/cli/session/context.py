"""The session's context: one opened store for every command, and what the commands did with it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Self, TypeVar
from uuid import UUID

import typer

from journeys.adapters.cli.input.confirming import Confirmed
from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.output.names import ShownNames
from journeys.adapters.cli.session.confirmed import recorded_lines
from journeys.adapters.cli.session.day import Day
from journeys.adapters.words.ids import short
from journeys.domain.history import History
from journeys.domain.vocabulary import JourneyId
from journeys.projections.desk import Desk
from journeys.projections.view import View

if TYPE_CHECKING:
    from journeys.adapters.cli.output.text_parts import Drawn
    from journeys.app.journeys import Journeys
    from journeys.domain.rulebook import Rulebook

V = TypeVar("V", bound=View)


@dataclass(frozen=True)
class DaySession(Session):
    """What holds for every command of a session: as its options said, on the store it opened."""

    opened: "Journeys" = field(kw_only=True)
    day: Day = field(default_factory=Day, kw_only=True)

    @classmethod
    def of(cls, run: Session, opened: "Journeys") -> Self:
        """Return a session with these options, on this store."""
        options = {each.name: getattr(run, each.name) for each in fields(run)}
        return cls(**options, opened=opened)

    @property
    def book(self) -> "Rulebook":
        """The rulebook that the store was opened with."""
        return self.opened.book

    @property
    def is_at_prompt(self) -> bool:
        """Whether commands are typed at the prompt of a session: here they are."""
        return True

    @property
    def is_on_screen(self) -> bool:
        """Whether what is printed is read on a screen: in a session a page is always a file."""
        return True

    @contextmanager
    def journeys(self, *, dry_run: bool = False, create: bool = False) -> Iterator["Journeys"]:  # noqa: ARG002 - the store is there
        """Yield the journeys of the store, which stays open."""
        yield self.opened.rehearsing() if dry_run else self.opened

    def names(
        self, journeys: "Journeys", ids: Iterable[UUID], set_aside: Iterable[str] = ()
    ) -> ShownNames:
        """Return how journeys are shown to people, and remember the names."""
        wanted = list(ids)
        names = super().names(journeys, wanted, set_aside)
        self.day.names |= {each: names.of(each) for each in wanted if names.of(each) != short(each)}
        return names

    def answer(
        self,
        view: V,
        drawn: "Callable[[V], Drawn]",
        names: ShownNames | None = None,
    ) -> None:
        """Print a view; of the actor's own desk, remember who is on it."""
        if isinstance(view, Desk) and view.responsible == self.actor.name:
            self.day.desk = [JourneyId(line.journey) for line in view.lines]
        super().answer(view, drawn, names)

    def confirm(self, confirmed: Confirmed) -> None:
        """Say what was recorded, and remember it."""
        if confirmed.dry_run or not confirmed.entries:
            super().confirm(confirmed)
            return
        self.day.note(confirmed.journey, confirmed.entries)
        history = History(tuple(confirmed.entries))
        if confirmed.journey == self.day.citizen:
            # The titles in it were looked at when the citizen was chosen: that look is logged.
            history = confirmed.before.extended_by(tuple(confirmed.entries))
        name = confirmed.names.of(confirmed.journey)
        typer.echo("\n".join(recorded_lines(confirmed, name, history, self.opened.today())))

    def hint(self, words: str) -> None:
        """Print a hint that this session has not given yet."""
        if words not in self.day.hints:
            self.day.hints.add(words)
            super().hint(words)

    def recorded_on(self, journey: JourneyId) -> Collection[int]:
        """Return the numbers of the entries that this session recorded on a journey."""
        return self.day.recorded_on(journey)
