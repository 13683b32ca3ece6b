"""Posts (stillinger) and their tasks (opgaver): what there is room for at an employer."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from journeys.domain.employers.events import EmployerFact
from journeys.domain.events.fact import is_empty, is_missing
from journeys.domain.message import Message
from journeys.domain.vocabulary import (
    COMPETENCES,
    PLANNED,
    Code,
    From,
    Hours,
    Name,
    NeedId,
    PostId,
    TaskId,
    Words,
)


class Task(BaseModel):
    """Opgave: something to do, and what it asks for."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    task: TaskId
    words: Words
    hours: Hours
    """Hours a week."""
    competences: tuple[Annotated[Code, From(COMPETENCES)], ...] = Field(
        default=(), exclude_if=is_empty
    )
    """What it asks for, by code: codes alone are compared."""
    competence_words: Words = ""
    """The same in words, shown beside and never compared."""
    when: Words = ""
    """When in the week."""


class TaskCarvedOut(EmployerFact):
    """Opgave skåret ud: of a post, or still without one."""

    kind: Literal["task-carved-out"] = "task-carved-out"
    professional: ClassVar = "A task was carved out"
    for_employer: ClassVar = "We found a task together that somebody can do"
    task: Task
    post: PostId | None = Field(default=None, exclude_if=is_missing)
    need: NeedId | None = Field(default=None, exclude_if=is_missing)
    """The need that it answers to, if any."""

    @property
    def establishes(self) -> str | None:
        """The task."""
        return f"task {self.task.task}"

    @property
    def rests_on(self) -> str | None:
        """The post or the need that it names, if it names one."""
        if self.post:
            return f"post {self.post}"
        return f"need {self.need}" if self.need else super().rests_on


class TaskWithdrawn(EmployerFact):
    """Opgave trukket tilbage: nobody can take it any more."""

    kind: Literal["task-withdrawn"] = "task-withdrawn"
    professional: ClassVar = "A task was withdrawn"
    for_employer: ClassVar = "A task is no longer open"
    may_be_planned: ClassVar = True
    task: TaskId
    why: Words
    then: Words = ""
    """What happens for those who do it today."""

    @property
    def establishes(self) -> str | None:
        """The task's end."""
        return Message("end of task {task}", task=self.task)


class PostOpened(EmployerFact):
    """Stilling eller plads åbnet: with tasks that one or several can share."""

    kind: Literal["post-opened"] = "post-opened"
    professional: ClassVar = "A post was opened"
    for_employer: ClassVar = "You opened a post"
    may_be_planned: ClassVar = True
    post: PostId
    post_kind: Annotated[Code, From("post")]
    words: Words
    """What it is called."""
    tasks: tuple[Task, ...] = ()
    carved: tuple[TaskId, ...] = ()
    """Tasks that were carved out before, and are in this post from now on."""
    may_share: int = 1
    """How many people may share it."""
    project_leader: Name | None = Field(default=None, exclude_if=is_missing)
    until: Annotated[date | None, PLANNED] = Field(default=None, exclude_if=is_missing)
    """The last day, where one is agreed."""

    @property
    def establishes(self) -> str | None:
        """The post."""
        return f"post {self.post}"


class AboutAPost(EmployerFact):
    """A fact about a post that was opened."""

    post: PostId

    @property
    def rests_on(self) -> str | None:
        """The post was opened."""
        return f"post {self.post}"


class PostChanged(AboutAPost):
    """Stilling ændret: a field that is None stays as it was."""

    kind: Literal["post-changed"] = "post-changed"
    professional: ClassVar = "A post changed"
    for_employer: ClassVar = "A post changed"
    may_be_planned: ClassVar = True
    words: Words | None = Field(default=None, exclude_if=is_missing)
    may_share: int | None = Field(default=None, exclude_if=is_missing)
    project_leader: Name | None = Field(default=None, exclude_if=is_missing)
    until: Annotated[date | None, PLANNED] = Field(default=None, exclude_if=is_missing)
    then: Words = ""
    """What happens for those for whom there is no room any more."""


class PostClosed(AboutAPost):
    """Stilling lukket: nobody begins in it any more."""

    kind: Literal["post-closed"] = "post-closed"
    professional: ClassVar = "A post was closed"
    for_employer: ClassVar = "A post is closed"
    may_be_planned: ClassVar = True
    why: Words
    then: Words = ""
    """What happens for those who are in it today."""

    @property
    def establishes(self) -> str | None:
        """The post's end."""
        return Message("end of post {post}", post=self.post)


PostEvent = TaskCarvedOut | TaskWithdrawn | PostOpened | PostChanged | PostClosed


class TaskRecord(NamedTuple):
    """Opgave i en stilling: a task, the post it is in, and the days it can be taken."""

    task: Task
    since: date
    post: PostId | None
    withdrawn: date | None = None
    """From this day on nobody can take it."""

    @property
    def can_join_a_post(self) -> bool:
        """Whether it is in no post yet, and was not withdrawn."""
        return self.post is None and self.withdrawn is None

    def can_be_taken_on(self, day: date) -> bool:
        """Whether nobody has withdrawn it by a day that is not before its first."""
        return self.withdrawn is None or day < self.withdrawn


class Post(NamedTuple):
    """Stilling: one post, as it is on a day; its tasks are those of the employer that name it."""

    post: PostId
    post_kind: str
    words: str
    since: date
    may_share: int
    project_leader: str | None = None
    until: date | None = None
    """The last day, where one is agreed."""
    closed: date | None = None
    """From this day on nobody begins in it."""

    def open_on(self, day: date) -> bool:
        """Whether somebody can begin in it on a day that is not before its first."""
        return (self.closed is None or day < self.closed) and (
            self.until is None or day <= self.until
        )


class Room(NamedTuple):
    """The posts slice of an employer, in the order in which things were opened."""

    posts: Mapping[PostId, Post] = MappingProxyType({})
    tasks: Mapping[TaskId, TaskRecord] = MappingProxyType({})

    def tasks_of(self, post: PostId) -> tuple[TaskRecord, ...]:
        """Return the tasks of a post, withdrawn ones too."""
        return tuple(each for each in self.tasks.values() if each.post == post)

    def with_post(self, post: Post) -> "Room":
        """Return the slice with this post added or replaced."""
        return self._replace(posts={**self.posts, post.post: post})

    def with_task(self, record: TaskRecord) -> "Room":
        """Return the slice with this task added or replaced."""
        return self._replace(tasks={**self.tasks, record.task.task: record})
