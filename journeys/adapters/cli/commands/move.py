"""Commands for a journey that moves: out to another municipality, and in from one.

Each is one command for all that belongs to the move, and leaves nothing half done.
"""

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from journeys.adapters.cli.commands.citizen import CitizenName, Reference, number_of
from journeys.adapters.cli.commands.interrupted import (
    is_closed_since,
    is_whole,
    write_export_and,
    written_before,
)
from journeys.adapters.cli.commands.moving import (
    entries_of,
    facts_of,
    key_not_given,
    key_typed,
)
from journeys.adapters.cli.input.arguments import DryRun, JourneyArgument, On, Sure
from journeys.adapters.cli.input.completing import codes
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.input.prompting import is_confirmed, name_typed
from journeys.adapters.cli.input.questions import ask_for, missing_value
from journeys.adapters.cli.input.recording import ask_about_doubts, asking
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say
from journeys.adapters.words.names import municipality_name
from journeys.app.journeys import Journeys
from journeys.app.ports.moving import Export
from journeys.domain import verbs
from journeys.domain.decisions.deciding import Decision, decide, in_turn
from journeys.domain.decisions.people import left_open
from journeys.domain.errors import Refused
from journeys.domain.history import Entry, History
from journeys.domain.identity import number_taken
from journeys.domain.journey import Event

app = typer.Typer(help="A journey that moves to another municipality, or comes from one.")

PURPOSE = "flytning"
"""Why somebody looks who moves a journey, where no other purpose is given."""


@app.command("out")
def move_out(
    ctx: typer.Context,
    journey: JourneyArgument,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new one, for this alone.")],
    *,
    to: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            autocompletion=codes("municipality"),
            help="The municipality to which the journey moves: its three digits, such as 621.",
        ),
    ],
    on: On,
    dry_run: DryRun = False,
) -> None:
    """Flytning herfra: export a journey with its proofs, and close it here as moved.

    What is exported is the journey as it was before: it goes on open where it arrives, and takes
    along whatever is still open. Keep the folder as secret as the journey: it can be read. The
    command is for managers: --role, before the command.
    """
    from journeys.adapters.files.whole_files import require_empty_folder

    run, written = session(ctx), written_before(folder)
    if written is None:
        require_empty_folder(folder)
    with run.recording(dry_run=dry_run, create=False) as journeys:
        journey_id = run.journey(journeys, journey)

        def closed(store: Journeys, exported: int | None = None) -> Sequence[Entry]:
            closing = _closing(run, journeys.today(), to=to, on=on, exported=exported)
            return store.record(journey_id, closing, run.actor)

        def exported() -> Export:
            return journeys.seen_by(run.actor, run.why or PURPOSE).audit.export(journey_id)

        if written is not None and is_closed_since(written, exported(), to):
            export = written  # all was done, and it was killed before it could say so
        else:
            closed(journeys.rehearsing())  # what refuses it, does so before anything is written
            export = exported()
            if written is not None and not is_whole(written, export):
                require_empty_folder(folder)
            if not dry_run and written is None:
                write_export_and(lambda: closed(journeys, len(export.entries)), export, folder)
            elif not dry_run:
                closed(journeys, len(export.entries))
    facts = {**facts_of(export), "folder": str(folder), "key": export.key, "moved_to": to}
    run.tell({**facts, "dry_run": dry_run}, "\n".join(_moved(export, folder, to, dry_run)))


def _closing(run: Session, today: date, *, to: str, on: date, exported: int | None) -> Decision:
    """Return what closes a journey that moved, and leaves open whatever is still open.

    Refused: already-moved; recorded-meanwhile, where the export would lack what was recorded since.
    """
    book, reason = run.book, say("Moved to {municipality}", municipality=municipality_name(to))

    def closing(history: History) -> list[Event]:
        if history.on(on).journey.people.moved_to:
            raise Refused("already-moved", "This journey moved away already, and is closed here.")
        if exported is not None and history.version != exported:
            raise Refused(
                "recorded-meanwhile",
                "Something was recorded on this journey while it was exported. Nothing was done: "
                "do it again.",
            )
        leaving = [name for name, _ in left_open(history, book, on)]
        return decide(
            history,
            verbs.close_journey,
            run.actor,
            book,
            today,
            reason=reason,
            leaving=leaving,
            moved_to=to,
            on=on,
        )

    return closing


def _moved(export: Export, folder: Path, to: str, dry_run: bool) -> Sequence[str]:  # noqa: FBT001 - as typed
    facts = {
        "journey": short(export.journey),
        "entries": entries_of(export),
        "municipality": municipality_name(to),
        "folder": folder,
    }
    if dry_run:
        would = say(
            "Would export journey {journey}, {entries}, to {folder}, and close it here as moved to "
            "{municipality}.",
            **facts,
        )
        return (would, say("This was a dry run: nothing was stored."))
    return (
        say(
            "Exported journey {journey}, {entries}, to {folder}, and closed it here as moved to "
            "{municipality}. The folder can be read: send it encrypted, and delete it after use.",
            **facts,
        ),
        say(
            "Tell {municipality} this key, by another way than the folder goes: {key}",
            municipality=facts["municipality"],
            key=export.key,
        ),
    )


@app.command("in")
def move_in(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="What was exported.")],
    *,
    key: Annotated[
        str | None,
        typer.Option(
            parser=key_typed,
            metavar="KEY",
            show_default="asked for",
            help="The public key of the log that it comes from, as the sender confirmed it.",
        ),
    ] = None,
    name: CitizenName = None,
    reference: Reference = None,
    responsible: Annotated[
        str | None,
        typer.Option(metavar="NAME", show_default="you", help="Who is responsible here."),
    ] = None,
    told: Annotated[
        date | None,
        typer.Option(
            **a_day("past"),
            help="The day the citizen was told of you as the new contact; needed where it is you.",
        ),
    ] = None,
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
) -> None:
    """Flytning hertil: take in a journey, say who it is about, and who is responsible here.

    The CPR number and the name are asked for, or read as a line each from stdin. Somebody else
    than you is offered the journey, and answers that. The command is for managers: --role, before
    the command.
    """
    from journeys.adapters.files.exports.read import read_export

    run = session(ctx)
    who, purpose = responsible or run.actor.name, run.why or PURPOSE
    export = read_export(folder)
    confirmed = _confirmed_key(run, export) if key is None else key
    if told is None and who == run.actor.name:
        if not run.may_ask:
            raise missing_value(ctx, "told")
        told = ask_for(ctx, "told")
    kind, number = number_of(reference)
    called = name_typed() if name is None else name
    with run.recording(dry_run=dry_run) as journeys:
        # Whose number it is would be shown: that is a look of its own, and stays logged.
        holder = journeys.seen_by(run.actor, purpose).find(number, kind)
        if holder is not None:
            raise number_taken(holder)
        arrival = Arrival(run, who, told, on)

        def arrived(sure: Collection[str]) -> Sequence[Entry]:
            with journeys.unit_of_work() as unit:
                unit.moving.arrive(export, key=confirmed, actor=run.actor, purpose=purpose)
                unit.persons.identify(
                    export.journey,
                    name=called,
                    number=number,
                    kind=kind,
                    actor=run.actor,
                    purpose=purpose,
                )
                handed_over = arrival.decision(journeys.today())
                return unit.record(export.journey, handed_over, run.actor, sure=sure)

        ask_about_doubts(run, arrived, sure or ())
    facts = {**facts_of(export), "responsible": who, "dry_run": dry_run}
    run.tell(facts, "\n".join(arrival.lines(export, dry_run=dry_run)))


def _confirmed_key(run: Session, export: Export) -> str:
    """Return the key of the folder, where somebody says that the sender confirmed it."""
    question = say(
        "The folder says that its key is {key}. Has the municipality that sent it confirmed that, "
        "by another way than the folder came? [y/N]: ",
        key=export.key,
    )
    if not run.may_ask or not is_confirmed(question):
        raise key_not_given(export)
    return export.key


class Arrival(NamedTuple):
    """Who is responsible for a journey that arrives, and what is recorded of that."""

    run: Session
    who: str
    told: date | None
    on: date

    @property
    def is_own(self) -> bool:
        """Whether the one who takes it in is responsible for it."""
        return self.who == self.run.actor.name

    def decision(self, today: date) -> Decision:
        """Return what resumes the journey where it was closed, and hands it over."""
        ask = partial(asking, self.run.book, self.run.actor, today, on=self.on)

        def handed_over(history: History) -> list[Event]:
            people = history.on(self.on).journey.people
            steps = [ask(verbs.resume_journey)] if people.status == "closed" else []
            if people.responsible != self.who:
                reason = say("The journey moved here")
                steps.append(ask(verbs.offer_handover, to=self.who, reason=reason))
                if self.is_own:
                    steps.append(ask(verbs.accept_handover, by=self.who, told=self.told))
            return in_turn(history, *steps)

        return handed_over

    def lines(self, export: Export, *, dry_run: bool) -> Sequence[str]:
        """Return what was done, for people."""
        facts = {
            "journey": short(export.journey),
            "entries": entries_of(export),
            "origin": export.origin,
        }
        who = (
            say("You are responsible for it.")
            if self.is_own
            else say("It is offered to {who}, who answers that.", who=self.who)
        )
        if dry_run:
            arrives = say(
                "Would arrive: journey {journey}, {entries}, from the log {origin}.", **facts
            )
            return (arrives, who, say("This was a dry run: nothing was stored."))
        return (say("Arrived: journey {journey}, {entries}, from the log {origin}.", **facts), who)
