"""Explain: which entries and which rules of the law one value of a view rests on.

Found by leaving each out: a value that differs without an entry rests on that entry. A view is a
pure function, so this works for every value of every view.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import jsonpointer
from pydantic_core import to_jsonable_python

from journeys.domain.errors import NoSuchField
from journeys.domain.history import Entry, History
from journeys.domain.law import Law
from journeys.domain.rulebook import Rulebook
from journeys.projections.replay import replay, replay_views
from journeys.projections.timeline import TimelineLine, timeline
from journeys.projections.view import AsKnown

MISSING = object()
"""Marks a value that is not there."""


class Explanation(AsKnown):
    """Begrundelse for en værdi: the value, and what it rests on."""

    journey: UUID
    on: date
    known_at: datetime | None
    field: str
    value: Any
    entries: tuple[TimelineLine, ...]
    """The entries whose absence changes the value. Where no single one does, because two say the
    same, the entry that last changed the value to what it is."""
    rules: tuple[str, ...]
    """The ids of the rules whose absence changes the value."""


def explain(
    journey_id: UUID,
    history: History,
    book: Rulebook,
    field: str,
    *,
    on: date,
    known_at: datetime | None = None,
) -> Explanation:
    """Return what a value of a replay rests on, such as `safety.answer` or `duties.0.due`.

    Raises NoSuchField where the replay has no such value.
    """
    known, book = history.as_of(known_at=known_at), book.known_at(known_at)
    parts = field.split(".")

    def value(of: History, by: Rulebook) -> Any:  # noqa: ANN401 - any value
        # Computed many times: only the one view that is needed.
        view = replay_views(journey_id, of, by, on).get(parts[0])
        shown = to_jsonable_python(
            replay(journey_id, of, by, on) if view is None else {parts[0]: view()}
        )
        return jsonpointer.JsonPointer.from_parts(parts).resolve(shown, MISSING)

    actual = value(known, book)
    if actual is MISSING:
        raise _no_such_field(replay(journey_id, known, book, on).model_dump(mode="json"), parts)
    behind = {entry.version for entry in _behind(known, actual, lambda of: value(of, book))}
    lines = timeline(journey_id, known).lines
    return Explanation(
        journey=journey_id,
        on=on,
        known_at=known_at,
        field=field,
        value=actual,
        entries=tuple(line for line in lines if line.entry in behind),
        rules=tuple(
            rule
            for rule in book.law.newest.rules_by_id
            if value(known, book._replace(law=_without(book.law, rule))) != actual
        ),
    )


def _behind(known: History, actual: object, value: Callable[[History], object]) -> Iterator[Entry]:
    """Yield each entry whose absence changes the value.

    Where two entries say the same, no single absence changes it: then yield the entry that last
    changed the value to what it is.
    """
    needed = [
        entry
        for entry in known.entries
        if value(replace(known, entries=tuple(each for each in known.entries if each is not entry)))
        != actual
    ]
    if needed:
        yield from needed
        return
    made_by, before = None, value(replace(known, entries=()))
    for nr, entry in enumerate(known.entries, start=1):
        now = value(replace(known, entries=known.entries[:nr]))
        if now != before and now == actual:
            made_by = entry
        before = now
    if made_by is not None:
        yield made_by


def _without(law: Law, rule: str) -> Law:
    return replace(law, rules=tuple(each for each in law.rules if each.id != rule))


def _no_such_field(shown: Any, parts: list[str]) -> NoSuchField:  # noqa: ANN401 - as JSON has it
    """Return the refusal, with the names there are at the point where the path ends."""
    for part in parts:
        names = _names(shown)
        if part not in names:
            return NoSuchField(".".join(parts), names)
        shown = shown[part] if isinstance(shown, dict) else shown[int(part)]
    return NoSuchField(".".join(parts), _names(shown))


def _names(shown: Any) -> tuple[str, ...]:  # noqa: ANN401 - as JSON has it
    """Return the keys of an object or the indexes of a list; none for a plain value."""
    match shown:
        case dict():
            return tuple(shown)
        case list():
            return tuple(map(str, range(len(shown))))
        case _:
            return ()
