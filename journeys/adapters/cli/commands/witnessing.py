"""Commands of a witness, who holds no store: it cosigns the checkpoints of others."""

from pathlib import Path
from typing import Annotated

import typer

from journeys.adapters.cli.input.context import session
from journeys.adapters.files.problems import read_text

app = typer.Typer()

State = Annotated[
    Path,
    typer.Option(
        "--state",
        metavar="FOLDER",
        help="The folder of the witness: its key, and what it has seen. Keep no old copies of it.",
    ),
]


@app.command()
def witness(
    ctx: typer.Context,
    checkpoint: Annotated[Path, typer.Argument(metavar="FILE", help="The checkpoint.")],
    *,
    state: State,
    proofs: Annotated[
        list[Path] | None,
        typer.Option(
            "--proof",
            metavar="FILE",
            help="A proof of growth (--json audit consistency); may be given several times.",
        ),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            "--key",
            metavar="KEY",
            help="The public key of the store (audit key), the first time.",
        ),
    ] = None,
) -> None:
    """Bevidn: cosign the checkpoint of another store, if it follows from the last one seen.

    Each log in it must begin with all that was seen of it. The checkpoint is
    printed with two lines more (C2SP tlog-cosignature), for the municipality.
    """
    from datetime import UTC, datetime

    from journeys.adapters.files.witness_folder import cosign, read_proofs

    run = session(ctx)
    note = read_text(checkpoint)
    grown = [each for file in proofs or () for each in read_proofs(file)]
    cosigned = cosign(state, note, key, grown, int(datetime.now(UTC).timestamp()))
    run.tell({"checkpoint": cosigned}, cosigned.rstrip("\n"))


@app.command("witness-key")
def witness_key(
    ctx: typer.Context,
    *,
    state: State,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="What the new witness is called, to make it."),
    ] = None,
) -> None:
    """Vidnenøgle: the public keys of a witness, for policies; with --name it is made first.

    One of the type Ed25519, and one of the type ML-DSA-44.
    """
    import os

    from journeys.adapters.files.witness_folder import cosigner_of, make_cosigner

    run = session(ctx)
    found = cosigner_of(state) if name is None else make_cosigner(state, name, os.urandom(64))
    keys = [each.text for each in found.keys]
    run.tell({"name": found.name, "keys": keys}, "\n".join(keys))
