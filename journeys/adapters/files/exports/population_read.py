"""Read the folder of everybody's rows: each file only where it is as it was written."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from journeys.adapters.files.problems import cannot_be_opened, read_text
from journeys.app.libraries import require_library
from journeys.domain.errors import InputUnreadable
from journeys.domain.message import Message

MANIFEST = "manifest.json"
"""The name of the manifest. A folder without one is not whole."""

Columns = Mapping[str, Any]
"""By name."""


class RowsFile(BaseModel):
    """A file of the folder, as the manifest says that it was written."""

    model_config = ConfigDict(frozen=True, strict=True)

    path: Annotated[str, Field(pattern=r"^[a-z]+/municipality=\w+/[0-9a-f]\.parquet$")]
    rows: int
    sha256: str

    @property
    def table(self) -> str:
        """Whose rows are in it."""
        return self.path.split("/")[0]

    @property
    def municipality(self) -> str:
        """The code of the municipality, as the path has it."""
        return self.path.split("/")[1].partition("=")[2]


class RowsStore(BaseModel):
    """What the manifest says of one store."""

    stamped_ahead: int


class Manifest(BaseModel):
    """What is read of the manifest here; it says more, for people."""

    model_config = ConfigDict(frozen=True)

    format: Literal["journeys-population-rows/1"]
    known_at: datetime | None
    stores: tuple[RowsStore, ...]
    files: tuple[RowsFile, ...]

    @property
    def stamped_ahead(self) -> int:
        """How many entries the moment hides that are stamped later than the rows were written."""
        return sum(each.stamped_ahead for each in self.stores)


@dataclass(frozen=True)
class RowsFolder:
    """A folder of rows that was written to its end."""

    folder: Path
    manifest: Manifest

    def files(self, table: str, municipality: str | None) -> list[RowsFile]:
        """Return the files of a table, of one municipality or all of them, in their order."""
        files = (each for each in self.manifest.files if each.table == table)
        mine = (each for each in files if municipality in (None, each.municipality))
        return sorted(mine, key=lambda each: (each.municipality, each.path))

    def columns(self, file: RowsFile) -> Columns:
        """Return the columns of a file by name, as pyarrow's arrays.

        Raises InputUnreadable where it cannot be opened or is not as it was written. Refused:
        library-missing.
        """
        library = require_library("pyarrow", "parquet")
        path = self.folder / file.path
        try:
            data = path.read_bytes()
        except OSError as error:
            raise cannot_be_opened(path, error) from None
        if sha256(data).hexdigest() == file.sha256:
            with suppress(library.ArrowException, KeyError):
                return _columns(data, file.table)
        raise InputUnreadable(
            [
                Message(
                    "{file}: it is not as it was written. Write the rows once more, into another "
                    "folder.",
                    file=path,
                )
            ]
        )


def _columns(data: bytes, table: str) -> Columns:
    """Return the columns that a table has. Raises ArrowException, and KeyError without one."""
    from pyarrow import parquet  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

    from journeys.adapters.files.exports.population_schema import SCHEMAS  # noqa: PLC0415 - as above

    schema = SCHEMAS[table]
    read = parquet.read_table(BytesIO(data)).select(schema.names).cast(schema).combine_chunks()
    return dict(zip(read.column_names, read.columns, strict=True))


def read_folder(folder: Path) -> RowsFolder:
    """Return a folder of rows. Raises InputUnreadable where it is none, or not written to its end.

    Its files are checked when they are read.
    """
    path = folder / MANIFEST
    if folder.is_dir() and not path.exists():
        raise InputUnreadable(
            [
                Message(
                    "{folder}: it has no manifest, so it is no folder of rows, or not a whole one. "
                    "`journeys population rows` writes one.",
                    folder=folder,
                )
            ]
        )
    text = read_text(path)
    try:
        return RowsFolder(folder, Manifest.model_validate_json(text))
    except ValidationError:
        pass  # outside of this, or the error below would carry what the file says
    raise InputUnreadable(
        [
            Message(
                "{file}: this is no manifest of rows that this version can read. `journeys "
                "population rows` writes one.",
                file=path,
            )
        ]
    )
