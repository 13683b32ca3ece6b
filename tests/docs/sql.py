"""What a page asks DuckDB, run for real, with each answer as the table that stands below it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from tests.docs.pages import DOCS

POPULATION_SQL = DOCS / "population-sql.md"
SQL = re.compile(
    r"^```sql\n(.*?)^```$(?:\n\n((?:\|[^\n]*\n)*\|[^\n]*$))?", re.MULTILINE | re.DOTALL
)
"""A question, and the table that is its answer."""


class Answer(NamedTuple):
    """What DuckDB says: the names of the columns, and the rows."""

    columns: Sequence[str]
    rows: Sequence[tuple[Any, ...]]

    @property
    def table(self) -> str:
        """The rows as a table in Markdown."""
        lines = [self.columns, ["---"] * len(self.columns), *self.rows]
        return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


@contextmanager
def answering(rows: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection for which this folder is `rows`, and nothing else can be read."""
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{rows.parent}'")
        yield connection


def answers(connection: duckdb.DuckDBPyConnection, page: str) -> Iterator[Answer | None]:
    """Yield the answer to each question of a page; None where it only says what a name means."""
    for question, _ in SQL.findall(page):
        yield asked(connection, question)


def asked(connection: duckdb.DuckDBPyConnection, question: str) -> Answer | None:
    """Return what is answered; None where the last statement asks nothing."""
    found = connection.execute(question)
    columns = [name for name, *_ in found.description or ()]
    return None if columns == ["Count"] else Answer(columns, found.fetchall())


def with_answers(text: str, rows: Path) -> str:
    """Return a page with what its questions are answered now."""
    with answering(rows) as connection:

        def block(found: re.Match[str]) -> str:
            answer = asked(connection, found[1])
            table = f"\n\n{answer.table}" if answer else ""
            return f"```sql\n{found[1]}```{table}"

        return SQL.sub(block, text)


def _cell(value: object) -> str:
    return "" if value is None else str(value)
