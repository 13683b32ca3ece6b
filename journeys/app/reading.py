"""Reading: every view of a person, for an actor and a purpose; each look is logged.

Reads are bitemporal: `on` is the day that a fact holds, `known_at` the moment it was recorded by.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from journeys.app.employer_reading import EmployerReader
from journeys.app.observing import observed
from journeys.app.ports.store import Transaction
from journeys.domain.decisions.forms import check_arguments
from journeys.domain.decisions.rules import require_text
from journeys.domain.errors import StoreError
from journeys.domain.history import History
from journeys.domain.identity import cpr
from journeys.domain.vocabulary import JourneyId

if TYPE_CHECKING:
    from journeys.app.audit import Audit
    from journeys.projections.briefing import Briefing
    from journeys.projections.caseload import Caseload
    from journeys.projections.citizen_path import CitizenPath
    from journeys.projections.continuity import Continuity
    from journeys.projections.desk import Desk
    from journeys.projections.duties import Duties, OwedDuty
    from journeys.projections.identity import PersonIdentity, PersonNames
    from journeys.projections.looks import Looks
    from journeys.projections.milestones import Milestones
    from journeys.projections.periods import Period
    from journeys.projections.safety.answer import Safety
    from journeys.projections.steps import StepRow
    from journeys.projections.subject_access import SubjectAccess
    from journeys.projections.timeline import Timeline


@observed("view")
@dataclass(frozen=True)
class Reader(EmployerReader):
    """Opslag: the journeys of a store, as one actor sees them for one purpose.

    Each view leaves an entry in the access log for each journey that it shows, before it shows
    anything. Raises StoreError where that cannot be done, and BrokenHistory for a journey that is
    damaged. A view over many journeys names those that cannot be read in `set_aside`, and shows the
    others. A view as `known_at` a moment says in `stamped_ahead` how many entries that moment hides
    which are stamped later than now. Each view is imported when it is first asked for.
    """

    @property
    def audit(self) -> "Audit":
        """What an auditor asks of the same journeys, for the same purpose."""
        from journeys.app.audit import Audit

        return Audit(self.logged, self.book)

    @check_arguments
    def history(self, journey_id: JourneyId) -> History:
        """Return everything that was recorded on this journey. Raises UnknownJourney."""
        return self.logged.history("history", journey_id)

    @check_arguments
    def identity(self, journey_id: JourneyId) -> "PersonIdentity | None":
        """Return who this journey is about; None where no identity is stored.

        Raises UnknownJourney, and Erased.
        """
        from journeys.projections.identity import person_identity

        known = self.logged.identity("identity", journey_id)
        return None if known is None else person_identity(journey_id, known)

    @check_arguments
    def find(self, number: str, kind: Literal["cpr", "reference"] = "cpr") -> JourneyId | None:
        """Return the journey of the person who has, or had, this number; None where there is none.

        A look is logged only where a journey is found: else nothing about anybody is shown.
        Refused: role-may-not, where the actor's role may not see lists of people; cpr-malformed,
        cpr-no-date.
        """
        wanted = cpr(number) if kind == "cpr" else number.strip()
        return self.logged.find("find", kind, wanted)

    @check_arguments
    def called(self, name: str, *, most: int) -> "PersonNames":
        """Return the persons whose name has `name` as a part of it; `most` at most.

        Accents and case make no difference: "soren" and "soeren" find Søren, "jensen" Holm-Jensen.
        Identities that do not open are named in `set_aside` of what is returned.
        Refused: role-may-not, where the actor's role may not see lists of people; name-missing;
        journey-ambiguous, where there are more: nobody is shown then.
        """
        from journeys.projections.identity import person_names

        return person_names(*self.logged.called("called", require_text(name, "name"), most))

    @check_arguments
    def names(self, journeys: Iterable[JourneyId]) -> "PersonNames":
        """Return the names of the persons of these journeys; those who are not known are left out.

        Each who is named was looked at, and each look is logged. Identities that do not open are
        named in `set_aside` of what is returned.
        Refused: role-may-not, where there are several journeys and the actor's role may not see
        lists of people.
        """
        from journeys.projections.identity import person_names

        return person_names(*self.logged.names("names", journeys))

    @check_arguments
    def milestones(
        self, journey_id: JourneyId, *, on: date | None = None, known_at: datetime | None = None
    ) -> "Milestones":
        """Return where somebody is, has been and goes next. Raises UnknownJourney."""
        from journeys.projections.milestones import milestones

        history = self.logged.history("milestones", journey_id)
        view = milestones(history.stream, history, self.book, on, known_at)
        return self.logged.with_stamped_ahead(view, history, known_at)

    @check_arguments
    def path(
        self, journey_id: JourneyId, *, on: date, known_at: datetime | None = None
    ) -> "CitizenPath":
        """Return the path as the citizen sees it. Raises UnknownJourney.

        Nobody of the municipality is named in it: it can be handed over (`journeys.pages`).
        """
        from journeys.projections.citizen_path import path

        history = self.logged.history("path", journey_id)
        view = path(history.stream, history, self.book, on, known_at)
        return self.logged.with_stamped_ahead(view, history, known_at)

    @check_arguments
    def briefing(
        self, journey_id: JourneyId, *, on: date, known_at: datetime | None = None
    ) -> "Briefing":
        """Return what the next caseworker must know on a day. Raises UnknownJourney."""
        from journeys.projections.briefing import briefing

        history = self.logged.history("briefing", journey_id)
        view = briefing(history.stream, history, self.book, on, known_at)
        return self.logged.with_stamped_ahead(view, history, known_at)

    @check_arguments
    def timeline(
        self, journey_id: JourneyId, *, on: date | None = None, known_at: datetime | None = None
    ) -> "Timeline":
        """Return every entry in order. Raises UnknownJourney."""
        from journeys.projections.timeline import timeline

        history = self.logged.history("timeline", journey_id)
        view = timeline(history.stream, history, on, known_at)
        return self.logged.with_stamped_ahead(view, history, known_at)

    @check_arguments
    def safety(
        self, journey_id: JourneyId, *, on: date, known_at: datetime | None = None
    ) -> "Safety":
        """Return the economic safety on a day, and whether the law it used is sealed here.

        Raises UnknownJourney.
        """
        from journeys.projections.safety.answer import safety

        history = self.logged.history("safety", journey_id)
        view = safety(history.stream, history, self.book, on, known_at)
        view = view.sealed_in(self.book.law, self.logged.sealed_editions())
        return self.logged.with_stamped_ahead(view, history, known_at)

    @check_arguments
    def periods(
        self, journey_id: JourneyId, *, on: date | None = None, known_at: datetime | None = None
    ) -> "tuple[Period, ...]":
        """Return the periods of every track. Raises UnknownJourney."""
        from journeys.projections.periods import every_period

        seen = self.logged.history("periods", journey_id).as_of(on, known_at)
        return every_period(seen, self.book.known_at(known_at))

    @check_arguments
    def steps(
        self, journey_id: JourneyId, *, on: date | None = None, known_at: datetime | None = None
    ) -> "tuple[StepRow, ...]":
        """Return the subgoals and small successes. Raises UnknownJourney."""
        from journeys.projections.steps import steps

        return steps(self.logged.history("steps", journey_id).as_of(on, known_at))

    @check_arguments
    def duties_of(
        self, journey_id: JourneyId, *, on: date | None = None, known_at: datetime | None = None
    ) -> "tuple[OwedDuty, ...]":
        """Return every duty of one journey, met ones too. Raises UnknownJourney."""
        from journeys.projections.duties import every_duty

        seen = self.logged.history("duties-of", journey_id).as_of(on, known_at)
        return every_duty(seen, self.book.known_at(known_at))

    @check_arguments
    def continuity(
        self, journey_id: JourneyId, *, on: date, known_at: datetime | None = None
    ) -> "Continuity":
        """Return how continuous one journey has been. Raises UnknownJourney."""
        from journeys.projections.continuity import continuity

        history = self.logged.history("continuity", journey_id)
        return continuity(history.stream, history.as_of(known_at=known_at), self.book, on)

    @check_arguments
    def caseload(self, *, on: date, responsible: str | None = None) -> "Caseload":
        """Return the journeys that are open on a day, as known now; one person's, or all.

        Refused: role-may-not, where the actor's role may not see lists of people.
        """
        return self.logged.across(
            "caseload",
            lambda transaction: transaction.queries.caseload(on, responsible),
            lambda view: (case.journey for case in view.cases),
        )

    @check_arguments
    def desk(self, *, on: date, responsible: str) -> "Desk":
        """Return what waits and comes next on each journey of one person, as known now.

        One that is restricted to others is there, without words. Who looks at their own desk is
        shown who stood in for them (`colleague_desk`).
        Refused: role-may-not, where the actor's role may not see lists of people.
        """
        return self._desk("desk", on, responsible)

    @check_arguments
    def colleague_desk(self, *, on: date, responsible: str) -> "Desk":
        """Return the desk of a colleague for whom the actor stands in; the purpose says why.

        Responsibility does not move. The colleague is shown who looked, when and why.
        Refused: role-may-not, where the actor's role may not see lists of people.
        """
        from journeys.projections.desk import COLLEAGUE_DESK

        return self._desk(COLLEAGUE_DESK, on, responsible)

    def _desk(self, name: str, on: date, responsible: str) -> "Desk":
        from journeys.app.employer_histories import owed_to_employers
        from journeys.projections.desk import COLLEAGUE_DESK, LOOKS_SHOWN, desk, desk_looks

        def laid_out(transaction: Transaction) -> "Desk":
            ids, set_aside = transaction.queries.on_desk(on, responsible)
            read = transaction.many.read_together(ids)
            damaged = {
                str(journey): history.sentence
                for journey, history in read.items()
                if isinstance(history, StoreError)
            }
            histories = {
                journey: history
                for journey, history in read.items()
                if isinstance(history, History)
            }
            view = desk(histories.items(), self.book, on, responsible)
            if responsible == self.logged.actor.name:
                since = transaction.now - LOOKS_SHOWN
                looks = transaction.access.of_view(list(histories), COLLEAGUE_DESK, since)
                view = view.model_copy(
                    update={"looked_at": desk_looks(looks, histories, responsible)}
                )
            to_employers = owed_to_employers(transaction, self.book, on, responsible)
            view = view.model_copy(update={"to_employers": to_employers.owed})
            view = view.without({**set_aside, **damaged, **to_employers.set_aside})
            return view.without_words(self.logged.restricted(transaction))

        return self.logged.across(
            name, laid_out, lambda view: (each.journey for each in (*view.lines, *view.offered))
        )

    @check_arguments
    def duties(self, *, on: date, kind: str | None = None, owed_by: str | None = None) -> "Duties":
        """Return what is owed on a day, as known now: of one kind or all, by one person or all.

        What is owed to employers is in `to_employers`, and names no citizen.
        Refused: role-may-not, where the actor's role may not see lists of people.
        """
        from journeys.app.employer_histories import owed_to_employers

        def owed(transaction: Transaction) -> "Duties":
            view = transaction.queries.duties(on, self.book, kind, owed_by)
            found = owed_to_employers(transaction, self.book, on, owed_by, kind)
            view = view.model_copy(update={"to_employers": found.owed})
            return view.without(found.set_aside) if found.set_aside else view

        return self.logged.across("duties", owed, lambda view: (each.journey for each in view.owed))

    @check_arguments
    def subject_access(self, journey_id: JourneyId, *, on: date) -> "SubjectAccess":
        """Return everything that is stored about a person, for the person (GDPR art. 15).

        `on` is the day of the views in it; every entry is included. Who recorded or looked is not
        named. Raises UnknownJourney, and Erased.
        """
        from journeys.projections.subject_access import subject_access

        record = self.logged.person_record("subject-access", journey_id)
        return subject_access(record.history.stream, record, self.book, on)

    @check_arguments
    def access(self, journey_id: JourneyId) -> "Looks":
        """Return when somebody looked at this journey, at what and why, for the citizen.

        It names nobody, and no role. A look that cannot be read is set aside by its position.
        Raises UnknownJourney.
        """
        from journeys.projections.looks import looks

        return looks(journey_id, *self.logged.looks("access", journey_id))
