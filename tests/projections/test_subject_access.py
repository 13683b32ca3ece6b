"""Everything that is held: every word that was ever recorded, and no staff."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given

from journeys import Actor, History, events
from journeys.domain.events.fact import name_fields
from journeys.domain.identity import Identity
from journeys.domain.looks import LoggedLook, Look
from journeys.domain.person_record import PersonRecord
from journeys.projections.subject_access import subject_access, subject_access_with_staff
from journeys.projections.view import View
from journeys.testing.strategies import days, histories
from tests.invented import COOK, FEB_1, MAR_1, OPENED, WALK
from tests.scenario import BOOK, after

STAFF = Actor("hemmelig.example", "hemmelig-rolle")
REQUEST = "hemmelig-forespørgsel"
NAMES = [Identity("cpr", "7102031235", "Nyt Navn"), Identity("cpr", "6102031234", "Gammelt Navn")]
LOOKED = LoggedLook(
    datetime(2026, 2, 1, tzinfo=UTC), 1, Look(STAFF, "milestones", "sagen", REQUEST)
)


def held(history: History, identities: list[Identity] | None = None) -> PersonRecord:
    """Return a history that staff recorded and looked at, and what else is kept."""
    entries = tuple(entry._replace(actor=STAFF.name, role=STAFF.role) for entry in history.entries)
    rows = {"periods": [{"track": "basis", "starts": FEB_1}]}
    return PersonRecord(
        History(entries), NAMES if identities is None else identities, rows, ["r-1"], [LOOKED]
    )


def strings(data: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    """Yield every text in plain data."""
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from strings(value)
        case list():
            for value in data:
                yield from strings(value)


def plain(view: View) -> dict[str, Any]:
    """Return a view as JSON has it."""
    return view.model_dump(mode="json")


@given(histories(), days())
def test_every_word_that_was_ever_recorded_is_in_it_and_nobody_who_recorded(
    history: History, on: date
) -> None:
    """Of any history, on any day: what is retracted, and what takes effect later."""
    kept = held(history)
    view = subject_access(WALK, kept, BOOK, on)
    told = set(strings(plain(view)))
    for event in (entry.event for entry in history.entries):
        said = event.model_dump(mode="json", exclude={*name_fields(type(event))})
        assert set(strings(said)) <= {*told, ""}
    assert [each.entry for each in view.entries] == [entry.version for entry in history.entries]
    written = view.model_dump_json()
    for secret in (STAFF.name, STAFF.role, REQUEST):
        assert secret not in written
    named = subject_access_with_staff(WALK, kept, BOOK, on)
    for event in (entry.event for entry in history.entries):
        assert set(strings(event.model_dump(mode="json"))) <= {*strings(plain(named)), ""}
    assert {each.actor for each in named.entries} <= {STAFF.name}
    assert [each.actor for each in named.looks] == [STAFF.name]


def test_all_that_is_kept_beside_the_entries_is_in_it() -> None:
    """Who it is and was, rows, requests and looks."""
    view = subject_access(WALK, held(after(OPENED, COOK).history), BOOK, MAR_1)
    assert view.identity is not None
    assert (view.identity.number, view.identity.name) == ("7102031235", "Nyt Navn")
    assert [each.name for each in view.former_identities] == ["Gammelt Navn"]
    assert plain(view)["rows"] == {"periods": [{"track": "basis", "starts": "2026-02-01"}]}
    assert view.requests == ("r-1",)
    assert [(each.view, each.purpose) for each in view.looks] == [("milestones", "sagen")]
    assert view.milestones.steps[0].title == "Lave mad til ti"
    assert [each["value"] for each in view.periods if each["track"] == "journey"] == ["open"]
    assert [each["kind"] for each in view.steps] == ["subgoal"]


def test_what_was_retracted_is_marked_and_nobody_need_be_known() -> None:
    """Each entry stands where it was recorded."""
    retracted = events.EntryRetracted(on=MAR_1, entry=2, why="forkert borger")
    history = after(OPENED, COOK, retracted).history
    view = subject_access(WALK, held(history, []), BOOK, MAR_1)
    assert [each.retracted_by for each in view.entries] == [None, 3, None]
    assert view.entries[1].details["why"] == COOK.why
    assert view.milestones.steps == ()
    assert (view.identity, view.former_identities) == (None, ())


def test_requests_of_entries_from_before_requests_were_remembered_are_in_it() -> None:
    """Once each."""
    kept = held(after(OPENED, COOK, OPENED).history)
    ids = [None, "r-0", "r-1"]
    entries = [e._replace(request_id=id_) for e, id_ in zip(kept.history.entries, ids, strict=True)]
    view = subject_access(WALK, kept._replace(history=History(tuple(entries))), BOOK, MAR_1)
    assert view.requests == ("r-0", "r-1")
