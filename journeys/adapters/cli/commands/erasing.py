"""The command that erases a person (crypto-shredding), and the one that shows the receipt.

It cannot be taken back, so what would go is shown first.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import RECORD, JourneyArgument, On, RequestId, Yes
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.prompting import somebody_is_there, typed_again
from journeys.adapters.cli.output.danish import command
from journeys.adapters.words.ids import SHOWN, short
from journeys.adapters.words.language import say, say_of
from journeys.adapters.words.names import role_name
from journeys.domain.erasure import ErasedCounts, Receipt
from journeys.domain.errors import Refused
from journeys.domain.message import Message, MessageList

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.domain.vocabulary import JourneyId

app = typer.Typer()
receipts = typer.Typer()

NOT_REACHED = MessageList(
    (
        Message("backups and other copies of this store"),
        Message("what was exported or printed"),
        Message(
            "a PostgreSQL server's own files, until VACUUM FULL rewrites them, and its archives"
        ),
    )
)
BY_ID = Message(
    "Type the first {count} signs of the id to erase; anything else leaves all as it is: ",
    count=SHOWN,
)
BY_NAME = Message("Type the name in full to erase; anything else leaves all as it is: ")


@app.command(rich_help_panel=RECORD)
def erase(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why now; it stays, in the receipt.")],
    authority: Annotated[
        str,
        typer.Option(metavar="TEXT", help="The legal basis: name the archive, or the rule."),
    ],
    on: On,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, and erase nothing.")
    ] = False,
    yes: Yes = False,
    request_id: RequestId = None,
) -> None:
    """Slet en borger: erase all that is kept of a person, for ever.

    It shows what would go and who it is, and asks for the name. It is for
    managers: --role manager, before the command.
    """
    run = session(ctx)
    if not (dry_run or yes or somebody_is_there()):
        raise TyperException(
            "Erasing cannot be taken back, and nobody is there to be asked. Look at what would go "
            "with --dry-run, then give --yes"
        )
    with run.journeys() as journeys:
        journey_id = run.journey(journeys, journey)

        def erased(store: "Journeys") -> Receipt:
            return store.persons.erase(
                journey_id,
                reason=reason,
                authority=authority,
                on=on,
                actor=run.actor,
                request_id=request_id,
            )

        if dry_run or not yes:
            would = erased(journeys.rehearsing())
            seen = "\n".join(_would_go(would))
            if dry_run:
                was_dry = say("This was a dry run: all is as it was.")
                run.tell(_would_go_facts(would), f"{seen}\n{was_dry}")
                return
            typer.echo(seen, err=True)
            name = _name(run, journeys, journey_id, reason)
            if name is not None:
                typer.echo(say("Their name: {name}", name=name), err=True)
            question, expected = (BY_ID, short(journey_id)) if name is None else (BY_NAME, name)
            if not typed_again(say(question), expected):
                raise Refused("not-confirmed", "Something else was typed. Nobody was erased.")
        receipt = erased(journeys)
    run.tell(receipt_facts(receipt), "\n".join([say("Erased."), *_lines(receipt)]))


@receipts.command("receipt")
def show_receipt(ctx: typer.Context, journey: JourneyArgument) -> None:
    """Kvittering: who erased a person, when and on what ground."""
    run = session(ctx)
    with run.journeys() as journeys:
        receipt = journeys.persons.receipt(run.journey(journeys, journey))
    if receipt is None:
        raise Refused("no-receipt", "Nobody was erased under that id, so there is no receipt.")
    run.tell(receipt_facts(receipt), "\n".join(_lines(receipt)))


def _name(run: Session, journeys: "Journeys", journey: "JourneyId", reason: str) -> str | None:
    """Return who is to be erased; None where nobody is identified, or the role may not see it.

    It is a look, which is logged: the reason of the erasure is its purpose where none is given.
    """
    try:
        who = journeys.seen_by(run.actor, run.why or reason).identity(journey)
    except Refused:
        return None
    return None if who is None else who.name


def _would_go(receipt: Receipt) -> Iterator[str]:
    yield say("The person of journey {journey} would be erased, for ever.", journey=receipt.journey)
    yield say(
        "Gone: {gone}; the looks at them, and the requests remembered.", gone=_gone(receipt.gone)
    )
    yield say(
        "What stays: the {entries} sealed entries, which nobody can read, so that every proof "
        "still holds; and a receipt of who erased, when and on what ground.",
        entries=receipt.gone.entries,
    )
    yield say("Not reached: {things}.", things=NOT_REACHED)
    yield say(
        "To close the backups too, rotate the master key afterwards (journeys keys rotate) and "
        "destroy the old one."
    )


def _would_go_facts(receipt: Receipt) -> dict[str, Any]:
    return {
        "journey": str(receipt.journey),
        "dry_run": True,
        "gone": receipt.gone._asdict(),
        "stays": {"sealed_entries": receipt.gone.entries, "receipts": 1},
        "not_reached": list(NOT_REACHED),
    }


def receipt_facts(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt for scripts."""
    erasure = receipt.erasure
    return {
        "journey": str(receipt.journey),
        "entry": receipt.version,
        "position": receipt.position,
        "recorded_at": None if receipt.recorded_at is None else receipt.recorded_at.isoformat(),
        "actor": receipt.actor,
        "role": receipt.role,
        "on": erasure.on.isoformat(),
        "reason": erasure.reason,
        "authority": erasure.authority,
        "gone": receipt.gone._asdict(),
    }


def _lines(receipt: Receipt) -> Iterator[str]:
    on, at = receipt.erasure.on, receipt.recorded_at
    yield say("Receipt: the person of journey {journey} was erased.", journey=receipt.journey)
    facts = (
        say("When: {on}", on=on)
        if at is None
        else say("When: {on}, recorded {at}", on=on, at=at.astimezone()),
        say("By: {who}, {role}", who=receipt.actor, role=role_name(receipt.role)),
        say("Reason: {reason}", reason=receipt.erasure.reason),
        say("Authority: {authority}", authority=receipt.erasure.authority),
        say("Gone: {gone}", gone=_gone(receipt.gone)),
        say(
            "Sealed as entry {entry}, at position {position} of the log.",
            entry=receipt.version,
            position=receipt.position,
        ),
    )
    yield from (f"  {fact}" for fact in facts)
    proof = command("journeys audit prove", short(receipt.journey), receipt.version)
    yield say("Prove that with: {command}", command=proof)


def _gone(gone: ErasedCounts) -> str:
    return ", ".join(
        (
            say_of(gone.entries, "what {count} entry says", "what {count} entries say"),
            say_of(gone.rows, "{count} row of the read tables", "{count} rows of the read tables"),
            say_of(gone.numbers, "{count} number with the name", "{count} numbers with the name"),
        )
    )
