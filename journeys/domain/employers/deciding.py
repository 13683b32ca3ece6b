"""How a decision about an employer is made: by the same steps as one about a journey."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Concatenate

from journeys.domain.decisions.arguments import require_arguments
from journeys.domain.decisions.corrections import no_replacement, retraction
from journeys.domain.decisions.decided import EMPLOYER_EVENT_CLASSES
from journeys.domain.decisions.deciding import P, decide_case, require_permission
from journeys.domain.decisions.doubts import acknowledged, colleagues_in
from journeys.domain.decisions.forms import DAY, require_form
from journeys.domain.doubt import Doubting
from journeys.domain.employers.case import EmployerCase
from journeys.domain.employers.employer import EmployerEvent
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.in_use import require_room_left
from journeys.domain.employers.room import Taken
from journeys.domain.roles import RETRACT, Actor
from journeys.domain.rulebook import Rulebook

EmployerVerb = Callable[Concatenate[EmployerCase, P], list[EmployerEvent]]
"""`verb(case, *, on, ...)` returns the events to record, `[]` for nothing, or raises Refused."""

EmployerDecision = Callable[[EmployerHistory], list[EmployerEvent]]
"""What to record next on an employer's history: a verb with its arguments given."""


def decide_employer(  # noqa: PLR0917 - a verb's own arguments follow
    history: EmployerHistory,
    verb: EmployerVerb[P],
    actor: Actor,
    book: Rulebook,
    today: date,
    taken: Sequence[Taken] = (),
    sure: Collection[str] | None = None,
    *args: P.args,
    **kwargs: P.kwargs,
) -> list[EmployerEvent]:
    """Return the events to record next on this employer's history; `[]` if all is recorded already.

    As `journeys.decide` does for a journey. `taken` is what citizens take of the employer's posts,
    on any day. Refused: as `journeys.decide` says, but for restrictions.
    """
    arguments = require_arguments(verb, args, kwargs)
    events = decide_employer_with(history, verb, actor, book, today, taken, arguments=arguments)
    if sure is not None:
        strangers = colleagues_in(history, events, actor, book) if book.staff else frozenset[str]()
        acknowledged(history, events, Doubting(today, strangers), sure)
    return events


def decide_employer_with(  # noqa: PLR0917 - as `decide_employer` takes them
    history: EmployerHistory,
    verb: Callable[..., list[EmployerEvent]],
    actor: Actor,
    book: Rulebook,
    today: date,
    taken: Sequence[Taken],
    *,
    arguments: Mapping[str, Any],
) -> list[EmployerEvent]:
    """Return the same, for arguments as `require_arguments` returned them."""
    require_permission(verb.__name__, actor, book)
    require_form("today", today, DAY)
    case = EmployerCase(history, arguments["on"], book, actor, tuple(taken))
    events = decide_case(case, verb, today, arguments, EMPLOYER_EVENT_CLASSES)
    require_room_left(history, events, case.taken)
    return events


def retract_employer_entry(
    history: EmployerHistory,
    actor: Actor,
    book: Rulebook,
    *,
    today: date,
    entry: int,
    why: str,
    on: date,
    taken: Sequence[Taken] = (),
    replacement: EmployerDecision = no_replacement,
) -> list[EmployerEvent]:
    """Ret en fejl: take an entry of an employer back, and record its replacement with it.

    Returns the retraction and what replaces the entry; `[]` if it is retracted already.

    Refused: role-may-not, entry-unknown, why-missing, day-not-come, entry-still-cited,
    recorded-already, and whatever the replacement refuses; post-in-use, task-in-use, where it would
    take away what somebody has; not-understood.
    """
    require_permission(RETRACT, actor, book)
    events = retraction(
        history,
        today=today,
        entry=entry,
        why=why,
        on=on,
        replacement=replacement,
        classes=EMPLOYER_EVENT_CLASSES,
    )
    require_room_left(history, events, taken)
    return events
