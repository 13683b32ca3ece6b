"""How a decision is made: a verb is asked on the journey as it stands on the day of effect."""

from collections.abc import Callable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any, Concatenate, ParamSpec

from pydantic import BaseModel, ValidationError

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.privacy import refuse_private_facts
from journeys.domain.errors import Refused
from journeys.domain.history import Entry, History
from journeys.domain.journey import Event
from journeys.domain.law.vocabularies import Term, Vocabularies
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import From

P = ParamSpec("P")

Verb = Callable[Concatenate[Case, P], list[Event]]
"""`verb(case, *, on, ...)`: what to record, `[]` where nothing is to be added, or Refused."""


def decide(
    history: History,
    book: Rulebook,
    actor: Actor,
    verb: Verb[P],
    *args: P.args,
    **kwargs: P.kwargs,
) -> list[Event]:
    """Return the events to record next on this history; `[]` where all is recorded already.

    The verb sees the journey as of its `on`, so that late news is judged on the day it is about.

    Refused: role-may-not; whatever the verb refuses; words-carry-cpr, words-carry-diagnosis,
    words-unprintable; code-unknown, code-not-in-force; recorded-already; not-understood, where
    a value has the wrong form.
    """
    permit(book, actor, getattr(verb, "__name__", ""))
    on = kwargs["on"]
    if type(on) is not date:
        raise Refused("not-understood", "on: this must be a day (a date without a time).")
    try:
        events = verb(Case(history, on, book, actor), *args, **kwargs)
    except ValidationError as error:
        # pydantic's own text would repeat what was typed.
        faults = {".".join(map(str, fault["loc"])): fault["msg"] for fault in error.errors()}
        raise Refused(
            "not-understood", "; ".join(f"{where}: {what}" for where, what in faults.items())
        ) from None
    refuse_private_facts(events)
    for event in events:
        refuse_codes_out_of_force(event, book.vocabularies)
    return without_repeats(history, events)


def permit(book: Rulebook, actor: Actor, verb: str) -> None:
    """Pass a verb that the actor's role may use. Refused: role-may-not."""
    if verb not in book.roles.get(actor.role, ()):
        able = [role for role, verbs in book.roles.items() if verb in verbs]
        raise Refused(
            "role-may-not",
            f"This is not for your role ({verb.replace('_', '-')}). "
            f"Ask somebody who may: {', '.join(able) or 'nobody here'}.",
        )


def refuse_codes_out_of_force(fact: Event, known: Vocabularies) -> None:
    """Pass a fact whose every code is in force on its day of effect.

    Refused: code-unknown, code-not-in-force.
    """
    for field, names, code in _codes(fact):
        found = [term for name in names if (term := known[name].terms.get(code))]
        if not found:
            every = [code for name in names for code in known[name].terms]
            raise Refused(
                "code-unknown",
                f"{field}: there is no such code in the vocabulary {names[0]}."
                f"{_did_you_mean(code, every)} `journeys vocabulary {names[0]}` lists them.",
            )
        if not any(term.in_force(fact.on) for term in found):
            raise _not_in_force(field, found[0], fact.on)


def _not_in_force(field: str, term: Term, on: date) -> Refused:
    basis = "; ".join(source.citation for source in term.sources)
    doubt = " (derived from the sources: to be verified)" if term.tag == "derived" else ""
    return Refused(
        "code-not-in-force",
        f"{field}: {term.code} cannot be recorded anew on {on:%Y-%m-%d}; it was in force "
        f"{term.span}{doubt}. What runs already runs on.",
        basis=basis or None,
    )


def _codes(fact: Any, above: str = "") -> Iterator[tuple[str, tuple[str, ...], str]]:  # noqa: ANN401 - a fact or a part of one
    """Yield every code in a fact: its field, the vocabularies it is of, and the code."""
    for field, described in type(fact).model_fields.items():
        value = getattr(fact, field)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, BaseModel):
                yield from _codes(part, f"{above}{field}.")
        for marker in described.metadata:
            if isinstance(marker, From) and value is not None:
                yield f"{above}{field}", marker.vocabularies, value


def _did_you_mean(code: str, known: list[str]) -> str:
    close = get_close_matches(code, known, n=1)
    return f" Did you mean {close[0]}?" if close else ""


def without_repeats(history: History, events: list[Event]) -> list[Event]:
    """Return the events that bring into being what does not exist yet.

    Refused: recorded-already, where the same thing exists with other content.
    """
    if not any(event.establishes for event in events):
        return events
    existing = established(history)
    new = []
    for event in events:
        entry = existing.get(event.establishes) if event.establishes else None
        if entry is None:
            new.append(event)
        elif entry.event != event:
            raise Refused(
                "recorded-already",
                f"The {event.establishes} is recorded already, otherwise, by entry "
                f"{entry.version} with effect on {entry.event.on:%Y-%m-%d}. If that was wrong, "
                "retract it first.",
            )
    return new


def established(history: History) -> dict[str, Entry]:
    """Return what the history has brought into being, with the entry that did."""
    return {entry.event.establishes: entry for entry in history.standing if entry.event.establishes}
