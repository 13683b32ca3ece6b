"""Publishing from the script: what would leave the house is shown first, and asked about."""

import sys
from collections.abc import Callable
from typing import Protocol, TypeVar

from typer import TyperException

from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.input.prompting import is_confirmed, somebody_is_there
from journeys.adapters.cli.output.render import keep
from journeys.adapters.cli.output.text_parts import Drawn
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
    form: Callable[[V], Drawn],
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
        keep(form(release(dry_run=True)), sys.stderr)
        if not is_confirmed(say("Publish this? It cannot be taken back. [y/N]: ")):
            raise Refused("not-confirmed", "Nothing was published.")
    run.answer(release(dry_run=False), form)
