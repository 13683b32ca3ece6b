"""Days counted by the database, in the SQL of each dialect."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class days_between(FunctionElement[int]):  # noqa: N801 - it is used like func.something
    """The number of days from one date to another; negative where the other comes before."""

    inherit_cache = True
    type = Integer()


@compiles(days_between, "sqlite")
def _in_sqlite(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own signature
    one, other = (compiler.process(each, **kw) for each in element.clauses)
    return f"CAST(julianday({other}) - julianday({one}) AS INTEGER)"


@compiles(days_between, "postgresql")
def _in_postgresql(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own signature
    one, other = (compiler.process(each, **kw) for each in element.clauses)
    return f"(CAST({other} AS DATE) - CAST({one} AS DATE))"
