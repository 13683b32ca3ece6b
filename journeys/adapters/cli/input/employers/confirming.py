"""The confirmation after recording on an employer: the entries, what they made, how to undo."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from journeys.adapters.cli.input.confirming import happened
from journeys.adapters.cli.output.danish import command
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import quoted, say, say_of
from journeys.domain.employers.events import NeedTold, PartnershipAgreed
from journeys.domain.employers.history import EmployerEntry
from journeys.domain.employers.posts import PostOpened, TaskCarvedOut
from journeys.domain.message import Message
from journeys.domain.vocabulary import EmployerId, Hours


@dataclass(frozen=True)
class EmployerConfirmed:
    """The entries that a command recorded on an employer; with `dry_run` those it would record."""

    employer: EmployerId
    name: str
    entries: Sequence[EmployerEntry]
    dry_run: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """The confirmation for scripts. What is not stored has no number and made no thing."""
        kinds = [
            {"kind": each.event.kind, "on": each.event.on.isoformat()} for each in self.entries
        ]
        if self.dry_run:
            return {"employer": str(self.employer), "dry_run": True, "recorded": kinds}
        numbered = zip(self.entries, kinds, strict=True)
        return {
            "employer": str(self.employer),
            "recorded": [{"entry": entry.version, **each} for entry, each in numbered],
            **dict(_made(self.entries)),
        }

    @property
    def lines(self) -> Iterator[str]:
        """The confirmation for people."""
        if not self.entries:
            yield say("Nothing new for {name}: this is recorded already.", name=self.name)
        for entry in self.entries:
            what = happened(entry.event)
            yield (
                say("Would record for {name}: {what}", name=self.name, what=what)
                if self.dry_run
                else say(
                    "Recorded for {name}: entry {entry}, {what}",
                    name=self.name,
                    entry=entry.version,
                    what=what,
                )
            )
            yield from _told(entry)
        if self.dry_run:
            yield say("This was a dry run: nothing was stored.")
        elif self.entries:
            newest = max(entry.version for entry in self.entries)
            undo = command("journeys employer retract", short(self.employer), newest, "--why ...")
            yield say("Take it back with: {command}", command=undo)


def task_text(words: str, hours: Hours) -> str:
    """Return a task in a few words: what it is, and its hours a week."""
    return say("{words} ({hours} h a week)", words=words, hours=hours)


def _told(entry: EmployerEntry) -> Iterator[str]:
    """Yield what a post is, or a task: what one reads over before somebody is put in it."""
    match entry.event:
        case PostOpened() as post:
            people = say_of(post.may_share, "for {count} person", "for {count} people")
            tasks = ", ".join(task_text(each.words, each.hours) for each in post.tasks)
            yield f"  {quoted(post.words)} {people}: {tasks}".rstrip(": ")
        case TaskCarvedOut(task=task):
            yield f"  {task_text(task.words, task.hours)}"


def _made(entries: Sequence[EmployerEntry]) -> Iterator[tuple[str, Any]]:
    """Yield the things that were made, which later commands can be about, and their names."""
    tasks = list[UUID]()
    for entry in entries:
        match entry.event:
            case NeedTold(need=made):
                yield Message("need"), str(made)
            case PartnershipAgreed(partnership=made):
                yield Message("partnership"), str(made)
            case PostOpened(post=made):
                yield Message("post"), str(made)
                tasks += [each.task for each in entry.event.tasks]
            case TaskCarvedOut(task=task):
                tasks.append(task.task)
    if tasks:
        yield "tasks", list(map(str, tasks))
