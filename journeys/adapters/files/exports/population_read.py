"""Read the folder of everybody's rows: each file only where it is as it was written."""

from collections.abc import Iterator, Mapping
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

Row = Mapping[str, Any]


class RowsFile(BaseModel):
    """A file of the folder, as the manifest says that it was written."""

    model_config = ConfigDict(frozen=True, strict=True)

    file: Annotated[str, Field(pattern=r"^[a-z]+/municipality=\w+/[0-9a-f]+\.parquet$")]
    sha256: str

    @property
    def table(self) -> str:
        """Whose rows are in it."""
        return self.file.split("/")[0]

    @property
    def municipality(self) -> str:
        """The code of the municipality, as the path has it."""
        return self.file.split("/")[1].partition("=")[2]


class Manifest(BaseModel):
    """What is read of the manifest here; it says more, for people."""

    model_config = ConfigDict(frozen=True)

    format: Literal["journeys-population-rows/1"]
    known_at: datetime | None
    stamped_ahead: int
    files: tuple[RowsFile, ...]


@dataclass(frozen=True)
class RowsFolder:
    """A folder of rows that was written to its end."""

    folder: Path
    manifest: Manifest

    def files(self, table: str, municipality: str | None) -> list[RowsFile]:
        """Return the files of a table, of one municipality or all of them, in their order."""
        files = (each for each in self.manifest.files if each.table == table)
        mine = (each for each in files if municipality in (None, each.municipality))
        return sorted(mine, key=lambda each: (each.municipality, each.file))

    def rows(self, file: RowsFile) -> Iterator[Row]:
        """Yield the rows of a file.

        Raises InputUnreadable where it cannot be opened or is not as it was written. Refused:
        library-missing.
        """
        parquet = require_library("pyarrow.parquet", "parquet")
        path = self.folder / file.file
        try:
            data = path.read_bytes()
        except OSError as error:
            raise cannot_be_opened(path, error) from None
        if sha256(data).hexdigest() != file.sha256:
            raise InputUnreadable(
                [
                    Message(
                        "{file}: it is not as it was written. Write the rows once more, into "
                        "another folder.",
                        file=path,
                    )
                ]
            )
        for batch in parquet.ParquetFile(BytesIO(data)).iter_batches():
            yield from batch.to_pylist()


def read_folder(folder: Path) -> RowsFolder:
    """Return a folder of rows. Raises InputUnreadable where it is none, or not written to its end.

    Its files are checked when they are read.
    """
    path = folder / MANIFEST
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
