"""The Danish catalogue, and what it must hold."""

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from journeys.adapters.cli.command_index import LISTED
from journeys.adapters.cli.output import danish
from journeys.adapters.words.language import CATALOGUES, DOMAIN
from tests.cli.script import whole_script
from tests.words.extracting import Ids, said

FOLDER = CATALOGUES / "da" / "LC_MESSAGES"
WRITTEN, COMPILED = FOLDER / f"{DOMAIN}.po", FOLDER / f"{DOMAIN}.mo"
NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""A fixed day: the version history has the real one, and a new day would be a diff each time."""

HEADER = """\
# What journeys says, in Danish. English stands in the code; `make catalogue` brings what is new.
# Borgerens tekster: korte, venlige sætninger, "du" og "vi", ingen lovsprog.
"""


def kept() -> Catalog:
    """Return the catalogue as it is kept."""
    with WRITTEN.open("rb") as file:
        return read_po(file, locale="da", domain=DOMAIN)


def brought_up(catalogue: Catalog, texts: Iterable[tuple[Ids, str]]) -> Catalog:
    """Return it with every text that can be said, and none that no longer can."""
    new = Catalog(
        locale="da",
        domain=DOMAIN,
        header_comment=HEADER,
        creation_date=NO_DAY,
        revision_date=NO_DAY,
        fuzzy=False,
    )
    for ids, where in texts:
        known = catalogue.get(ids if isinstance(ids, str) else ids[0])
        new.add(ids, known.string if known else None, locations=[(where, 0)])
    return new


def as_text(catalogue: Catalog) -> bytes:
    """Return the catalogue as it is kept, for people to write in."""
    file = BytesIO()
    write_po(file, catalogue, width=100, sort_by_file=True)
    return file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """Return the catalogue as it is read when something is said."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts that nobody has put into Danish yet."""
    return [str(each.id) for each in catalogue if each.id and not _whole(each.string)]


def _whole(text: Sequence[str] | None) -> bool:
    return bool(text) and (isinstance(text, str) or all(text or ()))


def as_listed() -> str:
    """Return the help of each command at the root as the script lists it without importing any."""
    commands: Mapping[str, Any] = whole_script().commands
    lines = [
        f"{json.dumps(name)}: {json.dumps([each.help, each.rich_help_panel], ensure_ascii=False)}"
        for name, each in commands.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def as_names() -> str:
    """Return the Danish names of commands, options and choices as the script reads them."""
    names = tomllib.loads(danish.WRITTEN.read_text(encoding="utf-8"))
    return json.dumps(names, ensure_ascii=False, indent=0) + "\n"


def bring_up() -> Catalog:
    """Bring the files up to what can be said, and return the catalogue."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    danish.COMPILED.write_text(as_names(), encoding="utf-8")
    known = kept() if WRITTEN.exists() else Catalog(locale="da", domain=DOMAIN)
    catalogue = brought_up(known, said().items())
    LISTED.write_text(as_listed(), encoding="utf-8")
    WRITTEN.write_bytes(as_text(catalogue))
    COMPILED.write_bytes(compiled(catalogue))
    return catalogue
