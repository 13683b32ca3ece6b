"""Sikkerhedskopi: the folder of a backup. The key that opens it is never in it.

manifest.json   of which store it is, of which version, when it was made, and the copy's digest
checkpoint.txt  the signed note of where all logs stood
store.db        the copy of a SQLite store; store.dump, which PostgreSQL's own tools make
README.txt      how it is restored
"""

from collections.abc import Callable, Mapping
from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from journeys.adapters.files.private_files import write_private
from journeys.adapters.files.problems import read_text
from journeys.adapters.files.whole_files import require_empty_folder, whole_folder
from journeys.adapters.sql.database.versions import NEWEST
from journeys.adapters.sql.proofs.notes import NoteKey, NoteRefused, opened
from journeys.domain.errors import InputUnreadable, Refused
from journeys.domain.message import Message

Database = Literal["sqlite", "postgresql"]

FORMAT: Final = "journeys backup v1"
MANIFEST, CHECKPOINT = "manifest.json", "checkpoint.txt"
COPIES: Mapping[Database, str] = {"sqlite": "store.db", "postgresql": "store.dump"}
"""By database, the file in which the copy is."""

README = """\
Sikkerhedskopi af en database med forløb ({store}).

FORTROLIGT: Sammen med hovednøglen kan den læses. Nøglen ligger ikke her og må aldrig ligge her.

Genskab den med:  journeys --database NY genskab MAPPE --efterprøv KONTROLPUNKT

Det skal du bruge: denne mappe, hovednøglen (ved siden af NY som NY.key, eller i
JOURNEYS_MASTER_KEY), et kontrolpunkt, som en anden har opbevaret, og slettelisten. Den ligger ved
hovednøglen eller der, hvor JOURNEYS_ERASURES siger. De, der er slettet siden, slettes igen først.
Mangler noget, siger kommandoen det, og intet bliver genskabt.

A backup of a store of journeys ({store}).

CONFIDENTIAL: together with its master key it can be read. The key is not here, and must never be.

Restore it with:  journeys --store NEW restore FOLDER --prove CHECKPOINT

You need: this folder; the master key (beside NEW as NEW.key, or in JOURNEYS_MASTER_KEY); a
checkpoint that somebody else has kept; and the list of erasures. It lies beside the master key, or
where JOURNEYS_ERASURES says. Those who were erased since are erased again first. Where anything is
missing, the command says so, and nothing is restored.
"""


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: Literal["journeys backup v1"]
    library: str
    database: Database
    store: str
    """The id of the store."""
    schema_version: str
    moment: str
    """When the checkpoint was signed."""
    checkpoint: str
    sha256: str | None = None
    """Of the copy; None where PostgreSQL's own tools make it afterwards."""


class Backup(NamedTuple):
    """A backup in a folder."""

    folder: Path
    manifest: Manifest

    @property
    def copy(self) -> Path:
        """The file in which the copy is."""
        return self.folder / COPIES[self.manifest.database]


class Signed(NamedTuple):
    """What a store signed of a backup."""

    database: Database
    store: str
    moment: str
    checkpoint: str
    sha256: str | None = None


def require_apart(folder: Path, secret: Path | None, what: Message) -> None:
    """Require that a folder does not hold this file of the store. Refused: backup-beside-key."""
    if secret is not None and secret.resolve().is_relative_to(folder.resolve()):
        raise Refused(
            "backup-beside-key",
            "{folder} is where {what} of this store is kept, in {file}. A backup is never beside "
            "it: name another folder.",
            folder=folder,
            what=what,
            file=secret,
            basis="GDPR art. 32",
        )


def write_backup(folder: Path, copied: Callable[[Path], Signed]) -> Backup:
    """Write a backup into a new folder that only its owner may read; all of it, or nothing.

    `copied` puts the copy into the draft of the folder, if it is one that is made here, and returns
    what was signed. Refused: folder-not-empty, folder-unusable.
    """
    require_empty_folder(folder)
    with whole_folder(folder) as draft:
        signed = copied(draft)
        manifest = Manifest(
            format=FORMAT,
            library=version("journeys"),
            database=signed.database,
            store=signed.store,
            schema_version=NEWEST,
            moment=signed.moment,
            checkpoint=signed.checkpoint,
            sha256=signed.sha256,
        )
        write_private(draft / MANIFEST, f"{manifest.model_dump_json(indent=2)}\n".encode())
        write_private(draft / CHECKPOINT, signed.checkpoint.encode())
        write_private(draft / "README.txt", README.format(store=signed.store).encode())
    return Backup(folder, manifest)


def read_backup(folder: Path) -> Backup:
    """Return the backup in a folder, as it says itself. Raises InputUnreadable."""
    file = folder / MANIFEST
    if not file.exists():
        raise InputUnreadable(
            [
                Message(
                    "{folder} holds no backup: there is no {file} in it. Name the folder that "
                    "`journeys backup` made.",
                    folder=folder,
                    file=MANIFEST,
                )
            ]
        )
    try:
        manifest = Manifest.model_validate_json(read_text(file))
    except (ValidationError, RecursionError):
        raise InputUnreadable(
            [Message("{file}: this is no manifest of a backup of journeys.", file=file)]
        ) from None
    return Backup(folder, manifest)


def require_signed_copy(backup: Backup, key: str) -> None:
    """Require that the store with this public key signed what the manifest says.

    Refused: backup-altered.
    """
    manifest = backup.manifest
    public = NoteKey.parse(key)
    try:
        text = opened(manifest.checkpoint, public)
    except NoteRefused as refused:
        raise InputUnreadable(
            [Message("{file}: {why}", file=backup.folder / MANIFEST, why=refused.sentence)]
        ) from None
    named = manifest.sha256 is None or digest_line(manifest.sha256) in text.splitlines(
        keepends=True
    )
    if not named or public.name.partition("/")[2] != manifest.store:
        raise Refused(
            "backup-altered",
            "{file} is not what the store signed: it was altered. Take another backup.",
            file=backup.folder / MANIFEST,
        )


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file. Raises OSError."""
    with file.open("rb") as copy:
        return file_digest(copy, "sha256").hexdigest()


def digest_line(sha256: str) -> str:
    """Return the line of a backup's checkpoint that names its copy."""
    return f"copy sha256 {sha256}\n"
