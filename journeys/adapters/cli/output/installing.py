"""Completion for the shell: Typer installs it, and says so in English alone."""

import io
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from typing import Any

import typer

from journeys.adapters.words.language import say

Callback = Callable[[Any, Any, Any], Any]


def in_spoken_language(installing: Callback) -> Callback:
    """Return what installs completion, and says so in the language that is spoken."""

    def install(ctx: Any, param: Any, value: Any) -> Any:  # noqa: ANN401 - Typer keeps its classes to itself
        if not value or ctx.resilient_parsing:
            return value
        written = io.StringIO()
        with redirect_stdout(written), suppress(SystemExit):
            installing(ctx, param, value)
        shell, _, after = written.getvalue().partition(" completion installed in ")
        path = after.partition("\n")[0]
        typer.echo(say("{shell} completion installed in {path}", shell=shell, path=path))
        typer.echo(say("Completion will take effect once you restart the terminal"))
        raise typer.Exit

    return install
