"""Who the journeys are about, apart from them; and somebody erased, of whom nothing can be read."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import MetaData, create_engine, inspect, select
from sqlalchemy.sql.schema import Table

from journeys import Actor, JourneyId, Journeys, verbs
from journeys.adapters.wiring import open_journeys
from journeys.domain.errors import Erased, Refused, UnknownJourney
from journeys.domain.identity import Identity
from tests.app.rows import stored_rows
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, MAR_1, WALK, looking, opened

OTHER = JourneyId(UUID(int=77))
LEADER = Actor("dorte.example", "manager")
NUMBER, NEW_NUMBER = "610203-1234", "710203-1235"
NAME = "Opfundet Borgersen"
WORDS = "Jeg drømmer om et bageri"
GROUND = {"reason": "Tiden er gået", "authority": "Kassation efter aflevering til arkivet"}


def closed(walks: Journeys, journey: JourneyId = WALK) -> None:
    """Let somebody say something, be known, and leave."""
    opened(walks, journey)
    walks.decide(journey, verbs.state_hope, BY_ANNA, "hope", words=WORDS, on=FEB_1)
    walks.persons.identify(journey, name=NAME, number=NUMBER, actor=BY_ANNA)
    walks.decide(journey, verbs.close_journey, BY_ANNA, None, reason="Flyttet", on=FEB_1)


def tables(url: str) -> Iterator[bytes]:
    """Yield every value of every table of the store, as bytes."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        for name in inspect(engine).get_table_names():
            table = Table(name, MetaData(), autoload_with=engine)
            for row in connection.execute(select(table)):
                for value in row:
                    yield (
                        bytes(value)
                        if isinstance(value, (bytes, memoryview))
                        else str(value).encode()
                    )
    engine.dispose()


def test_a_person_is_found_by_every_number_there_was(walks: Journeys) -> None:
    """A changed number keeps the journey, and the old one goes on finding it."""
    opened(walks)
    identity = walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA)
    assert identity == Identity("cpr", "6102031234", NAME)
    walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA)
    walks.persons.identify(WALK, name=NAME, number=NEW_NUMBER, actor=BY_ANNA)
    with walks.store.reading() as transaction:
        assert transaction.people.find("cpr", "6102031234") == WALK
        assert transaction.people.find("cpr", "7102031235") == WALK
        assert transaction.people.find("reference", "7102031235") is None
        assert transaction.people.of(WALK) == Identity("cpr", "7102031235", NAME)


def test_one_person_has_one_journey(walks: Journeys) -> None:
    """The refusal names the other journey, never the number."""
    opened(walks)
    opened(walks, OTHER)
    walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA)
    with pytest.raises(Refused) as refusal:
        walks.persons.identify(OTHER, name="En anden", number=NUMBER, actor=BY_ANNA)
    assert refusal.value.code == "number-taken"
    assert str(WALK) in str(refusal.value)
    assert "1234" not in str(refusal.value).replace(str(WALK), "")
    with walks.store.reading() as transaction:
        assert transaction.people.of(OTHER) is None


def test_a_hosts_own_reference_takes_the_place_of_a_number(walks: Journeys) -> None:
    """It is kept as it is given, and asked for no date."""
    opened(walks)
    walks.persons.identify(WALK, name=NAME, number="P-12", kind="reference", actor=BY_ANNA)
    with walks.store.reading() as transaction:
        assert transaction.people.find("reference", "P-12") == WALK


@pytest.mark.parametrize(
    ("code", "number", "name", "role"),
    [
        ("cpr-malformed", "12", NAME, "caseworker"),
        ("cpr-no-date", "999999-1234", NAME, "caseworker"),
        ("number-missing", " ", NAME, "caseworker"),
        ("name-missing", NUMBER, " ", "caseworker"),
        ("role-may-not", NUMBER, NAME, "employer"),
    ],
)
def test_an_identity_that_is_none_is_refused(
    walks: Journeys, code: str, number: str, name: str, role: str
) -> None:
    """And nothing is kept."""
    opened(walks)
    with pytest.raises(Refused) as refusal:
        walks.persons.identify(WALK, name=name, number=number, actor=Actor(ANNA, role))
    assert refusal.value.code == code
    with walks.store.reading() as transaction:
        assert transaction.people.of(WALK) is None


def test_nobody_is_identified_on_a_journey_that_is_not_there(walks: Journeys) -> None:
    """Nor erased."""
    with pytest.raises(UnknownJourney):
        walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA)
    with pytest.raises(UnknownJourney):
        walks.persons.erase(WALK, on=MAR_1, actor=LEADER, **GROUND)


def test_of_somebody_erased_only_the_sealed_entries_and_a_receipt_are_left(
    walks: Journeys, database_url: str
) -> None:
    """No word, name or number is in any file or table; what others recorded is as it was."""
    closed(walks)
    opened(walks, OTHER)
    before = stored_rows(walks)
    rehearsed = walks.rehearsing().persons.erase(WALK, on=MAR_1, actor=LEADER, **GROUND)
    assert stored_rows(walks) == before
    receipt = walks.persons.erase(WALK, on=MAR_1, actor=LEADER, **GROUND)
    assert receipt.gone == rehearsed.gone
    assert (receipt.gone.entries, receipt.gone.numbers) == (3, 1)
    assert walks.persons.receipt(WALK) == receipt
    assert receipt.position == 5
    with pytest.raises(Erased):
        looking(walks).history(WALK)
    with pytest.raises(Erased):
        walks.decide(WALK, verbs.resume_journey, BY_ANNA, None, reason="x", on=MAR_1)
    with pytest.raises(Erased):
        walks.persons.erase(WALK, on=MAR_1, actor=LEADER, **GROUND)
    with pytest.raises(Erased):
        walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA)
    assert {row[0] for _, row in stored_rows(walks)} == {str(OTHER)}
    assert all(verdict.fault is None for verdict in walks.seal.verify())
    assert walks.rebuild() == 1
    secret = [WORDS.encode(), NAME.encode(), b"6102031234", str(WALK).encode()]
    found = [value for value in tables(database_url) if any(word in value for word in secret)]
    # Its id still stands beside the sealed entries and the key that is no more; nowhere else.
    assert found == [str(WALK).encode()] * 5


def test_nothing_of_somebody_erased_is_in_the_file_or_its_journal(
    sqlite_url: str, tmp_path: Path
) -> None:
    """The bytes of the whole folder are searched, while the store is still open."""
    with open_journeys(sqlite_url, keys=KEYS) as walks:
        closed(walks)
        with walks.store.reading() as transaction:
            wrapped = transaction.connection.exec_driver_sql(
                "SELECT wrapped FROM journeys_keys WHERE holder = ?", (str(WALK),)
            ).scalar_one()
        assert wrapped in b"".join(file.read_bytes() for file in tmp_path.iterdir())
        walks.persons.erase(WALK, on=MAR_1, actor=LEADER, **GROUND)
        stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for word in (wrapped, WORDS.encode(), NAME.encode(), b"6102031234"):
        assert word not in stored


def test_the_same_request_erases_once(walks: Journeys) -> None:
    """Asked again, it gives the same receipt; another under its id is refused."""
    closed(walks)
    ask = {"on": MAR_1, "actor": LEADER, "request_id": "erase-1", **GROUND}
    receipt = walks.persons.erase(WALK, **ask)  # type: ignore[arg-type]
    assert walks.persons.erase(WALK, **ask) == receipt  # type: ignore[arg-type]
    closed_again = {**ask, "reason": "En anden grund"}
    with pytest.raises(Refused) as refusal:
        walks.persons.erase(WALK, **closed_again)  # type: ignore[arg-type]
    assert refusal.value.code == "request-id-used"
