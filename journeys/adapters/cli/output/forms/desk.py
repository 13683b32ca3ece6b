"""The form of the desk: what is late, what is today, what is this week, and everything else."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from rich.table import Table
from rich.text import Text

from journeys.adapters.cli.output.danish import command, shown
from journeys.adapters.cli.output.names import ShownNames
from journeys.adapters.cli.output.render import Parts, as_text, form, title
from journeys.adapters.words.days import (
    clock,
    short_day,
    short_weekday,
    weekday_and_day,
    where_and_how,
)
from journeys.adapters.words.language import in_spoken_language, say, say_of
from journeys.domain.duties import FOLLOW_UP
from journeys.domain.message import Message
from journeys.projections.desk import Desk, DeskLine
from journeys.projections.duties import OwedDuty
from journeys.projections.waiting import BEGINS, ENDS, Waiting, sunday

SILENCE = "silence"
IN_SHORT = {
    "answer-appeal": Message("Answer the appeal"),
    "deliver-aid": Message("Put the aid in place"),
    "enter-phase": Message("Agree on the phase"),
    "explain-ruling": Message("Explain the ruling"),
    "explain-safety": Message("Explain the safety"),
    "fleksjob-and-pension": Message("Talk about fleksjob and pension"),
    "hear-wishes": Message("Hear the wishes"),
    "income-gap": Message("Check the income"),
    "inform-citizen": Message("Tell about the ruling"),
    "inform-safety": Message("Explain the new rules"),
    "job-effort": Message("Find a job effort"),
    "need-review": Message("Look again at what came first"),
    "pension-decision": Message("Decide the pension case"),
    "pension-grant": Message("Record the pension granted"),
    "pension-preparation": Message("Begin the pension case"),
    "pension-return": Message("Decide when the pension is paid"),
    "need-answer": Message("Answer what they need"),
    "plan-acknowledgement": Message("Go through the plan"),
    "retention": Message("Look at how the job lasts"),
    "task-free": Message("Fill a free task, or ask again"),
    "tell-contact": Message("Tell them who their contact is"),
    "undo-withdrawal": Message("Take the withdrawal back"),
}
"""By kind of duty, what to do in a few words; any other is said as the list of duties says it."""
TURNS = {BEGINS: Message("{what} begins"), ENDS: Message("{what} ends")}
MORNING, EVENING = 10, 18


@form
def desk(
    view: Desk,
    names: ShownNames,
    *,
    hour: int | None,
    of_colleague: bool,
    every: bool,
    at_prompt: bool = False,
) -> Parts:
    """Draw a line for each citizen on whom something waits; with `every`, the others below.

    `hour` is the hour by which its owner is greeted; None where it is the desk of another day.
    `at_prompt` says how it goes on in a session, where no id is typed.
    """
    if not view.lines and not view.offered:
        yield say(
            "No journey of {who} is open or resting on {on}.", who=view.responsible, on=view.on
        )
        yield from _looked_at(view)
        yield from _to_employers(view)
        return
    yield Text(_greeting(view, hour, of_colleague=of_colleague))
    yield from _looked_at(view)
    lines = {line.journey: line for line in view.lines}
    for heading, waits, style in (
        (Message("PAST ITS DAY"), view.past_due, "red"),
        (Message("TODAY"), view.today, "bold"),
        (Message("THIS WEEK"), view.this_week, "bold"),
    ):
        if waits:
            yield from _section(heading, waits, style, lines, names, view.on)
    yield from _to_employers(view)
    yield from _handovers(view, names, at_prompt=at_prompt)
    how = say("/all") if at_prompt else f"--{shown('options', 'desk', 'all')}"
    yield from _otherwise(view, names, how, every=every)


@form
def week(view: Desk, names: ShownNames) -> Parts:
    """Draw what waits day by day until Sunday, to print."""
    yield title(
        "{who}: the week until {until}",
        who=view.responsible,
        until=weekday_and_day(sunday(view.on)),
    )
    lines = {line.journey: line for line in view.lines}
    if view.past_due:
        yield from _section(Message("PAST ITS DAY"), view.past_due, "bold", lines, names, view.on)
    by_day = {
        day: list(waits)
        for day, waits in groupby((*view.today, *view.this_week), key=lambda each: each.due)
    }
    for day in _days(view.on, sunday(view.on)):
        yield ""
        yield Text(_capital(weekday_and_day(day)), style="bold")
        yield _table(by_day[day], lines, names, day) if day in by_day else _nothing()
    yield from _to_employers(view)
    yield from _handovers(view, names)


def _nothing() -> Text:
    return Text(f"  {say('nothing is agreed or due')}")


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=nr) for nr in range((last - first).days + 1))


def _greeting(view: Desk, hour: int | None, *, of_colleague: bool) -> str:
    day = _capital(weekday_and_day(view.on))
    if of_colleague:
        return say_of(
            len(view.lines),
            "The desk of {who}. {day}. {count} citizen.",
            "The desk of {who}. {day}. {count} citizens.",
            who=view.responsible,
            day=day,
        )
    yours = say_of(
        len(view.lines),
        "{who}. {day}. You follow {count} citizen.",
        "{who}. {day}. You follow {count} citizens.",
        who=view.responsible,
        day=day,
    )
    return yours if hour is None else f"{say(_hello(hour))}, {yours}"


def _hello(hour: int) -> Message:
    if hour < MORNING:
        return Message("Good morning")
    return Message("Good day") if hour < EVENING else Message("Good evening")


def _looked_at(view: Desk) -> Iterator[str]:
    seen = dict.fromkeys(
        (each.at.astimezone().date(), each.by, each.purpose) for each in view.looked_at
    )
    for day, by, purpose in seen:
        yield say("{by} looked at your desk on {day}: {purpose}", by=by, day=day, purpose=purpose)


def _section(  # noqa: PLR0917 - what a section is made of
    heading: Message,
    waits: Sequence[Waiting],
    style: str,
    lines: dict[UUID, DeskLine],
    names: ShownNames,
    on: date,
) -> Parts:
    yield ""
    count = len({each.journey for each in waits})
    yield Text(f"{say(heading)}  {count}", style=style)
    yield _table(waits, lines, names, on)


def _table(
    waits: Iterable[Waiting], lines: dict[UUID, DeskLine], names: ShownNames, on: date
) -> Table:
    """Return a line for each citizen: the first thing that waits, and how many more there are."""
    rows, of = list[Sequence[str]](), dict[UUID, list[Waiting]]()
    for each in waits:
        of.setdefault(each.journey, []).append(each)
    for journey, (first, *more) in of.items():
        notes = [_note(first, lines[journey])]
        if more:
            notes.append(say("{count} more", count=len(more)))
        rows.append(
            (
                f"  {names.of(journey)}",
                _what(first, lines[journey]),
                _when(first, on),
                ", ".join(filter(None, notes)),
            )
        )
    return _lined_up(rows)


def _lined_up(rows: Sequence[Sequence[str]]) -> Table:
    """Return the rows, a line each: where it is narrow, the last column is cut first."""
    drawn = Table.grid(padding=(0, 2, 0, 0))
    *before, _ = rows[0]
    for _ in before:
        drawn.add_column(no_wrap=True, overflow="ellipsis")
    drawn.add_column()
    for row in rows:
        drawn.add_row(*(Text(cell, no_wrap=True, overflow="ellipsis") for cell in row))
    return drawn


def _what(each: Waiting, line: DeskLine) -> str:
    if each.talk is not None:
        at = clock(each.talk.time) if each.talk.time else ""
        return ", ".join(filter(None, [f"{say('Talk')} {at}".strip(), where_and_how(each.talk)]))
    if each.kind == SILENCE:
        return say("Call: no contact for {days} days", days=line.days_since_contact)
    if each.kind in TURNS:
        turn = say(TURNS[each.kind], what=in_spoken_language(each))
        return ", ".join(filter(None, [_capital(turn), each.at]))
    return _in_short(each)


def _in_short(each: Waiting | OwedDuty) -> str:
    short = IN_SHORT.get(each.kind)
    return in_spoken_language(each).rstrip(".") if short is None else say(short)


def _when(each: Waiting, on: date) -> str:
    if each.due == on or each.kind == SILENCE:
        return ""
    if each.due > on and (each.talk is not None or each.kind in TURNS):
        return f"{short_weekday(each.due)} {short_day(each.due)}"
    if each.talk is not None:
        return say("agreed for {day}", day=short_day(each.due))
    return say("by {day}", day=short_day(each.due))


def _note(each: Waiting, line: DeskLine) -> str:
    if each.ruling is not None:
        return say("ruling {entry}", entry=each.ruling)
    if each.kind == FOLLOW_UP and line.next_step:
        return f"»{line.next_step}«"
    if each.safety and line.pension == "resting":
        return say("the pension rests")
    return ""


def _to_employers(view: Desk) -> Parts:
    """Yield what the contact of employers owes them, each by its due day."""
    if not view.to_employers:
        return
    yield ""
    yield Text(f"{say('EMPLOYERS')}  {len(view.to_employers)}", style="bold")
    yield _lined_up(
        [
            (
                f"  {each.employer_name}",
                _in_short(each.owed),
                say("by {day}", day=short_day(each.owed.due)),
                "",
            )
            for each in view.to_employers
        ]
    )


def _handovers(view: Desk, names: ShownNames, *, at_prompt: bool = False) -> Parts:
    offered = [
        say("{who} offers you {name}", who=line.responsible, name=names.of(line.journey))
        for line in view.offered
    ]
    waiting = [
        say("{name} is offered to {who}, who has not answered", name=names.of(line.journey), who=to)
        for line in view.lines
        for to in line.offered_to
    ]
    if offered or waiting:
        yield ""
        yield Text(say("HANDOVERS"), style="bold")
        yield from (Text(f"  {each}") for each in (*offered, *waiting))
    if offered and at_prompt:
        accept = command("journeys handover accept").partition(" ")[2]
        how = say("Answer: choose the citizen by name, then {command}", command=accept)
        yield Text(f"  {how}")
    elif offered:
        yield Text(
            f"  {say('Answer with: {command}', command=command('journeys handover accept', 'ID'))}"
        )


def _otherwise(view: Desk, names: ShownNames, how: str, *, every: bool) -> Parts:
    if not view.otherwise:
        return
    yield ""
    count = len(view.otherwise)
    if not every:
        yield Text(
            say_of(
                count,
                "OTHERWISE {count} citizen with nothing urgent ({how})",
                "OTHERWISE {count} citizens with nothing urgent ({how})",
                how=how,
            )
        )
        return
    yield Text(f"{say('OTHERWISE')}  {count}", style="bold")
    others = set(view.otherwise)
    yield _lined_up(
        [
            (
                f"  {names.of(line.journey)}",
                line.next_step or say("no step is set"),
                _next_time(line),
                _state(line),
            )
            for line in view.lines
            if line.journey in others
        ]
    )


def _next_time(line: DeskLine) -> str:
    if line.next_talk is not None:
        return say("talk {day}", day=as_text(line.next_talk))
    if line.owed:
        return say("by {day}", day=as_text(line.owed[0].due))
    return ""


def _state(line: DeskLine) -> str:
    if line.state == "resting":
        return say("(resting)")
    return say("last talk {days} days ago", days=line.days_since_contact)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
