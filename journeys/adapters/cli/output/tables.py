"""What is told in tables: the caseload, the timeline, what is owed, and all together."""

from collections.abc import Iterator
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.output.console import section, table
from journeys.adapters.words.entries import entry_lines
from journeys.adapters.words.ids import SHOWN, WHOLE_ID, short
from journeys.adapters.words.language import in_spoken_language, say, shown
from journeys.adapters.words.names import role_name
from journeys.domain.message import Message
from journeys.projections.caseload import Caseload
from journeys.projections.continuity import (
    Continuity,
    ContinuityOverview,
    MunicipalContinuity,
)
from journeys.projections.duties import Duties, JourneyDuty
from journeys.projections.duty_counts import DutyCounts
from journeys.projections.timeline import Timeline

EFFORT = Message("An effort is a placement, a measure or an education.")
STATES = {"open": Message("open"), "resting": Message("resting")}


def caseload(view: Caseload) -> RenderableType:
    """Return a line for each journey."""
    if not view.cases:
        return Text(say("No journey is open on {on}.", on=view.on))
    drawn = table(
        "Journey",
        "Opened",
        "State",
        "Responsible",
        "Lives on",
        "Municipality",
    )
    for case in view.cases:
        drawn.add_row(
            short(case.journey),
            str(shown(case.opened)),
            say(STATES[case.state]),
            Text(case.responsible),
            Text(case.support_basis),
            case.municipality,
        )
    return Group(
        drawn, Text(say("Open or resting on {on}: {count}", on=view.on, count=len(view.cases)))
    )


def _journey(view: Timeline) -> str:
    return say("Journey {journey}", journey=short(view.journey))


def timeline(view: Timeline) -> RenderableType:
    """Return everything in order: what happened, in both kinds of words, and who recorded it."""
    drawn = table(
        "Day",
        "Entry",
        "What happened, and how the citizen is told",
        "Recorded, by",
        numbers=[1],
    )
    for line in view.lines:
        who = f"{line.actor}\n{role_name(line.role)}" if line.role else line.actor
        drawn.add_row(
            str(shown(line.on)),
            str(line.entry),
            Text("\n".join(entry_lines(line))),
            Text(f"{shown(line.recorded_at.astimezone())}\n{who}"),
        )
    return Group(Text(_journey(view), style="bold"), drawn)


def duties(view: Duties, *, of_one: bool) -> RenderableType:
    """Return a line for each duty, what is due first first; of one journey also those met."""
    if not view.owed:
        return Group(Text(say("Nothing is owed on {on}.", on=view.on)), *_behind(view))
    drawn = table(
        "Due", "Since", "What", "Who owes it", Message("Met") if of_one else Message("Journey")
    )
    for each in view.owed:
        met = (
            str(shown(each.owed.met))
            if each.owed.met and each.owed.met <= view.on
            else say("not yet")
        )
        drawn.add_row(
            str(shown(each.owed.due)),
            str(shown(each.owed.since)),
            Text(_owed(each)),
            Text(each.owed.by),
            met if of_one else short(each.journey),
        )
    waiting = sum(each.owed.met is None for each in view.owed)
    return Group(
        drawn, Text(say("Owed on {on}: {count}", on=view.on, count=waiting)), *_behind(view)
    )


def duty_counts(view: DutyCounts) -> RenderableType:
    """Return a line for each kind, person or age."""
    if not view.counts:
        return Text(say("Nothing is owed on {on}.", on=view.on))
    titles = {"kind": Message("What"), "person": Message("Who owes it"), "age": Message("How long")}
    drawn = table(titles[view.by], "Owed", "First due", numbers=[1])
    for each in view.counts:
        drawn.add_row(Text(in_spoken_language(each)), str(each.owed), str(shown(each.first_due)))
    whole = sum(each.owed for each in view.counts)
    return Group(drawn, Text(say("Owed on {on}: {count}", on=view.on, count=whole)))


def _behind(view: Duties) -> Iterator[Text]:
    """Yield what must be done before the list can be trusted."""
    if view.law_good_until is not None and view.on > view.law_good_until:
        yield Text(
            say(
                "The law was to be read again by {law_good_until}. Until somebody does, no "
                "answer about a pension promises anything. See: journeys law list",
                law_good_until=view.law_good_until,
            )
        )
    if view.behind:
        yield Text(
            say(
                "The law was read anew since {behind} journeys were looked at. What it changed "
                "for them is not in this list. Run: journeys rebuild",
                behind=view.behind,
            )
        )


def continuity(view: Continuity) -> RenderableType:
    """Return how continuous one journey has been."""
    facts = {"journey": short(view.journey), "on": view.on}
    if view.opened is None:
        return Text(say("Journey {journey} on {on}: not opened on this day", **facts))
    days = view.days_to_first_effort
    return section(
        say("Journey {journey} on {on}: opened {opened}", **facts, opened=view.opened),
        [
            *_continuity(view),
            say("The first effort is yet to begin")
            if days is None
            else say("The first effort began after: {days} days", days=days),
            say(EFFORT),
        ],
    )


def continuity_overview(view: ContinuityOverview) -> RenderableType:
    """Return the same over all journeys of each municipality."""
    if not view.municipalities:
        return Text(say("No journey was opened by {on}.", on=view.on))
    return Group(*(_of_all(each, view.on) for each in view.municipalities), Text(say(EFFORT)))


def _of_all(each: MunicipalContinuity, on: date) -> RenderableType:
    soon = each.days_to_first_effort
    lines = [
        *_continuity(each),
        say(
            "Journeys whose first effort is yet to begin: {count}",
            count=each.without_effort,
        ),
    ]
    if soon is not None:
        lines.append(
            say("Where one has begun, the first came after: {days} days, on average", days=soon)
        )
    return section(
        say(
            "Municipality {municipality} on {on}: {count} opened",
            municipality=each.municipality,
            on=on,
            count=each.journeys,
        ),
        lines,
    )


def _continuity(view: Continuity | MunicipalContinuity) -> Iterator[str]:
    yield say(
        "Changes of caseworker: {count} ({a_year} a year)",
        count=view.caseworker_changes,
        a_year=view.changes_a_year,
    )
    yield say(
        "Handovers that wait for an answer: {count}",
        count=view.handovers_waiting,
    )
    yield say(
        "Handovers offered and not taken: {count}",
        count=view.handovers_not_accepted,
    )
    yield say("The longest time without an effort: {days} days", days=view.longest_gap)


def _owed(each: JourneyDuty) -> str:
    about = each.owed.about
    what = in_spoken_language(each.owed)
    return f"{what} ({about[:SHOWN]})" if WHOLE_ID.fullmatch(about) else what
