"""The command that records the lines of a file: all of them, or with --keep-going what it can."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from journeys.adapters.cli.input.arguments import RECORD
from journeys.adapters.cli.input.batch.commands import line_commands, names
from journeys.adapters.cli.input.batch.file import read_lines
from journeys.adapters.cli.input.batch.recording import LineResult, record_lines
from journeys.adapters.cli.input.confirming import Confirmed
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.output import errors
from journeys.adapters.cli.output.progress import counted
from journeys.adapters.system_reasons import system_reason
from journeys.adapters.words.language import say
from journeys.domain.errors import InputUnreadable
from journeys.domain.message import Message

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys

app = typer.Typer()


@app.command("record", rich_help_panel=RECORD)
def record_file(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A table (CSV) or JSON lines, in UTF-8; - is stdin."),
    ],
    *,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say what each line would record; store nothing."),
    ] = False,
    keep_going: Annotated[
        bool,
        typer.Option("--keep-going", help="Report lines that are refused, and record the others."),
    ] = False,
) -> None:
    """Registrer en fil: record a file, in which each line is a command; all of them, or none.

    A line says which journey, which verb (subgoal set), which day (on), and what
    else the verb is asked with, named as its options. In a table these are the
    columns, with | between several values of one; in JSON lines each line is an
    object, and several values are a list.

    The same file again adds nothing: a line is known again by all that it says,
    or by its request-id.
    """
    run, script = session(ctx), ctx.find_root().command
    script.import_all()  # type: ignore[attr-defined] # it is the Script of script.py
    known = {each.verb: each for each in line_commands(script)}
    lines = read_lines(_content(file), names(known))
    with (
        run.recording(dry_run=dry_run) as opened,
        _recorded_on(opened, dry_run=dry_run, keep_going=keep_going) as journeys,
    ):
        recorded = record_lines(ctx, lines, known, journeys, keep_going=keep_going)
        with counted(recorded, len(lines)) as each:
            results = list(each)
    refused = [each.outcome for each in results if isinstance(each.outcome, errors.AtLine)]
    for error in refused:
        errors.tell(error, as_json=run.as_json, debug=False)
    facts = _facts(results, dry_run=dry_run)
    run.tell(facts, "\n".join(_lines(results, facts)))
    if refused:
        raise typer.Exit(errors.REFUSED)


def _content(file: Path) -> bytes:
    """Return the content of a file, or of stdin. Raises InputUnreadable."""
    try:
        if str(file) != "-":
            return file.read_bytes()
    except OSError as error:
        raise InputUnreadable(
            [
                Message(
                    "This file cannot be opened: {why}. Look at its name and folder.",
                    why=system_reason(error),
                )
            ]
        ) from None
    return b"" if sys.stdin is None else sys.stdin.buffer.read()


@contextmanager
def _recorded_on(opened: "Journeys", *, dry_run: bool, keep_going: bool) -> Iterator["Journeys"]:
    """Yield the journeys on which the lines are recorded: in one transaction, or each in its own.

    A rehearsal is one transaction, too, so that each line sees what those before it would record.
    """
    if keep_going and not dry_run:
        yield opened
        return
    with (opened.rehearsing() if dry_run else opened).unit_of_work() as together:
        yield together


def _facts(results: Sequence[LineResult], *, dry_run: bool) -> dict[str, Any]:
    refused = sum(isinstance(each.outcome, errors.AtLine) for each in results)
    already = sum(each.already for each in results)
    return {
        "recorded": len(results) - already - refused,
        "already": already,
        "refused": refused,
        "dry_run": dry_run,
        "lines": [_facts_of(each, dry_run=dry_run) for each in results],
    }


def _facts_of(result: LineResult, *, dry_run: bool) -> dict[str, Any]:
    line = {"line": result.line, "verb": result.verb}
    if isinstance(result.outcome, errors.AtLine):
        return line | errors.facts(result.outcome)
    return line | {"already": result.already} | replace(result.outcome, dry_run=dry_run).facts


def _lines(results: Sequence[LineResult], facts: dict[str, Any]) -> Iterator[str]:
    if not facts["dry_run"]:
        yield say("Lines recorded: {count}.", count=facts["recorded"])
    else:
        for each in results:
            yield from _would(each)
        yield say("Lines that would be recorded: {count}.", count=facts["recorded"])
    for each in results:
        if isinstance(each.outcome, Confirmed):
            for warning in each.outcome.warnings:
                yield say("Line {line}: {warning}", line=each.line, warning=warning.line)
    if facts["already"]:
        yield say("Lines that were there already: {count}.", count=facts["already"])
    if facts["refused"]:
        yield say("Lines that were refused: {count}.", count=facts["refused"])
    if facts["dry_run"]:
        yield say("This was a dry run: nothing was stored.")


def _would(result: LineResult) -> Iterator[str]:
    if result.already:
        yield say("Line {line}: nothing new, this is recorded already.", line=result.line)
    elif isinstance(result.outcome, Confirmed):
        yield from (
            say("Line {line} would record: {what}", line=result.line, what=what)
            for what in result.outcome.happened
        )
