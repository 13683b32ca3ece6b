"""Who a command is about, where that is asked for: an id, a CPR number, or a name.

The last two are asked for alone: as an argument they would be seen in the list of processes, and
kept by the shell.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from journeys.adapters.cli.input.ids import ID_START, id_start, journey_like
from journeys.adapters.cli.input.prompting import chosen, hidden, somebody_is_there
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
"""What is typed in place of an id to be asked who it is."""

MOST = 20  # people who are offered to choose from
QUESTION = Message("Who is it? An id, a CPR number or a name (it is not shown): ")


class Who(str):
    """Who it is, as it was told when it was asked for: never an argument, and never repeated."""

    __slots__ = ()

    @classmethod
    def told(cls, text: str) -> "Who":
        """Return who it is. Raises ValueError where that is neither an id, a number nor a name."""
        said = text.strip()
        if not said:
            raise ValueError("Type an id, a CPR number or a name.")
        if _has_digits(said) and not CPR.fullmatch(said) and not _begins_an_id(said):
            raise ValueError(
                "An id is given in full or by its first 4 signs or more, a CPR number by all of "
                "its ten digits."
            )
        return cls(said)


def journey_start(text: str) -> str:
    """Return the beginning of an id as ids are stored, or that it is asked for. Raises ValueError.

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
    """Return what was typed for a journey; who it is, where that is to be asked, is asked once."""
    if value != ASK or ctx.resilient_parsing:
        return value
    if ASK not in ctx.meta:
        ctx.meta[ASK] = _answered()
    who: Who = ctx.meta[ASK]
    return who


def journey_of(journeys: "Journeys", reader: Callable[[], "Reader"], typed: str) -> JourneyId:
    """Return the journey that an id or its first signs name, or whoever was asked for.

    At a terminal one of several people can be chosen. The reader is made only where a number or a
    name is looked up.
    Refused: journey-unknown, journey-ambiguous, citizen-not-found, and as `find` and `called`.
    """
    if not isinstance(typed, Who):
        return journey_like(journeys, typed)
    if CPR.fullmatch(typed):
        found = reader().find(typed)
        if found is None:
            raise nobody()
        return found
    if _has_digits(typed):
        return journey_like(journeys, id_start(typed))
    return _called(journeys, reader(), typed)


def nobody() -> Refused:
    """Return the refusal of what nobody is known by; it never repeats it."""
    return Refused(
        "citizen-not-found",
        "Nobody in this store is known by that. Look at it again; whoever is new is told of with: "
        "journeys open, then journeys citizen identify",
    )


def _called(journeys: "Journeys", reader: "Reader", who: Who) -> JourneyId:
    is_there = somebody_is_there()
    named = reader.called(who, most=MOST if is_there else 1)
    found = {JourneyId(each.journey): f"{short(each.journey)}  {each.name}" for each in named}
    # An id may begin like a name: Ebba.
    if _begins_an_id(who):
        found = {each: short(each) for each in journeys.ids_like(who)} | found
    if not found:
        raise nobody()
    if len(found) > 1 and not is_there:
        raise too_many_matches(1)
    known = list(found)
    return known[chosen(say("Which one: "), list(found.values())) if len(known) > 1 else 0]


def _answered() -> Who:
    while True:
        try:
            return Who.told(hidden(say(QUESTION)))
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
