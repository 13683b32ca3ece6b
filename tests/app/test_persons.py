"""Who the journeys are about, apart from them; and somebody erased, of whom nothing can be read."""

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, select, update

from journeys import Actor, JourneyId, Journeys, verbs
from journeys.adapters.sql.keys.persons import people
from journeys.adapters.sql.readmodels.tables import READ
from journeys.adapters.wiring import open_journeys
from journeys.domain.identity import Identity
from journeys.domain.looks import Look
from journeys.errors import BrokenHistory, Conflict, Erased, Refused, UnknownJourney
from tests.app.rows import every_value, stored_rows
from tests.connections import connection_of
from tests.invented import ANNA, BY_ANNA, BY_BO, FEB_1, KEYS, MAR_1, WALK, looking, opened

OTHER = JourneyId(UUID(int=77))
LEADER = Actor("dorte.example", "manager")
NUMBER, NEW_NUMBER = "610203-1234", "710203-1235"
NAME = "Opfundet Borgersen"
WORDS = "Jeg drømmer om et bageri"
WHY = "sagsbehandling"
GROUND = {"reason": "Tiden er gået", "authority": "Kassation efter aflevering til arkivet"}


def closed(walks: Journeys, journey: JourneyId = WALK) -> None:
    """Let somebody say something, be known, and leave."""
    opened(walks, journey)
    walks.decide(journey, verbs.state_hope, BY_ANNA, "hope", words=WORDS, on=FEB_1)
    walks.persons.identify(journey, name=NAME, number=NUMBER, actor=BY_ANNA, purpose=WHY)
    walks.decide(journey, verbs.close_journey, BY_ANNA, None, reason="Flyttet", on=FEB_1)


def test_a_person_is_found_by_every_number_there_was(walks: Journeys) -> None:
    """A changed number keeps the journey, and the old one goes on finding it."""
    opened(walks)
    identity = walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA, purpose=WHY)
    assert identity == Identity("cpr", "6102031234", NAME)
    walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA, purpose=WHY)
    walks.persons.identify(WALK, name=NAME, number=NEW_NUMBER, actor=BY_ANNA, purpose=WHY)
    with walks.store.reading() as transaction:
        assert transaction.people.find("cpr", "6102031234") == WALK
        assert transaction.people.find("cpr", "7102031235") == WALK
        assert transaction.people.find("reference", "7102031235") is None
        assert transaction.people.of(WALK) == Identity("cpr", "7102031235", NAME)


def test_one_person_has_one_journey(walks: Journeys) -> None:
    """The refusal names the other journey, never the number."""
    opened(walks)
    opened(walks, OTHER)
    walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA, purpose=WHY)
    with pytest.raises(Refused) as refusal:
        walks.persons.identify(OTHER, name="En anden", number=NUMBER, actor=BY_ANNA, purpose=WHY)
    assert refusal.value.code == "number-taken"
    assert str(WALK) in str(refusal.value)
    assert "1234" not in str(refusal.value).replace(str(WALK), "")
    with walks.store.reading() as transaction:
        assert transaction.people.of(OTHER) is None


def test_nobody_is_found_by_a_mark_that_was_exchanged_behind_our_back(walks: Journeys) -> None:
    """Whoever asked for one would be shown another; nor is anything recorded on it."""
    numbers = {WALK: NUMBER, OTHER: NEW_NUMBER}
    for journey, number in numbers.items():
        opened(walks, journey)
        walks.persons.identify(journey, name=NAME, number=number, actor=BY_ANNA, purpose=WHY)
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        rows = connection.execute(select(people.c.found, people.c.stream)).all()
        (mine, walk), (its, other) = rows
        for found, stream in ((b"-", walk), (mine, other), (its, walk)):
            connection.execute(update(people).where(people.c.stream == stream).values(found=found))
    for number in numbers.values():
        with pytest.raises(BrokenHistory, match=r"stored identity of journey .* was altered"):
            looking(walks).find(number)
        with pytest.raises(BrokenHistory, match="was altered") as broken:
            walks.persons.identify(WALK, name=NAME, number=number, actor=BY_ANNA, purpose=WHY)
        assert number not in str(broken.value)
    assert looks(walks, WALK) == looks(walks, OTHER) == [Look(BY_ANNA, "identified", WHY)]


def test_somebody_erased_is_not_found_by_a_row_put_back(walks: Journeys) -> None:
    """Nothing in it can be opened any more."""
    closed(walks)
    with walks.store.reading() as transaction:
        (row,) = connection_of(transaction).execute(select(people)).mappings()
    walks.persons.erase(WALK, on=MAR_1, actor=LEADER, **GROUND)
    with walks.store.writing() as transaction:
        connection_of(transaction).execute(insert(people).values(**row))
    with walks.store.reading() as transaction, pytest.raises(Erased):
        transaction.people.find("cpr", "6102031234")


def looks(walks: Journeys, journey: JourneyId) -> list[Look]:
    """Return the looks at a journey as they are kept."""
    with walks.store.reading() as transaction:
        return [each.look for each in transaction.access.of(journey)]


def test_who_says_who_somebody_is_is_noted(walks: Journeys) -> None:
    """Each time that something changes by it, and never where it is refused or rehearsed."""
    opened(walks)
    told = {"name": NAME, "number": NUMBER, "actor": BY_ANNA, "purpose": WHY}
    walks.rehearsing().persons.identify(WALK, **told)  # type: ignore[arg-type]
    for _ in range(2):
        walks.persons.identify(WALK, **told)  # type: ignore[arg-type]
    walks.persons.identify(WALK, **told | {"name": "Et nyt navn"})  # type: ignore[arg-type]
    with pytest.raises(Refused):
        walks.persons.identify(WALK, **told | {"purpose": " "})  # type: ignore[arg-type]
    assert looks(walks, WALK) == [Look(BY_ANNA, "identified", WHY)] * 2


def test_who_learns_that_a_number_is_somebody_elses_is_noted(walks: Journeys) -> None:
    """In a rehearsal, too: the refusal tells whose it is."""
    opened(walks)
    opened(walks, OTHER)
    walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA, purpose=WHY)
    for store in (walks, walks.rehearsing()):
        with pytest.raises(Refused):
            store.persons.identify(OTHER, name="X", number=NUMBER, actor=BY_BO, purpose="gæt")
    assert looks(walks, WALK)[1:] == [Look(BY_BO, "find", "gæt")] * 2
    assert looks(walks, OTHER) == []


def test_of_two_who_are_given_one_number_at_once_one_is_told_to_look_again(
    walks: Journeys,
) -> None:
    """Where neither could see the other's yet; the first keeps it."""
    opened(walks)
    opened(walks, OTHER)
    identity = Identity("cpr", "6102031234", NAME)
    walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA, purpose=WHY)
    with pytest.raises(Conflict), walks.store.writing() as transaction:
        transaction.people.identify(OTHER, identity)
    with walks.store.reading() as transaction:
        assert transaction.people.find("cpr", "6102031234") == WALK
        assert transaction.people.of(OTHER) is None


def test_a_hosts_own_reference_takes_the_place_of_a_number(walks: Journeys) -> None:
    """It is kept as it is given, and asked for no date."""
    opened(walks)
    walks.persons.identify(
        WALK, name=NAME, number="P-12", kind="reference", actor=BY_ANNA, purpose=WHY
    )
    with walks.store.reading() as transaction:
        assert transaction.people.find("reference", "P-12") == WALK


@pytest.mark.parametrize(
    ("code", "number", "name", "role"),
    [
        ("cpr-malformed", "12", NAME, "caseworker"),
        ("cpr-no-date", "999999-1234", NAME, "caseworker"),
        ("number-missing", " ", NAME, "caseworker"),
        ("name-missing", NUMBER, " ", "caseworker"),
        ("words-carry-cpr", NUMBER, f"Borgersen {NUMBER}", "caseworker"),
        ("words-unprintable", NUMBER, "Borger\udcffsen", "caseworker"),
        ("words-unprintable", NUMBER + "\0", NAME, "caseworker"),
        ("role-may-not", NUMBER, NAME, "employer"),
    ],
)
def test_an_identity_that_is_none_is_refused(
    walks: Journeys, code: str, number: str, name: str, role: str
) -> None:
    """And nothing is kept."""
    opened(walks)
    with pytest.raises(Refused) as refusal:
        walks.persons.identify(WALK, name=name, number=number, actor=Actor(ANNA, role), purpose=WHY)
    assert refusal.value.code == code
    with walks.store.reading() as transaction:
        assert transaction.people.of(WALK) is None


def test_nobody_is_identified_on_a_journey_that_is_not_there(walks: Journeys) -> None:
    """Nor erased."""
    with pytest.raises(UnknownJourney):
        walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA, purpose=WHY)
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
        walks.persons.identify(WALK, name=NAME, number=NUMBER, actor=BY_ANNA, purpose=WHY)
    assert {row[0] for _, row in stored_rows(walks)} == {str(OTHER)}
    assert all(verdict.fault is None for verdict in walks.seal.verify())
    assert walks.maintenance.rebuild().journeys == 1
    secret = [WORDS.encode(), NAME.encode(), b"6102031234", str(WALK).encode()]
    found = [value for value in every_value(database_url) if any(word in value for word in secret)]
    # Its id still stands beside the sealed entries, the sealed look of whoever said who it was,
    # the sealed change of that, and the key that is no more; nowhere else.
    assert found == [str(WALK).encode()] * 7


def test_nothing_of_somebody_erased_is_in_the_file_or_its_journal(
    sqlite_url: str, tmp_path: Path
) -> None:
    """The bytes of the whole folder are searched, while the store is still open."""
    with open_journeys(sqlite_url, keys=KEYS) as walks:
        closed(walks)
        with walks.store.reading() as transaction:
            wrapped = (
                connection_of(transaction)
                .exec_driver_sql("SELECT wrapped FROM journeys_keys WHERE holder = ?", (str(WALK),))
                .scalar_one()
            )
        assert wrapped in b"".join(file.read_bytes() for file in tmp_path.iterdir())
        walks.persons.erase(WALK, on=MAR_1, actor=LEADER, **GROUND)
        stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for word in (wrapped, WORDS.encode(), NAME.encode(), b"6102031234"):
        assert word not in stored


def test_what_is_made_anew_brings_nobody_back_and_loses_no_duty(walks: Journeys) -> None:
    """A row that belongs to nobody goes; whoever records or erases meanwhile waits."""
    closed(walks)
    opened(walks, OTHER)
    kept = stored_rows(walks)
    with walks.store.writing() as transaction:
        for table in READ.sorted_tables:
            stray = update(table).where(table.c.journey == str(WALK))
            connection_of(transaction).execute(stray.values(journey="nobody"))
    assert walks.maintenance.rebuild().journeys == 2
    assert stored_rows(walks) == kept


def test_nobody_erases_or_records_while_all_is_made_anew(postgresql_url: str) -> None:
    """In SQLite nobody can: there is one writer."""
    with ExitStack() as stack, ThreadPoolExecutor() as threads:
        walks = stack.enter_context(open_journeys(postgresql_url, keys=KEYS))
        closed(walks)
        with walks.store.writing() as transaction:
            # As `rebuild` begins.
            transaction.log.lock_journeys(())
            for table in READ.sorted_tables:
                connection_of(transaction).execute(delete(table))
            erased = threads.submit(walks.persons.erase, WALK, on=MAR_1, actor=LEADER, **GROUND)
            history = transaction.log.history(WALK)
            assert not wait([erased], timeout=0.2).done
            transaction.rows.refresh({WALK: history}, walks.book)
        assert erased.result().gone.entries == history.version
        assert not stored_rows(walks)


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
