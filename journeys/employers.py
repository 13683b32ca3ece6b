"""Virksomheder: every verb about an employer and its posts, what these record, and their ids.

    from journeys import employers

    task = employers.Task(task=oven, words="Sætte brød i ovnen", hours=Decimal(8))
    store.employers.decide(bakery, employers.open_post, me, post=early, tasks=[task], on=today)

A verb is handed over, as those of `journeys.verbs` are. An employer's stream never holds a citizen:
who is in a post stands in the citizen's own journey, whose placement names the post and its tasks.
Asked twice, a verb adds nothing; its docstring names the codes it refuses with.
"""

from journeys.domain.employers import verbs
from journeys.domain.employers.case import EmployerCase
from journeys.domain.employers.deciding import decide_employer, retract_employer_entry
from journeys.domain.employers.employer import Employer, EmployerEvent
from journeys.domain.employers.events import (
    CooperationRated,
    EmployerContactChanged,
    EmployerRegistered,
    ExpectationsStated,
    NeedAnswered,
    NeedTold,
    PartnershipAgreed,
    PartnershipEnded,
)
from journeys.domain.employers.history import EmployerEntry, EmployerHistory
from journeys.domain.employers.posts import (
    PostChanged,
    PostClosed,
    PostOpened,
    Task,
    TaskCarvedOut,
    TaskWithdrawn,
)
from journeys.domain.employers.room import Taken
from journeys.domain.employers.verbs import *  # noqa: F403 - the face of that one list
from journeys.domain.vocabulary import EmployerId, NeedId, PartnershipId, PostId, TaskId

__all__ = [
    "CooperationRated",
    "Employer",
    "EmployerCase",
    "EmployerContactChanged",
    "EmployerEntry",
    "EmployerEvent",
    "EmployerHistory",
    "EmployerId",
    "EmployerRegistered",
    "ExpectationsStated",
    "NeedAnswered",
    "NeedId",
    "NeedTold",
    "PartnershipAgreed",
    "PartnershipEnded",
    "PartnershipId",
    "PostChanged",
    "PostClosed",
    "PostId",
    "PostOpened",
    "Taken",
    "Task",
    "TaskCarvedOut",
    "TaskId",
    "TaskWithdrawn",
    "decide_employer",
    "retract_employer_entry",
]
__all__ += verbs.__all__
