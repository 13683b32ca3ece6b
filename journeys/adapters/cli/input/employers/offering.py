"""Completion of employers, posts and tasks: by their words, for those who may see the lists.

No look is logged, because the lists show no citizen. Any error offers nothing.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import typer

from journeys.adapters.cli.input.completing import as_typed, session_typed
from journeys.adapters.cli.input.dates import today
from journeys.adapters.words.ids import short
from journeys.domain.vocabulary import EmployerId, PostId

if TYPE_CHECKING:
    from journeys.app.reading import Reader

Offered = list[tuple[str, str]]


def _offers(
    listed: "Callable[[Reader, date], Iterable[tuple[str, str]]]",
) -> Callable[[typer.Context], Offered]:
    def offered(ctx: typer.Context) -> Offered:
        with suppress(Exception):
            run = session_typed(ctx)
            with run.journeys() as journeys:
                found = listed(run.at_employers(journeys), date.fromisoformat(today()))
                return [(as_typed(value), meaning) for value, meaning in found]
        return []

    return offered


employers = _offers(
    lambda reader, on: (
        (each.name, short(each.employer)) for each in reader.employers(on=on).employers
    )
)
posts = _offers(
    lambda reader, on: (
        (each.words, each.employer_name) for each in reader.posts(on=on).posts if each.is_open
    )
)
free_posts = _offers(
    lambda reader, on: (
        (each.words, each.employer_name) for each in reader.posts(on=on, free_only=True).posts
    )
)


def tasks(ctx: typer.Context) -> Offered:
    """Return the tasks of the post that is typed before it; none where it is not one alone."""
    with suppress(Exception):
        from journeys.adapters.cli.input.employers.finding import find_post

        run = session_typed(ctx)
        with run.journeys() as journeys:
            on = date.fromisoformat(today())
            line = find_post(run, journeys, ctx.params["post"], on)
            reader, employer = run.at_employers(journeys), EmployerId(line.employer)
            task_lists = reader.post(employer, PostId(line.post), on=on).tasks
            return [
                (as_typed(each.words), str(each.free_hours))
                for each in task_lists
                if each.withdrawn is None
            ]
    return []
