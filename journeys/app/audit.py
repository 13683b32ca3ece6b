"""Audit: what was true, what was known when (bitemporal), and what it rested on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from journeys.app.exporting import Exporter
from journeys.app.histories import OneByOne
from journeys.app.observing import observed
from journeys.app.ports.store import Transaction
from journeys.app.retiring import closed_journeys
from journeys.domain.decisions.access import require_may_manage, require_may_see_staff
from journeys.domain.decisions.forms import check_arguments
from journeys.domain.decisions.privacy import refuse_private_name
from journeys.domain.decisions.rules import require_text
from journeys.domain.history import History
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId
from journeys.projections.explain import Explanation, explain
from journeys.projections.looks import LooksWithStaff, looks_with_staff
from journeys.projections.publication import Publications, listed
from journeys.projections.replay import NewKnowledge, Replay, learned, replay
from journeys.projections.retirements import Retirements
from journeys.projections.subject_access import (
    SubjectAccessWithStaff,
    subject_access_with_staff,
)

if TYPE_CHECKING:
    from journeys.projections.late import MetLate
    from journeys.projections.late_rulings import LateRulings
    from journeys.projections.looks_by import EmployeeLooks


class Replays(OneByOne[Replay]):
    """Genafspilninger: replays of the journeys of a store."""


@observed("view")
@dataclass(frozen=True)
class Audit(Exporter):
    """Revision: the journeys of a store, asked about any day as known at any moment.

    Each question is a look, and is logged as one.
    """

    @check_arguments
    def replay(
        self, journey_id: JourneyId, *, on: date, known_at: datetime | None = None
    ) -> Replay:
        """Return every view of one journey, as it was. Raises UnknownJourney.

        Its safety view says whether the law that it used is sealed in this store.
        """
        history = self.logged.history("replay", journey_id)
        found = replay(history.stream, history, self.book, on, known_at)
        found = found.sealed_in(self.book.law, self.logged.sealed_editions())
        return self.logged.with_stamped_ahead(found, history, known_at)

    @check_arguments
    def replay_all(self, *, on: date, known_at: datetime | None = None) -> Replays:
        """Return the same of every journey on which anything was known then, one at a time.

        All are read from one state of the store, in a transaction that ends with the iteration. The
        look at each is logged on its turn, in a transaction of its own. A journey that cannot be
        read is named in `set_aside` of what is returned, and the others follow.
        Refused: role-may-not, where the actor's role may not see lists of people.
        """
        set_aside = dict[str, Message]()
        each = self.logged.each("replay-all", known_at, set_aside)
        return Replays(self._replays(each, on, known_at), set_aside)

    def _replays(
        self, each: Iterator[tuple[JourneyId, History]], on: date, known_at: datetime | None
    ) -> Iterator[Replay]:
        sealed, now = self.logged.sealed_editions(), cache(self.logged.now)
        for journey_id, history in each:
            found = replay(journey_id, history, self.book, on, known_at)
            found = found.sealed_in(self.book.law, sealed)
            yield self.logged.with_stamped_ahead(found, history, known_at, now)

    @check_arguments
    def learned(
        self, journey_id: JourneyId, *, on: date, after: datetime, upto: datetime
    ) -> NewKnowledge:
        """Return what became known between two moments, and what that changed in a day's views.

        Raises UnknownJourney.
        """
        history = self.logged.history("learned", journey_id)
        view = learned(history.stream, history, self.book, on=on, after=after, upto=upto)
        return self.logged.with_stamped_ahead(view, history, upto)

    @check_arguments
    def explain(
        self, journey_id: JourneyId, field: str, *, on: date, known_at: datetime | None = None
    ) -> Explanation:
        """Return the entries and rules behind one value of a replay, such as `safety.answer`.

        Raises UnknownJourney, and NoSuchField where the replay has no such value.
        """
        history = self.logged.history("explain", journey_id)
        view = explain(history.stream, history, self.book, field, on=on, known_at=known_at)
        return self.logged.with_stamped_ahead(view, history, known_at)

    def publications(self) -> Publications:
        """Return every figure that was published, as it was, the oldest first; it shows nobody.

        Raises BrokenHistory where one of them cannot be read.
        Refused: role-may-not, where the actor's role may not see a manager's figures.
        """
        require_may_manage(self.logged.actor, self.book)
        with self.logged.store.reading() as transaction:
            return listed(transaction.publications.all())

    @check_arguments
    def who_looked(self, journey_id: JourneyId) -> LooksWithStaff:
        """Return the looks at a journey with who looked, in which role.

        Refused: staff-not-shown. Raises UnknownJourney.
        """
        require_may_see_staff(self.logged.actor, self.book)
        return looks_with_staff(journey_id, *self.logged.looks("who-looked", journey_id))

    @check_arguments
    def looks_by(
        self,
        employee: str,
        *,
        after: datetime,
        upto: datetime,
        progress: Callable[[int, int], None] | None = None,
    ) -> "EmployeeLooks":
        """Return every look of an employee after a moment, up to and with another.

        At journeys and at employers, each by its id. This look is logged on each of them. One that
        cannot be read is set aside by its position, and those at what was erased are counted.
        `progress` is called with how many looks of anybody are read, and how many there are.
        Refused: staff-not-shown; role-may-not, where the actor's role may not see lists of people;
        name-missing, words-carry-cpr, words-carry-diagnosis, words-unprintable.
        """
        from journeys.app.ports.maintenance import silent
        from journeys.projections.looks_by import employee_looks

        require_may_see_staff(self.logged.actor, self.book)
        name = require_text(employee, "name").strip()
        refuse_private_name("name", name)

        def found(transaction: Transaction) -> "EmployeeLooks":
            looks = transaction.access.by(name, after, upto, progress or silent)
            employers = frozenset(transaction.employers.employers())
            return employee_looks(looks, employers, employee=name, after=after, upto=upto)

        return self.logged.across("looks-by", found, _looked_at)

    @check_arguments
    def met_late(
        self,
        *,
        on: date,
        known_at: datetime | None = None,
        kind: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> "MetLate":
        """Return the duties that were met late by a day, of one kind or all; it names no staff.

        With those whose day of effect was in time, where that was recorded after the due day: each
        says which of the two clocks ran late. Each is a look at its journey. `progress` is called
        with how many journeys are read, and how many there are.
        Refused: role-may-not, where the actor's role may not see lists of people.
        """
        from journeys.app.late import met_late

        return met_late(self.logged, on=on, known_at=known_at, kind=kind, progress=progress)

    @check_arguments
    def late_rulings(
        self,
        *,
        on: date,
        known_at: datetime | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> "LateRulings":
        """Return the rulings against the wish that were explained late, or not by that day.

        Each says which of the two clocks ran late, and is a look at its journey. `progress` is as
        in `met_late`. Refused: role-may-not, where the actor's role may not see lists of people.
        """
        from journeys.app.late import explained_late

        return explained_late(self.logged, on=on, known_at=known_at, progress=progress)

    @check_arguments
    def retirements(self, *, on: date, only: JourneyId | None = None) -> Retirements:
        """Return the closed journeys of a day: which may go, from when, by when, and why not.

        `only` one of them. Those that are restricted to others, or cannot be read, are named in
        `set_aside`. Refused: role-may-not, where the actor's role may not see a manager's figures;
        still-walked-with, where the one is not closed. Raises UnknownJourney, Erased.
        """
        return closed_journeys(self.logged, on, only)

    @check_arguments
    def subject_access(self, journey_id: JourneyId, *, on: date) -> SubjectAccessWithStaff:
        """Return everything that is stored about a person, with who recorded it and who looked.

        Refused: staff-not-shown. Raises UnknownJourney, and Erased.
        """
        require_may_see_staff(self.logged.actor, self.book)
        record = self.logged.person_record("subject-access", journey_id)
        return subject_access_with_staff(record.history.stream, record, self.book, on)


def _looked_at(view: "EmployeeLooks") -> Iterator[UUID]:
    return (stream for each in view.looks if (stream := each.journey or each.employer))
