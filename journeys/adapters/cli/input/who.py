"""Which journey a command is about: an id, its first signs, or `-`, which asks for the person.

A CPR number and a name are typed as answers only: an argument would be seen in the list of
processes, and kept by the shell. What was typed is never repeated in an error.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import typer

from journeys.adapters.cli.input.ids import FULL, ID_START, id_start
from journeys.adapters.cli.input.prompting import choose, hidden, somebody_is_there
from journeys.adapters.words.ids import SHOWN, WHOLE_ID, short
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused
from journeys.domain.identity import CPR, too_many_matches
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.app.reading import Reader

ASK = "-"
"""Typed in place of an id: the script asks who it is."""

MOST = 20  # people who are offered to choose from
QUESTION = Message("Who is it? An id, a CPR number or a name (it is not shown): ")


class Who(str):
    """The answer to who it is: an id, a CPR number or a name; never an argument."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> "Who":
        """Return the answer. Raises ValueError where it is neither an id, a number nor a name."""
        typed = text.strip()
        if not typed:
            raise ValueError("Type an id, a CPR number or a name.")
        if _has_digits(typed) and not CPR.fullmatch(typed) and not _begins_an_id(typed):
            raise ValueError(
                "An id is given in full or by its first 4 signs or more, a CPR number by all of "
                "its ten digits."
            )
        return cls(typed)


def journey_start(text: str) -> str:
    """Return the beginning of an id as ids are stored, or `-`. Raises ValueError.

    A CPR number is not taken from an argument.
    """
    if text == ASK:
        return text
    if CPR.fullmatch(text.strip()):
        raise ValueError(
            "This looks like a CPR number, which the history of your shell keeps now. Type - in "
            "its place: then it is asked for, and not shown."
        )
    try:
        return id_start(text)
    except ValueError as error:
        raise ValueError(
            Message("{why} Type - to be asked for a CPR number or a name.", why=Message(str(error)))
        ) from None


def asked_for(ctx: typer.Context, value: str | None) -> str | None:
    """Return what was typed for a journey; for `-` the answer, which is asked for once."""
    if value != ASK or ctx.resilient_parsing:
        return value
    if ASK not in ctx.meta:
        ctx.meta[ASK] = _answer()
    who: Who = ctx.meta[ASK]
    return who


def find(journeys: "Journeys", reader: Callable[[], "Reader"], typed: str) -> JourneyId:
    """Return the journey of an id, of its first signs, or of the person in a `Who`.

    At a terminal somebody can choose one of several people. The reader, which logs each look, is
    made only where a number or a name is looked up.
    Refused: journey-unknown, journey-ambiguous, citizen-not-found, and as `find` and `called` of
    the reader.
    """
    if not isinstance(typed, Who):
        return _by_id(journeys, typed)
    if CPR.fullmatch(typed):
        found = reader().find(typed)
        if found is None:
            raise nobody()
        return found
    if _has_digits(typed):
        return _by_id(journeys, id_start(typed))
    return _by_name(journeys, reader(), typed)


def nobody() -> Refused:
    """Return the refusal of a number or a name that nobody is known by; it does not repeat it."""
    return Refused(
        "citizen-not-found",
        "Nobody in this store is known by that. Check what you typed. For somebody new, type: "
        "journeys open, then journeys citizen identify",
    )


def _by_id(journeys: "Journeys", start: str) -> JourneyId:
    """Return the journey whose id begins like this. An id in full is not looked up."""
    if len(start) == FULL:
        return JourneyId(UUID(start))
    found = journeys.ids_like(start, most=MOST + 1)
    if not found:
        raise Refused(
            "journey-unknown",
            "No journey in this store has an id that begins like this. "
            "`journeys list` shows those that are open.",
        )
    if len(found) > 1:
        raise Refused(
            "journey-ambiguous",
            "More than one journey has an id that begins like this: {candidates}. Give more of its "
            "signs.",
            candidates=_listed(found),
        )
    return found[0]


def _listed(found: Sequence[JourneyId]) -> str:
    """Return the journeys that an ambiguous beginning of an id may mean, by their first signs."""
    ids = dict.fromkeys(short(each) for each in found[:MOST])
    # More that begin alike than the signs that are shown can tell apart: then in full.
    shown = list(ids) if len(ids) == len(found[:MOST]) else [str(each) for each in found[:MOST]]
    return ", ".join([*shown, *(["..."] if len(found) > MOST else [])])


def _by_name(journeys: "Journeys", reader: "Reader", who: Who) -> JourneyId:
    is_there = somebody_is_there()
    named = reader.called(who, most=MOST if is_there else 1)
    if named.set_aside:
        from journeys.adapters.cli.output.left_out import identities_set_aside

        typer.echo("\n".join(identities_set_aside(named.set_aside)), err=True)
    found = {JourneyId(each.journey): f"{short(each.journey)}  {each.name}" for each in named}
    # An id may begin like a name: Ebba.
    if _begins_an_id(who):
        found = {each: short(each) for each in journeys.ids_like(who)} | found
    if not found:
        raise nobody()
    if len(found) > 1 and not is_there:
        raise too_many_matches(1)
    known = list(found)
    return known[choose(say("Which one: "), list(found.values())) if len(known) > 1 else 0]


def _answer() -> Who:
    while True:
        try:
            return Who.parse(hidden(say(QUESTION)))
        except ValueError as error:
            if not somebody_is_there():
                raise typer.BadParameter(str(error)) from None
            typer.echo(say(error.args[0]), err=True)


def _begins_an_id(text: str) -> bool:
    typed = text.lower()
    begins = ID_START.fullmatch(typed) is not None and "-" not in typed[:SHOWN]
    return begins or WHOLE_ID.fullmatch(typed) is not None


def _has_digits(text: str) -> bool:
    return any(sign.isdigit() for sign in text)
