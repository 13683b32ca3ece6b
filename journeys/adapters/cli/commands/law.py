"""Commands that look up the law, and check a file of it. They open no store, and make none."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import SeenOn
from journeys.adapters.cli.input.completing import of_book
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.dates import today
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused

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
    """Regler: the rules that hold on a day, and how sure each of them is."""
    from journeys.adapters.cli.output import laws
    from journeys.adapters.cli.output.forms import rules as forms

    run = session(ctx)
    run.answer(laws.rules(run.book.law, on, every=every), forms.rules)


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
