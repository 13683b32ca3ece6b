"""How a decision is made: a verb decides on the journey as of the day of effect."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Concatenate, ParamSpec

from pydantic import ValidationError

from journeys.domain.decisions.arguments import is_of_library, require_arguments, require_verb_for
from journeys.domain.decisions.case import Case, H, StreamCase, V
from journeys.domain.decisions.codes import refuse_codes_out_of_force
from journeys.domain.decisions.days_ahead import refuse_days_ahead
from journeys.domain.decisions.decided import EVENT_CLASSES, require_events
from journeys.domain.decisions.dependencies import established, orphaned_by
from journeys.domain.decisions.doubts import acknowledged, colleagues_in
from journeys.domain.decisions.forms import DAY, not_understood, require_form, require_is_actor
from journeys.domain.decisions.privacy import (
    UNSTORABLE,
    refuse_private_facts,
    refuse_private_name,
)
from journeys.domain.decisions.restriction import require_may_record
from journeys.domain.decisions.rules import require_text
from journeys.domain.doubt import Doubting
from journeys.domain.errors import Refused
from journeys.domain.events.fact import Fact
from journeys.domain.history import Entry, History
from journeys.domain.journey import Event
from journeys.domain.message import Message, MessageList
from journeys.domain.roles import NEVER_ON_BEHALF, ON_BEHALF, Actor, verb_name
from journeys.domain.rulebook import Rulebook
from journeys.domain.stream import AnyHistory
from journeys.domain.vocabulary import MUNICIPALITIES

P = ParamSpec("P")

Verb = Callable[Concatenate[Case, P], list[Event]]
"""`verb(case, *, on, ...)` returns the events to record, `[]` for nothing, or raises Refused."""


Decision = Callable[[History], list[Event]]
"""What to record next on a history: a verb with its arguments given."""


def decide(  # noqa: PLR0917 - a verb's own arguments follow
    history: History,
    verb: Verb[P],
    actor: Actor,
    book: Rulebook,
    today: date,
    sure: Collection[str] | None = None,
    *args: P.args,
    **kwargs: P.kwargs,
) -> list[Event]:
    """Return the events to record next on this history; `[]` if all is recorded already.

    `today` is the day on which it is decided: the clock of the caller, such as `Journeys.today`.
    So it is idempotent: decided again on its own result, a verb adds nothing. The verb sees the
    journey as of its `on`, so that late news is judged on the day it is about.

    `sure` has the codes of the doubts that are acknowledged: any other doubt is refused (Doubted).
    None leaves the doubts to those who record (`Journeys.record`), so that somebody is asked once
    about all decisions of a commit (`in_turn`). A colleague is known by `book.staff`; without any,
    no name is doubted.

    Refused: role-may-not; journey-restricted; whatever the verb refuses; words-carry-cpr,
    words-carry-diagnosis, words-unprintable; code-unknown, code-not-in-force; day-not-come,
    day-too-far-ahead; recorded-already; later-entry-needs-it, where late news takes away what a
    later entry rests on; not-understood, where an argument is unknown, missing or of another type
    than its own.
    """
    arguments = require_arguments(verb, args, kwargs)
    events = decide_with(history, verb, actor, book, today, arguments=arguments)
    if sure is not None:
        strangers = colleagues_in(history, events, actor, book) if book.staff else frozenset[str]()
        acknowledged(history, events, Doubting(today, strangers), sure)
    return events


def decide_with(
    history: History,
    verb: Callable[..., list[Event]],
    actor: Actor,
    book: Rulebook,
    today: date,
    *,
    arguments: Mapping[str, Any],
) -> list[Event]:
    """Return the same, for arguments as `require_arguments` returned them."""
    require_permission(verb.__name__, actor, book)
    require_form("today", today, DAY)
    require_may_record(history, verb.__name__, actor, book, today)
    case = Case(history, arguments["on"], book, actor)
    return decide_case(case, verb, today, arguments, EVENT_CLASSES)


def decide_case(
    case: StreamCase[H, V],
    verb: Callable[..., list[V]],
    today: date,
    arguments: Mapping[str, Any],
    classes: Collection[type[Fact]],
) -> list[V]:
    """Return what a verb decides on a case of any kind of stream, held to the rules for all events.

    `classes` has those of the events of that kind. Refused: as `decide` says, but for permissions.
    """
    require_verb_for(verb, case)
    events = (
        verb(case, **arguments) if is_of_library(verb) else _of_host(verb, case, arguments, classes)
    )
    refuse_private_facts(events)
    for event in events:
        refuse_codes_out_of_force(event, case.book.vocabularies)
    new = without_repeats(case.history, events)
    if new and case.ahead:
        _require_later_entries_to_hold(case.history, new)
    refuse_days_ahead(new, today)
    return new


def _of_host(
    verb: Callable[..., list[V]],
    case: StreamCase[H, V],
    arguments: Mapping[str, Any],
    classes: Collection[type[Fact]],
) -> list[V]:
    """Return what a host's own verb decides. Refused: not-understood, where that is no events."""
    try:
        return require_events(verb(case, **arguments), "verb", classes)
    except ValidationError as error:
        # pydantic's own text would repeat what was typed.
        field = ".".join(map(str, error.errors(include_input=False)[0]["loc"]))
        raise not_understood(field, Message("what its event can hold")) from None


def in_turn(
    history: H,
    *decisions: Callable[[H], list[V]],
    classes: Collection[type[Fact]] = EVENT_CLASSES,
) -> list[V]:
    """Return the events of several decisions for one commit; each sees what those before it add.

    Raises what any of them raises: everything is recorded, or nothing. Doubts are left to those
    who record: somebody is asked once, about all of it. `classes` has those of the events of its
    kind of stream.
    """
    events = list[V]()
    for decision in decisions:
        events += require_events(decision(history.followed_by(events)), classes=classes)
    return events


def require_permission(verb: str, actor: Actor, book: Rulebook) -> None:
    """Require that the actor's role may use a verb; on behalf, that of the person it is done for.

    Refused: role-may-not; not-on-behalf; not-understood.
    """
    require_is_actor(actor)
    if actor.on_behalf_of is not None:
        _require_may_act_for_another(verb, actor, book)
    role = actor.principal.role
    if verb not in book.roles.get(role, ()):
        able = [role for role, verbs in book.roles.items() if verb in verbs]
        # What is no role here may be anything, and is not repeated.
        raise Refused(
            "role-may-not",
            "The role {role} is not allowed {verb}. Allowed is: {able}. If that is you too, put "
            "--role before the command.",
            role=Message(role) if role in book.roles else Message("that is not known"),
            verb=verb_name(verb),
            able=MessageList(map(Message, able)) or Message("nobody here"),
        )


def _require_may_act_for_another(verb: str, actor: Actor, book: Rulebook) -> None:
    if ON_BEHALF not in book.roles.get(actor.role, ()) or verb in NEVER_ON_BEHALF:
        raise Refused(
            "not-on-behalf",
            "Nobody is allowed {verb} for somebody else in your role. Record it yourself, without "
            "naming another actor.",
            verb=verb_name(verb),
        )


def require_actor(actor: Actor, request_id: str | None = None) -> None:
    """Require an actor's name, and a request id if one is given, that may be stored.

    Refused: actor-missing, request-id-missing; words-carry-cpr, words-carry-diagnosis,
    words-unprintable; not-understood.
    """
    require_is_actor(actor)
    for name, role in {actor[:2], actor.principal}:
        refuse_private_name("actor", require_text(name, "actor"))
        refuse_private_name("role", role)
    if request_id is not None:
        refuse_private_name("request_id", require_text(request_id, "request-id"))


def require_recordable(entry: Entry) -> None:
    """Require an imported entry to hold nothing that may not be stored here.

    Refused: as `require_actor`; words-carry-cpr, words-carry-diagnosis, words-unprintable, for the
    role and for the words of the event.
    """
    try:
        require_actor(Actor(entry.actor, entry.role or "", entry.on_behalf_of), entry.request_id)
        refuse_private_facts([entry.event], UNSTORABLE)
    except Refused as refusal:
        raise _not_taken_in(entry, refusal) from None


def require_municipalities(history: History, book: Rulebook) -> None:
    """Require that each municipality code of an imported journey was in force on its own day.

    Nothing else of a moved journey is held to the codes of this store: it is taken in as it is.
    Refused: code-unknown, code-not-in-force.
    """
    for entry in history.in_force:
        try:
            refuse_codes_out_of_force(entry.event, book.vocabularies, only=MUNICIPALITIES)
        except Refused as refusal:
            raise _not_taken_in(entry, refusal) from None


def _not_taken_in(entry: Entry, refusal: Refused) -> Refused:
    return Refused(
        refusal.code,
        "Entry {entry} cannot be taken in here. {refusal}",
        basis=refusal.basis,
        entry=entry.version,
        refusal=refusal.sentence,
    )


def _require_later_entries_to_hold(history: AnyHistory, new: Sequence[Fact]) -> None:
    if orphans := orphaned_by(history, new):
        raise Refused(
            "later-entry-needs-it",
            "Entries with a later day would then rest on nothing: {entries}. Retract them first, "
            "newest first.",
            entries=", ".join(map(str, orphans)),
        )


def without_repeats(history: AnyHistory, events: list[V]) -> list[V]:
    """Return the events without those that establish again what exists already.

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
                "The {what} is already recorded with other content, by entry {version} with effect "
                "on {on}. If that was wrong, retract it first.",
                what=event.establishes,
                version=entry.version,
                on=entry.event.on,
            )
    return new
