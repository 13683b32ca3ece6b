"""A request asked twice is answered once: after a crash, by two at once; and never by another."""

import signal
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import create_engine, text

from journeys import Actor, Entry, JourneyId, Journeys, verbs
from journeys.adapters.wiring import open_journeys
from journeys.app.requests import request
from journeys.errors import Conflict, Refused
from tests.app.rows import stored_rows
from tests.app.writers import SHARED, ask_and_be_killed, ask_at_once, rest
from tests.connections import connection_of
from tests.invented import ANNA, BY_ANNA, BY_BO, FEB_1, KEYS, MAR_1, WALK, looking, opened
from tests.processes import PROCESSES

OTHER = JourneyId(UUID(int=77))


def hope(walks: Journeys, words: str, request_id: str = "r-1") -> tuple[Entry, ...]:
    """State a hope, under a request id."""
    return walks.decide(WALK, verbs.state_hope, BY_ANNA, request_id, words=words, on=FEB_1)


def refused(asked: Callable[[], object]) -> None:
    """Expect that this request id was used for something else."""
    with pytest.raises(Refused) as refusal:
        asked()
    assert refusal.value.code == "request-id-used"


def test_what_is_kept_of_a_request_cannot_be_guessed(walks: Journeys) -> None:
    """Whoever reads the database may know every word that could have been asked."""
    opened(walks)
    hope(walks, "Et job")
    told = request("r-1", WALK, BY_ANNA, ["state_hope", (), {"words": "Et job", "on": FEB_1}])
    with walks.store.reading() as transaction:
        assert transaction.log.requested(told) is True
        kept = connection_of(transaction).execute(text("SELECT digest FROM journeys_requests"))
        assert told.digest not in kept.scalars().all()


def test_a_request_id_can_be_made_of_what_is_asked(walks: Journeys, origin_url: str) -> None:
    """The same text has the same digest in a store, also when it is opened again; in no other."""
    first, other = walks.keyed_digests(["Et job", "En have"])
    assert first != other
    assert walks.keyed_digests(["Et job"]) == [first]
    with open_journeys(origin_url, keys=KEYS) as elsewhere:
        assert elsewhere.keyed_digests(["Et job"]) != [first]


def test_the_newest_position_is_that_of_the_newest_entry(walks: Journeys) -> None:
    """Also inside a transaction, before it is committed."""
    assert walks.newest_position() == 0
    with walks.unit_of_work() as together:
        opened(together)
        [entry] = hope(together, "Et job")
        assert together.newest_position() == entry.position
    assert walks.newest_position() == entry.position


def test_the_same_id_with_anything_else_is_refused(walks: Journeys) -> None:
    """Other words, another verb, another day, another journey, another actor."""
    opened(walks)
    opened(walks, OTHER)
    first = hope(walks, "Et job")
    before = stored_rows(walks)
    refused(lambda: hope(walks, "Et andet job"))
    refused(lambda: rest(walks, WALK, "r-1"))
    refused(lambda: rest(walks, OTHER, "r-1"))
    refused(lambda: walks.decide(WALK, verbs.state_hope, BY_ANNA, "r-1", words="Et job", on=MAR_1))
    for actor in (BY_BO, Actor(ANNA, "manager")):
        refused(
            lambda by=actor: walks.decide(  # type: ignore[misc]
                WALK, verbs.state_hope, by, "r-1", words="Et job", on=FEB_1
            )
        )
    refused(
        lambda: walks.retract(WALK, entry=2, why="x", on=MAR_1, actor=BY_ANNA, request_id="r-1")
    )
    refused(lambda: walks.explain_safety(WALK, on=MAR_1, actor=BY_ANNA, request_id="r-1"))
    assert stored_rows(walks) == before
    assert hope(walks, "Et job") == first


def test_who_asks_under_an_id_that_was_just_used_is_told_to_ask_again(walks: Journeys) -> None:
    """Also where nothing was to be recorded."""
    asked = request("r-1", WALK, BY_ANNA, "nothing new")
    with walks.store.writing() as transaction:
        transaction.log.remember(asked)
        with pytest.raises(Conflict, match="at the same moment"):
            transaction.log.remember(asked)


def test_that_nothing_was_new_is_an_answer_too(walks: Journeys) -> None:
    """Asked again it stays so, although something would be new by now."""
    opened(walks)
    hope(walks, "Et job")
    assert hope(walks, "Et job", "r-2") == ()
    walks.retract(WALK, entry=2, why="En anden borger", on=FEB_1, actor=BY_ANNA)
    assert hope(walks, "Et job", "r-2") == ()
    assert len(looking(walks).history(WALK).entries) == 3
    assert len(hope(walks, "Et job", "r-3")) == 1


def test_a_refusal_uses_no_id_up(walks: Journeys) -> None:
    """What was refused was not answered: the caller may mend it and ask again."""
    opened(walks)
    with pytest.raises(Refused, match="may not be empty"):
        hope(walks, "")
    assert len(hope(walks, "Et job")) == 1


def test_a_dry_run_uses_no_id_up(walks: Journeys) -> None:
    """It is rolled back, with what it would have remembered."""
    opened(walks)
    assert len(hope(walks.rehearsing(), "Et andet job")) == 1
    assert len(hope(walks, "Et job")) == 1


def test_what_was_recorded_is_answered_although_nobody_was_told(
    walks: Journeys, database_url: str
) -> None:
    """Killed between the commit and the answer."""
    opened(walks, SHARED)
    process = PROCESSES.Process(target=ask_and_be_killed, args=(database_url, "r-1"))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    (entry,) = rest(walks, SHARED, "r-1")
    assert entry.version == 2
    assert len(looking(walks).history(SHARED).entries) == 2


@pytest.mark.parametrize("same_journey", [True, False], ids=["one journey", "four journeys"])
def test_of_four_who_ask_at_once_one_is_answered(
    walks: Journeys, database_url: str, *, same_journey: bool
) -> None:
    """On one journey all are given its entry; of four journeys the id belongs to one."""
    number = 4
    journeys = [JourneyId(UUID(int=nr + 1)) for nr in range(number)]
    for journey in journeys:
        opened(walks, journey)
    asked = [journeys[0]] * number if same_journey else journeys
    start = PROCESSES.Barrier(number)
    pipes = [PROCESSES.Pipe(duplex=False) for _ in asked]
    processes = [
        PROCESSES.Process(target=ask_at_once, args=(database_url, journey, start, told))
        for journey, (_, told) in zip(asked, pipes, strict=True)
    ]
    for process in processes:
        process.start()
    answers = [answer.recv() for answer, _ in pipes]
    for process in processes:
        process.join()
    recorded = sum(len(looking(walks).history(journey).entries) - 1 for journey in journeys)
    assert recorded == 1
    if same_journey:
        assert set(answers) == {f"{journeys[0]} 2"}
    else:
        assert answers.count("request-id-used") == number - 1


def test_a_hosts_rollback_takes_the_request_back_too(walks: Journeys, database_url: str) -> None:
    """What was not committed was not asked."""
    opened(walks)
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        assert len(hope(walks.joining(connection), "Et job")) == 1
        connection.rollback()
        mine = walks.joining(connection)
        assert len(hope(mine, "Et andet job")) == 1
        refused(lambda: hope(mine, "Et tredje job"))
        assert len(hope(mine, "Et fjerde job", "r-4")) == 1
        connection.commit()
    engine.dispose()
    assert len(looking(walks).history(WALK).entries) == 3


def test_entries_from_before_requests_were_remembered_answer_as_they_did(walks: Journeys) -> None:
    """By the id that they carry, to whoever recorded them."""
    opened(walks)
    first = hope(walks, "Et job")
    with walks.store.writing() as transaction:
        connection_of(transaction).execute(text("DELETE FROM journeys_requests"))
    assert hope(walks, "Et job") == first
    refused(lambda: walks.decide(WALK, verbs.state_hope, BY_BO, "r-1", words="Et job", on=FEB_1))


def test_what_is_asked_is_the_same_in_whatever_order_a_set_stands() -> None:
    """And a digest gives nothing of it away."""
    one, other = ({"a": {"x", "y", "z"}, "b": 1}, {"b": 1, "a": {"z", "y", "x"}})
    asked = [request("r-1", WALK, BY_ANNA, each) for each in (one, other)]
    assert asked[0] == asked[1]
    assert request("r-1", WALK, BY_ANNA, {"a": {"x"}, "b": 1}) != asked[0]
    assert "x" not in asked[0].digest
