"""Commands and groups that are typed by their name in either language, and shown in one."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from typer.core import TyperGroup

from journeys.adapters.cli.output.danish import danish, folded, meant, shown
from journeys.adapters.words.language import say
from journeys.domain.message import Message

if TYPE_CHECKING:
    from typer._click.core import Command  # what its commands and groups have in common
else:
    Command = object


class Named(Command):
    """What a command and a group have in common: usage and help by the names that are shown."""

    def make_context(self, info_name: Any, args: Any, parent: Any = None, **extra: Any) -> Any:  # noqa: ANN401 - Typer keeps its classes to itself
        """Return the context of what is typed, under the name that is shown."""
        return super().make_context(
            info_name if parent is None else self.name, args, parent, **extra
        )

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - as above
        """Return the option --help, as it is called in the language that is spoken."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.opts = [f"--{shown('options', '', 'help')}", "-h"]
            option.help, option.metavar = say("Show this message and exit."), ""
        return option

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Write the line that says how it is used."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=say("Usage: "))


class NamedGroup(Named, TyperGroup):
    """A group of commands, which `commands` holds by their English names."""

    english = ""
    """What it is called in English; the script itself is called nothing."""

    def meant(self, typed: str) -> str | None:
        """Return the English name of the command that is typed; None where there is none."""
        return meant("commands", self.english, typed, self.all_names())

    def all_names(self) -> list[str]:
        """Return the English names of its commands."""
        return list(self.commands)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - as above
        """Return the command of this name, in either language."""
        return super().get_command(ctx, self.meant(cmd_name) or cmd_name)

    def outline(self) -> TyperGroup:
        """Return the same group with its commands under the names that are shown."""
        commands = {each.name: each for each in self.commands.values()}
        return TyperGroup(name=self.name, commands=commands, params=self.params)  # type: ignore[arg-type] # Typer keeps its class to itself

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:  # noqa: ANN401 - as above
        """Return the commands and options that begin like this."""
        ctx.command = self.outline()
        return ctx.command.shell_complete(ctx, incomplete)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as above
        """Return the command that is typed. Raises UsageError, which names those like it."""
        typed, *more = args
        english = self.meant(typed)
        if english is None and typed[:1].isalnum() and not ctx.resilient_parsing:
            ctx.fail(self._unknown(typed))
        return super().resolve_command(ctx, [english or typed, *more])

    def _unknown(self, typed: str) -> Message:
        unknown = Message("No such command {name!r}.", name=typed)
        if close := self._like(typed):
            what, others = say(unknown).rstrip("."), ", ".join(map(repr, close))
            return Message("{what}. Did you mean {others}?", what=what, others=others)
        return unknown

    def _like(self, typed: str) -> list[str]:
        """Return the names, as they are shown, of commands that are called nearly like this."""
        names = {
            folded(name): shown("commands", self.english, each)
            for each in self.all_names()
            for name in (each, danish("commands", self.english, each))
        }
        close = get_close_matches(folded(typed), names)
        return list(dict.fromkeys(names[each] for each in close))
