"""Figures: what a manager asks of all journeys, and what leaves the house; it shows nobody.

Two are exceptions: the journeys behind a figure, and the notes of an effect. Each is a logged look.
"""

from collections.abc import Callable, Collection
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from journeys.app.access import LoggedAccess
from journeys.app.observing import observed
from journeys.app.ports.store import Transaction
from journeys.domain.decisions.access import require_may_manage
from journeys.domain.decisions.forms import check_arguments
from journeys.domain.law import Law
from journeys.domain.rulebook import Rulebook
from journeys.projections.effects.facts import Within
from journeys.projections.effects.parts import SplitBy
from journeys.projections.figure_codes import FIGURES, FigureCode
from journeys.projections.overview import Dimension

if TYPE_CHECKING:
    from journeys.projections.effect_notes import EffectNotes
    from journeys.projections.effects.effect import Effects
    from journeys.projections.effects.published import ReleasedEffects
    from journeys.projections.goals import Goals
    from journeys.projections.management import Behind, Management
    from journeys.projections.publishing import ReleasedTable
    from journeys.projections.safety.law_tried import LawTried, TriedJourneys


@observed("view")
@dataclass(frozen=True)
class FigureReader:
    """Nøgletal: the journeys of a store, counted for one actor and one purpose.

    Each view is imported when it is first asked for.
    """

    logged: LoggedAccess
    book: Rulebook

    @check_arguments
    def effects(
        self,
        measures: Collection[str] = (),
        *,
        on: date,
        known_at: datetime | None = None,
        within: Within = 52,
        split: str = "",
        progress: Callable[[int, int], None] | None = None,
    ) -> "Effects":
        """Return what those who began each measure had more of than people like them.

        Of these measures by code, or of every measure that somebody began; `within` are weeks.
        `split` is basis, provider, team or target-group, or one part as KIND:CODE. Nobody is shown,
        so no look is logged. `progress` is called with how many journeys are read, and how many
        there are. Refused: role-may-not, where the actor's role may not see management figures;
        code-unknown; library-missing, where the extra `effects` is not installed.
        """
        from journeys.app.effects import estimated, gathered

        found = gathered(self.logged, known_at, progress)
        return estimated(
            found,
            [self.book],
            measures,
            on=on,
            known_at=known_at,
            within=within,
            split=split,
        )

    @check_arguments
    def effect_notes(
        self,
        measure: str,
        *,
        on: date,
        known_at: datetime | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> "EffectNotes":
        """Return what was noted of each measure of a kind when it ended, by anybody who gave it.

        Each note is a look at the journey that it is about.
        Refused: role-may-not, where the actor's role may not see management figures and lists of
        people; code-unknown.
        """
        from journeys.app.effects import noted

        return noted(self.logged, measure, on=on, known_at=known_at, progress=progress)

    @check_arguments
    def management(self, *, on: date) -> "Management":
        """Return what a manager asks about the municipality on a day, as known now.

        It counts and shows no journey, so no look is logged.
        Refused: role-may-not, where the actor's role may not see management figures.
        """
        from journeys.projections.employers.room import room_day
        from journeys.projections.management import Management

        def found(transaction: Transaction) -> "Management":
            view = Management(
                on=on,
                figures=transaction.queries.figures(list(FIGURES), on),
                caseworkers=transaction.queries.caseworkers(on),
            )
            if not transaction.employers.employers():
                return view
            (counts,) = transaction.queries.room(on).days
            return view.model_copy(update={"room": room_day(counts, self.book)})

        return self.logged.counted(found)

    @check_arguments
    def behind(self, figure: FigureCode, *, on: date, value: str = "") -> "Behind":
        """Return the journeys that a manager's figure is about, as known now.

        With `value` those of that part of it: a basis, a kind of duty, a band of hours, or a
        caseworker by name.
        Refused: role-may-not, where the actor's role may not see management figures and lists of
        people.
        """
        return self.logged.behind(
            "behind",
            lambda transaction: transaction.queries.behind(figure, value, on),
            lambda view: (each.journey for each in view.lines),
        )

    @check_arguments
    def goals(self, *, on: date) -> "Goals":
        """Return where each goal of the municipality's own file stands on a day, as known now.

        It counts and shows no journey, so no look is logged.
        Refused: role-may-not, where the actor's role may not see management figures.
        """
        from journeys.projections.goals import goals

        return self.logged.counted(
            lambda transaction: goals(
                self.book.goals, on, lambda code, day: transaction.queries.figures([code], day)
            )
        )

    @check_arguments
    def try_law(
        self,
        law: Law,
        *,
        on: date,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> "LawTried":
        """Return how many answers about the pension another law would make weaker or stronger.

        It counts and shows nobody, so no look is logged, and nothing is stored. Small counts are
        masked, but for an auditor. `executor`, `workers` and `progress` are as in `population`.
        Refused: role-may-not, where the actor's role may not see management figures.
        """
        from journeys.app.law_trying import RunBy, count_tried

        return count_tried(
            {"": self.logged},
            law,
            on=on,
            run_by=RunBy(executor, workers, progress),
        )

    @check_arguments
    def changed_by_law(
        self,
        law: Law,
        *,
        on: date,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> "TriedJourneys":
        """Return whose answer another law would make weaker or stronger; each look is logged.

        Refused: role-may-not, where the actor's role may not see management figures and lists of
        people.
        """
        from journeys.app.law_trying import RunBy, find_tried

        return find_tried(
            {"": self.logged},
            law,
            on=on,
            run_by=RunBy(executor, workers, progress),
        )

    @check_arguments
    def publish_effects(
        self,
        measures: Collection[str] = (),
        *,
        on: date,
        known_at: datetime | None = None,
        splits: Collection[SplitBy] = (),
        dry_run: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> "ReleasedEffects":
        """Publish the effects of these measures, or of every measure that somebody began.

        Each measure is published at every horizon, with its groups by at most two `splits`, and
        then stays as it is until the next quarter at least and until ten more began or left. What
        is published is recorded in the store's own log; with `dry_run` nothing is. Returns what
        stands published then, with the reason where it is older. Raises BrokenHistory where that
        log was altered. Refused: as `effects`; day-not-come.
        """
        from journeys.app.publishing import publish_effects

        return publish_effects(
            self.logged,
            measures,
            on=on,
            known_at=known_at,
            splits=splits,
            progress=progress,
            dry_run=dry_run,
        )

    @check_arguments
    def publish_overview(
        self, by: Dimension, *, on: date, dry_run: bool = False
    ) -> "ReleasedTable":
        """Publish how many journeys there were on the last day of a month, by one dimension.

        It is recorded in the store's own log; with `dry_run` nothing is. `stays` of what is
        returned says why no new table was published. Raises BrokenHistory where that log was
        altered. Refused: role-may-not, where the actor's role may not see a manager's figures.
        """
        from journeys.app.publishing import release_table

        require_may_manage(self.logged.actor, self.book)
        return release_table(self.logged.store, by, on=on, dry_run=dry_run)
