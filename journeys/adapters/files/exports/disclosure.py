"""Write the folder of a disclosure: one entry for a court, and the script that checks it."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from journeys.adapters.files.private_files import write_private
from journeys.adapters.files.whole_files import whole_folder
from journeys.adapters.sql.proofs.notes import encoded
from journeys.app.ports.disclosing import Disclosure

FORMAT = "journeys disclosure v1"
VERIFIER = "verify_disclosure.py"

README = """\
Én indførsel i et forløb, fremlagt med sit bevis.

FORTROLIGT: words.json siger, hvad der blev registreret om en borger, og af hvem. Mappen åbner ingen
anden indførsel: der ligger ingen nøgle i den.

Efterprøv den med:  python3 verify_disclosure.py . --key NØGLE

Få NØGLE fra den kommune, som indførslen kommer fra, og ad en anden vej end mappen. Ret ikke i
words.json, og gem den ikke igen: den gælder tegn for tegn. Scriptet viser, at kommunens log
rummer indførslen, og at det er dens ord. Det viser ikke, at det, den siger, er rigtigt, og heller
ikke, at ingen senere indførsel annullerer eller retter den: spørg kommunen.

One entry of a journey ({stream}), disclosed from the log {origin} with its proof.

CONFIDENTIAL: words.json says what was recorded about a citizen, and by whom. The folder opens no
other entry: there is no key in it.

disclosure.json       the entry as it was sealed, its place, its proof, and the log's public key
checkpoint.txt        the signed note of where the log stood (C2SP tlog-checkpoint)
words.json            what the entry says, byte for byte; do not edit it or save it again
verify_disclosure.py  checks all of it, with Python and its package cryptography alone:

    python3 verify_disclosure.py . --key KEY

KEY is the log's public key. Get it from the municipality that the entry comes from, by another way
than this folder. It is safer to get verify_disclosure.py from somewhere else, too. With --witness
KEY it also asks that the witness of that key has cosigned the checkpoint.

It does not prove that what the entry says is so, nor that no later entry retracts or corrects it:
ask the municipality.{unproved}
"""

NO_COMMITMENT = """

This entry was sealed before sealed bodies held a hash of their words. Its place is proved: that an
entry of this kind was recorded then. It does not prove that words.json is what the entry says: that
is what the municipality states."""


def write_disclosure(disclosure: Disclosure, folder: Path) -> None:
    """Write a disclosure into a new folder that only its owner may read; all of it, or nothing.

    Refused: folder-not-empty, folder-unusable.
    """
    with whole_folder(folder) as draft:
        for name, content in _files(disclosure):
            write_private(draft / name, content)


def _files(disclosure: Disclosure) -> Iterator[tuple[str, bytes]]:
    about = {
        "format": FORMAT,
        "origin": disclosure.origin,
        "key": disclosure.key,
        "stream": str(disclosure.journey),
        "position": disclosure.position,
        "version": disclosure.version,
        "kind": disclosure.kind,
        "recorded_us": disclosure.recorded_us,
        "body": encoded(disclosure.body),
        "salt": encoded(disclosure.salt or b""),
        "proof": [encoded(each) for each in disclosure.proof],
    }
    readme = README.format(
        stream=disclosure.journey,
        origin=disclosure.origin,
        unproved=NO_COMMITMENT if disclosure.salt is None else "",
    )
    yield "disclosure.json", f"{json.dumps(about, ensure_ascii=False, indent=2)}\n".encode()
    yield "checkpoint.txt", disclosure.checkpoint.encode()
    yield "words.json", disclosure.words
    yield "README.txt", readme.encode()
    yield VERIFIER, files(__package__).joinpath(VERIFIER).read_bytes()
