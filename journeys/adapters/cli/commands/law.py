"""Commands that look up the law, check a file of it, and seal it in the store.

Only `adopt` writes. `list` asks the store that is there what it has sealed, and makes none.
"""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import SeenOn
from journeys.adapters.cli.input.completing import of_book
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.dates import today
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused, StoreError
from journeys.projections.law_seal import EditionSeal

app = typer.Typer(help="The rules and where each was read; check a file before it is used.")


@app.command("list")
def list_(
    ctx: typer.Context,
    *,
    on: SeenOn,
    every: Annotated[
        bool, typer.Option("--all", help="Also the rules that do not hold on that day.")
    ] = False,
) -> None:
    """Regler: the rules that hold on a day, how sure each is, and whether the store sealed them."""
    from journeys.adapters.cli.output import laws
    from journeys.adapters.cli.output.forms import rules as forms

    run = session(ctx)
    run.answer(laws.rules(run.book.law, on, _seals(run), every=every), forms.rules)


@app.command()
def show(
    ctx: typer.Context,
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE",
            autocompletion=of_book(lambda book: book.law.rules_by_id),
            help="The rule: its id, as list shows it.",
        ),
    ],
) -> None:
    """Regel: what a rule says, from when to when, in each edition, and where that was read."""
    from journeys.adapters.cli.output import laws
    from journeys.adapters.cli.output.forms import rules as forms
    from journeys.adapters.files.problems import did_you_mean

    run = session(ctx)
    known = {each.id for each in run.book.law.rules}
    if rule not in known:
        raise Refused(
            "rule-unknown",
            "There is no such rule.{hint} `journeys law list --all` names them all.",
            hint=did_you_mean(rule, sorted(known)),
        )
    run.answer(laws.rule(run.book.law, rule), forms.rule)


@app.command()
def check(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Rules, rates, or a municipality's own file.")
    ],
) -> None:
    """Gennemse: show every fault of a law file, and what it would change; nothing is changed."""
    from journeys.adapters.files.law_file import check_law_file

    run = session(ctx)
    found = check_law_file(file, date.fromisoformat(today()))
    changes = [f"- {say(each)}" for each in found.changes]
    usable = say(
        "This file can be used ({kind}, {says}). New in it:", kind=found.kind, says=found.says
    )
    lines = [usable, *(changes or [say("Nothing: it says what is known already.")])]
    run.tell(found.model_dump(mode="json"), "\n".join(lines))


@app.command()
def adopt(ctx: typer.Context) -> None:
    """Forsegl: seal the law in use in the store, each edition with its digest; once is enough."""
    run = session(ctx)
    with run.journeys() as journeys:
        sealed = journeys.seal.adopt_law()
    facts = [{"edition": f"{each.edition}", "digest": each.digest} for each in sealed]
    lines = [
        say("Sealed: the law as read on {edition}, digest {digest}", **each._asdict())
        for each in sealed
    ] or [say("Nothing new: every edition of the law is sealed here.")]
    run.tell({"sealed": facts}, "\n".join(lines))


def _seals(run: Session) -> tuple[EditionSeal, ...] | None:
    """Return what the store has sealed of each edition; None where there is none to ask."""
    try:
        with run.journeys() as journeys:
            return journeys.seal.law()
    except StoreError:
        return None  # the rules are answered without a store; `status` says what is wrong with it
