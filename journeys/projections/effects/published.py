"""What stands published of effects after somebody published, or asked what would be."""

from datetime import date

from journeys.projections.effects.publishing import PublishedEffect
from journeys.projections.effects.releasing import Stays, Withheld
from journeys.projections.view import View


class ReleasedMeasure(View):
    """One measure: the answers that stand published of it."""

    measure: str
    published_on: date
    stays: Stays | None = None
    """Why these are the answers of an earlier day; None where they are new."""
    withheld: Withheld | None = None
    """Why no split that was wanted is among them."""
    answers: tuple[PublishedEffect, ...]


class ReleasedEffects(View):
    """Offentliggjort: the measures in alphabetical order of their codes."""

    on: date
    cut: date
    dry_run: bool
    """Whether nothing was recorded: it says what would be published."""
    measures: tuple[ReleasedMeasure, ...]
