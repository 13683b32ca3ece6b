"""The catalogue: the JSON Schema of every kind of event, made from the code.

A schema says what is stored (JSON as it is written), which is what a host reads. Each catalogue
that a version was published with is kept under `docs/events/`, named by its number.
"""

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import DecimalSchema

from journeys.adapters.contract.shape import DIALECT
from journeys.adapters.files.problems import read_text
from journeys.adapters.sql.database.versions import NEWEST
from journeys.adapters.sql.log.mapper import UPCASTS
from journeys.adapters.sql.log.stream_kinds import EMPLOYER, JOURNEY, StreamKind
from journeys.domain.errors import InputUnreadable
from journeys.domain.events.fact import Fact, is_empty, is_missing
from journeys.domain.message import Message
from journeys.projections.view import View

STREAMS: Mapping[str, StreamKind[Any]] = {"journey": JOURNEY, "employer": EMPLOYER}
"""The kinds of streams, by name."""

EVENTS = {kind: event for of in STREAMS.values() for kind, event in of.events.items()}
"""By kind, the class of every event there is. A retraction is in streams of both kinds."""

NUMBER = 4
"""Of the catalogue of today. It is raised with every change of an event; see CONTRIBUTING.md."""


class EventSchema(View):
    """Hændelsesart: one kind of event, with the schema of what is stored of it."""

    da: str
    """The Danish term."""
    en: str
    """What it is, in English: the first line of the code's own description."""
    streams: tuple[str, ...] = ("journey",)
    """The kinds of streams that hold it: `journey`, `employer`."""
    since: int
    """The number of the first catalogue that has it."""
    optional: tuple[str, ...]
    """Fields that a stored event may be without."""
    left_out: tuple[str, ...]
    """Those of them that are not stored where they have no value, so that an older version reads
    the event."""
    since_later: Mapping[str, int]
    """By field that came after the kind itself, the number of the first catalogue that has it."""
    json_schema: dict[str, Any]


class Catalogue(View):
    """Katalog over hændelser: every kind that a version of the library records."""

    number: int
    library: str
    """The version of the library that it was made with."""
    schema_version: str
    """The schema version of a store of that library."""
    upcasts: tuple[str, ...]
    """Older kinds that are no longer recorded, and are still read (upcast)."""
    kinds: Mapping[str, EventSchema]

    def as_json(self) -> str:
        """Return it as the JSON document that is kept."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


class Stored(GenerateJsonSchema):
    """Schemas of what is stored: a decimal number is text with a form of its own."""

    def decimal_schema(self, _schema: DecimalSchema) -> JsonSchemaValue:
        """Return the schema of a decimal number as `str` writes it; pydantic says any text."""
        return {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(E[+-]?[0-9]{1,3})?$"}


def catalogue() -> Catalogue:
    """Return the catalogue of this version of the library."""
    return Catalogue(
        number=NUMBER,
        library=version("journeys"),
        schema_version=NEWEST,
        upcasts=tuple(sorted(UPCASTS)),
        kinds={kind: event_schema(EVENTS[kind]) for kind in sorted(EVENTS)},
    )


def event_schema(event: type[Fact]) -> EventSchema:
    """Return what the catalogue says of one class of events."""
    kind = event.model_fields["kind"].default
    term, _, what = (event.__doc__ or "").partition("\n")[0].partition(": ")
    optional = {
        name: field
        for name, field in event.model_fields.items()
        if name != "kind" and not field.is_required()
    }
    later = {
        name: int(field.json_schema_extra["since"])  # type: ignore[arg-type]
        for name, field in event.model_fields.items()
        if isinstance(field.json_schema_extra, dict) and "since" in field.json_schema_extra
    }
    return EventSchema(
        da=term,
        en=what,
        streams=tuple(name for name, of in STREAMS.items() if kind in of.events),
        since=event.since_catalogue,
        optional=tuple(optional),
        left_out=tuple(
            name for name, field in optional.items() if field.exclude_if in (is_missing, is_empty)
        ),
        since_later=later,
        json_schema=_json_schema(event),
    )


def _json_schema(event: type[Fact]) -> dict[str, Any]:
    schema = event.model_json_schema(mode="serialization", schema_generator=Stored)
    # Every stored event says its kind, although pydantic fills it in where a caller does not.
    del schema["properties"]["kind"]["default"]
    schema["required"] = ["kind", *schema.get("required", ())]
    return {"$schema": DIALECT, **schema}


def read_catalogue(file: Path) -> Catalogue:
    """Return the catalogue that a file holds. Raises InputUnreadable where it holds none."""
    try:
        return Catalogue.model_validate_json(read_text(file))
    except ValidationError:
        raise InputUnreadable(
            [
                Message(
                    "{file}: this is no catalogue of events. `journeys schema events` writes one.",
                    file=file,
                )
            ]
        ) from None
