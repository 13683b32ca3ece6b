"""Commands about reactors: how far each is behind, and what becomes of what was not delivered."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import TyperException

from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.prompting import somebody_is_there, typed_again
from journeys.adapters.words.language import say, say_of
from journeys.domain.errors import Refused
from journeys.domain.message import Message

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.app.ports.reactors import Reaction, ReactorStatus

STATES = {
    "running": Message("running"),
    "stopped": Message("stopped"),
    "silent": Message("not heard of for 30 seconds or more: its process hangs or was killed"),
}
QUESTION = Message("Type the position to skip it; anything else leaves all as it is: ")

app = typer.Typer(
    help="Reactors: how far each is behind, and what it could not deliver.",
    invoke_without_command=True,
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The reactor, as the list names it.")]
Position = Annotated[
    int, typer.Argument(metavar="POSITION", help="The undelivered entry, as the list says.")
]


@app.callback()
def reactors(ctx: typer.Context) -> None:
    """Reaktorer: how far each is behind, and what it could not deliver."""
    if ctx.invoked_subcommand is None:
        show(ctx)


@app.command("list")
def show(ctx: typer.Context) -> None:
    """Reaktorer: how far each is behind the log, its dead letters, and when it tries again."""
    run = session(ctx)
    with run.journeys() as journeys:
        found = journeys.reactors.status()
    lines = [line for each in found for line in _lines(each)]
    run.tell(
        {"reactors": [_facts(each) for each in found]},
        "\n".join(lines or [say("This store has no reactors.")]),
    )


@app.command()
def retry(ctx: typer.Context, name: Name, position: Position) -> None:
    """Prøv igen: have an undelivered entry tried again, as soon as its reactor runs."""
    run = session(ctx)
    with run.journeys() as journeys:
        reaction = journeys.reactors.retry(name, position)
    run.tell(
        {"reactor": name, **_failed(reaction)},
        say("It is tried again as soon as the reactor runs."),
    )


@app.command()
def skip(
    ctx: typer.Context,
    name: Name,
    position: Position,
    *,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why; it is stored in the clear, so name nobody.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be skipped, and skip nothing.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing: for scripts, after a dry run.")
    ] = False,
) -> None:
    """Spring over: give an undelivered entry up, so that its reactor is never told of it.

    It says what would be skipped, and asks. It cannot be taken back.
    """
    run = session(ctx)
    if not (dry_run or yes or somebody_is_there()):
        raise TyperException(
            "Skipping cannot be taken back, and nobody is there to be asked. Look at what would "
            "be skipped with --dry-run, then give --yes"
        )
    with run.journeys() as journeys:

        def skipped(store: "Journeys") -> "Reaction":
            return store.reactors.skip(name, position, actor=run.actor, reason=reason)

        if dry_run or not yes:
            would = skipped(journeys.rehearsing())
            seen = say(
                "The entry at position {position} would never be delivered to {name}. The "
                "last error was {error}; tries: {attempts}.",
                position=position,
                name=name,
                error=would.error,
                attempts=would.attempts,
            )
            if dry_run:
                was_dry = say("This was a dry run: all is as it was.")
                run.tell({"reactor": name, **_failed(would), "dry_run": True}, f"{seen}\n{was_dry}")
                return
            typer.echo(seen, err=True)
            if not typed_again(say(QUESTION), str(position)):
                raise Refused("not-confirmed", "Something else was typed. Nothing was skipped.")
        reaction = skipped(journeys)
    run.tell({"reactor": name, **_failed(reaction)}, say("It is skipped."))


def _facts(status: "ReactorStatus") -> dict[str, Any]:
    return {
        "name": status.name,
        "state": status.state,
        "position": status.position,
        "lag": status.lag,
        "lag_seconds": status.lag_time.total_seconds(),
        "last_delivery": _moment(status.last_delivery),
        "last_seen": _moment(status.last_seen),
        "waiting": None if status.waiting is None else _failed(status.waiting),
        "dead_letters": [_failed(each) for each in status.letters],
    }


def _failed(reaction: "Reaction") -> dict[str, Any]:
    skipped_by = reaction.skipped_by
    return {
        "position": reaction.position,
        "outcome": reaction.outcome,
        "error": reaction.error,
        "attempts": reaction.attempts,
        "at": _moment(reaction.at),
        "next_try": _moment(reaction.next_try),
        "skipped_by": skipped_by and {"name": skipped_by.name, "role": skipped_by.role},
        "reason": reaction.reason,
    }


def _moment(moment: Any) -> str | None:  # noqa: ANN401 - a datetime, or None
    return None if moment is None else moment.isoformat()


def _lines(status: "ReactorStatus") -> Iterator[str]:
    yield say(
        "{name}: {state}. Position {position}.",
        name=status.name,
        state=STATES[status.state],
        position=status.position,
    )
    if status.lag:
        waited = round(status.lag_time.total_seconds())
        yield "  " + say_of(
            status.lag,
            "{count} entry has waited for {waited} seconds.",
            "{count} entries wait, the oldest for {waited} seconds.",
            waited=waited,
        )
    if status.last_delivery is not None:
        yield "  " + say("Last delivery: {at}.", at=status.last_delivery.astimezone())
    if status.waiting is not None:
        yield "  " + _failure(Message("It waits at position {position}"), status.waiting)
    for letter in status.letters:
        yield "  " + _failure(Message("Dead letter at position {position}"), letter)


def _failure(what: Message, reaction: "Reaction") -> str:
    line = say(
        "{what}: {error}. Tries: {attempts}, the last {at}.",
        what=say(what, position=reaction.position),
        error=reaction.error,
        attempts=reaction.attempts,
        at=reaction.at.astimezone(),
    )
    if reaction.next_try is None:
        return line
    return f"{line} {say('Next try: {at}.', at=reaction.next_try.astimezone())}"
