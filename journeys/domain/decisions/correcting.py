"""Correcting: an entry is retracted and recorded again as corrected, in the same commit.

It is asked by the verb that records such an entry, on the history without the mistake, so every
rule holds for the corrected entry too. A thing that it made keeps its id: what rests on it, still
does. Of one day, what was recorded later counts as later: entries of that day that rest on the
corrected one, or would be replaced by it, are recorded again after it, as they were.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from inspect import Parameter, signature
from typing import Any, get_origin
from uuid import UUID

from journeys.domain import verbs
from journeys.domain.decisions.corrections import known_entry, retract
from journeys.domain.decisions.deciding import decide_with, require_permission
from journeys.domain.decisions.dependencies import orphaned
from journeys.domain.decisions.measures import named_provider
from journeys.domain.errors import Refused
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.history import Change, Entry, History
from journeys.domain.journey import Event
from journeys.domain.message import Message
from journeys.domain.roles import RETRACT, Actor
from journeys.domain.rulebook import Rulebook

VERBS: Mapping[str, Callable[..., list[Event]]] = {
    "access-restricted": verbs.restrict_access,
    "aid-arrived": verbs.deliver_aid,
    "aid-granted": verbs.grant_aid,
    "appeal-decided": verbs.decide_appeal,
    "challenge-agreed": verbs.agree_challenge,
    "checked-in-after-job": verbs.check_in_after_job,
    "citizen-informed": verbs.inform_citizen,
    "community-tie-ended": verbs.end_community_tie,
    "community-tie-started": verbs.start_community_tie,
    "competence-recorded": verbs.record_competence,
    "dialogue-held": verbs.hold_dialogue,
    "duty-explained": verbs.explain_duty,
    "education-ended": verbs.end_education,
    "education-started": verbs.start_education,
    "employer-feedback-given": verbs.give_employer_feedback,
    "expectations-agreed": verbs.agree_expectations,
    "flex-job-not-sustainable": verbs.find_flex_job_not_sustainable,
    "follow-up-agreed": verbs.agree_follow_up,
    "follow-up-called-off": verbs.call_off_follow_up,
    "handover-accepted": verbs.accept_handover,
    "handover-declined": verbs.decline_handover,
    "handover-offered": verbs.offer_handover,
    "hope-stated": verbs.state_hope,
    "hours-confirmed": verbs.confirm_hours,
    "journey-closed": verbs.close_journey,
    "journey-opened": verbs.open_journey,
    "journey-rested": verbs.rest_journey,
    "journey-resumed": verbs.resume_journey,
    "life-phase-changed": verbs.change_life_phase,
    "match-agreed": verbs.agree_match,
    "measure-ended": verbs.end_measure,
    "measure-granted": verbs.grant_measure,
    "measure-started": verbs.start_measure,
    "meeting-need-noted": verbs.note_meeting_need,
    "mentor-assigned": verbs.assign_mentor,
    "mentor-released": verbs.release_mentor,
    "need-comes-first": verbs.put_need_first,
    "need-met": verbs.meet_need,
    "pace-agreed": verbs.agree_pace,
    "path-prioritised": verbs.prioritise_path,
    "pension-applied": verbs.apply_for_pension,
    "pension-granted": verbs.grant_pension,
    "pension-preparation-started": verbs.start_pension_preparation,
    "pension-rest-requested": verbs.request_pension_rest,
    "pension-rested": verbs.rest_pension,
    "pension-resumed": verbs.resume_pension,
    "pension-return-requested": verbs.request_pension_return,
    "pension-scheme-changed": verbs.change_pension_scheme,
    "pension-withdrawn": verbs.withdraw_pension,
    "phase-entered": verbs.enter_phase,
    "placement-ended": verbs.end_placement,
    "placement-hours-changed": verbs.change_placement_hours,
    "placement-started": verbs.start_placement,
    "plan-acknowledged": verbs.acknowledge_plan,
    "plan-agreed": verbs.agree_plan,
    "potential-noticed": verbs.notice_potential,
    "progress-measured": verbs.measure_progress,
    "reassessment-set": verbs.set_reassessment,
    "relative-involved": verbs.involve_relative,
    "relative-released": verbs.release_relative,
    "resource-profile-drawn": verbs.draw_resource_profile,
    "restriction-lifted": verbs.lift_restriction,
    "retention-checked": verbs.check_retention,
    "retention-risk-noticed": verbs.notice_retention_risk,
    "ruling-appealed": verbs.appeal_ruling,
    "ruling-made": verbs.make_ruling,
    "sanction-considered": verbs.consider_sanction,
    "self-support-found-unrealistic": verbs.find_self_support_unrealistic,
    "small-success-noticed": verbs.notice_small_success,
    "subgoal-reached": verbs.reach_subgoal,
    "subgoal-revised": verbs.revise_subgoal,
    "subgoal-set": verbs.set_subgoal,
    "subgoal-set-aside": verbs.set_aside_subgoal,
    "support-basis-changed": verbs.change_support_basis,
    "support-level-changed": verbs.change_support_level,
    "target-group-set": verbs.set_target_group,
    "way-of-working-found": verbs.find_way_of_working,
    "wellbeing-told": verbs.tell_wellbeing,
    "wish-to-work-expressed": verbs.express_wish_to_work,
    "wishes-heard": verbs.hear_wishes,
}
"""By kind, the verb that records it. What is missing here is computed and never corrected: an
explanation of the safety is given again, a retraction is itself retracted, and journeys that were
joined are separated by a retraction."""


def correct(
    history: History,
    actor: Actor,
    book: Rulebook,
    *,
    today: date,
    entry: int,
    why: str,
    changes: Mapping[str, Any],
    on: date | None = None,
) -> list[Event]:
    """Ret en indførsel: retract an entry, and record it again with these changes.

    `changes` has new values by the argument of the verb that records the entry; what is not given
    stays as it was. The retraction takes effect `on` a day, `today` where none is given. Returns
    the retraction and the corrected entry, then the same of each entry of that day that rests on
    it, or that it would replace; `[]` where exactly this correction is recorded.

    Refused: entry-not-correctable, field-unknown, correction-changes-nothing, entry-retracted,
    and as `retract` and the verb.
    """
    require_permission(RETRACT, actor, book)
    original = known_entry(history, entry).event
    verb = require_correctable(original)
    was = arguments_of(original)
    _require_fields(original, changes)
    wanted = {**was, **changes}
    if "provider" in changes and "provider_code" not in changes:
        # Another provider has another code, or none.
        provider, code = named_provider(wanted["provider"], book, wanted["on"])
        wanted |= {"provider": provider, "provider_code": code}
    if entry in history.retracted:
        later = [each for each in history.in_force if each.version > entry]
        if any(
            each.event.kind == original.kind and arguments_of(each.event) == wanted
            for each in later
        ):
            return []
        raise Refused(
            "entry-retracted",
            "Entry {entry} is retracted already, by entry {retraction}. Correct what was recorded "
            "in its place.",
            entry=entry,
            retraction=history.retracted[entry].version,
        )
    if wanted == was:
        raise Refused(
            "correction-changes-nothing",
            "Say what is to be different: entry {entry} says exactly this.",
            entry=entry,
        )

    day = today if on is None else on

    def replacement(without: History) -> list[Event]:
        events = decide_with(without, verb, actor, book, today, arguments=wanted)
        corrected = [_numbered_as(original, event) for event in events]
        again = _of_that_day(history, without, corrected, why, day)
        if _would_replace(history, entry, corrected, without.followed_by([*corrected, *again])):
            again = _recorded_again(_later_that_day(history, entry, again), why, day)
        return [*corrected, *again]

    return retract(
        history, actor, book, today=today, entry=entry, why=why, on=day, replacement=replacement
    )


def _of_that_day(
    before: History, without: History, corrected: Sequence[Event], why: str, on: date
) -> list[Event]:
    """Return what records the entries of the corrected day again that rest on the corrected one."""
    again, days = list[Event](), {event.on for event in corrected}
    done, known = set[int](), {entry.version: entry for entry in before.entries}
    while True:
        orphans = orphaned(before, without.followed_by([*corrected, *again]))
        here = [known[version] for version in orphans if version in known.keys() - done]
        moved = [entry for entry in here if entry.event.on in days]
        if not moved:
            return again
        done |= {entry.version for entry in moved}
        again += _recorded_again(moved, why, on)


def _recorded_again(entries: Sequence[Entry], why: str, on: date) -> list[Event]:
    retractions = [EntryRetracted(on=on, entry=entry.version, why=why) for entry in entries]
    return [*retractions, *(entry.event for entry in entries)]


def _would_replace(
    before: History, number: int, corrected: Sequence[Event], after: History
) -> bool:
    """Whether the corrected entry, as the latest of its day, changes what later ones of it say."""
    original = next(entry.event for entry in before.entries if entry.version == number)
    if [event.on for event in corrected] != [original.on]:
        return False
    in_place = tuple(
        entry._replace(event=corrected[0]) if entry.version == number else entry
        for entry in before.entries
    )
    return replace(before, entries=in_place).journey != after.journey


def _later_that_day(before: History, number: int, again: Sequence[Event]) -> list[Entry]:
    """Return what was recorded after an entry for the same day, and changes what it changes.

    With what is recorded again in any case. What joins streams changes nothing.
    """
    place = next(nr for nr, each in enumerate(before.changes) if each.entry.version == number)
    original = before.changes[place]
    needed = {event.entry for event in again if isinstance(event, EntryRetracted)}
    return [
        change.entry
        for change in before.changes[place + 1 :]
        if change.entry.event.on == original.entry.event.on
        and (change.entry.version in needed or _slices(change) & _slices(original))
    ]


def _slices(change: Change) -> set[str]:
    """Return the names of the slices of a journey that a change changes."""
    before, after = change.before, change.after
    return {name for name in after._fields if getattr(before, name) is not getattr(after, name)}


def require_correctable(event: Event) -> Callable[..., list[Event]]:
    """Return the verb that records such an event. Refused: entry-not-correctable."""
    if event.kind not in VERBS:
        raise Refused(
            "entry-not-correctable",
            "Such an entry is not corrected. Retract it (retract), and do again what it records.",
        )
    return VERBS[event.kind]


def correctable_fields(event: Event) -> tuple[str, ...]:
    """Return the arguments that can be corrected, the day first: not the id of what it made."""
    given = [
        name
        for name in arguments_of(event)
        if name != "on" and not _made(event, getattr(event, name))
    ]
    return ("on", *given)


def _made(event: Event, value: object) -> bool:
    """Whether a value is the id of the thing that the event made."""
    if not isinstance(value, UUID) or event.establishes is None:
        return False
    return event.establishes.endswith(str(value)) and not (event.rests_on or "").endswith(
        str(value)
    )


def arguments_of(event: Event) -> dict[str, Any]:
    """Return what the verb that records such an event was asked with, by argument."""
    taken = list(signature(VERBS[event.kind]).parameters.values())[1:]
    return {
        param.name: _as_given(getattr(event, param.name), param)
        for param in taken
        if param.name in type(event).model_fields
    }


def _as_given(value: Any, param: Parameter) -> object:  # noqa: ANN401 - whatever a field holds
    """Return a value as a verb takes it: scores and elements are given by name."""
    if get_origin(param.annotation) is Mapping:
        return dict(tuple(part.__dict__.values()) for part in value)
    return value


def _numbered_as(original: Event, event: Event) -> Event:
    """Return the event with what the verb numbers by itself as it was: the version of a plan."""
    kept = type(original).model_fields.keys() - {"kind", *arguments_of(original)}
    return event.model_copy(update={name: getattr(original, name) for name in kept})


def _require_fields(event: Event, changes: Mapping[str, Any]) -> None:
    known = correctable_fields(event)
    if not changes.keys() <= set(known):
        raise Refused(
            "field-unknown",
            "This entry has nothing of that name. It can be corrected in: {known}.",
            known=", ".join(name.replace("_", "-") for name in known) or Message("nothing"),
        )
