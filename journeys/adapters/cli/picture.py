"""The citizen's picture: the four answers, and what is owed, on one page.

Setbacks are told neutrally, and what is not there is not shown as an empty box.
"""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.ids import short
from journeys.adapters.cli.page import section
from journeys.projections.milestones import Activity, Milestones, Owed

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
}


def milestones(view: Milestones, ahead: int = 0) -> Group:
    """Return the page; `ahead` entries are recorded with a later day."""
    parts: list[RenderableType] = [
        Text(f"Journey {short(view.journey)} on {view.on}: {WALK[view.state]}", style="bold"),
        Text(),
        section("Where I am", _here(view)),
        section("What I have done", _done(view)),
        section("My next step, and who helps", _next(view)),
        section("My safety net", [_net(view)]),
        section("What we owe you", [_owed(owed) for owed in view.owed] or ["Nothing is waiting."]),
    ]
    notices = list(view.notices)
    if ahead:
        entries = "1 entry takes" if ahead == 1 else f"{ahead} entries take"
        notices.append(f"{entries} effect on a later day: journeys timeline {short(view.journey)}")
    if notices:
        parts.append(section("Notice", notices))
    return Group(*parts)


def _here(view: Milestones) -> Iterator[str | tuple[str, str]]:
    if view.opened:
        yield f"We have walked along since {view.opened}, in municipality {view.municipality}."
        yield f"My contact: {view.responsible}"
        yield f"What I live on: {view.support_basis}"
    for activity in view.activities:
        if activity.until is None:
            yield "-", f"{_activity(activity)} ({short(activity.thing)})"
    for hope in view.hopes:
        goal = f'; a job goal: "{hope.job_goal}"' if hope.job_goal else ""
        yield "-", f'My hope, told {hope.on}: "{hope.words}"{goal}'


def _activity(activity: Activity) -> str:
    place = f" at {activity.employer}" if activity.employer else ""
    hours = [
        f"{number:f} {what} hours a week"
        for what, number in (("paid", activity.paid_hours), ("present", activity.present_hours))
        if number is not None
    ]
    return ", ".join([f"{activity.kind}{place} since {activity.since}", *hours])


def _done(view: Milestones) -> Iterator[str | tuple[str, str]]:
    told = [
        (success.on, f'Went well: "{success.words}" (noticed by {success.noticed_by})')
        for success in view.successes
    ]
    for step in view.steps:
        if step.until is not None:
            how = "Step reached" if step.status == "reached" else "Laid aside for now"
            words = f': "{step.words}"' if step.words else ""
            told.append((step.until, f"{how}: {step.title} ({short(step.subgoal)}){words}"))
    for activity in view.activities:
        if activity.until is not None:
            learned = f'. What was learned: "{activity.learned}"' if activity.learned else ""
            told.append((activity.until, f"Until this day: {_activity(activity)}{learned}"))
    if not told:
        yield "The way has begun."
    for day, what in sorted(told):
        yield day.isoformat(), what


def _next(view: Milestones) -> Iterator[str | tuple[str, str]]:
    if view.next_step is None:
        yield "No step is set just now."
    for step in view.steps:
        if step.status == "open":
            who = DONE_BY.get(step.done_by, step.done_by)
            yield "-", f"{step.title} ({short(step.subgoal)})\nWhy: {step.why}\nWho: {who}"


def _net(view: Milestones) -> str:
    if view.pension not in PENSION:
        return "No pension is recorded."
    return f"{PENSION[view.pension]} More: journeys safety {short(view.journey)}"


def _owed(owed: Owed) -> str:
    match owed.what:
        case "pension-return":
            return f"The pension was asked back on {owed.since}: the municipality owes the answer."
        case "handover-answer":
            return f"{owed.by} was asked on {owed.since} to take over, and owes the answer."
