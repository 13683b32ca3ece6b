"""Parts: streams that are read together; and the tables that tell what is done of them."""

from collections.abc import Collection
from itertools import product
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, Table, Text, select

from journeys.adapters.sql.readmodels.tables import TABLES, VERSIONS
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

BEGUN = "-"
"""The part that is there as soon as a rebuild begins, and is nobody's."""

TELLS_RULEBOOK, DEPENDS_ON_RULEBOOK = "journeys", "duties"
"""The table that says by which rulebook a journey's rows were made, and the one whose rows differ
by it: the first is never rebuilt without the second."""

DIGITS = "0123456789abcdef"
AFTER_ALL = "g"
LARGE = 4096  # entries of a part, about: what is in memory at once


class RebuildPlan(NamedTuple):
    """What is made anew, by which projections and rulebook, and in how many parts."""

    names: tuple[str, ...]
    """Of the tables: a plan is handed to other processes."""
    rulebook: str
    """The fingerprint of the rulebook."""
    digits: int
    """With how many digits the ids of a part begin alike."""

    @property
    def text(self) -> str:
        """The plan as it is kept: another one cannot go on with what this one made."""
        made_by = (f"{name} {VERSIONS[name]}" for name in self.names)
        return f"{self.digits}; {', '.join(made_by)}; {self.rulebook}"

    @property
    def tables(self) -> tuple[Table, ...]:
        """The read tables that are made anew."""
        return tuple(table for table in TABLES if table.name in self.names)

    @property
    def parts(self) -> tuple[str, ...]:
        """Every part: what the ids in it begin with."""
        return tuple(map("".join, product(DIGITS, repeat=self.digits)))


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
    digits = 0
    while entries > LARGE * len(DIGITS) ** digits:
        digits += 1
    names = set(only or VERSIONS)
    if TELLS_RULEBOOK in names:
        names.add(DEPENDS_ON_RULEBOOK)
    wanted = tuple(name for name in VERSIONS if name in names)
    return RebuildPlan(wanted, book.fingerprint, digits)


def ends(part: str) -> tuple[str, str]:
    """Return between which ids the streams of a part are: the first, and one after the last."""
    if not part.strip("f"):
        return part, AFTER_ALL
    kept = part.rstrip("f")
    return part, kept[:-1] + DIGITS[DIGITS.index(kept[-1]) + 1]


def begun(connection: Connection, plan: RebuildPlan) -> RebuildPlan | None:
    """Return the same plan, in the parts in which it is under way; None where it is not."""
    kept = connection.scalars(select(progress.c.plan).where(progress.c.part == BEGUN)).all()
    for text in kept:
        same = plan._replace(digits=int(text.partition(";")[0]))
        if same.text == text:
            return same
    return None


def done(connection: Connection) -> dict[str, int]:
    """Return by part that is made at which position the log was read."""
    made = select(progress.c.part, progress.c.position).where(progress.c.part != BEGUN)
    return {row.part: row.position for row in connection.execute(made)}


def versions(connection: Connection) -> dict[str, int]:
    """Return by read table which version of its projection its rows were made by."""
    return {row.name: row.version for row in connection.execute(select(projections))}
