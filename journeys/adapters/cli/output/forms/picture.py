"""The form of the citizen's picture: the four answers, and what is owed, on one page.

Setbacks are worded neutrally. What is not there is left out, so that no empty box reads as a
failure.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from journeys.adapters.cli.output.danish import command
from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Lines, Parts, bullets, form, section, title
from journeys.adapters.words.days import talk_sentences
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import in_spoken_language, quoted, say, say_of, to_citizen
from journeys.adapters.words.names import municipality_name
from journeys.domain.duties.fleksjobs import KIND as FLEKSJOB_AND_PENSION
from journeys.domain.message import Message
from journeys.projections.activities import Activity
from journeys.projections.milestones import Hope, Milestones, MilestoneStep, Supporter

WALK = {
    "unopened": Message("not opened on this day"),
    "open": Message("open"),
    "resting": Message("resting"),
    "closed": Message("closed; you can always come back"),
}
DONE_BY = {
    "me": Message("I do it"),
    "together": Message("we do it together"),
    "municipality": Message("the municipality does it"),
}
PENSION = {
    "paid": Message("The pension is paid."),
    "resting": Message("The pension rests while work is tried."),
    "return-asked": Message(
        "The pension was asked back; the municipality is to decide from which day."
    ),
    "resumed": Message("The pension is resumed."),
    "withdrawn": Message("The pension was withdrawn by a ruling."),
    "folkepension-age": Message("The age of folkepension is reached."),
}


NO_POSTS: Mapping[UUID, str] = MappingProxyType({})


@form
def milestones(
    view: Milestones, names: ShownNames = NO_NAMES, posts: Mapping[UUID, str] = NO_POSTS
) -> Parts:
    """Draw the page; `posts` has what each post is called that the citizen is in."""
    yield title(
        "Journey {journey} on {on}: {state}",
        journey=names.id_and_name(view.journey),
        on=view.on,
        state=WALK[view.state],
    )
    yield ""
    yield section("Where I am", _here(view, posts))
    yield section("How to meet me", bullets(map(quoted, view.meet_me)))
    yield section("What I can", bullets(_strengths(view)))
    yield section("What I have done", sorted(_done(view)), say("The way has begun."))
    yield section("My next step, and who helps", _next(view))
    yield section("My safety net", [_net(view)])
    yield section(
        "What we owe you",
        bullets(map(to_citizen, view.owed)),
        say("Nothing is waiting."),
    )
    yield section("Notice", _notices(view))


def _here(view: Milestones, posts: Mapping[UUID, str]) -> Lines:
    if view.moved_to:
        yield say(
            "The journey moved to municipality {municipality}, and goes on there.",
            municipality=municipality_name(view.moved_to),
        )
    if view.opened:
        yield say(
            "We have worked together since {opened}, in municipality {municipality}.",
            opened=view.opened,
            municipality=municipality_name(view.municipality),
        )
        yield say("My contact: {responsible}", responsible=view.responsible)
        if view.support_basis:
            yield say("What I live on: {support_basis}", support_basis=view.support_basis)
        elif view.state in ("open", "resting"):
            yield say("What I live on: not known")
    for activity in (*view.activities, *view.communities):
        if activity.until is None:
            learned = say('What was learned: "{words}"', words=activity.learned)
            running = f"{_activity(activity)}{_in_post(activity, posts)} ({short(activity.thing)})"
            yield "-", f"{running}. {learned}" if activity.learned else running
    if view.phase:
        yield say("This part of the way: {phase}", phase=view.phase)
    if view.pace:
        yield "-", _pace(view)
    yield from bullets(map(_hope, view.hopes))


def _in_post(activity: Activity, posts: Mapping[UUID, str]) -> str:
    words = posts.get(activity.post) if activity.post else None
    return f", {say('in the post {words}', words=quoted(words))}" if words else ""


def _pace(view: Milestones) -> str:
    pace = say('My pace: "{pace}"', pace=view.pace)
    if view.pace_hours is None:
        return pace
    return f"{pace}, {say('{hours} hours a week', hours=view.pace_hours)}"


def _hope(hope: Hope) -> str:
    words = say('My hope, as I said it on {on}: "{words}"', on=hope.on, words=hope.words)
    goal = say('a job goal: "{goal}"', goal=hope.job_goal)
    return f"{words}; {goal}" if hope.job_goal else words


def _strengths(view: Milestones) -> Iterator[str]:
    for each in view.strengths:
        seen = say("(seen: {where})", where=each.told_by)
        yield f"{quoted(each.words)} {seen}" if each.told_by else quoted(each.words)


def _activity(activity: Activity) -> str:
    what = (
        say("{kind} at {employer} since {since}", **activity.model_dump())
        if activity.employer
        else say("{kind} since {since}", **activity.model_dump())
    )
    hours = (
        (Message("{number} paid hours a week"), activity.paid_hours),
        (Message("{number} present hours a week"), activity.present_hours),
    )
    return ", ".join([what, *(say(text, number=n) for text, n in hours if n is not None)])


def _done(view: Milestones) -> Iterator[tuple[date, str]]:
    for success in view.successes:
        yield (
            success.on,
            say(
                'Went well: "{words}" (noticed by {noticed_by})',
                words=success.words,
                noticed_by=success.noticed_by,
            ),
        )
    for step in view.steps:
        if step.until is not None:
            how = say("Step reached") if step.status == "reached" else say("Laid aside for now")
            words = f": {quoted(step.words)}" if step.words else ""
            yield step.until, f"{how}: {step.title} ({short(step.subgoal)}){words}"
    for activity in (*view.activities, *view.communities):
        if activity.until is not None:
            until = say("Until this day: {activity}", activity=_activity(activity))
            learned = say('What was learned: "{words}"', words=activity.learned)
            yield activity.until, f"{until}. {learned}" if activity.learned else until


def _next(view: Milestones) -> Lines:
    if view.next_step is None:
        yield say("No step is set just now.")
    for step in view.steps:
        if step.status == "open":
            yield "-", _step(step)
    for promised in view.to_come:
        facts = promised.model_dump()
        if promised.employer:
            yield "-", say("To come: {kind} at {employer}, granted {since}", **facts)
        else:
            yield "-", say("To come: {kind}, granted {since}", **facts)
    yield from map(_alongside, view.alongside)
    if view.appointment is not None:
        yield talk_sentences(view.appointment)


def _step(step: MilestoneStep) -> str:
    why = say("Why: {why}", why=step.why)
    who = say("Who: {who}", who=DONE_BY.get(step.done_by, step.done_by))
    return f"{step.title} ({short(step.subgoal)})\n{why}\n{who}"


def _alongside(each: Supporter) -> str:
    match each.role:
        case "mentor":
            return say("My mentor: {who}", who=each.who)
        case "relative":
            return say("Somebody close to me, who takes part: {who}", who=each.who)


def _net(view: Milestones) -> str:
    if view.pension not in PENSION:
        return say("No disability pension is recorded.")
    more = command("journeys safety", short(view.journey))
    return say("{pension} More: {command}", pension=PENSION[view.pension], command=more)


def _notices(view: Milestones) -> Iterator[str]:
    yield from map(say, view.notices)
    yield from (in_spoken_language(each) for each in view.owed if each.kind == FLEKSJOB_AND_PENSION)
    if view.ahead:
        yield say_of(
            view.ahead,
            "{count} entry takes effect on a later day: {command}",
            "{count} entries take effect on a later day: {command}",
            command=command("journeys timeline", short(view.journey)),
        )
