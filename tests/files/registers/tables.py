"""Tables and code files to import, and what the read tables say of them afterwards."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from journeys import Actor, Journeys
from journeys.adapters.files.registers.states_import import StatesImport, read_states
from journeys.adapters.sql.readmodels.tables import periods
from journeys.adapters.wiring import open_journeys
from tests.connections import connection_of
from tests.invented import KEYS, TODAY
from tests.scenario import BOOK

DATA = Path(__file__).parents[4] / "shared" / "data"

IMPORT = Actor("import", "service")

CODES = """
[table]
person = "id"
first = "2024-01"
step = "month"
source = "panel"

[states.work]
support_basis = "selvforsørgelse"
placement = "fuldtid"

[states.help]
support_basis = "kontanthjælp"

[states.trainee]
support_basis = "kontanthjælp"
placement = "praktik"

[states.summerjob]
support_basis = "su"
placement = "fuldtid"

[states.school]
education = "videregående"

[states.dead]
closes = "The register shows that the citizen has died."
"""


class Held(NamedTuple):
    """A row of the periods."""

    track: str
    value: str
    starts: date
    ends: date | None


class Shown(NamedTuple):
    """What the rows say of a journey on a day."""

    basis: str | None
    placements: list[str]
    educations: list[str]
    walk: str | None


def write(directory: Path, *rows: str, header: str = "id,jan,feb,mar,apr") -> Path:
    """Write a table and return its path."""
    file = directory / "table.csv"
    file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return file


def write_codes(directory: Path, text: str = CODES) -> Path:
    """Write a code file and return its path."""
    file = directory / "codes.toml"
    file.write_text(text, encoding="utf-8")
    return file


@contextmanager
def opened(url: str) -> Iterator[Journeys]:
    """Yield the journeys of a store; let go of it at the end."""
    with open_journeys(url, keys=KEYS) as journeys:
        yield journeys


def read(
    file: Path,
    codes: Path | str,
    responsible: str = "register",
    *,
    keep_going: bool = False,
    **given: str,
) -> StatesImport:
    """Read a file as a service, by the rulebook that comes with the library."""
    return read_states(
        file,
        codes,
        book=BOOK,
        actor=IMPORT,
        today=TODAY,
        responsible=responsible,
        keep_going=keep_going,
        **given,
    )


def put(journeys: Journeys, file: Path, codes: Path | str) -> int:
    """Import a file and return how many entries were new."""
    found = read(file, codes)
    return sum(journeys.record_all(found.decisions, actor=IMPORT).kinds.values())


def shown(journeys: Journeys, days: Iterable[date]) -> dict[UUID, list[Shown]]:
    """Return what the rows say of every journey on each of the days."""
    asked = select(periods.c.journey, *(periods.c[name] for name in Held._fields))
    rows = defaultdict[UUID, list[Held]](list)
    with journeys.store.reading() as transaction:
        for journey, *row in connection_of(transaction).execute(asked):
            rows[UUID(journey)].append(Held(*row))
    days = list(days)
    return {journey: [on_day(held, day) for day in days] for journey, held in rows.items()}


def on_day(rows: Iterable[Held], day: date) -> Shown:
    """Return what the rows of one journey say of a day."""
    holding: dict[str, list[str]] = {}
    for row in rows:
        if row.starts <= day and (row.ends is None or day < row.ends):
            holding.setdefault(row.track, []).append(row.value)
    return Shown(
        next(iter(holding.get("basis", [])), None),
        holding.get("placement", []),
        holding.get("education", []),
        next(iter(holding.get("journey", [])), None),
    )
