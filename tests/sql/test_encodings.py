"""A PostgreSQL database that is not UTF-8, and a client that is told to be something else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import create_engine, make_url

import journeys
from journeys import Journeys, verbs
from journeys.errors import StoreError
from tests.app.rows import assert_current
from tests.cli.script import Script
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, WALK, looking, opened

WORDS = "Blåbærgrød og »håb« for 5 €"
REQUEST = "anmodning på ærø"
POLISH = "Łucja.example"


@contextmanager
def database(server: str, encoding: str) -> Iterator[str]:
    """Make an empty database with an encoding, and yield its URL; drop it at the end."""
    name = f"test_{uuid4().hex}"
    create = "CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE 'C' LC_CTYPE 'C'"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL(create).format(Identifier(name), encoding))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def use(store: Journeys) -> None:
    """Record, read, rebuild and prove, with the letters that Danish has."""
    opened(store)
    store.decide(
        WALK,
        verbs.notice_small_success,
        actor=BY_ANNA,
        request_id=REQUEST,
        words=WORDS,
        noticed_by=ANNA,
        on=FEB_1,
    )
    assert store.reactors.react("påmindelser", lambda _: None, since=0).delivered == 2
    assert store.reactors.ledger("påmindelser")
    seen = looking(store)
    assert seen.history(WALK).entries[0].event.basis == "kontanthjælp"  # type: ignore[union-attr]
    assert store.overview(on=FEB_1).by["basis"] == {"kontanthjælp": 1}
    assert seen.desk(on=FEB_1, responsible=ANNA).lines
    store.maintenance.rebuild()
    assert not list(store.maintenance.check())
    assert_current(store, WALK)
    assert not any(verdict.fault for verdict in store.seal.verify())


@pytest.mark.parametrize("encoding", ["UTF8", "SQL_ASCII", "WIN1252"])
def test_danish_is_stored_where_the_encoding_has_it(postgresql_server: str, encoding: str) -> None:
    """Words are encrypted bytes; names and codes are text, which the server converts."""
    with database(postgresql_server, encoding) as url:
        with journeys.open(url, keys=KEYS) as store:
            use(store)
        with journeys.open(url, keys=KEYS, create=False) as store:
            (_, entry) = looking(store).history(WALK).entries
            assert (entry.event.words, entry.request_id) == (WORDS, REQUEST)  # type: ignore[union-attr]


@pytest.mark.parametrize("how", ["variable", "options", "setting", "host"])
def test_a_client_that_is_told_another_encoding_uses_utf8(
    empty_postgresql_url: str, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """By the environment, by the address, or by the engine that the host made."""
    url = make_url(empty_postgresql_url)
    match how:
        case "variable" | "host":
            monkeypatch.setenv("PGCLIENTENCODING", "latin1")
        case "options":
            url = url.update_query_dict({"options": "-c client_encoding=latin1"})
        case "setting":
            url = url.update_query_dict({"client_encoding": "latin1"})
    engine = create_engine(url.set(drivername="postgresql+psycopg"))
    address = url.render_as_string(hide_password=False)
    with journeys.open(engine if how == "host" else address, keys=KEYS) as store:
        use(store)
    engine.dispose()


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Return the script with a master key, and without a store of its own."""
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    return Script(tmp_path / "unused.db")


def refused_for_its_encoding(script: Script, *typed: str) -> None:
    """Expect that this is refused in one sentence, in both languages."""
    for language, said in (("en", "is not UTF-8"), ("da", "er ikke UTF-8")):
        refused = script.refused(3, "--lang", language, *typed)
        assert said in refused
        assert len(refused.splitlines()) == 1
        assert POLISH not in refused


def test_a_letter_that_the_database_does_not_have_is_one_sentence(
    postgresql_server: str, script: Script
) -> None:
    """With exit code 3; nothing is recorded, and other letters are stored afterwards."""
    with database(postgresql_server, "WIN1252") as url:
        opening = ("open", "--municipality", "621", "--basis", "su")
        script("--store", url, "init")
        refused_for_its_encoding(script, "--store", url, "--as", POLISH, *opening)
        with journeys.open(url, keys=KEYS) as store:
            assert store.newest_position() == 0
            with pytest.raises(StoreError, match="is not UTF-8"):
                store.reactors.react(POLISH, lambda _: None)
            use(store)


def test_a_database_that_cannot_hold_a_store_is_one_sentence(
    postgresql_server: str, script: Script
) -> None:
    """LATIN1 has no dash as a signed note has it."""
    with database(postgresql_server, "LATIN1") as url:
        for command in (["init"], ["open", "--municipality", "621", "--basis", "su"]):
            refused_for_its_encoding(script, "--store", url, *command)
        with pytest.raises(StoreError, match="is not UTF-8"):
            journeys.open(url, keys=KEYS)
