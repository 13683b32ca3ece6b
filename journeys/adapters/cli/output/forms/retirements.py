"""The form of the closed journeys of a day: which may go, and which are kept."""

from journeys.adapters.cli.output.danish import command
from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Column, Parts, form, table, title
from journeys.adapters.cli.output.retention import period_lines
from journeys.adapters.words.language import say
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.projections.retirements import KeptFor, Retirements

WHY = {
    "pension": Message("a pension or the right to one stands, since {day}"),
    "appeal": Message("an appeal is open or can be made, since {day}"),
    "duty": Message("owed since {day}: {duty.en}"),
    "no-period": Message("no period is set"),
    "not-yet": Message("its time is over on {day}"),
    "later-entry": Message("something is recorded for {day}"),
}


@form
def retirements(view: Retirements, book: Rulebook, names: ShownNames = NO_NAMES) -> Parts:
    """Draw the journeys that may go, with their days; then those that are kept, and why."""
    kept = [each for each in view.journeys if not each.goes]
    yield title("Closed journeys on {on}: {count}", on=view.on, count=len(view.journeys))
    yield from period_lines(view.periods)
    journey = Column("Journey", lambda line: names.id_and_name(line.journey))
    if view.going:
        yield ""
        yield title("May go: {count}", count=len(view.going))
        yield table(
            view.going,
            journey,
            Column("Closed", "closed"),
            Column("Time counts from", "counted_from"),
            Column("May go from", "may_go"),
            Column("Must have gone by", "must_go"),
        )
    if kept:
        yield ""
        yield title("Kept: {count}", count=len(kept))
        yield table(
            kept,
            journey,
            Column("Closed", "closed"),
            Column("Kept because", lambda line: tuple(_why(each, book) for each in line.kept)),
        )
    if view.going:
        yield ""
        yield say(
            "Nothing was erased. To export and erase those that may go: {command}",
            command=_go(view),
        )


def _why(kept: KeptFor, book: Rulebook) -> str:
    return say(WHY[kept.why], day=kept.day, duty=book.duties.get(kept.about))


def _go(view: Retirements) -> str:
    archived = [] if view.periods.discard == "allowed" else ["--archived", say("TEXT")]
    return command("journeys retire", "--folder", say("FOLDER"), *archived, "--yes")
