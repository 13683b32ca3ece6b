"""A clock that was once ahead: its entries are counted and named, and nothing is edited."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from journeys import Journeys, events, verbs
from journeys.adapters.wiring import open_journeys
from journeys.errors import Refused
from journeys.projections.view import AsKnown
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, MAR_1, WALK, looking, opened
from tests.scenario import BOOK

AHEAD = datetime(2126, 1, 1, tzinfo=UTC)
"""What the clock said that was ahead."""

HOUR = timedelta(hours=1)


def at(url: str, clock: datetime | None) -> Journeys:
    """Return the journeys of a store whose clock says this; or the database's own."""
    return open_journeys(url, keys=KEYS, book=BOOK, clock=None if clock is None else lambda: clock)


@pytest.fixture(params=[None, datetime(2026, 11, 1, tzinfo=UTC)], ids=["database's", "host's"])
def now(request: pytest.FixtureRequest) -> datetime | None:
    """Return what the clock says today: the database's own, or one of the host's."""
    clock: datetime | None = request.param
    return clock


@pytest.fixture
def walks(database_url: str, now: datetime | None) -> Journeys:
    """Return a store whose second entry, and a look, were recorded by a clock that was ahead."""
    with at(database_url, now) as right:
        opened(right)
    with at(database_url, AHEAD) as wrong:
        wrong.decide(WALK, verbs.state_hope, BY_ANNA, None, words="Ro", on=FEB_1)
        looking(wrong).history(WALK)
    return at(database_url, now)


def hope(walks: Journeys) -> datetime:
    """Record one more entry; return the moment that it carries."""
    (entry,) = walks.decide(WALK, verbs.agree_follow_up, BY_ANNA, None, due=MAR_1, on=FEB_1)
    return entry.recorded_at


def test_the_status_says_which_entries_are_stamped_later_than_now(walks: Journeys) -> None:
    """Of which logs, how many, since which position, and up to which moment."""
    found = [tuple(each.model_dump().values()) for each in walks.maintenance.status().clock_ahead]
    assert found == [("journeys", 1, 2, AHEAD), ("access", 1, 1, AHEAD)]
    assert walks.maintenance.clock_ahead() == walks.maintenance.status().clock_ahead


def test_every_later_entry_carries_that_moment_too(walks: Journeys) -> None:
    """Moments of one log never go backwards; the seal holds."""
    assert hope(walks) == AHEAD
    journeys, *_ = walks.maintenance.clock_ahead()
    assert (journeys.entries, journeys.since, journeys.latest) == (2, 2, AHEAD)
    assert not any(each.fault for each in walks.seal.verify())


def test_once_that_moment_has_passed_nothing_is_said(walks: Journeys, database_url: str) -> None:
    """The entries are those that they were."""
    hope(walks)
    with at(database_url, AHEAD) as later:
        assert later.maintenance.clock_ahead() == ()
        assert looking(later).timeline(WALK, known_at=AHEAD - HOUR).stamped_ahead == 0
        assert looking(later).timeline(WALK, known_at=AHEAD).stamped_ahead == 0


def test_where_the_clock_was_never_ahead_nothing_is_said(
    database_url: str, now: datetime | None
) -> None:
    """Also in an empty store, and where somebody asks what was known long ago."""
    with at(database_url, now) as right:
        assert right.maintenance.status().clock_ahead == ()
        opened(right)
        assert right.maintenance.clock_ahead() == ()
        early = looking(right).timeline(WALK, known_at=datetime(2020, 1, 1, tzinfo=UTC))
        assert (early.lines, early.stamped_ahead) == ((), 0)


VIEWS: dict[str, Callable[[Journeys, datetime], AsKnown]] = {
    "timeline": lambda walks, at: looking(walks).timeline(WALK, known_at=at),
    "milestones": lambda walks, at: looking(walks).milestones(WALK, known_at=at),
    "briefing": lambda walks, at: looking(walks).briefing(WALK, on=MAR_1, known_at=at),
    "safety": lambda walks, at: looking(walks).safety(WALK, on=MAR_1, known_at=at),
    "path": lambda walks, at: looking(walks).path(WALK, on=MAR_1, known_at=at),
    "replay": lambda walks, at: looking(walks).audit.replay(WALK, on=MAR_1, known_at=at),
    "replay-all": lambda walks, at: next(looking(walks).audit.replay_all(on=MAR_1, known_at=at)),
    "explain": lambda walks, at: looking(walks).audit.explain(
        WALK, "milestones.state", on=MAR_1, known_at=at
    ),
    "learned": lambda walks, at: looking(walks).audit.learned(
        WALK, on=MAR_1, after=datetime(2020, 1, 1, tzinfo=UTC), upto=at
    ),
}


def test_a_view_as_known_says_how_many_such_entries_its_moment_hides(
    walks: Journeys, now: datetime | None
) -> None:
    """By now, before it and after it; a view within a view says the same."""
    hope(walks)
    right = now or datetime.now(UTC)
    for name, view in VIEWS.items():
        for moment in (right, right + HOUR, AHEAD - HOUR):
            seen = view(walks, moment)
            assert seen.stamped_ahead == 2, name
            inside = [each for _, each in seen if isinstance(each, AsKnown)]
            assert {each.stamped_ahead for each in inside} <= {2}, name
        assert view(walks, AHEAD).stamped_ahead == 0, name


def test_a_lease_that_was_taken_by_a_clock_ahead_keeps_nobody_out(walks: Journeys) -> None:
    """Though its process was killed and never gave it up."""
    ahead = round(AHEAD.timestamp() * 1_000_000)
    with walks.store.writing() as transaction:
        assert transaction.reactions.acquire_lease("breve", 0, "killed", ahead, ahead + 1) == 0
    assert walks.reactors.react("breve", lambda _: None).delivered == 2


def test_nobody_is_erased_by_the_day_of_a_clock_that_was_ahead(walks: Journeys) -> None:
    """The journey is open today, whatever is planned: the day is by the clock, not by the log."""
    leader = BY_ANNA._replace(role="manager")
    closing = AHEAD.date() - timedelta(days=30)
    walks.record(WALK, lambda _: [events.JourneyClosed(on=MAR_1, reason="Flyttet")], BY_ANNA)
    with pytest.raises(Refused) as refusal:
        walks.persons.erase(
            WALK, reason="Ønsket", authority="Arkivet har dem", on=closing, actor=leader
        )
    assert refusal.value.code == "not-yet"


def test_without_a_moment_nothing_is_hidden(walks: Journeys) -> None:
    """All entries are shown, with the moment that they carry."""
    view = looking(walks).timeline(WALK)
    assert view.stamped_ahead == 0
    assert [line.recorded_at == AHEAD for line in view.lines] == [False, True]
    assert looking(walks).desk(on=MAR_1, responsible=ANNA).lines[0].next_step == ""


def test_a_lease_that_was_taken_while_another_process_waited_is_kept(walks: Journeys) -> None:
    """The other one looked at its clock before it waited, so that the lease seems too long."""
    with walks.store.writing() as transaction:
        acquire = transaction.reactions.acquire_lease
        now, lease = round(AHEAD.timestamp() * 1_000_000), 60_000_000
        assert acquire("breve", 0, "first", now, now + lease) == 0
        assert acquire("breve", 0, "second", now - 5_000, now - 5_000 + lease) is None
