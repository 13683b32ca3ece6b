"""The form of a store's health: a line for each check, and for each reactor."""

from collections.abc import Mapping

from journeys.adapters.cli.output.render import Column, Parts, form, table, title
from journeys.adapters.words.language import say
from journeys.domain.message import Message
from journeys.projections.health import CheckName, Health, HealthState

TITLES: Mapping[HealthState, str] = {
    "ok": Message("The store is well."),
    "attention": Message("Somebody must look at the store."),
    "broken": Message("The store does not work as it should."),
}
STATES: Mapping[HealthState, str] = {
    "ok": Message("well"),
    "attention": Message("look"),
    "broken": Message("broken"),
}
CHECKS: Mapping[CheckName, str] = {
    "reachable": Message("Reachable"),
    "writable": Message("Writable"),
    "schema": Message("Schema"),
    "key": Message("Master key"),
    "read-tables": Message("Read tables"),
    "reactors": Message("Reactors"),
    "rebuild": Message("Rebuild"),
    "clock": Message("Clock"),
    "law": Message("Law"),
}


@form
def health(view: Health) -> Parts:
    """Draw every check that was made, the reactors, and what was not looked at."""
    yield title(TITLES[view.state])
    yield table(
        [(name, check) for name, check in view.checks.items() if check],
        Column("Check", lambda row: say(CHECKS[row[0]])),
        Column("State", lambda row: say(STATES[row[1].state])),
        Column("What it says", lambda row: say(row[1].sentence)),
    )
    if view.reactors:
        yield table(
            view.reactors,
            Column("Reactor", "name"),
            Column("State", lambda each: say(STATES[each.state])),
            Column("Entries behind", "behind", is_number=True),
            Column("Seconds behind", lambda each: round(each.seconds), is_number=True),
            Column("Dead letters", "dead_letters", is_number=True),
        )
    unknown = [say(CHECKS[name]) for name, check in view.checks.items() if check is None]
    if unknown:
        yield say("Not looked at: {checks}.", checks=", ".join(unknown))
