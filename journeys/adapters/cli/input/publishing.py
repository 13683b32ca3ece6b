"""Publishing from the script: what would leave the house is shown first, and asked about."""

import sys
from collections.abc import Callable
from typing import Protocol, TypeVar

from rich.console import RenderableType
from typer import TyperException

from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.input.prompting import is_confirmed, somebody_is_there
from journeys.adapters.cli.output.render import paper
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused
from journeys.projections.view import View

V = TypeVar("V", bound=View)
V_co = TypeVar("V_co", bound=View, covariant=True)


class Releasing(Protocol[V_co]):
    """Publishes, or says what would be published."""

    def __call__(self, *, dry_run: bool) -> V_co:
        """Return what stands published then."""


def publish(
    run: Session,
    release: Releasing[V],
    form: Callable[[V], RenderableType],
    *,
    yes: bool,
) -> None:
    """Publish what `release` returns, after showing it; with `yes` nothing is asked.

    Refused: not-confirmed.
    """
    if not yes:
        if not somebody_is_there():
            raise TyperException(
                "What is published stays published, and nobody is there to be asked. Give --yes"
            )
        paper(sys.stderr).print(form(release(dry_run=True)))
        if not is_confirmed(say("Publish this? It cannot be taken back. [y/N]: ")):
            raise Refused("not-confirmed", "Nothing was published.")
    run.answer(release(dry_run=False), form)
