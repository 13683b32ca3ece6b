"""Everybody of the store, or of the municipalities that were chosen, for one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from journeys.adapters.cli.input.context import Session

if TYPE_CHECKING:
    from journeys.app.population import Population
    from journeys.app.ports.outdated import Outdated


@contextmanager
def everybody(run: Session) -> Iterator["Population"]:
    """Yield all journeys, as the actor sees them. Raises and refuses as opening each store."""
    if run.chosen is None:
        with run.journeys() as journeys:
            yield journeys.population(run.actor, run.purpose)
        return
    from journeys.app.population import Population

    registry, outdated = run.chosen.registry, cast("Outdated", run.outdated)
    try:
        yield Population(
            {
                code: registry.store(code, outdated, run.erasures)
                .seen_by(run.actor, run.purpose)
                .logged
                for code in run.chosen.codes
            }
        )
    finally:
        registry.close()
