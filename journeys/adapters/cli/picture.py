"""The citizen's picture: the four answers, and what is owed, on one page, in the citizen's words.

Setbacks are told neutrally, and what is not there is not shown as an empty box.
"""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.ids import short
from journeys.adapters.cli.page import section
from journeys.projections.duties import Owed
from journeys.projections.milestones import Activity, Alongside, Milestones

WALK = {
    "unopened": "not opened on this day",
    "open": "open",
    "resting": "resting; everything is kept",
    "closed": "closed; you can always come back",
}
DONE_BY = {
    "me": "I do it",
    "together": "we do it together",
    "municipality": "the municipality does it",
}
PENSION = {
    "paid": "The pension is paid.",
    "resting": "The pension rests while work is tried.",
    "return-asked": "The pension was asked back; the municipality is to decide from which day.",
    "resumed": "The pension is taken up again.",
    "withdrawn": "The pension was withdrawn by a ruling.",
}

Lines = Iterator[str | tuple[str, str]]


def milestones(view: Milestones) -> Group:
    """Return the page."""
    parts: list[RenderableType] = [
        Text(f"Journey {short(view.journey)} on {view.on}: {WALK[view.state]}", style="bold"),
        Text(),
        section("Where I am", _here(view)),
    ]
    for title, told in (("How to meet me", _meet(view)), ("What I can", _can(view))):
        if lines := list(told):
            parts.append(section(title, lines))
    parts += [
        section("What I have done", _done(view)),
        section("My next step, and who helps", _next(view)),
        section("My safety net", [_net(view)]),
        section(
            "What we owe you, and since when", [*map(_owed, view.owed)] or ["Nothing is waiting."]
        ),
    ]
    notices = list(view.notices)
    if view.ahead:
        entries = "1 entry takes" if view.ahead == 1 else f"{view.ahead} entries take"
        notices.append(f"{entries} effect on a later day: journeys timeline {short(view.journey)}")
    if notices:
        parts.append(section("Notice", notices))
    return Group(*parts)


def _here(view: Milestones) -> Lines:
    if view.opened:
        yield f"We have walked along since {view.opened}, in municipality {view.municipality}."
        yield f"My contact: {view.responsible}"
        yield f"What I live on: {view.support_basis}"
    for activity in (*view.activities, *view.communities):
        if activity.until is None:
            yield "-", f"{_activity(activity)} ({short(activity.thing)})"
    if view.phase:
        yield f"This part of the way: {view.phase}"
    if view.pace:
        hours = f", {view.pace_hours:f} hours a week" if view.pace_hours is not None else ""
        yield "-", f'My pace: "{view.pace}"{hours}'
    for hope in view.hopes:
        goal = f'; a job goal: "{hope.job_goal}"' if hope.job_goal else ""
        yield "-", f'My hope, told {hope.on}: "{hope.words}"{goal}'


def _meet(view: Milestones) -> Lines:
    for words in view.meet_me:
        yield "-", f'"{words}"'


def _can(view: Milestones) -> Lines:
    for each in view.strengths:
        seen = f" (seen: {each.told_by})" if each.told_by else ""
        yield "-", f'"{each.words}"{seen}'


def _activity(activity: Activity) -> str:
    place = f" at {activity.employer}" if activity.employer else ""
    hours = [
        f"{number:f} {what} hours a week"
        for what, number in (("paid", activity.paid_hours), ("present", activity.present_hours))
        if number is not None
    ]
    return ", ".join([f"{activity.kind}{place} since {activity.since}", *hours])


def _done(view: Milestones) -> Lines:
    told = [
        (success.on, f'Went well: "{success.words}" (noticed by {success.noticed_by})')
        for success in view.successes
    ]
    for step in view.steps:
        if step.until is not None:
            how = "Step reached" if step.status == "reached" else "Laid aside for now"
            words = f': "{step.words}"' if step.words else ""
            told.append((step.until, f"{how}: {step.title} ({short(step.subgoal)}){words}"))
    for activity in (*view.activities, *view.communities):
        if activity.until is not None:
            learned = f'. What was learned: "{activity.learned}"' if activity.learned else ""
            told.append((activity.until, f"Until this day: {_activity(activity)}{learned}"))
    if not told:
        yield "The way has begun."
    for day, what in sorted(told):
        yield day.isoformat(), what


def _next(view: Milestones) -> Lines:
    if view.next_step is None:
        yield "No step is set just now."
    for step in view.steps:
        if step.status == "open":
            who = DONE_BY.get(step.done_by, step.done_by)
            yield "-", f"{step.title} ({short(step.subgoal)})\nWhy: {step.why}\nWho: {who}"
    for promised in view.to_come:
        place = f" at {promised.employer}" if promised.employer else ""
        yield "-", f"To come: {promised.kind}{place}, granted {promised.since}"
    yield from (_alongside(each) for each in view.alongside)
    if view.next_talk is not None:
        yield f"We agreed to talk again by {view.next_talk}."


def _alongside(each: Alongside) -> str:
    match each.role:
        case "mentor":
            return f"My mentor: {each.who}"
        case "relative":
            return f"Somebody close to me, who walks along: {each.who}"


def _net(view: Milestones) -> str:
    if view.pension not in PENSION:
        return "No pension is recorded."
    return f"{PENSION[view.pension]} More: journeys safety {short(view.journey)}"


def _owed(owed: Owed) -> tuple[str, str]:
    return owed.since.isoformat(), owed.citizen_en
