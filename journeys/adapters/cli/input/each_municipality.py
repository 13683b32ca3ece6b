"""Upkeep of many municipalities: a command is run for one store after the other.

    @app.command()
    @each_municipality
    def status(ctx: typer.Context) -> None: ...

The command itself knows one store, that of its session, and answers with `tell` or `answer`.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import typer

from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.output import errors
from journeys.adapters.words.language import say

Command = Callable[..., None]


def each_municipality(command: Command) -> Command:
    """Return a command that is run for each municipality chosen, where a file lists them.

    What is said of each stands under its name; with --json it is one object on one line. One that
    fails does not stop the others. Ends with the highest exit code of them all.
    """

    @wraps(command)
    def run_each(ctx: typer.Context, **typed: Any) -> None:  # noqa: ANN401 - the command's own arguments
        run = session(ctx)
        if run.chosen is None:
            command(ctx, **typed)
            return
        codes, ends = run.chosen.codes, dict[str, int]()
        for nr, code in enumerate(codes, start=1):
            name = run.chosen.registry.names[code]
            if not run.as_json:
                heading = say(
                    "{code} {name} ({nr} of {count})",
                    code=code,
                    name=name,
                    nr=nr,
                    count=len(codes),
                )
                typer.echo(heading)
            ends[code] = _run_for(ctx, run, code, command, typed)
        run.chosen.registry.close()
        failed = [code for code, end in ends.items() if end]
        if failed and not run.as_json:
            names = ", ".join(f"{code} {run.chosen.registry.names[code]}" for code in failed)
            typer.echo(say("Look at: {names}", names=names), err=True)
        if failed:
            raise typer.Exit(max(ends.values()))

    return run_each


def _run_for(
    ctx: typer.Context, run: Session, code: str, command: Command, typed: dict[str, Any]
) -> int:
    """Run the command for one municipality; return its exit code."""
    assert run.chosen is not None  # noqa: S101 - for mypy
    answers, error, end = list[str](), None, 0
    alone = replace(run, chosen=run.chosen.alone(code))
    ctx.obj = replace(alone, out=answers.append) if run.as_json else alone
    try:
        command(ctx, **typed)
    except (BrokenPipeError, typer.Abort):
        raise
    except typer.Exit as ended:
        end = ended.exit_code
    except Exception as raised:
        error = errors.unwritten(raised) if isinstance(raised, OSError) else raised
        if isinstance(error, errors.Unwritten):
            raise error from raised
        end = errors.exit_code(error)
        if not run.as_json:
            errors.tell(error, as_json=False, debug=ctx.find_root().params["debug"])
    finally:
        ctx.obj = run
    if run.as_json:
        of_one = {
            "municipality": code,
            "name": run.chosen.registry.names[code],
            "exit_code": end,
            "answer": json.loads(answers[-1]) if answers else None,
            "error": None if error is None else errors.facts(error),
        }
        typer.echo(json.dumps(of_one, ensure_ascii=False))
    return end
