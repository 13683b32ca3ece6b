"""Roles: who may use which verb, and who may look. One table; what is not in it is denied."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Actor(NamedTuple):
    """Aktør: who does something, by the name the host knows, and in which role."""

    name: str
    role: str


EXTERNAL_ROLES = frozenset({"citizen", "relative", "mentor", "employer", "external-provider"})
"""The roles of people outside the municipality."""

Roles = Mapping[str, frozenset[str]]
"""By role, the verbs it may use, and which looks. A host may hand in a table of its own."""

RETRACT = "retract"
"""The one verb that is asked of entries instead of the journey's state."""

ERASE = "erase"
"""What is asked of all that is kept of a person, once nothing is owed any more."""

IDENTIFY = "identify"
"""What is asked of who a journey is about, apart from what is recorded on it."""

IMPORT = "import_journey"
"""Flytning: to take in a journey that another municipality exported."""

EXPORT = "export_journey"
"""Eksport: to take a journey out of the store, readable, and with the key that opens it."""

CITIZEN = "citizen"

LOOK = "look"
"""Opslag: to see what is recorded about a person. That a citizen's journey is their own is for the
host to make sure."""

LOOK_ACROSS = "look_across"
"""To see people in a list: a caseload, what is owed, every journey one after the other. And to
find one among them all by a number: nobody's copy says who was looked for and not found."""

SEE_STAFF = "see_staff"
"""To see who looked at a journey, by name."""

LOOKS = frozenset({LOOK, LOOK_ACROSS})

OWN_VOICE = frozenset(
    {
        "express_wish_to_work",
        "state_hope",
        "note_meeting_need",
        "tell_wellbeing",
        "notice_small_success",
        "start_community_tie",
        "end_community_tie",
    }
)
"""What is said in the citizen's own voice, by the citizen or by somebody who was told."""

OWN_WAY = frozenset(
    {
        "set_subgoal",
        "revise_subgoal",
        "reach_subgoal",
        "set_aside_subgoal",
        "acknowledge_plan",
        "appeal_ruling",
        "apply_for_pension",
        "request_pension_rest",
        "request_pension_return",
    }
)
"""What the citizen decides: own subgoals, and what is asked of the municipality."""

OBSERVATIONS = frozenset(
    {
        "notice_small_success",
        "notice_potential",
        "record_competence",
        "find_way_of_working",
        "notice_retention_risk",
    }
)
"""What anybody sees who is close to the work: never what is decided."""

ALONGSIDE = frozenset(
    {
        "agree_follow_up",
        "hold_dialogue",
        "agree_challenge",
        "agree_pace",
        "measure_progress",
        "check_retention",
        "check_in_after_job",
    }
)
"""What is agreed and followed by somebody who walks along."""

WORKPLACE = frozenset(
    {
        "agree_expectations",
        "give_employer_feedback",
        "agree_match",
        "start_placement",
        "change_placement_hours",
        "end_placement",
    }
)
"""What happens at a place of work."""

REGISTERED = frozenset(
    {
        "open_journey",
        "change_support_basis",
        "set_target_group",
        "rest_journey",
        "resume_journey",
        "close_journey",
        "start_placement",
        "change_placement_hours",
        "end_placement",
        "start_education",
        "end_education",
        "start_measure",
        "end_measure",
        "grant_pension",
        "resume_pension",
        "request_pension_rest",
        "request_pension_return",
    }
)
"""Facts that registers and other systems deliver."""

MUNICIPALITY = (
    OWN_VOICE
    | OWN_WAY
    | OBSERVATIONS
    | ALONGSIDE
    | WORKPLACE
    | REGISTERED
    | {
        "accept_handover",
        "agree_plan",
        "assign_mentor",
        "change_life_phase",
        "change_support_level",
        "consider_sanction",
        "decide_appeal",
        "decline_handover",
        "deliver_aid",
        "draw_resource_profile",
        "enter_phase",
        "explain_duty",
        "explain_safety",
        "find_flex_job_not_sustainable",
        "find_self_support_unrealistic",
        "grant_aid",
        "grant_measure",
        "hear_wishes",
        "inform_citizen",
        "involve_relative",
        "make_ruling",
        "meet_need",
        "offer_handover",
        "prioritise_path",
        "put_need_first",
        "release_mentor",
        "release_relative",
        "rest_pension",
        "set_reassessment",
        "start_pension_preparation",
        "withdraw_pension",
        IDENTIFY,
        RETRACT,
    }
)
"""Everything: the exercise of authority stays with the municipality (Rødovre)."""

ROLES: Roles = MappingProxyType(
    {
        CITIZEN: OWN_VOICE | OWN_WAY | {LOOK},
        "relative": frozenset({"notice_small_success", "notice_potential"}),
        "caseworker": MUNICIPALITY | LOOKS,
        "manager": MUNICIPALITY | LOOKS | {ERASE, EXPORT, IMPORT},
        "mentor": OBSERVATIONS | frozenset({"hold_dialogue", "agree_follow_up"}),
        "project-leader": OBSERVATIONS | WORKPLACE | ALONGSIDE,
        "employer": OBSERVATIONS | frozenset({"agree_expectations", "give_employer_feedback"}),
        "external-provider": OBSERVATIONS | frozenset({"hold_dialogue", "measure_progress"}),
        "service": REGISTERED | LOOKS | {IDENTIFY, IMPORT},
        "auditor": LOOKS | {EXPORT, SEE_STAFF},
    }
)
"""Who may do what, where a host hands in no table of its own."""
