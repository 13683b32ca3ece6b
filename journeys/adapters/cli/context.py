"""What the options before the command said, and what every command does with it.

It records a decision, or it answers with a view.
"""

import getpass
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import typer
from typer import TyperException

import journeys as library
from journeys.adapters.cli.ids import journey_named, short
from journeys.app import Decision, Journeys
from journeys.domain.decisions.deciding import P, Verb, decide
from journeys.domain.errors import UnknownJourney
from journeys.domain.events.path import SubgoalSet
from journeys.domain.events.people import JourneyOpened
from journeys.domain.events.work import EducationStarted, PlacementStarted
from journeys.domain.history import Entry, History
from journeys.domain.vocabulary import JourneyId
from journeys.projections.view import View

if TYPE_CHECKING:
    from rich.console import RenderableType

V = TypeVar("V", bound=View)


@dataclass(frozen=True)
class Session:
    """What holds for one run of the script."""

    store: str | None
    named: str | None
    as_json: bool

    @property
    def actor(self) -> str:
        """Who does it: as said, or the operating system's user."""
        if self.named is not None:
            return self.named
        try:
            return getpass.getuser()
        except (KeyError, OSError, ImportError):
            raise TyperException(
                "Nobody is named: say who does this with --as NAME, or set JOURNEYS_ACTOR."
            ) from None

    @property
    def file(self) -> Path | None:
        """The SQLite file that the store is; None where an address was given."""
        if self.store is None:
            return _users_store()
        return None if "://" in self.store else Path(self.store).expanduser().absolute()

    @property
    def url(self) -> str:
        """The address of the store; a plain path is a SQLite file."""
        from sqlalchemy import URL

        if self.file is None:
            return str(self.store)
        return URL.create("sqlite", database=str(self.file)).render_as_string()

    @contextmanager
    def journeys(self) -> Iterator[Journeys]:
        """Yield the journeys of the store, and let go of it afterwards."""
        is_new = self.file is not None and not self.file.exists()
        with library.open(self.url) as opened:
            if is_new:
                typer.echo(f"A new store was made: {self.file}", err=True)
            yield opened

    def answer(self, view: V, drawn: Callable[[V], "RenderableType"]) -> None:
        """Print a view: exactly as it is with --json, drawn for people without."""
        if self.as_json:
            typer.echo(view.model_dump_json(indent=2))
        else:
            from journeys.adapters.cli.page import page

            page().print(drawn(view))

    def tell(self, facts: dict[str, Any], words: str) -> None:
        """Print facts with --json, words without."""
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=2) if self.as_json else words)


def session(ctx: typer.Context) -> Session:
    """Return what the options before the command said."""
    return cast("Session", ctx.obj)


def record(ctx: typer.Context, journey: str, request_id: str | None, decision: Decision) -> None:
    """Record what the decision says on the journey that is named, and say what was recorded."""
    told = session(ctx)
    with told.journeys() as journeys:
        journey_id = journey_named(journeys, journey)

        def on_what_is_there(history: History) -> list[Any]:
            if not history.entries:
                raise UnknownJourney(journey_id)
            return decision(history)

        entries = journeys.record(journey_id, on_what_is_there, told.actor, request_id)
    confirm(told, journey_id, entries)


def ask(
    ctx: typer.Context,
    journey: str,
    request_id: str | None,
    verb: Verb[P],
    *args: P.args,
    **kwargs: P.kwargs,
) -> None:
    """Ask a verb of the journey that is named, and say what was recorded."""
    record(ctx, journey, request_id, lambda history: decide(history, verb, *args, **kwargs))


def confirm(told: Session, journey: JourneyId, entries: Sequence[Entry]) -> None:
    """Say what was recorded, what it made, and how to take it back."""
    made = {what: str(thing) for entry in entries for what, thing in _made(entry)}
    facts = {
        "journey": str(journey),
        "recorded": [
            {"entry": entry.version, "kind": entry.event.kind, "on": entry.event.on.isoformat()}
            for entry in entries
        ],
        **made,
    }
    told.tell(facts, "\n".join(_lines(journey, entries)))


def _lines(journey: JourneyId, entries: Sequence[Entry]) -> Iterator[str]:
    if not entries:
        yield "Nothing new: this was recorded before."
        return
    for entry in entries:
        made = "".join(f" ({what} {str(thing)[:8]})" for what, thing in _made(entry))
        what = entry.event.professional
        yield (
            f"Recorded: entry {entry.version}, {what[0].lower()}{what[1:]}{made}, {entry.event.on}."
        )
    if isinstance(entries[0].event, JourneyOpened):
        yield f"The journey: {journey}. Its first signs, {short(journey)}, are enough."
    yield f"Take it back with: journeys retract {short(journey)} {entries[-1].version} --why ..."


def _made(entry: Entry) -> Iterator[tuple[str, Any]]:
    match entry.event:
        case SubgoalSet(subgoal=made):
            yield "subgoal", made
        case PlacementStarted(placement=made):
            yield "placement", made
        case EducationStarted(education=made):
            yield "education", made


def _users_store() -> Path:
    """Return the user's own store; its folder is made where it is missing, for nobody else."""
    from platformdirs import user_data_path

    folder = user_data_path("journeys", appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / "journeys.db"
