"""The law in use is sealed in a store: once, before anything is recorded, and never by reading."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, make_url, text, update

import journeys
from journeys import Journeys, events
from journeys.adapters.sql.database.connections import connect, writing
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.log.law_log import TABLES
from journeys.adapters.sql.schema import upgrade
from journeys.adapters.wiring import init, open_journeys, seal_law
from journeys.domain.law import Law
from journeys.errors import SchemaOlder, StoreError
from journeys.projections.law_seal import EditionSeal
from tests.app.test_safety import RESTED_ON, pensioner
from tests.app.writers import erase
from tests.invented import BY_ANNA, FEB_1, KEYS, WALK, looking, opened
from tests.lawbooks import FIRST, LAW, READ_AGAIN, changed, instead, read_again, under
from tests.older import make_older
from tests.scenario import BOOK
from tests.sql import starting
from tests.sql.attacked import drop_guards, sign_heads

BORN = date(1960, 5, 5)
OTHER = changed("no-withdrawal-period", da="Et andet ord.")
REWORDED = instead(OTHER)
"""The law, changed under the name of its edition."""


@pytest.fixture
def walks(database_url: str) -> Iterator[Journeys]:
    """Yield the journeys of an empty store, under the law with one edition."""
    with open_journeys(database_url, keys=KEYS, book=under(LAW)) as store:
        yield store


def with_law(walks: Journeys, of: Law) -> Journeys:
    """Return the journeys of the same store, as a library with another law has them."""
    return replace(walks, book=under(of))


def state(walks: Journeys, edition: date = FIRST) -> str:
    """Return how an edition stands to what the store sealed."""
    return seal(walks, edition).state


def seal(walks: Journeys, edition: date = FIRST) -> EditionSeal:
    """Return the seal of an edition, with the explanations that rest on it if it is wrong."""
    (found,) = (each for each in walks.seal.verify_law() if each.edition == edition)
    return found


def entries(walks: Journeys) -> int:
    """Return how many entries the law log has; it must hold."""
    _, _, law, *_ = walks.seal.verify()
    assert (law.log, law.fault) == ("law", None)
    return law.entries


def test_the_law_in_use_is_sealed_once(walks: Journeys) -> None:
    """Each edition with its digest, when, and by which version; the same again adds nothing."""
    assert [each.state for each in walks.seal.law()] == ["not-sealed"]
    sealed = walks.seal.adopt_law()
    assert {each.edition: each.digest for each in sealed} == LAW.digests
    assert {each.library for each in sealed} == {version("journeys")}
    assert seal(walks).sealed_at == sealed[0].at
    assert walks.seal.adopt_law() == ()
    assert entries(walks) == 1


def test_a_store_is_sealed_by_opening_it_and_by_init(empty_database_url: str) -> None:
    """Opened again, nothing is added."""
    with journeys.open(empty_database_url, keys=KEYS) as walks:
        assert state(walks) == "sealed"
    init(empty_database_url, keys=KEYS)
    with journeys.open(empty_database_url, keys=KEYS) as walks:
        assert entries(walks) == len(BOOK.law.editions)


def test_reading_seals_nothing(walks: Journeys) -> None:
    """The answer is given, and says that the edition is not sealed there."""
    journey = pensioner(walks, BORN)
    view = looking(walks).safety(journey, on=RESTED_ON)
    assert view.law_seal is not None
    assert (view.law_seal.state, view.law_seal.sealed_at) == ("not-sealed", None)
    replayed = looking(walks).audit.replay(journey, on=RESTED_ON).safety
    (line,) = looking(walks).audit.replay_all(on=RESTED_ON)
    assert replayed.law_seal == line.safety.law_seal == view.law_seal
    walks.maintenance.rebuild()
    assert walks.maintenance.status().law[0].state == "not-sealed"
    assert entries(walks) == 0


def test_a_rehearsal_seals_nothing(walks: Journeys) -> None:
    """It says what would be sealed."""
    assert len(walks.rehearsing().seal.adopt_law()) == 1
    assert entries(walks) == 0


def test_a_sealed_edition_is_said_with_the_answer(walks: Journeys) -> None:
    """With when it was sealed, in the view and in the status."""
    (sealed, *_) = walks.seal.adopt_law()
    view = looking(walks).safety(pensioner(walks, BORN), on=RESTED_ON)
    assert view.law_seal is not None
    assert (view.law_seal.state, view.law_seal.digest) == ("sealed", view.law_digest)
    assert walks.maintenance.status().law[0].sealed_at == sealed.at


def test_an_explanation_carries_the_digest_of_the_law_it_rests_on(walks: Journeys) -> None:
    """An auditor finds it among the sealed editions."""
    walks.seal.adopt_law()
    journey = pensioner(walks, BORN)
    explained = looking(walks).history(journey).entries[-1].event.model_dump()
    assert explained["law_digest"] == LAW.digests[explained["edition"]]
    assert explained["law_digest"] in {
        each.digest for seal in walks.seal.law() for each in seal.sealed
    }


def test_a_law_that_was_changed_under_an_old_name_is_found(walks: Journeys) -> None:
    """With both digests, when it was sealed, and which explanations rest on it."""
    (sealed,) = walks.seal.adopt_law()
    journey = pensioner(walks, BORN)
    assert [each.state for each in walks.seal.verify_law()] == ["sealed"]
    found = seal(with_law(walks, REWORDED))
    assert (found.state, found.digest) == ("changed", REWORDED.digests[FIRST])
    (then,) = found.sealed
    assert (then.digest, then.at, then.position) == (LAW.digests[FIRST], sealed.at, 1)
    (explanation,) = found.explanations
    assert (explanation.journey, explanation.entry) == (journey, 5)
    assert explanation.digest == LAW.digests[FIRST]
    view = looking(with_law(walks, REWORDED)).safety(journey, on=RESTED_ON)
    assert view.law_seal is not None
    assert view.law_seal.state == "changed"


def test_of_people_who_were_erased_or_cannot_be_read_no_explanation_is_named(
    walks: Journeys, engine: Engine
) -> None:
    """The others are; the one that cannot be read is named, the one that was erased is not."""
    walks.seal.adopt_law()
    gone, altered, there = opened(walks), pensioner(walks, BORN), pensioner(walks, BORN)
    explained = looking(walks).history(there).entries[-1].event.model_copy(update={"on": FEB_1})
    closed = events.JourneyClosed(on=FEB_1, reason="Flyttet")
    walks.record(gone, lambda _: [explained, closed], BY_ANNA)
    erase(walks, gone)
    with writing(engine) as connection:
        connection.execute(
            text("INSERT INTO journeys_events VALUES (99, :stream, 99, 'x', 0, '', '')"),
            {"stream": str(altered)},
        )
    found = seal(with_law(walks, REWORDED))
    assert [each.journey for each in found.explanations] == [there]
    assert list(found.set_aside) == [str(altered)]


def test_a_new_edition_is_no_alarm(walks: Journeys) -> None:
    """The older ones are what they were; the new one is sealed when it is used."""
    walks.seal.adopt_law()
    later = with_law(walks, read_again([OTHER]))
    assert [each.state for each in later.seal.verify_law()] == ["sealed", "not-sealed"]
    (sealed,) = later.seal.adopt_law()
    assert sealed.edition == READ_AGAIN
    assert [each.state for each in later.seal.verify_law()] == ["sealed", "sealed"]


def test_an_edition_that_was_sealed_with_two_digests_stays_found(walks: Journeys) -> None:
    """By each library, also by the one whose law was sealed first."""
    walks.seal.adopt_law()
    with_law(walks, REWORDED).seal.adopt_law()
    for each in (walks, with_law(walks, REWORDED)):
        found = seal(each)
        assert found.state == "changed"
        assert [one.digest for one in found.sealed] == [
            LAW.digests[FIRST],
            REWORDED.digests[FIRST],
        ]
        assert each.seal.adopt_law() == ()


def test_an_edition_that_is_sealed_and_missing_from_the_law_is_found(walks: Journeys) -> None:
    """An answer that was given under it cannot be given again."""
    with_law(walks, read_again()).seal.adopt_law()
    found = seal(walks, READ_AGAIN)
    assert (found.state, found.digest) == ("missing", None)
    assert state(walks) == "sealed"


def test_an_older_store_is_brought_up_to_date_and_sealed(empty_database_url: str) -> None:
    """Before that it is refused by name, as every older store is."""
    engine = connect(empty_database_url)
    make_older(engine, "0004", ["journey-opened"])
    with pytest.raises(SchemaOlder):
        open_journeys(empty_database_url, keys=KEYS, book=BOOK)
    assert init(empty_database_url, keys=KEYS) == "older"
    with open_journeys(empty_database_url, keys=KEYS, book=BOOK) as walks:
        assert looking(walks).history(WALK).version == 1
        assert state(walks) == "sealed"
    engine.dispose()


def test_a_store_that_was_brought_up_to_date_alone_has_no_law_sealed(
    empty_database_url: str,
) -> None:
    """It is not broken for that: it says so, and holds."""
    engine = connect(empty_database_url)
    make_older(engine, "0010", [])
    upgrade(engine)
    engine.dispose()
    with open_journeys(empty_database_url, keys=KEYS, book=BOOK) as walks:
        assert state(walks) == "not-sealed"
        assert entries(walks) == 0


def test_many_processes_that_open_a_store_at_once_seal_it_once(database_url: str) -> None:
    """On either database, and nobody fails."""
    context = get_context("forkserver")
    number = 6
    barrier, results = context.Barrier(number), context.Queue()
    processes = [
        context.Process(target=starting.open_store, args=(database_url, barrier, results))
        for _ in range(number)
    ]
    for process in processes:
        process.start()
    outcomes = [results.get(timeout=120) for _ in processes]
    for process in processes:
        process.join()
    assert outcomes == ["started"] * number
    with open_journeys(database_url, keys=KEYS, book=BOOK) as walks:
        assert entries(walks) == len(BOOK.law.editions)


@pytest.fixture(params=["sqlite", "postgresql"])
def read_only_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the URL of a store that was used before the law was sealed, and can only be read."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    with open_journeys(url, keys=KEYS, book=BOOK) as walks:
        pensioner(walks, BORN)
        if request.param == "sqlite":
            yield f"sqlite:///file:{Path(str(make_url(url).database))}?mode=ro&uri=true"
        else:
            reading = {"options": "-c default_transaction_read_only=on"}
            url = make_url(url).update_query_dict(reading).render_as_string(hide_password=False)
            yield url


def test_a_store_that_can_only_be_read_is_opened_and_says_that_it_is_not_sealed(
    read_only_url: str,
) -> None:
    """Only who asks for the seal is told that it cannot be written."""
    with journeys.open(read_only_url, keys=KEYS) as walks:
        assert walks.overview(on=RESTED_ON).journeys == 1
        assert state(walks) == "not-sealed"
        assert walks.maintenance.status().law[0].state == "not-sealed"
        with pytest.raises(StoreError):
            walks.seal.adopt_law()


def test_a_checkpoint_of_the_law_log_finds_that_it_was_begun_again(
    walks: Journeys, engine: Engine
) -> None:
    """Somebody with the database and the program could seal another law in its place."""
    walks.seal.adopt_law()
    note = walks.seal.checkpoint("law")
    _, _, law, *_ = walks.seal.verify([note])
    assert (law.checkpoints, law.fault) == (1, None)
    tables = Tables(TABLES)
    with writing(engine) as connection:
        drop_guards(connection, tables.name)
        connection.execute(delete(tables.events))
        connection.execute(update(tables.head).values(position=0, recorded_us=0, frontier=b""))
        sign_heads(connection)
    seal_law(with_law(walks, REWORDED))
    assert state(with_law(walks, REWORDED)) == "sealed"
    _, _, law, *_ = walks.seal.verify([note])
    assert law.fault is not None


def test_a_dry_run_of_an_explanation_leaves_the_law_log_alone(walks: Journeys) -> None:
    """Whatever is rolled back."""
    journey = pensioner(walks, BORN)
    walks.rehearsing().explain_safety(journey, on=RESTED_ON, actor=BY_ANNA)
    assert entries(walks) == 0
