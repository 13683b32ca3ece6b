"""The municipalities that a command is for, where a file lists many (`--municipalities`)."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from typer import TyperException

from journeys.domain.message import Message

if TYPE_CHECKING:
    from journeys.adapters.registry.entries import Entry
    from journeys.adapters.registry.municipalities import Municipalities

TWO_STORES = Message(
    "Give --municipalities without --store and --settings (JOURNEYS_STORE, JOURNEYS_SETTINGS): "
    "the file says where each store is, and which settings it has"
)
NO_FILE = Message(
    "--only chooses from a file of municipalities: give it with --municipalities FILE before the "
    "command, or set JOURNEYS_MUNICIPALITIES"
)
NAME_ONE = Message(
    "This command works on one municipality: name it with --only CODE before the command, as in "
    "--only 621"
)


class Chosen:
    """A registry, which is read when it is first needed, and the codes that were chosen from it."""

    def __init__(self, file: Path, only: Sequence[str] = ()) -> None:
        self._file = file
        self._only = only

    @cached_property
    def registry(self) -> "Municipalities":
        """The registry. Raises InputUnreadable."""
        from journeys.adapters.registry.municipalities import Municipalities

        return Municipalities(self._file)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that were chosen; without any, all of them. Refused: municipality-unknown."""
        return tuple(self.registry.entry(code).code for code in self._only or self.registry.names)

    @property
    def entry(self) -> "Entry":
        """The one municipality that was chosen. Raises TyperException where it is not one."""
        if len(self._only) != 1:
            raise TyperException(NAME_ONE)
        return self.registry.entry(self._only[0])

    def alone(self, code: str) -> Self:
        """Return the same registry with one municipality chosen."""
        one = type(self)(self._file, [code])
        one.registry = self.registry
        return one


def chosen(
    file: Path | None, only: str | None, store: str | None, settings: Path | None
) -> Chosen | None:
    """Return what the options say; None without a file. Raises TyperException."""
    if file is None:
        if only is not None:
            raise TyperException(NO_FILE)
        return None
    if store is not None or settings is not None:
        raise TyperException(TWO_STORES)
    codes = dict.fromkeys(code.strip() for code in (only or "").split(","))
    return Chosen(file, [code for code in codes if code])
