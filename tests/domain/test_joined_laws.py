"""The laws of two journeys that were joined: they read as the same events in one stream."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from journeys import Entry, History, JourneyId, events
from journeys.domain.decisions.joining import merge
from journeys.domain.duties import duties
from journeys.domain.events.joining import JoiningFact
from journeys.domain.history import JOINED
from journeys.domain.journey import fold
from journeys.errors import Refused
from journeys.projections.effects.reading import facts
from journeys.projections.milestones import milestones
from journeys.projections.periods import periods
from journeys.projections.safety.answer import safety
from journeys.projections.steps import steps
from journeys.projections.timeline import timeline
from journeys.testing.strategies import BEGINNING, EVENT_CLASSES, days, histories
from tests.invented import BY_ANNA, MAR_1, WALK
from tests.scenario import BOOK

OTHER = JourneyId(UUID(int=77))
FACTS = [cls for cls in EVENT_CLASSES if not issubclass(cls, JoiningFact)]
ANY = histories(classes=FACTS)
BY = events.JourneyAbsorbed(on=MAR_1, why="Samme borger", absorbed=OTHER, numbered_from=JOINED)


def interleaved(one: History, other: History, turns: list[bool]) -> tuple[History, History]:
    """Return two histories as one store recorded them: in turns, and at moments that grow."""
    left = {True: list(one.entries), False: list(other.entries)}
    done: dict[bool, list[Entry]] = {True: [], False: []}
    position = 0
    for turn in [*turns, *[True] * len(one.entries), *[False] * len(other.entries)]:
        if left[turn]:
            position += 1
            entry = left[turn].pop(0)
            stream = WALK if turn else OTHER
            at = BEGINNING + timedelta(hours=position // 2)
            done[turn].append(entry._replace(journey=stream, position=position, recorded_at=at))
    return History(tuple(done[True])), History(tuple(done[False]))


def in_one_stream(one: History, other: History) -> tuple[History, dict[int, int]]:
    """Return the same events in one stream, and by number in it the number in the joined one."""
    ordered = sorted((*one.entries, *other.entries), key=lambda each: each.position)
    place = {(each.journey, each.version): nr for nr, each in enumerate(ordered, start=1)}
    entries = []
    for nr, each in enumerate(ordered, start=1):
        event = each.event
        if isinstance(event, events.EntryRetracted):
            target = place.get((each.journey, event.entry), 0)
            event = event.model_copy(update={"entry": target})
        entries.append(each._replace(journey=WALK, version=nr, event=event))
    numbers = {
        nr: version + (0 if journey == WALK else JOINED) for (journey, version), nr in place.items()
    }
    return History(tuple(entries)), numbers


@given(ANY, ANY, st.lists(st.booleans(), max_size=30), days(), st.integers(0, 12))
def test_joined_journeys_read_as_the_same_events_in_one_stream(
    one: History, other: History, turns: list[bool], on: object, hour: int
) -> None:
    """On both clocks: every view, every duty with what raised and met it, and every fold."""
    one, other = interleaved(one, other, turns)
    both = one.joined_with([(BY, other)])
    single, numbers = in_one_stream(one, other)
    known_at = BEGINNING + timedelta(hours=hour)
    for seen, alone in (
        (both, single),
        (both.as_of(on, known_at), single.as_of(on, known_at)),  # type: ignore[arg-type]
    ):
        assert list(seen.events) == list(alone.events)
        assert seen.journey == alone.journey == fold(alone.events)
        assert [each.version for each in seen.in_force] == [
            numbers[each.version] for each in alone.in_force
        ]
        assert periods(seen) == periods(alone)
        assert steps(seen) == steps(alone)
        assert facts(seen, BOOK)[1:] == facts(alone, BOOK)[1:]
        # Two duties of one kind, subject and day stand in the order of what raised them.
        assert Counter(duties(seen, BOOK)) == Counter(
            each._replace(raised=numbers[each.raised], met_by=each.met_by and numbers[each.met_by])
            for each in duties(alone, BOOK)
        )
    told, expected = (
        milestones(WALK, each, BOOK, on).model_dump(exclude={"owed"})  # type: ignore[arg-type]
        for each in (both, single)
    )
    assert told == expected
    ours, theirs = (safety(WALK, each, BOOK, on) for each in (both, single))  # type: ignore[arg-type]
    assert (ours.answer, ours.until) == (theirs.answer, theirs.until)
    assert [each.text for each in ours.everything_said] == [
        each.text for each in theirs.everything_said
    ]
    assert [(each.kind, each.on, each.recorded_at) for each in timeline(WALK, both).lines] == [
        (each.kind, each.on, each.recorded_at) for each in timeline(WALK, single).lines
    ]


@given(ANY, ANY, st.lists(st.booleans(), max_size=30))
def test_a_joining_that_was_retracted_leaves_what_was_there(
    one: History, other: History, turns: list[bool]
) -> None:
    """In the history that still has the other's entries, before it is read again."""
    one, other = interleaved(one, other, turns)
    joined = one.followed_by([BY])
    both = joined.joined_with([(BY, other)])
    retracted = events.EntryRetracted(on=MAR_1, entry=joined.version, why="To borgere")
    separated = both.followed_by([retracted])
    assert [each.version for each in separated.in_force] == [
        each.version for each in one.followed_by([BY, retracted]).in_force
    ]
    assert separated.absorbed == ()


@given(ANY, ANY)
def test_any_two_can_be_joined_or_are_refused_by_a_code(one: History, other: History) -> None:
    """Whatever is recorded on them; and asked again there is nothing to record."""
    one, other = interleaved(one, other, [])
    if not (one.entries and other.entries):
        return
    why = {"today": MAR_1, "why": "Samme borger", "on": MAR_1}
    joining, code = None, ""
    try:
        joining = merge(other, one, BY_ANNA, BOOK, **why)  # type: ignore[arg-type]
    except Refused as refusal:
        code = refusal.code
    assert code in {"", "merge-would-close", "merge-would-open", "journey-restricted"}
    if joining is None:
        assert code
        return
    after = other.followed_by([joining.merged])
    stays = one.followed_by([joining.absorbed])
    assert merge(after, stays, BY_ANNA, BOOK, **why) is None  # type: ignore[arg-type]
