"""The last words of a session: what was recorded, and who is still waiting."""

from journeys.adapters.cli.session.context import DaySession
from journeys.adapters.words.language import say, say_of
from journeys.domain.errors import Refused, StoreError
from journeys.domain.vocabulary import JourneyId


def closing(run: DaySession) -> str:
    """Return the last line: what was recorded in the session, and who is still waiting."""
    citizens, entries = run.day.counts
    if entries:
        recorded = say(
            "Today: {citizens}, {entries}.",
            citizens=say_of(citizens, "{count} citizen", "{count} citizens"),
            entries=say_of(entries, "{count} entry", "{count} entries"),
        )
    else:
        recorded = say("Today: nothing was recorded.")
    if late := _late(run):
        return f"{recorded} {say('Still past the day: {names}.', names=', '.join(late))}"
    return recorded


def _late(run: DaySession) -> list[str]:
    """Return who on the desk waits for something that was due; nobody for a role without a desk."""
    with run.journeys() as journeys:
        try:
            desk = run.looking(journeys).desk(on=journeys.today(), responsible=run.actor.name)
        except (Refused, StoreError):
            return []
        late = list(dict.fromkeys(JourneyId(each.journey) for each in desk.past_due))
        run.names(journeys, [each for each in late if each not in run.day.names])
    return [run.day.name(each) for each in late]
