"""Inside the host's own transaction: nothing is committed, and its rollback takes all back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from journeys import Journeys, verbs
from journeys.errors import Conflict, Refused
from tests.app.rows import stored_rows
from tests.invented import ANNA, BY_ANNA, FEB_1, MAR_1, WALK, looking, opened


@pytest.fixture
def host(database_url: str) -> Iterator[Engine]:
    """Yield an engine as a host would make it, knowing nothing of ours."""
    url = make_url(database_url)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def _hosts_own_table(walks: Journeys, host: Engine) -> None:
    opened(walks)
    with host.begin() as connection:
        connection.execute(text("CREATE TABLE diary (line TEXT)"))


def lines(host: Engine) -> int:
    """Return how many lines the host's own table has."""
    with host.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM diary")).scalar_one())


def test_what_is_recorded_commits_with_the_host(walks: Journeys, host: Engine) -> None:
    """The host's row and ours, together."""
    with host.begin() as connection:
        connection.execute(text("INSERT INTO diary VALUES ('x')"))
        mine = walks.joining(connection)
        mine.decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
        assert looking(mine).milestones(WALK).state == "resting"
        assert looking(mine).caseload(on=FEB_1).cases[0].state == "resting"
    assert looking(walks).milestones(WALK).state == "resting"
    assert lines(host) == 1


@pytest.mark.parametrize("host_writes_first", [True, False])
def test_what_is_recorded_rolls_back_with_the_host(
    walks: Journeys, host: Engine, *, host_writes_first: bool
) -> None:
    """Also where our change is the first or the only one of the transaction."""
    before = (looking(walks).history(WALK), stored_rows(walks))
    with host.connect() as connection:
        if host_writes_first:
            connection.execute(text("INSERT INTO diary VALUES ('x')"))
        walks.joining(connection).decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
        connection.rollback()
    assert (looking(walks).history(WALK), stored_rows(walks)) == before
    assert lines(host) == 0


def test_a_refusal_leaves_the_hosts_transaction_usable(walks: Journeys, host: Engine) -> None:
    """The host decides what becomes of its own work."""
    with host.begin() as connection:
        connection.execute(text("INSERT INTO diary VALUES ('x')"))
        with pytest.raises(Refused):
            walks.joining(connection).decide(
                WALK, verbs.offer_handover, actor=BY_ANNA, to=ANNA, reason="?", on=FEB_1
            )
    assert lines(host) == 1


def test_positions_have_no_hole_after_a_hosts_rollback(walks: Journeys, host: Engine) -> None:
    """A number is given with the commit, not before."""
    with host.connect() as connection:
        walks.joining(connection).decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
        connection.rollback()
    (entry,) = walks.decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=MAR_1)
    assert (entry.position, entry.version) == (2, 2)


def test_a_host_that_read_before_somebody_wrote_is_told_of_the_conflict(
    walks: Journeys, host: Engine
) -> None:
    """Its transaction sees an older state and cannot write; rolled back, it may begin again."""
    strict = host.execution_options(
        isolation_level="REPEATABLE READ" if host.dialect.name == "postgresql" else "SERIALIZABLE"
    )
    with strict.connect() as connection:
        if host.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        assert walks.joining(connection).overview(on=FEB_1).journeys == 1
        walks.decide(WALK, verbs.state_hope, actor=BY_ANNA, words="Et job", on=FEB_1)
        with pytest.raises(Conflict):
            walks.joining(connection).decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
        connection.rollback()
        walks.joining(connection).decide(WALK, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
        connection.commit()
    assert looking(walks).milestones(WALK).state == "resting"


@pytest.mark.parametrize("commits", [True, False])
def test_a_look_is_logged_in_the_hosts_transaction(
    walks: Journeys, host: Engine, *, commits: bool
) -> None:
    """And goes with it: what a host rolls back it must not have shown."""
    with host.connect() as connection:
        assert looking(walks.joining(connection)).milestones(WALK).state == "open"
        connection.execute(text("INSERT INTO diary VALUES ('x')"))
        if commits:
            connection.commit()
    assert lines(host) == commits
    assert len(looking(walks).access(WALK).looks) == commits
