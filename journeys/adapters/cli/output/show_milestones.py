"""The citizen's picture: the four answers, and what is owed, on one page, in the citizen's words.

Setbacks are told neutrally, and what is not there is not shown as an empty box.
"""

from collections.abc import Iterator
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.output.console import section
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say, say_of, shown, to_citizen
from journeys.domain.message import Message
from journeys.projections.duties import OwedDuty
from journeys.projections.milestones import Activity, Milestones, Supporter

WALK = {
    "unopened": Message("not opened on this day"),
    "open": Message("open"),
    "resting": Message("resting; everything is kept"),
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
    "resumed": Message("The pension is taken up again."),
    "withdrawn": Message("The pension was withdrawn by a ruling."),
}

Lines = Iterator[str | tuple[str, str]]


def milestones(view: Milestones) -> Group:
    """Return the page."""
    parts: list[RenderableType] = [
        Text(
            say(
                "Journey {journey} on {on}: {state}",
                journey=short(view.journey),
                on=view.on,
                state=WALK[view.state],
            ),
            style="bold",
        ),
        Text(),
        section("Where I am", _here(view)),
    ]
    for title, told in (
        (Message("How to meet me"), _meet(view)),
        (Message("What I can"), _can(view)),
    ):
        if lines := list(told):
            parts.append(section(title, lines))
    parts += [
        section("What I have done", _done(view)),
        section("My next step, and who helps", _next(view)),
        section("My safety net", [_net(view)]),
        section(
            "What we owe you, and since when",
            [*map(_owed, view.owed)] or [say("Nothing is waiting.")],
        ),
    ]
    notices = [say(notice) for notice in view.notices]
    if view.ahead:
        notices.append(
            say_of(
                view.ahead,
                "{count} entry takes effect on a later day: {command}",
                "{count} entries take effect on a later day: {command}",
                command=f"journeys timeline {short(view.journey)}",
            )
        )
    if notices:
        parts.append(section("Notice", notices))
    return Group(*parts)


def _here(view: Milestones) -> Lines:
    if view.opened:
        yield say(
            "We have walked along since {opened}, in municipality {municipality}.",
            opened=view.opened,
            municipality=view.municipality,
        )
        yield say("My contact: {responsible}", responsible=view.responsible)
        yield say("What I live on: {support_basis}", support_basis=view.support_basis)
    for activity in (*view.activities, *view.communities):
        if activity.until is None:
            yield "-", f"{_activity(activity)} ({short(activity.thing)})"
    if view.phase:
        yield say("This part of the way: {phase}", phase=view.phase)
    if view.pace:
        pace = say('My pace: "{pace}"', pace=view.pace)
        yield "-", f"{pace}, {_a_week(view.pace_hours)}" if view.pace_hours is not None else pace
    for hope in view.hopes:
        told = say('My hope, told {on}: "{words}"', on=hope.on, words=hope.words)
        goal = say('a job goal: "{goal}"', goal=hope.job_goal)
        yield "-", f"{told}; {goal}" if hope.job_goal else told


def _meet(view: Milestones) -> Lines:
    for words in view.meet_me:
        yield "-", f'"{words}"'


def _can(view: Milestones) -> Lines:
    for each in view.strengths:
        seen = say("(seen: {where})", where=each.told_by)
        yield "-", f'"{each.words}" {seen}' if each.told_by else f'"{each.words}"'


def _activity(activity: Activity) -> str:
    told = (
        say("{kind} at {employer} since {since}", **activity.model_dump())
        if activity.employer
        else say("{kind} since {since}", **activity.model_dump())
    )
    hours = (
        (Message("{number} paid hours a week"), activity.paid_hours),
        (Message("{number} present hours a week"), activity.present_hours),
    )
    return ", ".join([told, *(say(text, number=n) for text, n in hours if n is not None)])


def _a_week(hours: Decimal) -> str:
    return say("{hours} hours a week", hours=hours)


def _done(view: Milestones) -> Lines:
    told = [
        (
            success.on,
            say(
                'Went well: "{words}" (noticed by {noticed_by})',
                words=success.words,
                noticed_by=success.noticed_by,
            ),
        )
        for success in view.successes
    ]
    for step in view.steps:
        if step.until is not None:
            how = say("Step reached") if step.status == "reached" else say("Laid aside for now")
            words = f': "{step.words}"' if step.words else ""
            told.append((step.until, f"{how}: {step.title} ({short(step.subgoal)}){words}"))
    for activity in (*view.activities, *view.communities):
        if activity.until is not None:
            until = say("Until this day: {activity}", activity=_activity(activity))
            learned = say('What was learned: "{words}"', words=activity.learned)
            told.append((activity.until, f"{until}. {learned}" if activity.learned else until))
    if not told:
        yield say("The way has begun.")
    for day, what in sorted(told):
        yield str(shown(day)), what


def _next(view: Milestones) -> Lines:
    if view.next_step is None:
        yield say("No step is set just now.")
    for step in view.steps:
        if step.status == "open":
            why = say("Why: {why}", why=step.why)
            who = say("Who: {who}", who=DONE_BY.get(step.done_by, step.done_by))
            yield "-", f"{step.title} ({short(step.subgoal)})\n{why}\n{who}"
    for promised in view.to_come:
        facts = promised.model_dump()
        if promised.employer:
            yield "-", say("To come: {kind} at {employer}, granted {since}", **facts)
        else:
            yield "-", say("To come: {kind}, granted {since}", **facts)
    yield from (_alongside(each) for each in view.alongside)
    if view.next_talk is not None:
        yield say("We agreed to talk again by {next_talk}.", next_talk=view.next_talk)


def _alongside(each: Supporter) -> str:
    match each.role:
        case "mentor":
            return say("My mentor: {who}", who=each.who)
        case "relative":
            return say("Somebody close to me, who walks along: {who}", who=each.who)


def _net(view: Milestones) -> str:
    if view.pension not in PENSION:
        return say("No pension is recorded.")
    command = f"journeys safety {short(view.journey)}"
    return say("{pension} More: {command}", pension=PENSION[view.pension], command=command)


def _owed(owed: OwedDuty) -> tuple[str, str]:
    return str(shown(owed.since)), to_citizen(owed)
