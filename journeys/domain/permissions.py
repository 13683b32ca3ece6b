"""Roles and permissions: which role may use which verb, and who may look. All else is denied.

A new verb is the municipality's alone until it is added to another group here.
"""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from journeys.domain import verbs
from journeys.domain.employers import verbs as employer_verbs
from journeys.domain.roles import (
    CASEWORKER,
    CHANGE_RESTRICTION,
    CITIZEN,
    ERASE,
    EXPORT,
    EXPORT_IDS,
    IDENTIFY,
    IMPORT,
    LOOK,
    LOOKS,
    MANAGE,
    MERGE,
    ON_BEHALF,
    RETRACT,
    SEE_STAFF,
    Roles,
)


def _names(*group: Callable[..., list[Any]]) -> frozenset[str]:
    return frozenset(verb.__name__ for verb in group)


OWN_VOICE = _names(
    verbs.express_wish_to_work,
    verbs.state_hope,
    verbs.note_meeting_need,
    verbs.tell_wellbeing,
    verbs.notice_small_success,
    verbs.start_community_tie,
    verbs.end_community_tie,
)
"""What citizens say about themselves; somebody else may record it for them."""

OWN_CHOICES = _names(
    verbs.set_subgoal,
    verbs.revise_subgoal,
    verbs.reach_subgoal,
    verbs.set_aside_subgoal,
    verbs.acknowledge_plan,
    verbs.appeal_ruling,
    verbs.apply_for_pension,
    verbs.request_pension_rest,
    verbs.request_pension_return,
)
"""What the citizen decides: their own subgoals, and what they ask of the municipality."""

OBSERVATIONS = _names(
    verbs.notice_small_success,
    verbs.notice_potential,
    verbs.record_competence,
    verbs.find_way_of_working,
    verbs.notice_retention_risk,
)
"""What somebody close to the work sees. Nothing is decided by it."""

FOLLOW_UP = _names(
    verbs.agree_follow_up,
    verbs.call_off_follow_up,
    verbs.hold_dialogue,
    verbs.agree_challenge,
    verbs.agree_pace,
    verbs.measure_progress,
    verbs.check_retention,
    verbs.check_in_after_job,
)
"""What somebody who supports the citizen agrees with them and follows up."""

WORKPLACE = _names(
    verbs.agree_expectations,
    verbs.give_employer_feedback,
    verbs.agree_match,
    verbs.start_placement,
    verbs.change_placement_hours,
    verbs.confirm_hours,
    verbs.end_placement,
)
"""What happens at a place of work."""

REGISTERED = _names(
    verbs.open_journey,
    verbs.change_support_basis,
    verbs.set_target_group,
    verbs.rest_journey,
    verbs.resume_journey,
    verbs.close_journey,
    verbs.start_placement,
    verbs.change_placement_hours,
    verbs.end_placement,
    verbs.start_education,
    verbs.end_education,
    verbs.start_measure,
    verbs.end_measure,
    verbs.grant_pension,
    verbs.resume_pension,
    verbs.request_pension_rest,
    verbs.request_pension_return,
)
"""Facts that registers and other systems deliver."""

NEEDS = _names(
    employer_verbs.tell_need, employer_verbs.state_expectations, employer_verbs.rate_cooperation
)
"""What an employer says. The host makes sure that it is said of their own workplace alone."""

TASKS = _names(
    employer_verbs.carve_task,
    employer_verbs.withdraw_task,
    employer_verbs.open_post,
    employer_verbs.change_post,
)
"""What is agreed with an employer about posts and their tasks, by somebody who is there."""

LISTED = _names(
    employer_verbs.register_employer,
    employer_verbs.open_post,
    employer_verbs.change_post,
    employer_verbs.close_post,
)
"""What other systems deliver of employers and posts."""

MUNICIPALITY = frozenset((*verbs.__all__, *employer_verbs.__all__)) | {IDENTIFY, MERGE, RETRACT}
"""Every verb there is: the exercise of authority stays with the municipality (Rødovre)."""

ROLES: Roles = MappingProxyType(
    {
        CITIZEN: OWN_VOICE | OWN_CHOICES | {LOOK},
        "relative": _names(verbs.notice_small_success, verbs.notice_potential),
        CASEWORKER: MUNICIPALITY | LOOKS,
        "manager": MUNICIPALITY | LOOKS | {CHANGE_RESTRICTION, ERASE, EXPORT, IMPORT, MANAGE},
        "mentor": OBSERVATIONS
        | _names(verbs.hold_dialogue, verbs.agree_follow_up, verbs.call_off_follow_up),
        "project-leader": OBSERVATIONS | WORKPLACE | FOLLOW_UP | TASKS,
        "employer": OBSERVATIONS
        | _names(verbs.agree_expectations, verbs.confirm_hours, verbs.give_employer_feedback)
        | NEEDS,
        "external-provider": OBSERVATIONS | _names(verbs.hold_dialogue, verbs.measure_progress),
        "service": REGISTERED | LISTED | LOOKS | {IDENTIFY, IMPORT, ON_BEHALF},
        "auditor": LOOKS | {EXPORT, EXPORT_IDS, MANAGE, SEE_STAFF},
    }
)
"""The permissions of each role, where a host passes no table of its own."""
