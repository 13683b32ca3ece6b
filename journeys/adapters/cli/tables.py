"""What is told in tables: the caseload, the timeline, what is owed, and all together."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.ids import SHOWN, WHOLE_ID, short
from journeys.adapters.cli.page import section, table
from journeys.projections.caseload import Caseload
from journeys.projections.continuity import (
    Continuity,
    ContinuityOverview,
    MunicipalContinuity,
)
from journeys.projections.duties import Duties, OwedOn
from journeys.projections.timeline import Timeline, Told

EFFORT = "An effort is a placement, a measure or an education."


def caseload(view: Caseload) -> RenderableType:
    """Return a line for each journey."""
    if not view.cases:
        return Text(f"No journey is open on {view.on}.")
    drawn = table("Journey", "Opened", "State", "Responsible", "Lives on", "Municipality")
    for case in view.cases:
        drawn.add_row(
            short(case.journey),
            case.opened.isoformat(),
            case.state,
            Text(case.responsible),
            Text(case.support_basis),
            case.municipality,
        )
    return Group(drawn, Text(f"Open or resting on {view.on}: {len(view.cases)}"))


def timeline(view: Timeline) -> RenderableType:
    """Return everything in order: what happened, in both kinds of words, and who recorded it."""
    drawn = table(
        "Day", "Entry", "What happened, and how the citizen is told", "Recorded, by", numbers=[1]
    )
    for line in view.lines:
        who = f"{line.actor}\n{line.role}" if line.role else line.actor
        drawn.add_row(
            line.on.isoformat(),
            str(line.entry),
            Text("\n".join(happened(line))),
            Text(f"{line.recorded_at.astimezone():%Y-%m-%d %H:%M}\n{who}"),
        )
    return Group(Text(f"Journey {short(view.journey)}", style="bold"), drawn)


def duties(view: Duties, *, of_one: bool) -> RenderableType:
    """Return a line for each duty, what is due first first; of one journey also those met."""
    if not view.owed:
        return Group(Text(f"Nothing is owed on {view.on}."), *_behind(view))
    drawn = table("Due", "Since", "What", "Who owes it", "Met" if of_one else "Journey")
    for each in view.owed:
        met = each.owed.met.isoformat() if each.owed.met and each.owed.met <= view.on else "not yet"
        drawn.add_row(
            each.owed.due.isoformat(),
            each.owed.since.isoformat(),
            Text(_owed(each)),
            Text(each.owed.by),
            met if of_one else short(each.journey),
        )
    waiting = sum(each.owed.met is None for each in view.owed)
    return Group(drawn, Text(f"Owed on {view.on}: {waiting}"), *_behind(view))


def _behind(view: Duties) -> Iterator[Text]:
    """Yield what must be done before the list can be trusted."""
    if view.law_good_until is not None and view.on > view.law_good_until:
        yield Text(
            f"The law was to be read again by {view.law_good_until}. Until somebody does, no "
            "answer about a pension promises anything. See: journeys law list"
        )
    if view.behind:
        yield Text(
            f"The law was read anew since {view.behind} journeys were looked at. What it changed "
            "for them is not in this list. Run: journeys rebuild"
        )


def continuity(view: Continuity) -> RenderableType:
    """Return how continuous one journey has been."""
    name = f"Journey {short(view.journey)} on {view.on}"
    if view.opened is None:
        return Text(f"{name}: not opened on this day")
    days = view.days_to_first_effort
    return section(
        f"{name}: opened {view.opened}",
        [
            *_continuity(view),
            "The first effort is yet to begin"
            if days is None
            else f"The first effort began after: {days} days",
            EFFORT,
        ],
    )


def continuity_overview(view: ContinuityOverview) -> RenderableType:
    """Return the same over all journeys of each municipality."""
    if not view.municipalities:
        return Text(f"No journey was opened by {view.on}.")
    return Group(*(_of_all(each, view.on) for each in view.municipalities), Text(EFFORT))


def _of_all(each: MunicipalContinuity, on: date) -> RenderableType:
    soon = each.days_to_first_effort
    lines = [
        *_continuity(each),
        f"Journeys whose first effort is yet to begin: {each.without_effort}",
    ]
    if soon is not None:
        lines.append(f"Where one has begun, the first came after: {soon:g} days, on average")
    return section(f"Municipality {each.municipality} on {on}: {each.journeys} opened", lines)


def _continuity(view: Continuity | MunicipalContinuity) -> Iterator[str]:
    yield f"Changes of caseworker: {view.caseworker_changes} ({view.changes_a_year:g} a year)"
    yield f"Handovers that wait for an answer: {view.handovers_waiting}"
    yield f"Handovers offered and not taken: {view.handovers_not_accepted}"
    yield f"The longest time without an effort: {view.longest_gap} days"


def _owed(each: OwedOn) -> str:
    about = each.owed.about
    return f"{each.owed.en} ({about[:SHOWN]})" if WHOLE_ID.fullmatch(about) else each.owed.en


def happened(line: Told) -> Iterator[str]:
    """Yield what an entry says: in both kinds of words, and each of its fields."""
    yield line.professional + (f" (retracted by {line.retracted_by})" if line.retracted_by else "")
    yield f"{line.citizen}."
    for field, value in line.details.items():
        name = field.replace("_", " ")
        if isinstance(value, list):
            yield f"  {name}:"
            yield from (f"  - {_shown(part)}" for part in value)
        else:
            yield f"  {name}: {_shown(value)}"


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever an entry carries
    if isinstance(value, dict):
        return ": ".join(map(_shown, value.values()))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value[:SHOWN] if isinstance(value, str) and WHOLE_ID.fullmatch(value) else str(value)
