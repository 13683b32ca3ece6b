"""The forms of what was recorded and of what is owed, line by line."""

from collections.abc import Iterator
from uuid import UUID

from journeys.adapters.cli.output.forms.employer_duties import employer_duties
from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Column, Parts, as_text, form, table, title
from journeys.adapters.words.doubts import confirmed
from journeys.adapters.words.entries import entry_lines
from journeys.adapters.words.ids import SHOWN, WHOLE_ID
from journeys.adapters.words.language import in_spoken_language, say
from journeys.adapters.words.names import role_name
from journeys.domain.message import Message
from journeys.projections.duties import Duties, JourneyDuty
from journeys.projections.duty_counts import CountedBy, DutyCounts
from journeys.projections.timeline import Timeline, TimelineLine

COUNTED: dict[CountedBy, str] = {
    "kind": Message("What"),
    "person": Message("Who owes it"),
    "age": Message("How long"),
}


@form
def timeline(view: Timeline, names: ShownNames = NO_NAMES) -> Parts:
    """Draw everything in order: what entry_lines, in both kinds of words, and who recorded it."""
    yield title("Journey {journey}", journey=names.id_and_name(view.journey))
    titles = {each.entry: each.professional for each in view.lines}
    yield table(
        view.lines,
        Column("Day", "on"),
        Column("Entry", "entry", is_number=True),
        Column(
            "What happened, and how the citizen is told", lambda line: entry_lines(line, titles)
        ),
        Column("Recorded, by", _recorded),
    )


def _recorded(line: TimelineLine) -> Iterator[str]:
    yield as_text(line.recorded_at)
    yield line.actor
    if line.role:
        yield role_name(line.role)
    if line.on_behalf_of:
        yield say("for {who}", who=line.on_behalf_of)
        yield role_name(line.on_behalf_of_role or "")
    if line.sure:
        yield confirmed(line.sure)


@form
def duties(view: Duties, names: ShownNames = NO_NAMES) -> Parts:
    """Draw a line for each duty of many journeys, what is due first at the top."""
    yield from _duties(view, Column("Journey", lambda each: names.lines(each.journey)))
    if view.to_employers:
        yield ""
        yield employer_duties(view.to_employers)


@form
def duties_of_one(view: Duties, names: ShownNames = NO_NAMES, journey: UUID | None = None) -> Parts:
    """Draw a line for each duty of one journey, also those that are met; above them whose."""
    if journey is not None and journey in names.names:
        yield title("Journey {journey}", journey=names.id_and_name(journey))
    yield from _duties(
        view,
        Column(
            "Met",
            lambda each: (
                each.owed.met if each.owed.met and each.owed.met <= view.on else Message("not yet")
            ),
        ),
    )


def _duties(view: Duties, last: Column) -> Parts:
    if view.owed:
        yield table(
            view.owed,
            Column("Due", lambda each: each.owed.due),
            Column("Since", lambda each: each.owed.since),
            Column("What", _owed),
            Column("Who owes it", lambda each: each.owed.by),
            last,
        )
        waiting = sum(each.owed.met is None for each in view.owed)
        yield say("Owed on {on}: {count}", on=view.on, count=waiting)
    else:
        yield say("Nothing is owed on {on}.", on=view.on)
    yield from _behind(view)


def _owed(each: JourneyDuty) -> str:
    about = each.owed.about
    what = in_spoken_language(each.owed)
    return f"{what} ({about[:SHOWN]})" if WHOLE_ID.fullmatch(about) else what


def _behind(view: Duties) -> Iterator[str]:
    """Yield what must be done before the list can be trusted."""
    if view.law_good_until is not None and view.on > view.law_good_until:
        yield say(
            "The law was to be read again by {law_good_until}. Until somebody does, no "
            "answer about a pension promises anything. See: journeys law list",
            law_good_until=view.law_good_until,
        )
    if view.behind:
        yield say(
            "There is a newer edition of the law than {behind} journeys were checked "
            "against. What it changes for them is not in this list. Run: journeys rebuild",
            behind=view.behind,
        )


@form
def duty_counts(view: DutyCounts) -> Parts:
    """Draw a line for each kind, person or age."""
    if not view.counts:
        yield say("Nothing is owed on {on}.", on=view.on)
        return
    yield table(
        view.counts,
        Column(COUNTED[view.by], in_spoken_language),
        Column("Owed", "owed", is_number=True),
        Column("First due", "first_due"),
    )
    yield say("Owed on {on}: {count}", on=view.on, count=sum(each.owed for each in view.counts))
