"""The forms of posts: a list, and one of them with its tasks."""

from collections.abc import Iterator

from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Column, Parts, form, section, table, title
from journeys.adapters.words.language import in_spoken_language, say, say_of
from journeys.projections.employers.lists import PostList
from journeys.projections.employers.post import PostOverview, PostTask


@form
def posts(view: PostList) -> Parts:
    """Draw a line for each post."""
    yield title("Posts on {on}: {count}", on=view.on, count=len(view.posts))
    if not view.posts:
        yield say(
            "There is none. Open one with: journeys post open EMPLOYER TEXT --task TASK=HOURS"
        )
        return
    yield table(
        view.posts,
        Column("Post", "words"),
        Column("Employer", "employer_name"),
        Column("Kind", lambda line: in_spoken_language(line.post_kind)),
        Column("Free places", _places),
        Column("Free hours", _hours),
        Column("Free tasks", "free_tasks", is_number=True),
    )


def _places(line: object) -> str:
    if not getattr(line, "is_open", True):
        return say("closed")
    return say("{free} of {all}", free=line.free_places, all=line.may_share)  # type: ignore[attr-defined] # a line


def _hours(line: object) -> str:
    return say("{free} of {all}", free=line.free_hours, all=line.hours)  # type: ignore[attr-defined] # a line


@form
def post(view: PostOverview, names: ShownNames = NO_NAMES) -> Parts:
    """Draw a post: how much is free, then each task, then who is in it where that is requested."""
    yield title("{words}, {employer}", words=view.words, employer=view.employer_name)
    yield "\n".join(_about(view))
    yield ""
    yield table(
        view.tasks,
        Column("Task", _task),
        Column("Hours a week", "hours", is_number=True),
        Column("Free hours", "free_hours", is_number=True),
        Column("Free for days", "days_free", is_number=True),
        Column("Asks for", _asks_for),
        Column("When", "when"),
    )
    if view.who is not None:
        words = {each.task: each.words for each in view.tasks}
        yield section(
            say("In it"),
            (
                say(
                    "{who} since {since}: {tasks}",
                    who=names.id_and_name(each.journey),
                    since=each.since,
                    tasks=", ".join(words.get(task, "") for task in each.tasks),
                )
                for each in view.who
            ),
            say("Nobody is in it on that day."),
        )
    if view.some_restricted:
        yield say("Somebody in it is not shown: their journey is restricted to others.")


def _about(view: PostOverview) -> Iterator[str]:
    kind = in_spoken_language(view.post_kind)
    if view.closed is not None:
        yield say(
            "{kind}, open from {since}; closed from {closed}",
            kind=kind,
            since=view.since,
            closed=view.closed,
        )
    elif view.until is not None:
        yield say(
            "{kind}, open from {since} to {until}", kind=kind, since=view.since, until=view.until
        )
    else:
        yield say("{kind}, open since {since}", kind=kind, since=view.since)
    yield say_of(
        view.may_share,
        "For {count} person; free places: {places}. {free} of {hours} hours a week are free.",
        "For {count} people; free places: {places}. {free} of {hours} hours a week are free.",
        places=view.free_places,
        free=view.free_hours,
        hours=view.hours,
    )
    if view.project_leader:
        yield say("Project leader: {name}", name=view.project_leader)


def _task(task: PostTask) -> str:
    if task.withdrawn is None:
        return task.words
    return say("{words} (withdrawn from {day})", words=task.words, day=task.withdrawn)


def _asks_for(task: PostTask) -> str:
    return ", ".join(
        filter(None, [*map(in_spoken_language, task.competences), task.competence_words])
    )
