"""Completion: what the shell offers at TAB. Any error offers nothing, and no store is made.

Of people it offers ids alone.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import typer

from journeys.adapters.cli.input.chosen import chosen
from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.input.dates import today
from journeys.adapters.words.ids import SHOWN, WHOLE_ID
from journeys.adapters.words.language import in_spoken_language

if TYPE_CHECKING:
    from journeys.domain.rulebook import Rulebook

BEFORE = ("store", "named", "role", "purpose", "settings", "outdated", "as_json", "as_csv")
"""The options before the command, in the order of the fields of a session."""

Offered = list[tuple[str, str]]
"""Values, each with what it means."""


def open_journeys(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the journeys of a store in a file that are open or resting today, by first signs.

    The file is read as it is: opening the store would need its key, and could make it ready.
    """
    with suppress(Exception):
        file = session_typed(ctx).file
        if file is not None and os.path.isfile(file):  # noqa: PTH113 - never raises
            from journeys.adapters.sql.queries.open_ids import open_ids

            length = SHOWN if len(incomplete) <= SHOWN else None
            found = open_ids(file, date.fromisoformat(today()))
            # What is no id might be a number or a name: it is not offered.
            ids = [each for each in map(str, found) if WHOLE_ID.fullmatch(each)]
            return [each[:length] for each in ids]
    return []


def codes(vocabulary: str) -> Callable[[typer.Context], Offered]:
    """Return what offers the codes of a vocabulary that are in force on the day that is typed."""

    def in_force(ctx: typer.Context, book: "Rulebook") -> Mapping[str, str]:
        on = ctx.params.get("on") or date.fromisoformat(today())
        return {
            each.code: in_spoken_language(each)
            for each in book.vocabularies[vocabulary].in_force(on)
        }

    return _offers(in_force)


def of_book(listed: Callable[["Rulebook"], Iterable[str]]) -> Callable[[typer.Context], Offered]:
    """Return what offers the names of something in the rulebook."""
    return _offers(lambda _, book: dict.fromkeys(listed(book), ""))


def _offers(
    listed: Callable[[typer.Context, "Rulebook"], Mapping[str, str]],
) -> Callable[[typer.Context], Offered]:
    def offered(ctx: typer.Context) -> Offered:
        with suppress(Exception):
            values = listed(ctx, session_typed(ctx).book)
            return [(as_typed(value), meaning) for value, meaning in values.items()]
        return []

    return offered


def as_typed(value: str) -> str:
    """Return a value as bash must be given it; other shells see to spaces themselves."""
    in_bash = os.environ.get("_JOURNEYS_COMPLETE") == "complete_bash"
    return value.replace(" ", "\\ ") if in_bash else value


def session_typed(ctx: typer.Context) -> Session:
    """Return the session of what was typed before the command; only `journeys day` has one."""
    if isinstance(ctx.obj, Session):
        return ctx.obj
    before = ctx.find_root().params
    of_many = (before[each] for each in ("municipalities", "only", "store", "settings"))
    return Session(*(before[each] for each in BEFORE), chosen=chosen(*of_many))
