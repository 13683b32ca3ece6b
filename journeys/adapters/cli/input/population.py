"""Everybody of the store, or of the municipalities that were chosen, for one command."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from journeys.adapters.cli.input.context import Session

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.app.population import Population
    from journeys.app.ports.outdated import Outdated


@contextmanager
def chosen_stores(run: Session) -> Iterator[Mapping[str, "Journeys"]]:
    """Yield the stores by the code of the municipality; one that is in no file has an empty one.

    Raises and refuses as opening each of them.
    """
    if run.chosen is None:
        with run.journeys() as journeys:
            yield {"": journeys}
        return
    outdated = cast("Outdated", run.outdated)
    with run.chosen.registry as registry:
        yield {code: registry.store(code, outdated, run.erasures) for code in run.chosen.codes}


@contextmanager
def everybody(run: Session) -> Iterator["Population"]:
    """Yield all journeys, as the actor sees them. Raises and refuses as `chosen_stores`."""
    from journeys.app.population import Population

    with chosen_stores(run) as stores:
        yield Population({code: run.looking(each).logged for code, each in stores.items()})
