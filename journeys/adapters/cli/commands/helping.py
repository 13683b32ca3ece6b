"""The command that prints a short page on a topic, or the help of a command."""

from importlib.resources import files
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from journeys.adapters.cli.input.arguments import LOOK
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.output.danish import meant, shown
from journeys.adapters.words.language import Language, current_language, say
from journeys.domain.errors import Refused

TOPICS = (
    "first-steps",
    "ids",
    "dates",
    "safety",
    "privacy",
    "undo",
    "exit-codes",
    "environment",
    "scripts",
)

app = typer.Typer()


@app.command("help", rich_help_panel=LOOK)
def help_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TOPIC|COMMAND]...", help="One of the topics, or a command."),
    ] = None,
) -> None:
    """Hjælp: a page on a topic, or how a command is used; alone, which topics there are."""
    match words or []:
        case []:
            _list_topics(ctx)
        case [word] if topic := meant("choices", "topic", word, TOPICS):
            text = page_on(topic, current_language())
            session(ctx).tell({"topic": topic, "text": text}, text.rstrip("\n"))
        case command:
            _show_command(ctx, command)


def page_on(topic: str, language: Language) -> str:
    """Return the page on a topic; its first line says what it is about."""
    page = files(__package__).joinpath("topics", language, f"{topic}.txt")
    return page.read_text(encoding="utf-8")


def _name(topic: str) -> str:
    return shown("choices", "topic", topic)


def _list_topics(ctx: typer.Context) -> None:
    about = {topic: page_on(topic, current_language()).partition("\n")[0] for topic in TOPICS}
    lines = [f"  {_name(topic):<12}  {line}" for topic, line in about.items()]
    more = say("A page: journeys help TOPIC. A command: journeys help COMMAND.")
    every = say("Every command: journeys --help")
    session(ctx).tell({"topics": about}, "\n".join([*lines, "", more, every]))


def _show_command(ctx: typer.Context, words: list[str]) -> None:
    """Print what --help prints of a command. Refused: topic-unknown."""
    # Typer keeps its classes of commands and contexts to itself.
    at: Any = ctx.find_root()
    for word in words:
        group = at.command
        found = group.get_command(at, word) if isinstance(group, TyperGroup) else None
        if found is None:
            raise Refused(
                "topic-unknown",
                "There is no such topic, and no such command. Topics are: {topics}. "
                "All commands: journeys --help",
                topics=", ".join(map(_name, TOPICS)),
            )
        at = type(at)(found, parent=at, info_name=found.name)
    typer.echo(at.get_help())
