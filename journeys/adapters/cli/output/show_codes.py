"""Codes, drawn: the lists there are, and the codes of one."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.output.codes import Code, Codes, Lists
from journeys.adapters.cli.output.console import table
from journeys.adapters.words.language import say


def lists(view: Lists) -> RenderableType:
    """Return a line for each list of codes."""
    drawn = table("List", "Danish", "English", "Codes in force", numbers=[3])
    for line in view.lists:
        drawn.add_row(Text(line.vocabulary), Text(line.da), Text(line.en), str(line.in_force))
    return Group(
        Text(say("Lists of codes on {on}", on=view.on), style="bold"),
        drawn,
        Text(say("One of them: journeys vocabulary LIST")),
    )


def codes(view: Codes) -> RenderableType:
    """Return a line for each code: what it says, when it is in force, and where that was read."""
    title = Text(
        say(
            "{da} ({en}): {vocabulary} on {on}",
            da=view.da,
            en=view.en,
            vocabulary=view.vocabulary,
            on=view.on,
        ),
        style="bold",
    )
    if not view.codes:
        return Group(title, Text(say("No code of this list is in force on that day.")))
    drawn = table("Code", "What it says, in force when, read where")
    for code in view.codes:
        drawn.add_row(Text(code.code), Text("\n".join(_told(code))))
    return Group(title, drawn)


def _told(code: Code) -> Iterator[str]:
    yield f"{code.da}; {code.en}"
    match code.starts, code.ends:
        case None, None:
            pass
        case None, ends:
            yield say("In force until {ends}", ends=ends)
        case starts, None:
            yield say("In force from {starts}", starts=starts)
        case starts, ends:
            yield say("In force from {starts} until {ends}", starts=starts, ends=ends)
    yield from (say("Source: {source}", source=source) for source in code.sources)
