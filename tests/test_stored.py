"""What is stored stays readable: a golden file per kind, and every event survives storage."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys import Entry, events
from journeys.adapters.contract.catalogue import EVENTS, event_schema
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.mapper import KINDS, EntryCodec
from journeys.adapters.sql.log.stream_kinds import EMPLOYER, JOURNEY
from journeys.domain.events.fact import Fact
from journeys.errors import BrokenHistory, EntryNewer, UnknownKind
from journeys.testing import strategies
from journeys.testing.strategies import EVENT_CLASSES
from tests.invented import ANNA, WALK

STORED = Path(__file__).parent / "stored"
GOLDEN = sorted(each.stem for each in STORED.glob("*.json"))
"""Named by the kind; with a number, as the catalogue of that number added fields to it."""
GOLDEN_SINCE = 2
MAPPER = EntryCodec(JOURNEY)
OF_EMPLOYERS = EntryCodec(EMPLOYER)


def read(topic: str, body: bytes, mapper: EntryCodec[Entry] = MAPPER) -> Entry:
    """Return the entry that is stored so."""
    return mapper.entry(WALK, StreamRow(1, 1, topic, 0, b""), body)


@pytest.mark.parametrize("golden", GOLDEN)
def test_a_stored_event_reads_today_as_it_did_when_it_was_written(golden: str) -> None:
    """The golden file is the storage format; it is added to, never changed."""
    kind, _, number = golden.partition(".")
    body = (STORED / f"{golden}.json").read_bytes().strip()
    mapper: EntryCodec[Any] = MAPPER if kind in KINDS else OF_EMPLOYERS
    entry = mapper.entry(WALK, StreamRow(1, 1, kind, 0, b""), body)
    assert entry.event.kind == kind
    assert mapper.encode(entry.event, entry.actor, entry.request_id, entry.role) == body
    given_fields = json.loads(body)["event"]
    assert json.loads(entry.event.model_dump_json()) == given_fields
    since = event_schema(type(entry.event)).since_later
    assert not number or {name for name in given_fields if since.get(name) == int(number)}


@pytest.mark.parametrize("cls", EVENTS.values())
def test_every_field_that_was_added_since_has_a_golden_file(cls: type[Fact]) -> None:
    """By the number of the catalogue that added it; those of the second were added before."""
    kind, since = cls.model_fields["kind"].default, event_schema(cls).since_later
    wanted = {f"{kind}.{number}" for number in since.values() if number > GOLDEN_SINCE}
    assert wanted <= {*GOLDEN}


def test_every_kind_has_one_golden_file() -> None:
    """And no file is left behind by a kind that was renamed."""
    assert {golden for golden in GOLDEN if "." not in golden} == {*EVENTS}
    assert {golden.partition(".")[0] for golden in GOLDEN} == {*EVENTS}


@pytest.mark.parametrize("cls", EVENT_CLASSES)
def test_every_event_is_told_in_professional_and_in_citizens_words(cls: type[events.Event]) -> None:
    """And its docstring begins with the Danish term."""
    assert cls.professional
    assert cls.citizen
    assert ":" in (cls.__doc__ or "").split("\n", maxsplit=1)[0]


@given(strategies.events())
def test_every_event_survives_storage(event: events.Event) -> None:
    """With who recorded it, and for which request."""
    entry = read(event.kind, MAPPER.encode(event, ANNA, "request-1", "mentor"))
    assert (entry.event, entry.actor, entry.request_id) == (event, ANNA, "request-1")
    assert entry.role == "mentor"


def test_a_body_that_is_not_what_its_topic_says_is_not_read() -> None:
    """Two swapped bodies are noticed."""
    body = (STORED / "journey-rested.json").read_bytes()
    with pytest.raises(BrokenHistory, match="says journey-resumed"):
        read("journey-resumed", body)


def test_a_body_that_cannot_be_read_says_which_entry_and_repeats_nothing() -> None:
    """What somebody said stays out of errors, also of the one behind it."""
    with pytest.raises(BrokenHistory, match="Entry 1 of journey") as error:
        read("hope-stated", b'{"event": {"words": "hemmelig"}, "actor": "anna.example"}')
    assert "hemmelig" not in str(error.value)
    assert error.value.__cause__ is None


@given(strategies.events(), st.data())
def test_an_event_with_a_field_more_is_a_newer_versions(
    event: events.Event, data: st.DataObject
) -> None:
    """Of any kind, whatever the field is called and holds; where a field is missing, it is not."""
    stored = json.loads(MAPPER.encode(event, ANNA, None, "mentor"))
    known = stored["event"].keys() | type(event).model_fields.keys()
    name = data.draw(st.text("abcdefghijk_", min_size=1).filter(lambda name: name not in known))
    stored["event"][name] = data.draw(st.none() | st.text() | st.lists(st.integers(0, 9)))
    with pytest.raises(EntryNewer, match="newer version of journeys: upgrade this one"):
        read(event.kind, json.dumps(stored).encode())
    del stored["event"]["on"]
    with pytest.raises(BrokenHistory):
        read(event.kind, json.dumps(stored).encode())


def test_a_kind_nobody_knows_is_named() -> None:
    """It refuses start-up instead of vanishing."""
    MAPPER.refuse_unknown(KINDS)
    with pytest.raises(UnknownKind, match="subgoal-painted"):
        MAPPER.refuse_unknown([*KINDS, "subgoal-painted"])


def test_an_older_shape_is_read_through_its_upcast() -> None:
    """Consumers know only today's shape."""
    upcasting = EntryCodec(
        JOURNEY, upcasts={"hope": lambda stored: {**stored, "kind": "hope-stated", "job_goal": ""}}
    )
    upcasting.refuse_unknown([*KINDS, "hope"])
    old = b'{"event": {"on": "2026-01-01", "words": "Et job"}, "actor": "anna.example"}'
    entry = read("hope", old, upcasting)
    assert entry.event.model_dump(mode="json") == {
        "kind": "hope-stated",
        "on": "2026-01-01",
        "words": "Et job",
        "job_goal": "",
    }
