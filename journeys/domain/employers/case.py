"""The case that a verb about an employer decides on."""

from dataclasses import dataclass

from journeys.domain.decisions.case import StreamCase
from journeys.domain.employers.employer import Employer, EmployerEvent
from journeys.domain.employers.events import EmployerRegistered
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.posts import Post, TaskRecord
from journeys.domain.employers.room import Taken
from journeys.domain.errors import Refused
from journeys.domain.vocabulary import PostId, TaskId


@dataclass(frozen=True)
class EmployerCase(StreamCase[EmployerHistory, EmployerEvent]):
    """Sag: an employer as of the day of effect, who asks, the rulebook, and what citizens take.

    What is taken stands in the citizens' streams, so who asks reads it and hands it over.
    """

    taken: tuple[Taken, ...] = ()
    """What citizens take of the employer's posts, on any day."""

    @property
    def employer(self) -> Employer:
        """What the history adds up to on that day."""
        return self.past.employer


def require_registered(case: EmployerCase) -> None:
    """Require an employer that is registered, on that day or a later one.

    A post or a partnership may be older than the day on which the employer was registered.
    Refused: employer-unknown.
    """
    if not any(isinstance(event, EmployerRegistered) for event in case.history.events):
        raise Refused("employer-unknown", "This employer is not registered. Register it first.")


def known_post(case: EmployerCase, post: PostId) -> Post:
    """Return the post. Refused: post-unknown, employer-unknown."""
    require_registered(case)
    found = case.employer.room.posts.get(post)
    if found is None:
        raise Refused(
            "post-unknown", "This employer has no post {post} on that day; look it up.", post=post
        )
    return found


def known_task(case: EmployerCase, task: TaskId) -> TaskRecord:
    """Return the task, with the post it is in. Refused: task-unknown, employer-unknown."""
    require_registered(case)
    found = case.employer.room.tasks.get(task)
    if found is None:
        raise Refused(
            "task-unknown", "This employer has no task {task} on that day; look it up.", task=task
        )
    return found
