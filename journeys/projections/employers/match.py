"""Match: what somebody can do beside what tasks ask for, as reasons in words.

Codes alone are compared (`matched_person.py`). There is no score and no order of merit: posts are
in the order of the alphabet, people by the id of the journey. The support basis is never read.
"""

from datetime import date
from typing import Self
from uuid import UUID

from pydantic import Field

from journeys.domain.message import Message
from journeys.domain.vocabulary import Hours
from journeys.projections.employers.post import CodeName
from journeys.projections.view import SetAside, View


class Wish(View):
    """Ønske: what the citizen said, in their own words; shown beside and never compared."""

    on: date
    words: str


class TaskMatch(View):
    """One task with free hours, and what it has in common with what the citizen can do."""

    task: UUID
    words: str
    free_hours: Hours
    when: str
    competences: tuple[CodeName, ...]
    """What it asks for, by code."""
    competence_words: str
    """The same in words; shown beside and never compared."""
    reasons: tuple[Message, ...]
    """One for each code in common; or the one that there is none, and to read for oneself."""
    in_common: tuple[str, ...]
    """The codes in common; empty where there are none."""


class PostForCitizen(View):
    """One post with free tasks."""

    employer: UUID
    employer_name: str
    post: UUID
    post_kind: CodeName
    words: str
    free_places: int
    tasks: tuple[TaskMatch, ...]
    been_there: tuple[Message, ...]
    """What the citizen has taken part in there already."""


class CitizenMatch(View):
    """Match for en borger: the posts with free tasks, in the order of the alphabet."""

    journey: UUID
    on: date
    wishes: tuple[Wish, ...]
    job_goals: tuple[Wish, ...]
    competences: tuple[Wish, ...]
    """What was written down without a code: shown beside and never compared."""
    taken_part: tuple[Message, ...]
    """Where the citizen has worked or tried work, and when; the earliest first."""
    posts: tuple[PostForCitizen, ...]
    set_aside: SetAside = Field(default_factory=dict)
    """The employers that cannot be read, and why."""


class PersonForTask(View):
    """One citizen who could do a task, and why."""

    journey: UUID
    reasons: tuple[Message, ...]
    in_common: tuple[str, ...]
    wishes: tuple[Wish, ...]
    """Shown beside and never compared."""
    been_there: tuple[Message, ...]
    """What the citizen has taken part in there already."""


class TaskForPeople(View):
    """One task of a post, and who could do it, by the id of the journey."""

    task: UUID
    words: str
    free_hours: Hours
    when: str
    competences: tuple[CodeName, ...]
    competence_words: str
    people: tuple[PersonForTask, ...]


class PostMatch(View):
    """Match for en stilling: by task, who could do it and why; never a ranking."""

    employer: UUID
    employer_name: str
    post: UUID
    words: str
    on: date
    responsible: str
    free_places: int
    tasks: tuple[TaskForPeople, ...]
    without_code: tuple[UUID, ...]
    """Who was read and has no code in common with any task: read for yourself."""
    read: tuple[UUID, ...]
    """Everybody who was read; each is a logged look."""
    some_restricted: bool = False
    """Whether somebody is left out whose journey is restricted to others."""
    set_aside: SetAside = Field(default_factory=dict)
    """The journeys that cannot be read, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        return self.model_copy(
            update={
                "tasks": tuple(
                    task.model_copy(
                        update={
                            "people": tuple(
                                each for each in task.people if str(each.journey) not in set_aside
                            )
                        }
                    )
                    for task in self.tasks
                ),
                "without_code": tuple(
                    each for each in self.without_code if str(each) not in set_aside
                ),
                "read": tuple(each for each in self.read if str(each) not in set_aside),
                "set_aside": {**self.set_aside, **set_aside},
            }
        )
