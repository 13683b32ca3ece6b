"""A committee's goals in words."""

from journeys.adapters.words.figure_tables import number_text
from journeys.adapters.words.figures import FIGURE_NAMES
from journeys.adapters.words.language import say
from journeys.projections.goals import GoalStanding


def goal_name(goal: GoalStanding) -> str:
    """Return which figure a goal is about, and which part of it."""
    name = say(FIGURE_NAMES[goal.indicator])
    return f"{name}: {goal.value}" if goal.value else name


def goal_lines(goal: GoalStanding) -> tuple[str, ...]:
    """Return where a goal stands, in sentences: the number, the way, since when, who decided."""
    facts = {
        "baseline": number_text(goal.baseline),
        "baseline_on": goal.baseline_on,
        "target": number_text(goal.target),
        "day": goal.day,
    }
    way = (
        say("From {baseline} on {baseline_on} up to {target} by {day}", **facts)
        if goal.direction == "up"
        else say("From {baseline} on {baseline_on} down to {target} by {day}", **facts)
    )
    number, days = number_text(goal.number), {"starts": goal.starts, "ends": goal.ends}
    now = (
        say("On {ends}: {number}", number=number, **days)
        if goal.starts == goal.ends
        else say("From {starts} to {ends}: {number}", number=number, **days)
    )
    return (
        now,
        way,
        _since(goal),
        say("Decided by: {decided_by}", decided_by=goal.decided_by),
    )


def _since(goal: GoalStanding) -> str:
    if goal.is_met is None:
        return say("There is nothing to count yet.")
    if goal.since is None:
        return (
            say("Met now; at the end of the month before it was not, or nothing was counted.")
            if goal.is_met
            else say("Not met; at the end of the month before it was, or nothing was counted.")
        )
    facts = {"since": goal.since}
    if goal.is_met:
        return (
            say("Met at every end of a month since {since}, the first that is counted.", **facts)
            if goal.is_since_first
            else say("Met at every end of a month since {since}.", **facts)
        )
    return (
        say("Not met at any end of a month since {since}, the first that is counted.", **facts)
        if goal.is_since_first
        else say("Not met at any end of a month since {since}.", **facts)
    )
