"""The forms of what a manager asks: figures, the journeys behind one, and a committee's goals."""

from rich.console import RenderableType

from journeys.adapters.cli.output.danish import command, shown
from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Column, Parts, form, section, table, title
from journeys.adapters.words.counts import MASKED
from journeys.adapters.words.effect_names import measure_name
from journeys.adapters.words.figure_tables import FigureRow, FigureTable
from journeys.adapters.words.figures import FIGURE_NAMES, sections
from journeys.adapters.words.goals import goal_lines, goal_name
from journeys.adapters.words.language import say
from journeys.domain.rulebook import Rulebook
from journeys.projections.effect_notes import EffectNotes
from journeys.projections.goals import Goals
from journeys.projections.management import Behind, Management


@form
def management(view: Management, book: Rulebook, *, masked: bool = False) -> Parts:
    """Draw every figure, a table for each question."""
    yield title("What a manager asks, on {on}", on=view.on)
    for each in sections(view, book, masked=masked):
        yield ""
        yield title(each.title)
        for drawn in each.tables:
            if drawn.rows and drawn.days:
                yield drawn.days
            if drawn.rows:
                yield _table(drawn)
        yield from each.notes
    yield ""
    if masked:
        yield say(
            "{sign} is fewer than five, or a number that would reveal one that is.", sign=MASKED
        )
    else:
        opened = command("journeys manage", "--open", say("FIGURE"))
        yield say("To see whose journeys a figure is about: {command}", command=opened)


def _table(drawn: FigureTable) -> RenderableType:
    numbers = (
        Column(heading, lambda row, nr=nr: row.cells[nr], is_number=True)  # type: ignore[misc]
        for nr, heading in enumerate(drawn.headings[1:])
    )
    return table(drawn.rows, Column(drawn.headings[0], _name), *numbers)


def _name(row: FigureRow) -> str:
    return f"  {row.name}" if row.is_part else row.name


@form
def behind(view: Behind, names: ShownNames = NO_NAMES) -> Parts:
    """Draw a line for each time that a journey is in the figure."""
    name = say(FIGURE_NAMES[view.code])
    yield title(
        "{figure} on {on}: {count}",
        figure=f"{name}, {_part(view.value)}" if view.value else name,
        on=view.on,
        count=len(view.lines),
    )
    if not view.lines:
        yield say("There is no journey behind it.")
        return
    yield table(
        view.lines,
        Column("Journey", lambda line: names.id_and_name(line.journey)),
        Column("Day", "day"),
        *(
            [Column("Part", lambda line: _part(line.value))]
            if any(line.value for line in view.lines)
            else []
        ),
        Column("Responsible", "responsible"),
    )


@form
def effect_notes(view: EffectNotes, book: Rulebook, names: ShownNames = NO_NAMES) -> Parts:
    """Draw a line for each measure that ended, with what was noted then."""
    yield title(
        "Notes of {measure}, ended by {on}: {count}",
        measure=measure_name(view.measure, book),
        on=view.on,
        count=len(view.notes),
    )
    if not view.notes:
        yield say("None has ended by that day.")
        return
    yield table(
        view.notes,
        Column("Journey", lambda line: names.id_and_name(line.journey)),
        Column("Ended", "ended"),
        Column("Provider", "provider"),
        Column("Effect", "effect"),
    )


def _part(value: str) -> str:
    """Return the value of a part as it is typed: a kind of duty in the language that is spoken."""
    return shown("choices", "duty", value)


@form
def goals(view: Goals) -> Parts:
    """Draw where each goal stands."""
    yield title("Goals of the committee, on {on}", on=view.on)
    if not view.goals:
        yield say("There are none: write them as [[goal]] into the file of the municipality.")
    for each in view.goals:
        yield section(goal_name(each), goal_lines(each))
