"""Write the folder of an export. `read.py` reads it."""

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from journeys.adapters.files.private_files import write_private
from journeys.adapters.files.whole_files import whole_folder
from journeys.adapters.sql.proofs.notes import encoded
from journeys.adapters.sql.seal.exported import ABOUT, CHECKPOINT, ENTRIES
from journeys.app.ports.moving import Export

FORMATS = ("journeys export v1", "journeys export v2")
"""The newest last. From the second on a body may have a commitment, as new ones have."""
VERIFIER = "verify_export.py"

README = """\
Et forløb, taget ud med sine beviser.

HEMMELIGT: mappen rummer alt, der står i borgerens forløb, i læselig form, og den nøgle, der åbner
det. Den er lige så fortrolig som det, den siger. Send den krypteret, og slet den efter brug.

A journey ({stream}), exported from the log {origin} with its proofs.

SECRET: this folder holds everything in a citizen's journey in readable form, and the key that opens
what is sealed. Keep it as secret as its content. Send it encrypted, and delete it after use.

export.json       the journey, the log it comes from, that log's public key, and the data key
checkpoint.txt    the signed note of where the log stood (C2SP tlog-checkpoint)
entries.jsonl     a line for each entry: as it was sealed, its proof, and what it says
verify_export.py  checks all of it, with Python and its package cryptography alone:

    python3 verify_export.py . --key KEY

KEY is the log's public key. Get it from the municipality that the journey comes from, by another
way than this folder. It is safer to get verify_export.py from somewhere else, too.
"""


def write_export(export: Export, folder: Path) -> None:
    """Write an export into a new folder that only its owner may read; all of it, or nothing.

    Refused: folder-not-empty, folder-unusable.
    """
    with whole_folder(folder) as draft:
        for name, content in _files(export):
            write_private(draft / name, content)


def _files(export: Export) -> Iterator[tuple[str, bytes]]:
    header = {
        "format": FORMATS[-1],
        "stream": str(export.journey),
        "origin": export.origin,
        "key": export.key,
        "data_key": encoded(export.data_key),
        "entries": len(export.entries),
    }
    readme = README.format(stream=export.journey, origin=export.origin)
    yield ABOUT, f"{json.dumps(header, ensure_ascii=False, indent=2)}\n".encode()
    yield CHECKPOINT, export.checkpoint.encode()
    yield ENTRIES, "".join(_lines(export)).encode()
    yield "README.txt", readme.encode()
    yield VERIFIER, files(__package__).joinpath(VERIFIER).read_bytes()


def _lines(export: Export) -> Iterator[str]:
    for each in export.entries:
        line = {
            "position": each.position,
            "stream": str(export.journey),
            "version": each.version,
            "kind": each.kind,
            "recorded_us": each.recorded_us,
            "body": encoded(each.body),
            "proof": [encoded(one) for one in each.proof],
            "entry": each.entry,
        }
        yield f"{json.dumps(line, ensure_ascii=False)}\n"
