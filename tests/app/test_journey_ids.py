"""An id of a journey is a UUID: under any other, what is recorded could never be read again."""

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any, cast
from uuid import UUID

from journeys import JourneyId, Journeys, verbs
from journeys.app.ports.log import Recording
from journeys.app.ports.moving import Export
from journeys.errors import JourneysError
from tests.app.door import assert_readable, refused, unchanged
from tests.invented import ANNA, BY_ANNA, COOK, FEB_1, WALK, opened
from tests.moving import AUDITOR, LEADER, PURPOSE, walk_on

OTHER = JourneyId(UUID(int=77))
GROUND = {"reason": "Tiden er gået", "authority": "Kassation efter aflevering til arkivet"}
NO_IDS = [
    "not-a-uuid",
    str(WALK),
    str(WALK).upper(),
    f"{{{WALK}}}",
    WALK.int,
    WALK.bytes,
    None,
    "",
    [WALK],
]
"""What is no journey's id, though some of it looks like one."""

Way = Callable[[Journeys, Any], object]

WAYS: dict[str, Way] = {
    "decide": lambda walks, id_: walks.decide(
        id_,
        verbs.open_journey,
        BY_ANNA,
        municipality="621",
        basis="kontanthjælp",
        responsible=ANNA,
        on=FEB_1,
    ),
    "decide with a request": lambda walks, id_: walks.decide(
        id_, verbs.state_hope, BY_ANNA, "r-1", words="Et job", on=FEB_1
    ),
    "record": lambda walks, id_: walks.record(id_, lambda _: [COOK], BY_ANNA, "r-2"),
    "record_all": lambda walks, id_: walks.record_all(
        [(OTHER, lambda _: [COOK]), (id_, lambda _: [COOK])], BY_ANNA
    ),
    "record_all in a rehearsal": lambda walks, id_: walks.record_all(
        [(id_, lambda _: [COOK])], BY_ANNA, dry_run=True
    ),
    "retract": lambda walks, id_: walks.retract(id_, entry=1, why="x", on=FEB_1, actor=BY_ANNA),
    "explain_safety": lambda walks, id_: walks.explain_safety(id_, on=FEB_1, actor=BY_ANNA),
    "identify": lambda walks, id_: walks.persons.identify(
        id_, name="Opfundet", number="610203-1234", actor=BY_ANNA, purpose=PURPOSE
    ),
    "erase": lambda walks, id_: walks.persons.erase(id_, **GROUND, on=FEB_1, actor=LEADER),
    "receipt": lambda walks, id_: walks.persons.receipt(id_),
    "prove": lambda walks, id_: walks.seal.prove(id_, 1),
    "arrive": lambda walks, id_: walks.moving.arrive(
        Export(id_, key="", data_key=b"", checkpoint="", entries=()),
        key="",
        actor=LEADER,
        purpose=PURPOSE,
    ),
    **{
        f"see {view}": lambda walks, id_, view=view, more=more: getattr(  # type: ignore[misc]
            walks.seen_by(BY_ANNA, PURPOSE), view
        )(id_, **more)
        for view, more in {
            "history": {},
            "identity": {},
            "milestones": {},
            "path": {"on": FEB_1},
            "briefing": {"on": FEB_1},
            "timeline": {},
            "safety": {"on": FEB_1},
            "periods": {},
            "steps": {},
            "duties_of": {},
            "continuity": {"on": FEB_1},
            "subject_access": {"on": FEB_1},
            "access": {},
        }.items()
    },
    **{
        f"audit {view}": lambda walks, id_, view=view, more=more: getattr(  # type: ignore[misc]
            walks.seen_by(AUDITOR, PURPOSE).audit, view
        )(id_, **more)
        for view, more in {
            "replay": {"on": FEB_1},
            "explain": {"field": "entries", "on": FEB_1},
            "export": {},
            "disclose": {"entry": 1},
            "who_looked": {},
            "subject_access": {"on": FEB_1},
        }.items()
    },
}
"""Every way by which the id of a journey comes in."""


def test_what_is_no_id_comes_in_by_no_way(walks: Journeys) -> None:
    """No text of an id, in whatever letters, no number and nothing."""
    walk_on(walks)
    with unchanged(walks):
        for no_id, way in product(NO_IDS, WAYS.values()):
            refused(partial(way, walks, no_id), "journey_id")
    assert_readable(walks)


def test_an_id_comes_in_by_each_way(walks: Journeys) -> None:
    """Whatever is answered then, it is not that the id is none."""
    walk_on(walks)
    for way in WAYS.values():
        said = ""
        try:
            way(walks, WALK)
        except JourneysError as error:
            said = str(error)
        assert "this must be" not in said


def test_the_log_itself_takes_no_stream_without_an_id(walks: Journeys) -> None:
    """The last door: no path leads past it, not even one that skips the first."""
    opened(walks)
    with unchanged(walks):
        for no_id in NO_IDS:
            recording = Recording(cast("JourneyId", no_id), 0, [COOK])

            def append(recording: Recording = recording) -> None:
                with walks.store.writing() as transaction:
                    transaction.log.append([recording], BY_ANNA, None)

            refused(append, "journey_id")
    assert_readable(walks)
