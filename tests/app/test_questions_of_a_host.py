"""What a host asks with is of the type that its argument names, or refused before it is logged."""

from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from journeys import Actor, Happened, JourneyId, Journeys, SubgoalId, events, verbs
from journeys.errors import Refused
from tests.app.door import assert_readable, refused, unchanged
from tests.invented import ANNA, BY_ANNA, COOK, FEB_1, WALK, looking, opened
from tests.moving import AUDITOR

NO_DAYS: list[Any] = ["2026-02-01", 4, datetime(2026, 2, 1)]  # noqa: DTZ001 - wrong values
NO_MOMENTS: list[Any] = ["2026-02-01", 4, FEB_1, datetime(2026, 2, 1)]  # noqa: DTZ001 - wrong values
OF_ONE = ["milestones", "path", "briefing", "timeline", "safety", "periods", "steps", "duties_of"]


def test_a_view_of_one_person_is_asked_of_a_day_and_a_moment(walks: Journeys) -> None:
    """Else it is refused by name, and no look is noted: nothing was shown."""
    opened(walks)
    audit = walks.seen_by(AUDITOR, "revision").audit
    views = [*(getattr(looking(walks), name) for name in (*OF_ONE, "continuity")), audit.replay]
    with unchanged(walks):
        for view in (*views, partial(audit.explain, field="entries")):
            for no_day in NO_DAYS:
                refused(partial(view, WALK, on=no_day), "on")
            for no_moment in NO_MOMENTS:
                refused(partial(view, WALK, on=FEB_1, known_at=no_moment), "known_at")
                refused(
                    partial(audit.learned, WALK, on=FEB_1, after=no_moment, upto=no_moment), "after"
                )
        for no_day in NO_DAYS:
            refused(partial(looking(walks).subject_access, WALK, on=no_day), "on")
            refused(partial(audit.replay_all, on=no_day), "on")
        refused(partial(audit.replay_all, on=FEB_1, known_at=FEB_1), "known_at")  # type: ignore[arg-type]
        refused(partial(audit.explain, WALK, 4, on=FEB_1), "field")  # type: ignore[arg-type]
    assert looking(walks).timeline(WALK, on=FEB_1, known_at=datetime.now(UTC)).lines


def test_a_question_over_many_is_asked_with_the_right_types(walks: Journeys) -> None:
    """Whatever the database would have made of another."""
    opened(walks)
    store: Any = walks  # and wrong values
    seen: Any = looking(walks)
    with unchanged(walks):
        for no_day in (*NO_DAYS, None):
            many = (store.overview, store.trend, store.continuity_overview)
            for view in (*many, seen.caseload, seen.duties, partial(seen.desk, responsible=ANNA)):
                refused(partial(view, on=no_day), "on")
        for no_text in (4, b"x", ["x"], BY_ANNA):
            refused(partial(seen.caseload, on=FEB_1, responsible=no_text), "responsible")
            refused(partial(seen.desk, on=FEB_1, responsible=no_text), "responsible")
            refused(partial(seen.duties, on=FEB_1, kind=no_text), "kind")
            refused(partial(seen.duties, on=FEB_1, owed_by=no_text), "owed_by")
            refused(partial(seen.find, no_text), "number")
        for no_dimensions in ("basis", ["nonsense"], 4):
            refused(partial(store.overview, on=FEB_1, by=no_dimensions), "by")
            refused(partial(store.trend, on=FEB_1, by=no_dimensions), "by")
        managing: Any = walks.seen_by(Actor("lise.example", "manager"), "ledelse")
        for no_day in (*NO_DAYS, None):
            for view in (managing.management, managing.goals):
                refused(partial(view, on=no_day), "on")
            refused(partial(managing.behind, "citizens", on=no_day), "on")
        for no_figure in ("nonsense", 4, ["citizens"]):
            refused(partial(managing.behind, no_figure, on=FEB_1), "figure")
        refused(partial(managing.behind, "citizens", on=FEB_1, value=4), "value")
        refused(partial(store.trend, on=FEB_1, months="24"), "months")
        refused(partial(seen.called, ANNA, most="3"), "most")
        refused(partial(seen.names, [str(WALK)]), "journeys")
        refused(partial(seen.names, WALK), "journeys")
        refused(partial(seen.find, "x", "passport"), "kind")
        refused(partial(store.keyed_digests, "abc"), "texts")


def test_the_upkeep_and_the_seal_are_asked_with_the_right_types(walks: Journeys) -> None:
    """One note in place of a list of notes, too."""
    opened(walks)
    store: Any = walks
    note = store.seal.checkpoint()
    with unchanged(walks):
        for no_log in ("x", 4, ["journeys"]):
            refused(partial(store.seal.checkpoint, no_log), "log")
            refused(partial(store.seal.key, no_log), "log")
        refused(partial(store.seal.verify, note), "checkpoints")
        refused(partial(store.seal.consistency, note, 4), "other")
        refused(partial(store.seal.witnessed, note, "quorum none"), "checkpoints")
        refused(partial(store.seal.witnessed, [note], 4), "policy")
        refused(partial(store.maintenance.rebuild, workers="2"), "workers")
        refused(partial(store.maintenance.rebuild, only="periods"), "only")
        refused(partial(store.maintenance.unreadable, str(WALK)), "journeys")
        refused(partial(store.maintenance.unreadable, [str(WALK)]), "journeys")
        refused(partial(store.maintenance.check, sample="x"), "sample")
    assert store.maintenance.unreadable(each for each in [WALK]) == {}
    assert all(verdict.fault is None for verdict in store.seal.verify([note]))


def test_a_reactor_has_a_name_and_begins_at_a_position_of_the_log(walks: Journeys) -> None:
    """No function becomes dead letters, and no entry to come is left out."""
    opened(walks)
    store: Any = walks
    delivered = list[Happened]()
    react = store.reactors.react
    with unchanged(walks):
        for no_name in (None, 4, ["x"]):
            refused(partial(react, no_name, delivered.append, since=0), "name")
            refused(partial(store.reactors.again, no_name, delivered.append), "name")
            refused(partial(store.reactors.ledger, no_name), "name")
        for no_function in (None, "x", 4):
            refused(partial(react, "letters", no_function, since=0), "reactor")
        for nowhere in ("0", 1.5, True, -1, walks.newest_position() + 1, 10**30):
            refused(partial(react, "letters", delivered.append, since=nowhere), "since")
        for name, code in {" ": "name-missing", "a\0": "words-unprintable"}.items():
            with pytest.raises(Refused) as refusal:
                react(name, delivered.append, since=0)
            assert refusal.value.code == code
    assert react("letters", delivered.append, since=0).delivered == len(delivered) == 1


class OddId(UUID):
    """An id of a host's own kind, which writes itself otherwise."""

    def __str__(self) -> str:
        return "ODD"


def test_of_an_id_of_a_hosts_own_kind_the_id_is_taken(walks: Journeys) -> None:
    """However it writes itself: a journey under that text could never be read."""
    walk = opened(walks, JourneyId(OddId(int=6)))
    walks.decide(
        walk,
        verbs.set_subgoal,
        BY_ANNA,
        subgoal=SubgoalId(OddId(int=7)),
        title="Bus",
        why="Ro",
        on=FEB_1,
    )
    assert walks.maintenance.unreadable([walk]) == {}
    assert looking(walks).history(JourneyId(UUID(int=6))).version == 2
    assert type(looking(walks).history(walk).entries[0].journey) is UUID
    assert_readable(walks)


def test_what_distinguishes_a_request_is_plain_data(walks: Journeys) -> None:
    """As JSON can hold it."""
    opened(walks)
    circle = list[Any]()
    circle.append(circle)
    with unchanged(walks):
        for asked in ({1: 2, "a": 3}, {(1,): 1}, {b"x": 1}, circle):
            refused(
                partial(walks.record, WALK, lambda _: [COOK], BY_ANNA, "r", asked=asked), "asked"
            )


def test_an_event_with_an_id_of_a_hosts_own_kind_is_read_again(walks: Journeys) -> None:
    """A decision of the host's made it."""
    opened(walks)
    event = events.SubgoalSet(on=FEB_1, subgoal=OddId(int=8), title="Bus", why="Ro")  # type: ignore[arg-type]
    walks.record(WALK, lambda _: [event], BY_ANNA)
    assert_readable(walks)
