"""Statements for the driver take every value as a parameter, in the order of the text."""

import re

import pytest
from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql

from journeys.adapters.sql.database.driver_sql import driver_sql, insert_new, limited
from journeys.adapters.sql.keys.keyring import keys
from journeys.adapters.sql.log.log_statements import add_topic, insert_and_move, log_statements
from journeys.adapters.sql.log.requests import INSERT

DIALECTS = ("sqlite", "postgresql")
STATEMENTS = log_statements("kitchen")


def test_a_statement_is_compiled_once_for_each_dialect() -> None:
    """With the driver's own placeholder."""
    statement = select(keys.c.wrapped).where(keys.c.holder == bindparam("holder"))
    sqlite, postgres = (driver_sql(statement, dialect) for dialect in DIALECTS)
    assert sqlite.endswith("WHERE journeys_keys.holder = ?")
    assert postgres.endswith("WHERE journeys_keys.holder = %s")
    assert driver_sql(statement, "sqlite") is sqlite


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_statement_with_a_value_of_its_own_is_refused(dialect: str) -> None:
    """The driver is given the caller's values alone."""
    with pytest.raises(ValueError, match="holder_1"):
        driver_sql(select(keys.c.wrapped).where(keys.c.holder == "a"), dialect)
    assert driver_sql(limited(select(keys.c.wrapped)), dialect).endswith("OFFSET 0")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", ["head", "insert", "move_head", "stream", "range", "scan"])
def test_the_statements_of_a_log_have_a_place_for_each_value(dialect: str, name: str) -> None:
    """As many as their callers give."""
    values = {"head": 0, "insert": 7, "move_head": 3, "stream": 1, "range": 2, "scan": 3}
    text = driver_sql(getattr(STATEMENTS, name), dialect)
    assert len(re.findall(r"\?|%s", text)) == values[name]
    assert "kitchen_" in text


def test_one_statement_inserts_and_moves_the_head_and_more() -> None:
    """The events first, then what goes alongside, then the head: as the values come."""
    text = driver_sql(insert_and_move("kitchen", 2, INSERT), "postgresql")
    assert text.count("%s") == 2 * 7 + 3 + 3
    places = [text.index(part) for part in ("kitchen_events", "journeys_requests", "kitchen_head")]
    assert places == sorted(places)
    assert insert_and_move("kitchen", 2, INSERT) is insert_and_move("kitchen", 2, INSERT)


def test_an_insert_of_what_may_be_there_is_of_the_dialect() -> None:
    """SQLAlchemy knows ON CONFLICT only by dialect."""
    for dialect in DIALECTS:
        text = driver_sql(insert_new(keys, dialect), dialect)
        assert text.endswith("ON CONFLICT DO NOTHING")
        assert "RETURNING" in driver_sql(add_topic("kitchen", dialect), dialect)
    assert isinstance(insert_new(keys, "postgresql"), postgresql.Insert)
    assert not isinstance(insert_new(keys, "sqlite"), postgresql.Insert)
