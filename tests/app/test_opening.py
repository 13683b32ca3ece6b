"""Opening a store: made ready where it is empty, refused by name where it cannot be read."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

import journeys
from journeys.adapters.sql import schema
from journeys.adapters.sql.database.connections import writing
from journeys.adapters.sql.database.tables import JOURNEYS, Tables
from journeys.adapters.sql.database.versions import VERSIONS
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.wiring import init
from journeys.app.requests import request
from journeys.errors import (
    BrokenHistory,
    SchemaNewer,
    SchemaOlder,
    StoreError,
    StoreUnreachable,
    UnknownKind,
)
from tests.app.rows import assert_current
from tests.invented import BY_ANNA, FEB_1, KEYS, MAY_1, WALK, looking, opened
from tests.older import make_older


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    """Return the URL of a database without tables, once of either kind."""
    return empty_database_url


def journeys_log() -> EventLog:
    """Return the journeys' log, in the hands of somebody who has the master key."""
    return EventLog(Tables(JOURNEYS), signing=Keyring(KEYS).signer)


def at_version(engine: Engine, version: str) -> None:
    """Let the store say that another version of the library made it."""
    with writing(engine) as connection:
        connection.execute(text("UPDATE journeys_schema SET version_num = :v"), {"v": version})


def test_an_empty_store_is_made_ready_once(database_url: str) -> None:
    """By opening it, or by init; after that both leave it as it is."""
    assert init(database_url, keys=KEYS) == "empty"
    with journeys.open(database_url, keys=KEYS) as walks:
        opened(walks)
    assert init(database_url, keys=KEYS) == "current"
    with journeys.open(database_url, keys=KEYS) as walks:
        assert walks.overview(on=FEB_1).journeys == 1


def test_a_store_of_another_version_is_refused_and_the_command_is_named(
    database_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older one is brought up to date by init; a newer one needs the newer library."""
    init(database_url, keys=KEYS)
    # There has been no version before the first yet.
    monkeypatch.setattr(schema, "VERSIONS", ("0000", *VERSIONS))
    at_version(engine, "0000")
    with pytest.raises(SchemaOlder, match="journeys init"):
        journeys.open(database_url, keys=KEYS)
    at_version(engine, "9999")
    with pytest.raises(SchemaNewer, match="pip install --upgrade journeys"):
        journeys.open(database_url, keys=KEYS)
    with pytest.raises(SchemaNewer):
        init(database_url, keys=KEYS)


def test_a_kind_that_nobody_knows_refuses_start_up_by_name(
    database_url: str, engine: Engine
) -> None:
    """It does not wait until somebody needs that journey."""
    init(database_url, keys=KEYS)
    with writing(engine) as connection:
        journeys_log().append(connection, [("s", 1, "subgoal-set/7", b"{}")])
    with pytest.raises(UnknownKind, match="subgoal-set/7"):
        journeys.open(database_url, keys=KEYS)


def test_a_stream_with_a_hole_is_not_shown_in_part(database_url: str, engine: Engine) -> None:
    """A missing entry is noticed when the journey is read."""
    with journeys.open(database_url, keys=KEYS) as walks:
        opened(walks)
        with writing(engine) as connection:
            journeys_log().append(connection, [(str(WALK), 3, "journey-rested", b"{}")])
        with pytest.raises(BrokenHistory, match="has no entry 2"):
            looking(walks).milestones(WALK)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////no/such/folder/store.db",
        "sqlite://",
        "mysql://host/database",
        "no address",
        "postgresql://nobody@nowhere.invalid/database",
    ],
)
def test_what_is_no_store_is_said_to_be_none(url: str) -> None:
    """With what to do; nothing is made."""
    with pytest.raises(StoreUnreachable, match="store"):
        journeys.open(url, keys=KEYS)


def test_a_password_is_never_repeated() -> None:
    """Neither of an address that is wrong nor of a server that is not there."""
    for url in (
        "postgresql://me:geheim@nowhere.invalid/database",
        "mysql://me:geheim@host/database",
        "me:geheim@host",
    ):
        with pytest.raises(StoreUnreachable) as error:
            journeys.open(url, keys=KEYS)
        assert "geheim" not in str(error.value)


def test_a_file_that_is_no_database_stays_what_it_is(tmp_path: Path) -> None:
    """Nothing is written over it."""
    file = tmp_path / "letter.txt"
    file.write_text("Kære borger", encoding="utf-8")
    with pytest.raises(StoreError, match="nothing was recorded"):
        journeys.open(f"sqlite:///{file}")
    assert file.read_text(encoding="utf-8") == "Kære borger"


def test_a_request_that_an_older_version_remembered_is_known_again(
    database_url: str, engine: Engine
) -> None:
    """As the same one, and under the store's own key from then on."""
    asked = request("r-1", WALK, BY_ANNA, "what was asked")
    make_older(engine, "0004", ["journey-opened"])
    with writing(engine) as connection:
        kept = text("INSERT INTO journeys_requests VALUES (:id, :stream, :digest)")
        connection.execute(kept, {"id": "r-1", "stream": str(WALK), "digest": asked.digest})
    init(database_url, keys=KEYS)
    with journeys.open(database_url, keys=KEYS) as walks, walks.store.reading() as transaction:
        assert transaction.log.requested(asked) is True
        assert transaction.log.requested(asked._replace(digest="another")) is False


def test_a_store_of_the_first_version_is_brought_up_to_date_with_its_rows(
    database_url: str, engine: Engine
) -> None:
    """What was recorded before there were roles and duties reads on, and its duties are there."""
    make_older(engine, "0001", ["journey-opened"])
    assert init(database_url, keys=KEYS) == "older"
    with journeys.open(database_url, keys=KEYS) as walks:
        (entry,) = looking(walks).history(WALK).entries
        assert (entry.actor, entry.role) == ("anna.example", None)
        assert [each.owed.kind for each in looking(walks).duties(on=MAY_1).owed] == ["silence"]
        assert_current(walks, WALK)
