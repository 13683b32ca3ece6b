"""Verbs about the path: wishes, hopes, subgoals and small successes."""

from datetime import date

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.rules import require_open, require_text
from journeys.domain.errors import Refused
from journeys.domain.events.path import (
    HopeStated,
    SmallSuccessNoticed,
    Subgoal,
    SubgoalReached,
    SubgoalRevised,
    SubgoalSet,
    SubgoalSetAside,
    WishToWorkExpressed,
)
from journeys.domain.journey import Event
from journeys.domain.roles import CITIZEN
from journeys.domain.vocabulary import DoneBy, SetBy, SubgoalId


def express_wish_to_work(case: Case, *, words: str, on: date) -> list[Event]:
    """Udtryk lyst til arbejde: record the citizen's wish to work.

    Refused: words-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    wish = WishToWorkExpressed(on=on, words=require_text(words, "words"))
    return [] if wish in case.journey.path.wishes else [wish]


def state_hope(case: Case, *, words: str, on: date, job_goal: str = "") -> list[Event]:
    """Fortæl om et håb: record a hope, in the citizen's words.

    Refused: words-missing, journey-not-open, journey-closed.
    """
    require_open(case)
    hope = HopeStated(on=on, words=require_text(words, "words"), job_goal=job_goal)
    return [] if hope in case.journey.path.hopes else [hope]


def set_subgoal(
    case: Case,
    *,
    subgoal: SubgoalId,
    title: str,
    why: str,
    on: date,
    set_by: SetBy = "together",
    done_by: DoneBy = "together",
    track: str = "job",
) -> list[Event]:
    """Sæt et delmål: a concrete next step, and why.

    Refused: title-missing, why-missing, subgoal-not-own, journey-not-open, journey-closed.
    """
    require_open(case)
    _require_own(case, set_by)
    return [
        SubgoalSet(
            on=on,
            subgoal=subgoal,
            title=require_text(title, "title"),
            why=require_text(why, "why"),
            set_by=set_by,
            done_by=done_by,
            track=require_text(track, "track"),
        )
    ]


def revise_subgoal(
    case: Case,
    *,
    subgoal: SubgoalId,
    on: date,
    title: str | None = None,
    why: str | None = None,
    done_by: DoneBy | None = None,
) -> list[Event]:
    """Ændr et delmål: what is left out stays as it was.

    Refused: subgoal-unknown, subgoal-reached, subgoal-set-aside, subgoal-not-own, title-missing,
    why-missing, journey-not-open, journey-closed.
    """
    step = pursued_subgoal(case, subgoal)
    changes = SubgoalRevised(
        on=on,
        subgoal=subgoal,
        title=_changed(title, step.title, "title"),
        why=_changed(why, step.why, "why"),
        done_by=None if done_by == step.done_by else done_by,
    )
    return [] if changes == SubgoalRevised(on=on, subgoal=subgoal) else [changes]


def reach_subgoal(case: Case, *, subgoal: SubgoalId, on: date, words: str = "") -> list[Event]:
    """Nå et delmål: record that a subgoal is reached.

    Refused: subgoal-unknown, subgoal-set-aside, subgoal-not-own, journey-not-open, journey-closed.
    """
    if known_subgoal(case, subgoal).reached:
        return []
    pursued_subgoal(case, subgoal)
    return [SubgoalReached(on=on, subgoal=subgoal, words=words)]


def set_aside_subgoal(case: Case, *, subgoal: SubgoalId, reason: str, on: date) -> list[Event]:
    """Læg et delmål til side: stop pursuing it, with a reason that is kept.

    Refused: reason-missing, subgoal-unknown, subgoal-reached, subgoal-not-own, journey-not-open,
    journey-closed.
    """
    if known_subgoal(case, subgoal).set_aside:
        return []
    pursued_subgoal(case, subgoal)
    return [SubgoalSetAside(on=on, subgoal=subgoal, reason=require_text(reason, "reason"))]


def notice_small_success(
    case: Case, *, words: str, noticed_by: str, on: date, subgoal: SubgoalId | None = None
) -> list[Event]:
    """Læg mærke til en lille succes: anybody on the journey may.

    Refused: words-missing, noticed-by-missing, subgoal-unknown, journey-not-open, journey-closed.
    """
    require_open(case)
    if subgoal is not None:
        known_subgoal(case, subgoal)
    success = SmallSuccessNoticed(
        on=on,
        words=require_text(words, "words"),
        noticed_by=require_text(noticed_by, "noticed-by"),
        subgoal=subgoal,
    )
    return [] if success in case.journey.path.successes else [success]


def known_subgoal(case: Case, subgoal: SubgoalId) -> Subgoal:
    """Return the subgoal. Refused: subgoal-unknown, journey-not-open, journey-closed."""
    require_open(case)
    step = case.journey.path.subgoals.get(subgoal)
    if step is None:
        raise Refused(
            "subgoal-unknown",
            "This journey has no subgoal {subgoal} on that day; look it up.",
            subgoal=subgoal,
        )
    return step


def pursued_subgoal(case: Case, subgoal: SubgoalId) -> Subgoal:
    """Return a subgoal that is still pursued.

    Refused: subgoal-reached, subgoal-set-aside, subgoal-not-own, and as `known_subgoal`.
    """
    step = known_subgoal(case, subgoal)
    _require_own(case, step.set_by)
    if step.reached:
        raise Refused(
            "subgoal-reached",
            "This subgoal was reached on {reached}. Set a new one, or retract the entry "
            "that says so.",
            reached=step.reached,
        )
    if step.set_aside:
        raise Refused(
            "subgoal-set-aside",
            "This subgoal was set aside on {set_aside}. To take it up again, set a new one.",
            set_aside=step.set_aside,
        )
    return step


def _require_own(case: Case, set_by: SetBy) -> None:
    """Refuse a citizen a subgoal that the caseworker alone set: it is not theirs to change."""
    if case.actor.principal.role == CITIZEN and set_by == "caseworker":
        raise Refused(
            "subgoal-not-own",
            "Citizens set and change their own subgoals, and those that were set together. Talk "
            "with the caseworker about the others.",
        )


def _changed(new: str | None, old: str, what: str) -> str | None:
    return None if new is None or require_text(new, what) == old else new
