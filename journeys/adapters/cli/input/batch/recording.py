"""Recording line by line: each line runs as the command it is, on a store that stays open.

Every line is a request of its own, so that a line which is given again adds nothing (idempotency).
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

import typer
from typer import TyperException

from journeys.adapters.cli.input.batch.commands import (
    LineCommand,
    LineIds,
    command_of,
    in_english,
    principal_of,
    words,
)
from journeys.adapters.cli.input.batch.file import Line
from journeys.adapters.cli.input.confirming import Confirmed
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.output.errors import AtLine
from journeys.domain.errors import JourneysError, StoreError
from journeys.domain.roles import Actor, Principal

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys


class LineResult(NamedTuple):
    """The result of a line: what it recorded, now or before; or why it was refused."""

    line: int
    verb: str | None
    """None where it is none that records."""
    outcome: Confirmed | AtLine
    already: bool = False


@dataclass(frozen=True)
class LineSession(Session):
    """The session of one line: the store is open, and its confirmation is kept for the end."""

    opened: "Journeys"
    confirmed: list[Confirmed]
    on_behalf_of: Principal | None
    """Who does what the line says; None for the one who runs the script."""

    @property
    def actor(self) -> Actor:
        """Who runs the script, and for whom this line is recorded."""
        return super().actor._replace(on_behalf_of=self.on_behalf_of)

    @property
    def may_ask(self) -> bool:
        """Nobody is asked about a line: the whole file is recorded, or refused."""
        return False

    @property
    def reads_a_file(self) -> bool:
        """A line is known again by all that it says, so it says its day."""
        return True

    @contextmanager
    def journeys(self, *, dry_run: bool = False, create: bool = False) -> Iterator["Journeys"]:  # noqa: ARG002 - of the whole file
        """Yield the journeys that the whole file is recorded on."""
        yield self.opened

    def confirm(self, confirmed: Confirmed) -> None:
        """Keep what was recorded."""
        self.confirmed.append(confirmed)


def record_lines(
    ctx: typer.Context,
    lines: Sequence[Line],
    known: Mapping[str, LineCommand],
    journeys: "Journeys",
    *,
    keep_going: bool,
) -> Iterator[LineResult]:
    """Record each line on these journeys, and yield its result.

    Raises AtLine for the first that is refused; with `keep_going` it is yielded, and the next
    ones are recorded. Raises StoreError where the store cannot be used.
    """
    newest = journeys.newest_position()
    for line, ids in zip(
        lines, list(_ids(lines, known, journeys, session(ctx).actor)), strict=True
    ):
        command = None
        try:
            command = command_of(line, known)
            typed = words(line, command, ids)
            confirmed = _run(ctx, command, typed, journeys, principal_of(line))
        except (JourneysError, TyperException) as error:
            if isinstance(error, StoreError):
                raise
            about = _private_values(line, command, error)
            refused = AtLine(line.number, error, about, _columns(line, command))
            if not keep_going:
                raise refused from error
            yield LineResult(line.number, command and command.verb, refused)
        else:
            positions = [entry.position for entry in confirmed.entries]
            already = all(position <= newest for position in positions)
            newest = max([newest, *positions])
            yield LineResult(line.number, command.verb, confirmed, already)


def _private_values(line: Line, command: LineCommand | None, error: Exception) -> list[str]:
    """Return the values that Typer may repeat where it does not take one of them."""
    params, param = command.params if command else {}, getattr(error, "param", None)
    return [
        value
        for name, values in line.given.items()
        if param is not None and params.get(name) is param
        for value in values
    ]


def _columns(line: Line, command: LineCommand | None) -> dict[str, str]:
    """Return what the line calls the options and arguments of its command, by how errors do."""
    return {
        shown: line.column(name)
        for name, param in (command.params if command else {}).items()
        for shown in (param.opts if param.param_type_name == "option" else [param.display_name_raw])
    }


def _ids(
    lines: Sequence[Line], known: Mapping[str, LineCommand], journeys: "Journeys", actor: Actor
) -> Iterator[LineIds]:
    """Yield the ids of each line.

    They are made from all that it says, how often that came before, and who records it. Somebody
    who reads the database could guess a plain digest of a few words; a keyed one not.
    """
    seen, texts = Counter[str](), list[str]()
    for line in lines:
        # Who says afterwards that a line is meant says nothing else by it.
        given = {**line.given, "verb": in_english(line, known)}
        whole = json.dumps(sorted(each for each in given.items() if each[0] != "sure" and each[1]))
        seen[whole] += 1
        texts.append(f"request {seen[whole]} of {json.dumps(actor[:2])}\n{whole}")
    requests = [
        line.given.get("request-id", [_id(digest)])[0]
        for line, digest in zip(lines, journeys.keyed_digests(texts), strict=True)
    ]
    of_journeys = journeys.keyed_digests([f"journey\n{request}" for request in requests])
    for request, digest in zip(requests, of_journeys, strict=True):
        yield LineIds(request, _id(digest))


def _id(digest: bytes) -> str:
    # A UUID: ten digits in a row of anything else could be taken for a CPR number.
    return str(UUID(bytes=digest[:16], version=5))


def _run(
    ctx: typer.Context,
    command: LineCommand,
    typed: list[str],
    journeys: "Journeys",
    on_behalf_of: Principal | None,
) -> Confirmed:
    """Return what the command of a line recorded."""
    root, confirmed = ctx.find_root(), list[Confirmed]()
    of_line = LineSession(
        **vars(session(ctx)), opened=journeys, confirmed=confirmed, on_behalf_of=on_behalf_of
    )
    with command.command.make_context(command.verb, typed, root, obj=of_line) as called:
        command.command.invoke(called)
    return confirmed[0]
