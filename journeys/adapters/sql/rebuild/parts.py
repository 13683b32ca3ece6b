"""The plan of a rebuild: its parts, which are slices of the store, and its tables of progress."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, Table, Text, select

from journeys.adapters.sql.readmodels.employer_tables import EMPLOYER_NAMES
from journeys.adapters.sql.readmodels.tables import TABLES, VERSIONS, name_of
from journeys.app.slices import digits_for
from journeys.domain.errors import InputUnreadable
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook

ABOUT = MetaData()

projections = Table(
    "journeys_projections",
    ABOUT,
    Column("name", Text, primary_key=True),
    Column("version", Integer, nullable=False),
)
progress = Table(
    "journeys_rebuild",
    ABOUT,
    Column("part", Text, primary_key=True),
    Column("plan", Text, nullable=False),
    Column("position", BigInteger, nullable=False),
)
set_aside = Table(
    "journeys_set_aside",
    ABOUT,
    Column("journey", Text, primary_key=True),
    Column("why", Text, nullable=False),
)

PLAN_ROW = "-"
"""The name of the row that holds the plan from the start; no part has this name."""

NAMES_RULEBOOK = "journeys"
"""The table that says by which rulebook a journey's rows were made."""

DEPEND_ON_RULEBOOK = ("periods", "duties")
"""The tables whose rows differ by rulebook. `NAMES_RULEBOOK` is never rebuilt without them."""

BY_HASH = "sha256"
"""What a slice is made by, in the text of a plan: one by another is not resumed."""


class RebuildPlan(NamedTuple):
    """Which tables are rebuilt, by which projections and rulebook, and in how many parts."""

    names: tuple[str, ...]
    """The names of the tables; a plan is pickled for other processes."""
    rulebook: str
    """The fingerprint of the rulebook."""
    digits: int
    """How many first digits the hashes of the ids of a part share."""

    @property
    def text(self) -> str:
        """The plan as it is stored. A rebuild is resumed only by a plan with the same text."""
        made_by = (f"{name} {VERSIONS[name]}" for name in self.names)
        return f"{self.digits}; {BY_HASH}; {', '.join(made_by)}; {self.rulebook}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """The read tables of journeys that are rebuilt."""
        return tuple(table for table in TABLES if name_of(table) in self.names)

    @property
    def with_employers(self) -> bool:
        """Whether the read tables of employers are rebuilt too."""
        return bool(set(EMPLOYER_NAMES).intersection(self.names))


def rebuild_plan(only: Collection[str], book: Rulebook, entries: int) -> RebuildPlan:
    """Return the plan for a log of so many entries. Raises InputUnreadable for an unknown table."""
    if unknown := sorted(set(only) - VERSIONS.keys()):
        raise InputUnreadable(
            [
                Message(
                    "There is no read table {unknown}; there are: {known}.",
                    unknown=", ".join(unknown),
                    known=", ".join(VERSIONS),
                )
            ]
        )
    names = set(only or VERSIONS)
    if NAMES_RULEBOOK in names:
        names.update(DEPEND_ON_RULEBOOK)
    if names.intersection(EMPLOYER_NAMES):
        names.update(EMPLOYER_NAMES)
    wanted = tuple(name for name in VERSIONS if name in names)
    return RebuildPlan(wanted, book.fingerprint, digits_for(entries))


def resumable_plan(connection: Connection, plan: RebuildPlan) -> RebuildPlan | None:
    """Return the same plan, divided as the interrupted rebuild was; None where there is none."""
    stored = connection.scalars(select(progress.c.plan).where(progress.c.part == PLAN_ROW)).all()
    for text in stored:
        same = plan._replace(digits=int(text.partition(";")[0]))
        if same.text == text:
            return same
    return None


def positions_read(connection: Connection) -> dict[str, int]:
    """Return by part that is done the position up to which the log was read."""
    done = select(progress.c.part, progress.c.position).where(progress.c.part != PLAN_ROW)
    return {row.part: row.position for row in connection.execute(done)}


def projection_versions(connection: Connection) -> dict[str, int]:
    """Return by read table the version of the projection that made its rows."""
    return {row.name: row.version for row in connection.execute(select(projections))}
