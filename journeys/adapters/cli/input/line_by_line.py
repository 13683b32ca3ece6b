"""Recording line by line: each line is asked as the command it is, in a store that is open.

Every line is a request of its own, so that one which is given again adds nothing.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

import typer
from typer import TyperException

from journeys.adapters.cli.input.confirming import Confirmed
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.lines import InputLine
from journeys.adapters.cli.input.written import Ids, Recorder, recorder_of, words
from journeys.adapters.cli.output.errors import AtLine
from journeys.domain.errors import JourneysError, StoreError

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys


class Done(NamedTuple):
    """What became of a line: what it recorded, or had recorded already; or why it was refused."""

    line: int
    verb: str | None
    """None where it is none that records."""
    became: Confirmed | AtLine
    already: bool = False


@dataclass(frozen=True)
class OfALine(Session):
    """What holds for one line: the store is open, and what is recorded is told with the rest."""

    opened: "Journeys"
    confirmed: list[Confirmed]

    @contextmanager
    def journeys(self, *, dry_run: bool = False) -> Iterator["Journeys"]:  # noqa: ARG002 - of the whole file
        """Yield the journeys that the whole file is recorded on."""
        yield self.opened

    def confirm(self, confirmed: Confirmed) -> None:
        """Keep what was recorded."""
        self.confirmed.append(confirmed)


def line_by_line(
    ctx: typer.Context,
    lines: Sequence[InputLine],
    known: Mapping[str, Recorder],
    journeys: "Journeys",
    *,
    keep_going: bool,
) -> Iterator[Done]:
    """Record each line on these journeys, and yield what became of it.

    Raises AtLine for the first that is refused; with `keep_going` it is yielded, and the next
    ones are recorded. Raises StoreError where the store cannot be used.
    """
    newest, every_ids = _beforehand(journeys, lines)
    for line, ids in zip(lines, every_ids, strict=True):
        recorder = None
        try:
            recorder = recorder_of(line, known)
            typed = words(line, recorder, ids)
            confirmed = _asked(ctx, recorder, typed, journeys)
        except (JourneysError, TyperException) as error:
            if isinstance(error, StoreError):
                raise
            refused = AtLine(line.number, error, _at_fault(line, recorder, error))
            if not keep_going:
                raise refused from error
            yield Done(line.number, recorder and recorder.verb, refused)
        else:
            positions = [entry.position for entry in confirmed.entries]
            already = all(position <= newest for position in positions)
            newest = max([newest, *positions])
            yield Done(line.number, recorder.verb, confirmed, already)


def _at_fault(line: InputLine, recorder: Recorder | None, error: Exception) -> list[str]:
    """Return the values that Typer may repeat where it does not take one of them."""
    asked, param = recorder.asked if recorder else {}, getattr(error, "param", None)
    return [
        value
        for name, values in line.given.items()
        if param is not None and asked.get(name) is param
        for value in values
    ]


def _beforehand(journeys: "Journeys", lines: Sequence[InputLine]) -> tuple[int, list[Ids]]:
    """Return the position of the newest entry, and what each line is known by."""
    with journeys.store.reading() as transaction:
        newest = transaction.reactions.end()
        return newest, list(_ids(lines, transaction.log.keyed_hash))


def _ids(lines: Sequence[InputLine], mark: Callable[[str], bytes]) -> Iterator[Ids]:
    """Yield what each line is known by: all that it says, and how often that was said before.

    A digest of a few words could be guessed by whoever reads the database; a mark cannot.
    """
    said = Counter[str]()
    for line in lines:
        all_of_it = json.dumps(sorted(line.given.items()))
        said[all_of_it] += 1
        derived = _id(mark(f"request {said[all_of_it]}\n{all_of_it}"))
        request, *_ = line.given.get("request-id", [derived])
        yield Ids(request, _id(mark(f"journey\n{request}")))


def _id(mark: bytes) -> str:
    # As an id, for ten digits in a row of anything else could be taken for a CPR number.
    return str(UUID(bytes=mark[:16], version=5))


def _asked(
    ctx: typer.Context, recorder: Recorder, typed: list[str], journeys: "Journeys"
) -> Confirmed:
    """Return what the command that is typed in a line recorded."""
    root, confirmed = ctx.find_root(), list[Confirmed]()
    of_a_line = OfALine(**vars(session(ctx)), opened=journeys, confirmed=confirmed)
    with recorder.command.make_context(recorder.verb, typed, root, obj=of_a_line) as asked:
        recorder.command.invoke(asked)
    return confirmed[0]
