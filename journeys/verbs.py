"""Every verb there is: what can be asked of a journey."""

from journeys.domain.decisions.path import (
    express_wish_to_work,
    notice_small_success,
    reach_subgoal,
    revise_subgoal,
    set_aside_subgoal,
    set_subgoal,
    state_hope,
)
from journeys.domain.decisions.pension import (
    grant_pension,
    request_pension_rest,
    request_pension_return,
    rest_pension,
    resume_pension,
)
from journeys.domain.decisions.people import (
    accept_handover,
    change_support_basis,
    close_journey,
    decline_handover,
    offer_handover,
    open_journey,
    rest_journey,
    resume_journey,
)
from journeys.domain.decisions.work import (
    change_placement_hours,
    end_education,
    end_placement,
    start_education,
    start_placement,
)

__all__ = [
    "accept_handover",
    "change_placement_hours",
    "change_support_basis",
    "close_journey",
    "decline_handover",
    "end_education",
    "end_placement",
    "express_wish_to_work",
    "grant_pension",
    "notice_small_success",
    "offer_handover",
    "open_journey",
    "reach_subgoal",
    "request_pension_rest",
    "request_pension_return",
    "rest_journey",
    "rest_pension",
    "resume_journey",
    "resume_pension",
    "revise_subgoal",
    "set_aside_subgoal",
    "set_subgoal",
    "start_education",
    "start_placement",
    "state_hope",
]
