"""What a host hands over is of the type that its argument names, or refused before it is stored."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys import Actor, JourneyId, Journeys, events, verbs
from journeys.adapters.wiring import open_journeys
from journeys.errors import Refused
from journeys.testing.strategies import beginnings, requests_of
from tests.app.door import assert_readable, refused, unchanged
from tests.app.rows import stored_rows
from tests.effort import tries
from tests.invented import ANNA, BY_ANNA, COOK, FEB_1, KEYS, KITCHEN, TODAY, WALK, opened
from tests.moving import LEADER, PURPOSE

OTHER = JourneyId(UUID(int=77))
GROUND = {"reason": "Tiden er gået", "authority": "Kassation efter aflevering til arkivet"}


def generated(_: object) -> Any:  # noqa: ANN401 - as a host might write it
    """Decide, one after the other."""
    yield COOK


def returning(returned: object) -> Callable[[object], Any]:
    """Return a decision of a host's, which returns this."""
    return lambda _: returned


NO_EVENTS = [None, {}, {"kind": "hope-stated"}, COOK, [COOK, "x"], [None]]


def test_a_decision_that_returns_no_events_records_nothing(walks: Journeys) -> None:
    """Of one journey, of several, and in place of what is taken back."""
    opened(walks)
    correct: dict[str, Any] = {"entry": 1, "why": "x", "on": FEB_1, "actor": BY_ANNA}
    with unchanged(walks):
        for decision in (generated, *map(returning, NO_EVENTS)):
            all_: list[Any] = [(OTHER, returning([COOK])), (WALK, decision)]
            refused(partial(walks.record, WALK, decision, BY_ANNA), "decision")
            refused(partial(walks.record_all, all_, BY_ANNA), "decision")
            refused(partial(walks.retract, WALK, **correct, replacement=decision), "replacement")
        refused(partial(walks.record, WALK, None, BY_ANNA), "decision")  # type: ignore[arg-type]


PRIVATE = "Opfundet Borgersen"
MEASURED = events.ProgressMeasured(
    on=FEB_1,
    instrument="hverdag",
    version=1,
    rater="citizen",
    scores=(events.Score(item="morgen", value=2),),
)


UNREADABLE: list[events.Event] = [
    COOK.model_copy(update={"on": PRIVATE}),
    COOK.model_copy(update={"title": None}),
    COOK.model_copy(update={"kind": "hope-stated"}),
    COOK.model_copy(update={"more": PRIVATE}),
    COOK.model_copy(update={"subgoal": str(KITCHEN)}),
    events.HopeStated.model_construct(words=PRIVATE),  # type: ignore[call-arg]
    MEASURED.model_copy(update={"scores": ({"item": "x", "value": 1},)}),
    MEASURED.model_copy(update={"scores": (events.Score.model_construct(item="x", value="1"),)}),  # type: ignore[arg-type]
]


def test_an_event_changed_past_its_own_checks_is_not_recorded(
    walks: Journeys, recwarn: pytest.WarningsRecorder
) -> None:
    """It would be stored, and nobody could read the journey again."""
    opened(walks)
    with unchanged(walks):
        for event in UNREADABLE:
            with pytest.raises(Refused, match="could never be read") as refusal:
                walks.record(WALK, returning([event]), BY_ANNA)
            assert refusal.value.code == "not-understood"
            assert PRIVATE not in str(refusal.value)
    assert not recwarn.list, "a warning could repeat it"


NO_PAIRS: list[Any] = [None, 4, [WALK], [(WALK,)], [None], ["ab"], {WALK: None}]


def test_pairs_that_are_none_are_refused(walks: Journeys) -> None:
    """By one sentence, wherever among the others they stand."""
    opened(walks)
    with unchanged(walks):
        for decisions in NO_PAIRS:
            refused(partial(walks.record_all, decisions, BY_ANNA), "decisions")
        refused(partial(walks.record_all, [(WALK, None)], BY_ANNA), "decision")  # type: ignore[list-item]


NO_ACTORS: list[Any] = [None, ANNA, (ANNA, "caseworker"), Actor(ANNA, None)]  # type: ignore[arg-type]


def test_somebody_who_is_no_actor_records_and_sees_nothing(walks: Journeys) -> None:
    """By any way."""
    opened(walks)
    with unchanged(walks):
        for actor in NO_ACTORS:
            refused(
                partial(walks.decide, WALK, verbs.state_hope, actor, words="x", on=FEB_1), "actor"
            )
            refused(partial(walks.record, WALK, returning([COOK]), actor), "actor")
            refused(partial(walks.record_all, [(WALK, returning([COOK]))], actor), "actor")
            refused(partial(walks.retract, WALK, entry=1, why="x", on=FEB_1, actor=actor), "actor")
            refused(partial(walks.explain_safety, WALK, on=FEB_1, actor=actor), "actor")
            refused(partial(walks.seen_by, actor, PURPOSE), "actor")
            refused(partial(walks.persons.erase, WALK, **GROUND, on=FEB_1, actor=actor), "actor")


NO_TEXTS: list[Any] = [4, b"x", ["x"]]
NO_DAYS: list[Any] = [None, "2026-02-01", datetime(2026, 2, 1)]  # noqa: DTZ001 - wrong values


def test_texts_and_days_of_another_type_are_refused_by_name(walks: Journeys) -> None:
    """Request ids, purposes, days and numbers, and what a person is known by."""
    opened(walks)
    identify, erase = walks.persons.identify, walks.persons.erase
    known: dict[str, Any] = {"name": "x", "number": "610203-1234", "purpose": "x"}
    ground: dict[str, Any] = {**GROUND, "on": FEB_1}
    with unchanged(walks):
        for no_text in NO_TEXTS:
            refused(partial(walks.record, WALK, returning([COOK]), BY_ANNA, no_text), "request-id")
            refused(partial(walks.seen_by, BY_ANNA, no_text), "purpose")
            refused(partial(walks.seen_by, BY_ANNA, "x", no_text), "request-id")
            refused(partial(walks.ids_like, no_text), "prefix")
            for name in known:
                given = known | {name: no_text}
                refused(partial(identify, WALK, **given, actor=BY_ANNA), name)
            for name in GROUND:
                given = ground | {name: no_text}
                refused(partial(erase, WALK, **given, actor=LEADER), name)
        for no_day in NO_DAYS:
            refused(partial(erase, WALK, **ground | {"on": no_day}, actor=LEADER), "on")
            refused(partial(walks.explain_safety, WALK, on=no_day, actor=BY_ANNA), "on")
        refused(partial(identify, WALK, **known, kind="passport", actor=BY_ANNA), "kind")  # type: ignore[arg-type]
        refused(partial(walks.seal.prove, WALK, "1"), "number")  # type: ignore[arg-type]
        arrive = partial(walks.moving.arrive, {}, actor=LEADER, purpose="x")  # type: ignore[arg-type]
        refused(partial(arrive, key="x"), "export")
        refused(partial(arrive, key=None), "key")


def test_a_clock_that_says_a_time_records_nothing(database_url: str) -> None:
    """A host's own clock says which day it is, and no more."""
    opened_at = datetime(2026, 2, 1)  # noqa: DTZ001 - a wrong value
    with open_journeys(database_url, keys=KEYS, today=lambda: TODAY) as walks:
        opened(walks)
    with (
        open_journeys(database_url, keys=KEYS, today=lambda: opened_at) as walks,
        unchanged(walks),
    ):
        refused(
            partial(walks.decide, WALK, verbs.state_hope, BY_ANNA, words="x", on=FEB_1), "today"
        )
        refused(partial(walks.record, WALK, returning([COOK]), BY_ANNA), "today")
        refused(partial(walks.record_all, [(WALK, returning([COOK]))], BY_ANNA), "today")
        refused(partial(walks.retract, WALK, entry=1, why="x", on=FEB_1, actor=BY_ANNA), "today")


def test_whole_hours_under_one_request_id_are_the_same_hours(walks: Journeys) -> None:
    """Whether they were typed as a number or as a Decimal."""
    opened(walks)

    def start(hours: Any) -> object:  # noqa: ANN401 - a number of any kind
        return walks.decide(
            WALK,
            verbs.start_placement,
            BY_ANNA,
            "r-1",
            placement=KITCHEN,  # type: ignore[arg-type]
            placement_kind="småjob",
            paid_hours=hours,
            on=FEB_1,
        )

    assert start(4) == start(Decimal(4))


WRONG = st.sampled_from(
    [
        None,
        True,
        7,
        1.5,
        "",
        "x",
        str(KITCHEN),
        b"x",
        datetime(2026, 2, 1),  # noqa: DTZ001 - a wrong value
        date.max,
        KITCHEN,
        (),
        ["x"],
        {"x": "y"},
        {"x": object()},
        object(),
        ...,
        generated,
    ]
)
"""Values of many types: each is wrong for most arguments."""

SLIPS = ["value", "name", "missing"]


@st.composite
def slips(draw: st.DrawFn) -> tuple[Callable[..., Any], dict[str, Any]]:
    """Return a verb, and arguments of which one is of another type, misspelt or missing."""
    verb, arguments = draw(requests_of(getattr(verbs, draw(st.sampled_from(verbs.__all__)))))
    name = draw(st.sampled_from(sorted(arguments)))
    match draw(st.sampled_from(SLIPS)):
        case "value":
            arguments[name] = draw(WRONG)
        case "name":
            arguments[f"{name}s"] = arguments.pop(name)
        case "missing":
            del arguments[name]
    return verb, arguments


def test_whatever_a_host_gets_wrong_the_store_stays_readable(walks: Journeys) -> None:
    """Any verb, any slip: it is refused and nothing is stored, or it was right after all."""

    @settings(max_examples=tries(25, 400), suppress_health_check=list(HealthCheck))
    @given(
        beginnings().filter(bool),
        st.uuids(version=4),
        st.lists(slips(), min_size=1, max_size=6),
    )
    def slip(
        beginning: tuple[events.Event, ...],
        id_: UUID,
        slipped: list[tuple[Callable[..., Any], dict[str, Any]]],
    ) -> None:
        journey = JourneyId(id_)
        walks.record(journey, lambda history: [] if history.entries else beginning, BY_ANNA)  # type: ignore[return-value, arg-type]
        for verb, arguments in slipped:
            before = (walks.newest_position(), stored_rows(walks))
            try:
                walks.decide(journey, verb, BY_ANNA, **arguments)
            except Refused:
                assert (walks.newest_position(), stored_rows(walks)) == before

    slip()
    assert_readable(walks)
