"""Commands that take back what was recorded on an employer, or erase all of it."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import DryRun, On, RequestId, Yes
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.dates import today
from journeys.adapters.cli.input.employers.arguments import EmployerArgument, Why
from journeys.adapters.cli.input.employers.choosing import employer_meant
from journeys.adapters.cli.input.employers.recording import AboutEmployer, record_by
from journeys.adapters.cli.input.prompting import is_confirmed, somebody_is_there, typed_again
from journeys.adapters.cli.input.recording import TypedRequest
from journeys.adapters.words.ids import SHOWN, short
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused
from journeys.domain.vocabulary import EmployerId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from journeys.app.journeys import Journeys
    from journeys.domain.employers.history import EmployerEntry
    from journeys.domain.erasure import Receipt

app = typer.Typer()


@app.command("retract")
def retract_entry(
    ctx: typer.Context,
    employer: EmployerArgument,
    entry: Annotated[
        int | None,
        typer.Argument(
            metavar="ENTRY",
            show_default="your latest",
            help="The entry, as employer timeline shows it.",
        ),
    ] = None,
    *,
    why: Why,
    on: On,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Annuller: take an entry of an employer back. It stays readable."""
    run, number = session(ctx), entry
    if number is None and not run.may_ask:
        raise TyperException("Nobody is there to be asked. Say which entry.")

    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        about = employer_meant(run, journeys, employer, date.fromisoformat(today()))
        which = number or _latest(run, journeys, about.employer, about.name)
        return AboutEmployer(about.employer, about.name, {"entry": which})

    def recorded(
        journeys: "Journeys",
        about: AboutEmployer,
        sure: "Sequence[str]",
    ) -> "Sequence[EmployerEntry]":
        return journeys.employers.retract(
            about.employer,
            entry=about.arguments["entry"],
            why=why,
            on=on,
            actor=run.actor,
            request_id=request_id,
            sure=sure,
        )

    record_by(ctx, TypedRequest(request_id, dry_run), resolving, recorded)


def _latest(run: Session, journeys: "Journeys", employer: EmployerId, name: str) -> int:
    """Return the newest entry of the actor that counts, once somebody agrees to retract it.

    Refused: nothing-to-undo, not-confirmed.
    """
    lines = run.at_employers(journeys).employer_timeline(employer).lines
    mine = [
        each
        for each in lines
        if each.actor == run.actor.name
        and each.retracted_by is None
        and each.kind != "entry-retracted"
    ]
    if not mine:
        raise Refused(
            "nothing-to-undo",
            "There is nothing that you recorded on this employer and that still counts. `journeys "
            "employer timeline` shows what others recorded.",
        )
    latest = max(mine, key=lambda each: each.entry)
    question = say(
        "The latest for {name}: {what}, {on}. Retract it? [y/N]: ",
        name=name,
        what=say(latest.professional),
        on=latest.on,
    )
    if not is_confirmed(question):
        raise Refused("not-confirmed", "Nothing was retracted.")
    return latest.entry


@app.command("erase")
def erase_employer(
    ctx: typer.Context,
    employer: EmployerArgument,
    *,
    why: Annotated[
        str, typer.Option("--why", metavar="TEXT", help="Why now; it stays, in the receipt.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, and erase nothing.")
    ] = False,
    yes: Yes = False,
    request_id: RequestId = None,
) -> None:
    """Slet en virksomhed: erase all that is kept of an employer, for ever.

    It shows what would go, and asks. It is for managers: --role manager, before the command.
    """
    run = session(ctx)
    if not (dry_run or yes or somebody_is_there()):
        raise TyperException(
            "Erasing cannot be taken back, and nobody is there to be asked. Look at what would go "
            "with --dry-run, then give --yes"
        )
    with run.journeys() as journeys:
        day = date.fromisoformat(today())
        key, name = employer_meant(run, journeys, employer, day)

        def erased(store: "Journeys") -> "Receipt":
            return store.employers.erase(key, actor=run.actor, why=why, request_id=request_id)

        if dry_run or not yes:
            would = erased(journeys.rehearsing())
            seen = "\n".join(_would_go(name, would))
            if dry_run:
                was_dry = say("This was a dry run: all is as it was.")
                run.tell({**_facts(key, would), "dry_run": True}, f"{seen}\n{was_dry}")
                return
            typer.echo(seen, err=True)
            question = say(
                "Type the first {count} signs of the id to erase; anything else leaves all as it "
                "is: ",
                count=SHOWN,
            )
            typer.echo(say("Its id: {employer}", employer=key), err=True)
            if not typed_again(question, short(key)):
                raise Refused("not-confirmed", "Something else was typed. Nothing was erased.")
        receipt = erased(journeys)
    run.tell(_facts(key, receipt), "\n".join([say("Erased."), *_gone(receipt)]))


def _would_go(name: str, receipt: "Receipt") -> Iterator[str]:
    yield say("All that is kept of {name} would be erased, for ever.", name=name)
    yield from _gone(receipt)
    yield say(
        "Where citizens worked stays in their own journeys, in the words that were recorded there."
    )


def _gone(receipt: "Receipt") -> Iterator[str]:
    gone = receipt.gone
    yield say("Entries: {entries}; rows: {rows}", entries=gone.entries, rows=gone.rows)


def _facts(key: EmployerId, receipt: "Receipt") -> dict[str, Any]:
    return {
        "employer": str(key),
        "entries": receipt.gone.entries,
        "rows": receipt.gone.rows,
        "why": receipt.erasure.reason,
    }
