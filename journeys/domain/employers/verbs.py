"""Every verb about an employer, in one list."""

from journeys.domain.employers.post_verbs import (
    carve_task,
    change_post,
    close_post,
    open_post,
    withdraw_task,
)
from journeys.domain.employers.relation_verbs import (
    agree_partnership,
    answer_need,
    change_contact,
    end_partnership,
    rate_cooperation,
    register_employer,
    state_expectations,
    tell_need,
)

__all__ = [
    "agree_partnership",
    "answer_need",
    "carve_task",
    "change_contact",
    "change_post",
    "close_post",
    "end_partnership",
    "open_post",
    "rate_cooperation",
    "register_employer",
    "state_expectations",
    "tell_need",
    "withdraw_task",
]
