"""What a placement takes of an employer's post: said in the citizen's stream, and there alone."""

from pydantic import BaseModel, ConfigDict

from journeys.domain.vocabulary import EmployerId, Hours, PostId, TaskId


class TaskTaken(BaseModel):
    """Opgave taget: how many hours a week of a post's task somebody takes."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    task: TaskId
    hours: Hours


def _task_and_hours(taken: TaskTaken) -> tuple[TaskId, Hours]:
    return taken.task, taken.hours


class PostTaken(BaseModel):
    """Stilling taget: which post of which employer somebody is in, and what they do there."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    employer: EmployerId
    post: PostId
    tasks: tuple[TaskTaken, ...]

    def is_as(self, other: "PostTaken | None") -> bool:
        """Whether both take the same hours of the same tasks of one post, in whatever order."""
        return (
            other is not None
            and (self.employer, self.post) == (other.employer, other.post)
            and sorted(map(_task_and_hours, self.tasks))
            == sorted(map(_task_and_hours, other.tasks))
        )
