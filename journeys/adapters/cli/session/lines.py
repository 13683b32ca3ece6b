"""The lines of a session: typed at a terminal, with TAB and a history in memory, or from a pipe.

Nothing that is typed is written anywhere: no history file, no editor's file, no window's title.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from typer import TyperException

from journeys.adapters.cli.input.prompting import somebody_is_there
from journeys.adapters.cli.session.ending import ended_through
from journeys.domain.decisions.privacy import refuse_private
from journeys.domain.errors import Refused

if TYPE_CHECKING:
    from prompt_toolkit.completion import CompleteEvent, Completion
    from prompt_toolkit.document import Document

Offering = Callable[[str], Iterable[tuple[str, int]]]
"""Returns what can follow the text before the cursor, and how many signs of it each replaces."""

ReadLine = Callable[[str], str]
"""Shows a prompt and returns the next line. Raises EOFError after the last."""


def line_reader(offered: Offering) -> ReadLine:
    """Return what reads lines: from the terminal where somebody is there, else from stdin."""
    return _at_terminal(offered) if somebody_is_there() and sys.stdout.isatty() else _piped


def _piped(_prompt: str) -> str:
    line = sys.stdin.buffer.readline() if sys.stdin is not None else b""
    if not line:
        raise EOFError
    try:
        return line.decode(sys.stdin.encoding)
    except UnicodeDecodeError:
        raise TyperException("The line is not written in the signs of this terminal") from None


def _at_terminal(offered: Offering) -> ReadLine:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.history import InMemoryHistory
    from prompt_toolkit.input import create_input
    from prompt_toolkit.input.typeahead import clear_typeahead
    from prompt_toolkit.output import create_output
    from prompt_toolkit.output.vt100 import Vt100_Output
    from prompt_toolkit.shortcuts import CompleteStyle

    class Offered(Completer):
        """What TAB offers."""

        def get_completions(
            self,
            document: "Document",
            complete_event: "CompleteEvent",  # noqa: ARG002 - prompt_toolkit's own signature
        ) -> "Iterator[Completion]":
            for text, replaced in offered(document.text_before_cursor):
                yield Completion(text, start_position=-replaced)

    class WithoutNumbers(InMemoryHistory):
        """The lines of this session, without those that hold a CPR number."""

        def append_string(self, string: str) -> None:
            if may_be_remembered(string):
                super().append_string(string)

    keys, screen = create_input(), create_output()
    if isinstance(screen, Vt100_Output):
        screen.enable_cpr = False  # the terminal need not say where its cursor is: one that cannot
        # would be waited for, and warned about
    prompts = PromptSession[str](
        history=WithoutNumbers(),
        completer=Offered(),
        complete_while_typing=False,
        complete_style=CompleteStyle.READLINE_LIKE,
        input=keys,
        output=screen,
    )

    def read(prompt: str) -> str:
        with ended_through(prompts.app):
            line = prompts.prompt(prompt)
        # What was typed ahead might be meant as the answer to a question: it is typed again.
        clear_typeahead(keys)
        return line

    return read


def may_be_remembered(line: str) -> bool:
    """Return whether a line may stay in the history: not one with a CPR number or a diagnosis."""
    try:
        refuse_private("line", line)
    except Refused:
        return False
    return True
