"""Reading of employers: who looks at one is logged on its stream, as with a citizen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from journeys.app.observing import observed
from journeys.app.ports.store import Transaction
from journeys.app.post_reading import PostReader, stamped_ahead
from journeys.domain.decisions.forms import check_arguments
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.room import taken_at
from journeys.domain.vocabulary import EmployerId
from journeys.projections.overview import FURTHEST_BACK

if TYPE_CHECKING:
    from journeys.projections.employers.employer import EmployerOverview
    from journeys.projections.employers.employer_page import EmployerPage
    from journeys.projections.employers.lists import EmployerDuties, EmployerList
    from journeys.projections.employers.room import Room
    from journeys.projections.employers.timeline import EmployerTimeline


@observed("view")
@dataclass(frozen=True)
class EmployerReader(PostReader):
    """Virksomheder: the employers of a store, as one actor sees them.

    Each view is imported when it is first asked for.
    """

    @check_arguments
    def employers(self, *, on: date, known_at: datetime | None = None) -> "EmployerList":
        """Return the employers that are registered on a day, in the order of the alphabet.

        It shows no citizen, so no look is logged.
        Refused: role-may-not, where the actor's role may not see lists.
        """
        from journeys.app.employer_histories import known_employers
        from journeys.projections.employers.coverage import by_post
        from journeys.projections.employers.lists import employer_list

        def found(transaction: Transaction) -> "EmployerList":
            known = known_employers(transaction, known_at)
            view = employer_list(
                known.histories,
                by_post(known.taken),
                self.book,
                on,
                known_at=known_at,
                set_aside=known.set_aside,
            )
            view = view.model_copy(update={"uncounted": len(known.damaged)})
            return view.with_stamped_ahead(known.stamped_ahead)

        return self.logged.listed(found)

    @check_arguments
    def employer(
        self, employer_id: EmployerId, *, on: date, known_at: datetime | None = None
    ) -> "EmployerOverview":
        """Return one employer on a day; the look is logged on its stream.

        Raises UnknownEmployer, and Erased.
        """
        from journeys.app.employer_histories import known_places
        from journeys.projections.employers.coverage import posts_by_day
        from journeys.projections.employers.employer import employer_overview

        def found(transaction: Transaction, history: EmployerHistory) -> "EmployerOverview":
            ahead = stamped_ahead(history, known_at, transaction.now)
            as_known = history.as_of(known_at=known_at)
            known = known_places(transaction, list(posts_by_day(as_known)), known_at)
            taken = taken_at(employer_id, known.taken)
            view = employer_overview(
                employer_id,
                as_known,
                taken,
                self.book.known_at(known_at),
                on,
                known_at=known_at,
            )
            view = view.model_copy(update={"uncounted": len(known.damaged)})
            return view.with_stamped_ahead(ahead + known.stamped_ahead)

        return self.logged.employer("employer", employer_id, found)

    @check_arguments
    def employer_page(
        self, employer_id: EmployerId, *, on: date, known_at: datetime | None = None
    ) -> "EmployerPage":
        """Return what an employer is handed on a day; the look is logged on its stream.

        It names no citizen, and says nothing of a citizen's days and hours.
        Raises UnknownEmployer, and Erased.
        """
        from journeys.app.employer_histories import known_places
        from journeys.projections.employers.coverage import posts_by_day
        from journeys.projections.employers.employer_page import employer_page

        def found(transaction: Transaction, history: EmployerHistory) -> "EmployerPage":
            ahead = stamped_ahead(history, known_at, transaction.now)
            as_known = history.as_of(known_at=known_at)
            known = known_places(transaction, list(posts_by_day(as_known)), known_at)
            view = employer_page(
                employer_id,
                as_known,
                known.taken,
                self.book,
                on,
                today=transaction.now.date(),
                known_at=known_at,
            )
            return view.with_stamped_ahead(ahead)

        return self.logged.employer("employer-page", employer_id, found)

    @check_arguments
    def employer_timeline(
        self, employer_id: EmployerId, *, on: date | None = None, known_at: datetime | None = None
    ) -> "EmployerTimeline":
        """Return every entry of an employer's stream in order; the look is logged on it.

        Raises UnknownEmployer, and Erased.
        """
        from journeys.projections.employers.timeline import employer_timeline

        def found(transaction: Transaction, history: EmployerHistory) -> "EmployerTimeline":
            view = employer_timeline(employer_id, history, on, known_at)
            return view.with_stamped_ahead(stamped_ahead(history, known_at, transaction.now))

        return self.logged.employer("employer-timeline", employer_id, found)

    @check_arguments
    def employer_duties(self, *, on: date, owed_by: str | None = None) -> "EmployerDuties":
        """Return what is owed to employers on a day, as known now: by one person or all.

        It shows no citizen, so no look is logged.
        Refused: role-may-not, where the actor's role may not see lists.
        """
        from journeys.app.employer_histories import owed_to_employers

        return self.logged.listed(
            lambda transaction: owed_to_employers(transaction, self.book, on, owed_by)
        )

    @check_arguments
    def room(self, *, on: date, known_at: datetime | None = None, months: int = 0) -> "Room":
        """Return how many posts, tasks and hours there are on a day, and how much is filled.

        With `months` also on the same day of so many months before, 60 at most. It counts and shows
        nobody, so no look is logged.
        Refused: role-may-not, where the actor's role may not see management figures.
        """
        from journeys.app.employer_histories import known_employers
        from journeys.projections.employers.room import room, room_figures

        months = min(max(months, 0), FURTHEST_BACK)

        def found(transaction: Transaction) -> "Room":
            if known_at is None:
                figures = transaction.queries.room(on, months)
                return room(figures, self.book, on, months=months)
            known = known_employers(transaction, known_at)
            figures = room_figures(
                known.histories.values(),
                known.taken,
                on,
                months=months,
                set_aside={**known.set_aside, **known.damaged},
            )
            view = room(figures, self.book, on, months=months, known_at=known_at)
            return view.with_stamped_ahead(known.stamped_ahead)

        return self.logged.counted(found)
