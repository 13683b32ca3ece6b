"""Commands about the seal: anybody can verify with them that nothing recorded was altered."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import JourneyArgument
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.each_municipality import each_municipality
from journeys.adapters.cli.output.danish import shown
from journeys.adapters.cli.output.errors import REFUSED
from journeys.adapters.cli.output.law_seals import explanation_lines, seal_lines
from journeys.adapters.cli.output.left_out import clock_lines
from journeys.adapters.files.problems import read_text
from journeys.adapters.words.language import say, say_of
from journeys.app.ports.sealing import LOGS, Consistency, Verdict, Witnessed
from journeys.domain.message import Message
from journeys.projections.law_seal import WRONG

WITHOUT_KEYS = Message(
    "Not verified without the master key: that the bodies open, the keys of the persons and the "
    "employers, who the persons are, the requests, the reactors, what moved here, and the marks of "
    "the law."
)

app = typer.Typer()


LOG = Choice("log", LOGS, Message("There is no such log; there are: {known}."))
_OPTION = typer.Option("--log", **one_of(LOG) | {"metavar": "LOG"}, help="Of which log: {choices}.")
Log = Annotated[str, _OPTION]
OneLog = Annotated[str | None, _OPTION]


@app.command()
@each_municipality
def checkpoint(ctx: typer.Context, *, log: OneLog = None) -> None:
    """Kontrolpunkt: a signed, dated note of where all logs stand. Let somebody else keep it.

    With --log of one log alone.
    """
    run = session(ctx)
    with run.journeys() as journeys:
        note, key = journeys.seal.checkpoint(log), journeys.seal.key(log or LOGS[0])
    run.tell({"checkpoint": note, "key": key}, note.rstrip("\n"))


@app.command()
def key(ctx: typer.Context, *, log: Log = "journeys") -> None:
    """Nøgle: the public key that checkpoints are verified with, as others need it."""
    run = session(ctx)
    with run.journeys() as journeys:
        public = journeys.seal.key(log)
    run.tell({"key": public}, public)


@app.command()
@each_municipality
def verify(
    ctx: typer.Context,
    *,
    checkpoints: Annotated[
        list[Path] | None,
        typer.Option(
            "--checkpoint",
            metavar="FILE",
            help="A checkpoint kept elsewhere; may be given several times.",
        ),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            "--key",
            metavar="KEY",
            help="Verify a copy without its master key: by the public key alone (audit key).",
        ),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            "--policy",
            metavar="FILE",
            help="Who must have cosigned each checkpoint (C2SP tlog-policy).",
        ),
    ] = None,
) -> None:
    """Efterprøv: recompute the seal of every entry, and compare the law with what was sealed.

    Also who the persons are, their keys, the requests, the reactors and the schema, as
    far as each was sealed. Ends with 1 where anything is wrong: the first fault of each
    log is named, or a law file that was changed under the name of an old edition.
    """
    run = session(ctx)
    if policy is not None and not checkpoints:
        raise TyperException("--policy: give the checkpoint that it asks for, --checkpoint FILE.")
    notes = [read_text(file) for file in checkpoints or ()]
    asked = None if policy is None else read_text(policy)
    if key is not None:
        _verify_copy(run, key, notes, asked)
        return
    with run.journeys() as journeys:
        witnessed = () if asked is None else journeys.seal.witnessed(notes, asked)
        verdicts = journeys.seal.verify(notes)
        # What a log holds that was altered says nothing about the law.
        broken = any(each.log == "law" and each.fault for each in verdicts)
        seals = () if broken else journeys.seal.verify_law()
        ahead = journeys.maintenance.clock_ahead()
    lines = [line for seal in seals for line in (*seal_lines(seal), *explanation_lines(seal))]
    run.tell(
        {
            "verdicts": [each.model_dump(mode="json") for each in verdicts],
            "law": [each.model_dump(mode="json") for each in seals],
            "clock_ahead": [each.model_dump(mode="json") for each in ahead],
            **_as_json(witnessed),
        },
        "\n".join(
            [
                *map(_verdict, verdicts),
                *map(_witnessed, witnessed),
                *clock_lines(ahead),
                *lines,
            ]
        ),
    )
    if any(each.fault for each in verdicts) or any(each.state in WRONG for each in seals):
        raise typer.Exit(REFUSED)


def _verify_copy(run: Session, key: str, notes: Sequence[str], policy: str | None) -> None:
    from journeys.adapters.cli.input.users_store import refuse_anothers
    from journeys.adapters.sql.seal.quorum import witnessed
    from journeys.adapters.wiring import verify_copy

    if run.file is not None:
        refuse_anothers(run.file)
    cosigned = () if policy is None else witnessed(notes, key, policy)
    verdicts = verify_copy(run.url, key, notes)
    found = {"verdicts": [each.model_dump(mode="json") for each in verdicts], "without_keys": True}
    lines = [*map(_verdict, verdicts), *map(_witnessed, cosigned), say(WITHOUT_KEYS)]
    run.tell({**found, **_as_json(cosigned)}, "\n".join(lines))
    if any(each.fault for each in verdicts):
        raise typer.Exit(REFUSED)


@app.command()
def prove(
    ctx: typer.Context,
    journey: JourneyArgument,
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="The entry, as timeline shows it.")
    ],
) -> None:
    """Bevis: prove that an entry stands in the log; the proof needs no database (tlog-proof)."""
    run = session(ctx)
    with run.journeys() as journeys:
        proof = journeys.seal.prove(run.journey(journeys, journey), number)
    run.tell(proof.model_dump(mode="json"), proof.text.rstrip("\n"))


@app.command()
def consistency(
    ctx: typer.Context,
    one: Annotated[Path, typer.Argument(metavar="FILE", help="A checkpoint.")],
    other: Annotated[Path, typer.Argument(metavar="FILE", help="Another of the same log.")],
) -> None:
    """Vækst: prove that each log grew from one checkpoint to the other, and nothing changed.

    With --json as `journeys audit witness` reads it.
    """
    run = session(ctx)
    notes = read_text(one), read_text(other)
    with run.journeys() as journeys:
        proofs = journeys.seal.consistency(*notes)
    lines = [line for proof in proofs for line in (_growth(proof), *proof.hashes)]
    run.tell({"proofs": [each.model_dump(mode="json") for each in proofs]}, "\n".join(lines))


def _growth(proof: Consistency) -> str:
    return say(
        "{log}: the log of {new} entries begins with all {old}. The proof:",
        log=shown("choices", "log", proof.log),
        new=proof.new,
        old=proof.old,
    )


def _as_json(witnessed: Sequence[Witnessed]) -> dict[str, object]:
    """Return who cosigned, where it was asked; an answer without it is as it always was."""
    return {"witnessed": [each.model_dump(mode="json") for each in witnessed]} if witnessed else {}


def _witnessed(checkpoint: Witnessed) -> str:
    by = ", ".join(
        say("{name} ({at})", name=each.name, at=each.at.astimezone())
        for each in checkpoint.cosigned
    )
    return say(
        "Checkpoint of {entries} entries: cosigned by as many as the policy asks for: {by}",
        entries=checkpoint.entries,
        by=by or say("nobody"),
    )


def _verdict(verdict: Verdict) -> str:
    log = shown("choices", "log", verdict.log)
    if verdict.fault is not None and verdict.fault.position is None:
        return say("{log}: wrong: {what}.", log=log, what=verdict.fault.what)
    if verdict.fault is not None:
        return say(
            "{log}: wrong at position {position}: {what}.",
            log=log,
            position=verdict.fault.position,
            what=verdict.fault.what,
        )
    facts = {"log": log, "entries": verdict.entries, "root": verdict.root}
    if not verdict.checkpoints:
        return say("{log}: all {entries} entries hold. Head: {root}", **facts)
    return say_of(
        verdict.checkpoints,
        "{log}: all {entries} entries hold, and {count} checkpoint with it. Head: {root}",
        "{log}: all {entries} entries hold, and {count} checkpoints with it. Head: {root}",
        **facts,
    )
