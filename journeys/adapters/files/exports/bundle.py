"""Write the folder of a bundle: the seal of a store, for an auditor who never sees its database.

`verify_bundle.py` in it reads it. It holds no id, no name and no words of anybody.
"""

import json
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from itertools import islice
from pathlib import Path

from journeys.adapters.files.private_files import write_private_parts
from journeys.adapters.files.whole_files import whole_folder
from journeys.app.ports.bundles import Bundle, BundledLog, EditionEntry
from journeys.app.ports.maintenance import Progress, silent

FORMAT = "journeys bundle v1"
VERIFIER = "verify_bundle.py"
PIECE = 4096  # leaves in memory at once

README = """\
Forseglingen af en database med forløb, til en revisor. Databasen bliver, hvor den er.

Mappen viser ingen personer: her er ingen navne, numre, forløb, brugere, formål eller ord. Den
viser, hvor mange indførsler hver log har, hvilke udgaver af loven der blev brugt, og hvornår den er
lavet.

about.json        format, dato, version, og hvor mange indførsler hver log har
key.txt           den offentlige nøgle
checkpoint.txt    den underskrevne note om, hvor alle logge stod (C2SP tlog-checkpoint)
head-LOG.txt      den underskrevne note, som loggens sidste indførsel efterlod
leaves-LOG.txt    en linje for hver indførsel: dens hash (RFC 6962) i hexadecimal
editions.jsonl    en linje for hver udgave af loven: dens digest, som den blev forseglet
verify_bundle.py  efterprøver det hele, med Python og pakken cryptography alene:

    python3 verify_bundle.py . --key KEY --checkpoint FILE --before FOLDER

KEY er nøglen, som kommunen har offentliggjort. Få den ad en anden vej end denne mappe. FILE er et
kontrolpunkt, som du har gemt, og FOLDER en tidligere mappe som denne; begge kan gives flere gange.
Det er sikrere også at hente verify_bundle.py et andet sted. Gem mappen til næste gang.

The seal of a store of journeys, for an auditor. The database stays where it is.

This folder shows nobody: it holds no name, number, journey, user, purpose or words. It shows how
many entries each log has, which editions of the law were used, and when it was made.

about.json        format, date, version, and how many entries each log has
key.txt           the public key
checkpoint.txt    the signed note of where all logs stood (C2SP tlog-checkpoint)
head-LOG.txt      the signed note that the last entry of the log left
leaves-LOG.txt    a line for each entry: its hash (RFC 6962) in hexadecimal
editions.jsonl    a line for each edition of the law: its digest, as it was sealed
verify_bundle.py  checks all of it, with Python and its package cryptography alone:

    python3 verify_bundle.py . --key KEY --checkpoint FILE --before FOLDER

KEY is the key that the municipality has published. Get it by another way than this folder. FILE is
a checkpoint that you kept, and FOLDER an earlier folder like this; both may be given several times.
It is safer to get verify_bundle.py from somewhere else, too. Keep the folder for the next time.
"""


def write_bundle(bundle: Bundle, folder: Path, progress: Progress = silent) -> None:
    """Write a bundle into a new folder that only its owner may read; all of it, or nothing.

    `progress` is told how many leaves of all are written. Refused: folder-not-empty,
    folder-unusable. Raises BrokenHistory where an entry is not what was sealed.
    """
    with whole_folder(folder) as draft:
        for name, parts in _files(bundle, progress):
            write_private_parts(draft / name, parts)


def _files(bundle: Bundle, progress: Progress) -> Iterator[tuple[str, Iterable[bytes]]]:
    header = {
        "format": FORMAT,
        "date": f"{bundle.at:%Y-%m-%dT%H:%M:%S.%f}Z",
        "entries": {log.name: log.entries for log in bundle.logs},
        "version": version("journeys"),
    }
    yield "about.json", [f"{json.dumps(header, indent=2)}\n".encode()]
    yield "key.txt", [f"{bundle.key}\n".encode()]
    yield "checkpoint.txt", [bundle.checkpoint.encode()]
    yield "README.txt", [README.encode()]
    yield VERIFIER, [files(__package__).joinpath(VERIFIER).read_bytes()]
    yield "editions.jsonl", map(_line, bundle.editions)
    done, total = 0, sum(log.entries for log in bundle.logs)
    for log in bundle.logs:
        yield f"head-{log.name}.txt", [log.note.encode()]
        yield f"leaves-{log.name}.txt", _leaves(log, done, total, progress)
        done += log.entries


def _leaves(log: BundledLog, done: int, total: int, progress: Progress) -> Iterator[bytes]:
    while some := list(islice(log.leaves, PIECE)):
        done += len(some)
        progress(done, total)
        yield "".join(f"{leaf.hex()}\n" for leaf in some).encode()


def _line(entry: EditionEntry) -> bytes:
    return f"{json.dumps(entry._asdict())}\n".encode()
