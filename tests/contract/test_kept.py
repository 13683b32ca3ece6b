"""The catalogues under docs/events/: the newest is the code's, and each can be read by the code."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pydantic import Field

from journeys.adapters.contract.catalogue import NUMBER, Catalogue, catalogue, event_schema
from journeys.adapters.contract.compatibility import compatibility
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.mapper import KINDS, EntryCodec
from journeys.adapters.sql.log.stream_kinds import EMPLOYER, JOURNEY
from journeys.domain.events.fact import Fact, is_missing
from journeys.events import Event
from journeys.testing import strategies
from tests.contract.instances import allows, instances
from tests.docs.events import PAGE, kept, page, stale, write_catalogue
from tests.effort import tries
from tests.invented import WALK

KEPT = kept()
NOW = catalogue()
STORED = Path(__file__).parents[1] / "stored"
READ = EntryCodec(JOURNEY)
READ_EMPLOYERS = EntryCodec(EMPLOYER)

RESTORE = (
    "An event that docs/events/{number}.json allows may not be readable any more: {what}. Stored "
    "names and fields are for ever: restore it, make a new field optional, or read the older shape "
    "with an upcast (journeys/adapters/sql/log/mapper.py)."
)
SINCE = (
    "{kind}: {field} is first in catalogue {first}. Say so in its class: "
    '`json_schema_extra={{"since": {first}}}` of a field, `since_catalogue = {first}` of a kind.'
)


def test_the_catalogue_of_the_code_is_kept() -> None:
    """A change of an event needs a new catalogue; what fails here says what to run."""
    todo = stale(NOW, KEPT)
    assert todo is None, todo
    assert list(KEPT) == list(range(1, NUMBER + 1))
    assert PAGE.read_text(encoding="utf-8") == page(NOW), "Run `make pages`."


@pytest.mark.parametrize("number", KEPT)
def test_every_event_of_a_kept_catalogue_can_be_read(number: int) -> None:
    """The code is at least backward compatible with each."""
    found = compatibility(KEPT[number], NOW)
    lost = [
        f"{each.kind} {each.where} {each.change}" for each in found.differences if not each.backward
    ]
    assert found.is_backward, RESTORE.format(number=number, what="; ".join(lost))


def test_each_kind_and_field_says_since_when_it_is_there() -> None:
    """By the first catalogue that has it."""
    for kind, each in NOW.kinds.items():
        first = first_with(kind)
        assert each.since == first, SINCE.format(kind=kind, field="it", first=first)
        for field in each.json_schema["properties"]:
            first = first_with(kind, field)
            since = each.since_later.get(field, each.since)
            assert since == first, SINCE.format(kind=kind, field=field, first=first)


def first_with(kind: str, field: str = "kind") -> int:
    """Return the number of the first kept catalogue with a field, or of the next to be kept."""
    having = (
        number
        for number, old in KEPT.items()
        if kind in old.kinds and field in old.kinds[kind].json_schema["properties"]
    )
    return next(having, max(KEPT, default=0) + 1)


@pytest.mark.parametrize("number", KEPT)
@settings(max_examples=tries(40, 10_000))
@given(data=st.data())
def test_what_a_kept_catalogue_allows_is_read_today(number: int, data: st.DataObject) -> None:
    """As it would be stored, by what reads a store. The schemas promise no more than the code."""
    kind = data.draw(st.sampled_from(sorted(KEPT[number].kinds)))
    schema = KEPT[number].kinds[kind].json_schema
    event = data.draw(instances(schema))
    assert allows(schema, event)
    body = json.dumps({"event": event, "actor": "anna.example", "request_id": None}).encode()
    codec: EntryCodec[Any] = READ if kind in KINDS else READ_EMPLOYERS
    entry = codec.entry(WALK, StreamRow(1, 1, kind, 0, b""), body)
    assert entry.event.on.isoformat() == event["on"]


@given(strategies.events())
def test_what_is_recorded_is_what_the_catalogue_says(event: Event) -> None:
    """Any event, as it is stored."""
    stored = json.loads(READ.encode(event, "anna.example", None))["event"]
    assert allows(NOW.kinds[event.kind].json_schema, stored)


@pytest.mark.parametrize("kind", sorted(NOW.kinds))
def test_the_golden_file_of_a_kind_is_what_the_catalogue_says(kind: str) -> None:
    """And a field more, or a required one less, is not."""
    stored = json.loads((STORED / f"{kind}.json").read_bytes())["event"]
    described = NOW.kinds[kind]
    schema = described.json_schema
    Draft202012Validator.check_schema(schema)
    assert allows(schema, stored)
    assert not allows(schema, {**stored, "new": 1})
    for field in schema["properties"]:
        without = {name: value for name, value in stored.items() if name != field}
        assert allows(schema, without) == (field in described.optional)
    assert set(described.left_out) <= set(described.optional)
    assert described.da
    assert described.en


def test_the_catalogue_says_which_streams_hold_a_kind() -> None:
    """A journey's, an employer's, or both: what is retracted."""
    of = {kind: each.streams for kind, each in NOW.kinds.items()}
    assert of["hope-stated"] == ("journey",)
    assert of["post-opened"] == ("employer",)
    assert of["entry-retracted"] == ("journey", "employer")


class DreamDreamt(Fact):
    """Drøm: what somebody dreamt of."""

    kind: Literal["dream-dreamt"] = "dream-dreamt"
    professional: ClassVar = "A dream was dreamt"
    citizen: ClassVar = "You dreamt"
    since_catalogue: ClassVar = 2
    words: str
    about: str = ""
    told: date | None = Field(default=None, exclude_if=is_missing, json_schema_extra={"since": 3})
    hours: Decimal | None = None


def test_the_catalogue_says_of_a_kind_what_its_class_says() -> None:
    """Since when it is there, which fields may be missing, and how its values are written."""
    said = event_schema(DreamDreamt)
    assert (said.da, said.en) == ("Drøm", "what somebody dreamt of.")
    assert (said.since, said.since_later) == (2, {"told": 3})
    assert (said.optional, said.left_out) == (("about", "told", "hours"), ("told",))
    assert said.json_schema["required"] == ["kind", "on", "words"]
    for hours in ("0", "7.5", "-1", "1E+3"):
        event = DreamDreamt(on=date(2026, 1, 1), words="", hours=Decimal(hours))
        assert allows(said.json_schema, event.model_dump(mode="json"))
    for fault in ({"hours": "many"}, {"hours": 7.5}, {"told": "soon"}, {"kind": "hope-stated"}):
        stored = {"kind": "dream-dreamt", "on": "2026-01-01", "words": "", **fault}
        assert not allows(said.json_schema, stored)


def changed(keyword: str, value: object, kind: str = "hope-stated") -> Catalogue:
    """Return the catalogue of the code with a kind that says something else."""
    other = NOW.kinds[kind].model_copy(update={keyword: value})
    return NOW.model_copy(update={"kinds": {**NOW.kinds, kind: other}})


def test_a_change_without_a_new_catalogue_says_what_to_run() -> None:
    """The kept one is never changed; only its words are."""
    before = {NUMBER: NOW}
    schema = NOW.kinds["hope-stated"].json_schema
    wider = {**schema, "properties": {**schema["properties"], "new": {"type": "string"}}}
    for todo in (
        stale(changed("json_schema", wider), before),
        stale(changed("left_out", ("words",)), before),
    ):
        assert todo is not None
        assert f"set NUMBER in journeys/adapters/contract/catalogue.py to {NUMBER + 1}" in todo
        assert "run `make pages`" in todo
    for todo in (
        stale(changed("en", "a hope, in other words."), before),
        stale(changed("since", NUMBER + 1), before),
        stale(changed("json_schema", {**schema, "description": "Other words."}), before),
        stale(NOW.model_copy(update={"number": NUMBER + 1}), before),
        stale(NOW, {}),
    ):
        assert todo is not None
        assert "run `make pages`" in todo
        assert "NUMBER" not in todo
    # The library grows older without a change of its events.
    later = NOW.model_copy(update={"library": "9.9", "schema_version": "9999"})
    assert stale(later, before) is None


def test_make_pages_writes_what_is_missing_and_changes_nothing_that_is_kept(tmp_path: Path) -> None:
    """But for words; it names the number that is to be raised."""
    write_catalogue(tmp_path)
    assert kept(tmp_path) == {NUMBER: NOW}
    file = tmp_path / f"{NUMBER}.json"
    other_words = changed("en", "in other words.").model_copy(update={"library": "0.0.1"})
    file.write_text(other_words.as_json(), encoding="utf-8")
    write_catalogue(tmp_path)
    assert kept(tmp_path) == {NUMBER: NOW.model_copy(update={"library": "0.0.1"})}
    less = NOW.model_copy(update={"kinds": {"hope-stated": NOW.kinds["hope-stated"]}})
    file.write_text(less.as_json(), encoding="utf-8")
    with pytest.raises(SystemExit, match=f"to {NUMBER + 1}, then run `make pages`"):
        write_catalogue(tmp_path)
    assert file.read_text(encoding="utf-8") == less.as_json()
