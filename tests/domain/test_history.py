"""A history is asked of any day and any moment, and tells what would come next."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from journeys import Entry, History, JourneyId, events
from journeys.domain.history import JOINED
from tests.invented import ANNA, COOK, FEB_1, GRANTED, JAN_1, MAR_1, OPENED, RESTED, WALK, WISHED

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def entry(version: int, event: events.Event, request: str | None = None) -> Entry:
    """Return an entry that Anna recorded at noon, forty entries into the store."""
    return Entry(WALK, version, 40 + version, NOON, ANNA, event, request, "caseworker")


WALKED = History((entry(1, OPENED, "one"), entry(2, WISHED, "two"), entry(3, COOK, "two")))


def test_a_day_never_shows_more_than_an_earlier_one_did() -> None:
    """Asked of two days, in whichever order, a history shows what both of them show."""
    for history in (WALKED.on(JAN_1).on(MAR_1), WALKED.on(MAR_1).on(JAN_1)):
        assert list(history.events) == [OPENED]
        assert history.until == JAN_1
    assert list(WALKED.on(FEB_1).events) == [OPENED, WISHED, COOK]


def test_what_comes_next_continues_the_last_entry() -> None:
    """Numbered on from it, in its journey, at its place and moment, and by nobody yet."""
    history = WALKED.on(MAR_1).followed_by([GRANTED, RESTED])
    assert history.until == MAR_1
    assert history.entries == (
        *WALKED.entries,
        Entry(WALK, 4, 43, NOON, "", GRANTED),
        Entry(WALK, 5, 43, NOON, "", RESTED),
    )
    assert history.version == 5


def test_what_comes_next_continues_a_later_version() -> None:
    """Counted from the version of the last entry, not from how many entries there are."""
    (_, *later) = WALKED.entries
    assert History(tuple(later)).followed_by([RESTED]).version == 4


def test_what_comes_first_stands_before_every_moment() -> None:
    """In the journey of nobody, and before any place in the store."""
    first = Entry(JourneyId(UUID(int=0)), 1, 0, datetime.min.replace(tzinfo=UTC), "", OPENED)
    history = History().followed_by([OPENED])
    assert history.entries == (first,)
    assert history.known_at(NOON) == history
    assert History().followed_by([]) == History() == History(until=date.max)
    assert History().version == 0


def test_the_entries_of_a_request_are_found_by_it() -> None:
    """Those of no other, and none for one that was never asked."""
    assert WALKED.of_request("one") == WALKED.entries[:1]
    assert WALKED.of_request("two") == WALKED.entries[1:]
    assert WALKED.of_request("three") == ()


MOMENTS = st.integers(-3600, 3600).map(lambda seconds: NOON + timedelta(seconds=seconds))


@given(st.lists(MOMENTS, max_size=8), MOMENTS, MOMENTS)
def test_what_a_moment_hides_that_is_stamped_later_than_now_is_counted(
    stamps: list[datetime], known_at: datetime, now: datetime
) -> None:
    """By both: what is hidden and not ahead is history's own past, which a moment is asked for."""
    history = History(
        tuple(entry(nr, OPENED)._replace(recorded_at=at) for nr, at in enumerate(stamps, start=1))
    )
    hidden = {*history.entries} - {*history.known_at(known_at).entries}
    ahead = [each for each in hidden if each.recorded_at > now]
    assert history.stamped_ahead(known_at, now) == len(ahead)


def test_what_grows_leaves_out_what_came_with_a_joining_that_was_retracted() -> None:
    """Also where more of the other stream follows: as a history that is read anew."""
    absorbed = events.JourneyAbsorbed(
        on=JAN_1, absorbed=JourneyId(UUID(int=7)), numbered_from=JOINED, why="The same citizen"
    )
    separated = events.EntryRetracted(on=FEB_1, entry=2, why="Another citizen")
    known = History((entry(1, OPENED), entry(2, absorbed), entry(3, separated)))
    assert known.journey.path == known.extended_by((entry(JOINED + 1, COOK),)).journey.path
    assert len(known.extended_by((entry(JOINED + 1, COOK),)).in_force) == len(known.in_force)
