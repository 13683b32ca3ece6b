"""For a host's own tests: given these events, when a verb is asked, then these are recorded.

    from journeys import events, verbs
    from journeys.testing import after
    from journeys.testing.invented import GRANTED, MAR_1, OPENED, WISHED

    rested = events.PensionRested(on=MAR_1)
    after(OPENED, GRANTED, WISHED).when(verbs.rest_pension, on=MAR_1).then(rested)
    after(OPENED).when(verbs.rest_pension, on=MAR_1).then_refused("pension-not-granted")

No store and no database is needed. Each ending asks a second time: what was recorded adds nothing
more, what was refused is refused the same. Every day has come, unless `.on_the_day(today)` says
which it is; and nothing is doubted, unless `.sure_of(...)` says of what somebody is sure. What does
not hold is an AssertionError.
`after_employer(...)` is the same for an employer, by the verbs of `journeys.employers`.
`journeys.testing.invented` has people and things to write such tests with,
`journeys.testing.strategies` has arbitrary ones.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from journeys import Actor, History, Rulebook, decide, rulebook
from journeys.domain.decisions.corrections import Replacement, no_replacement, retract
from journeys.domain.decisions.deciding import P, Verb
from journeys.domain.employers.deciding import EmployerDecision, EmployerVerb
from journeys.domain.journey import Journey
from journeys.domain.stream import AnyHistory
from journeys.employers import (
    Employer,
    EmployerEvent,
    EmployerHistory,
    Taken,
    decide_employer,
    retract_employer_entry,
)
from journeys.errors import Refused
from journeys.events import Event
from journeys.testing.invented import BY_ANNA

__all__ = ["EmployerGiven", "Given", "Question", "after", "after_employer"]


@dataclass(frozen=True)
class Question:
    """A decision to be made on a history; each method makes it and holds it to what is expected."""

    history: AnyHistory
    decision: Callable[[Any], list[Any]]

    def then(self, *expected: Event | EmployerEvent) -> None:
        """Expect exactly these events, and that asking again adds nothing."""
        recorded = self._recorded(self.history)
        if recorded != list(expected):
            raise AssertionError(f"Expected:{_lines(expected)}\nRecorded:{_lines(recorded)}")
        if again := self._recorded(self.history.followed_by(recorded)):
            raise AssertionError(f"Asked again, this is recorded as well:{_lines(again)}")

    def then_nothing(self) -> None:
        """Expect that nothing is to be recorded."""
        self.then()

    def then_refused(self, code: str) -> Refused:
        """Expect a refusal with this code, and the same one when asked again; return it."""
        first, again = self._refusal(code), self._refusal(code)
        if first.code != code:
            raise AssertionError(f"Expected {code}; refused with {first.code}: {first}")
        if (again.code, str(again)) != (first.code, str(first)):
            raise AssertionError(
                f"Refused with {first.code}: {first}\nAsked again, with {again.code}: {again}"
            )
        return first

    def _recorded(self, history: AnyHistory) -> list[Any]:
        try:
            return self.decision(history)
        except Refused as refused:
            raise AssertionError(f"Refused with {refused.code}: {refused}") from refused

    def _refusal(self, code: str) -> Refused:
        try:
            recorded = self.decision(self.history)
        except Refused as refused:
            return refused
        raise AssertionError(f"Expected {code}; nothing was refused. Recorded:{_lines(recorded)}")


@dataclass(frozen=True)
class _Given:
    """Who asks next, by which rulebook, and on which day."""

    history: Any
    actor: Actor = BY_ANNA
    book: Rulebook = field(default_factory=rulebook)
    today: date = date.max
    """The day on which it is asked. Without one, every day has come."""
    sure: Collection[str] | None = None
    """The doubts that are acknowledged; None: none is raised."""

    def by(self, role: str) -> Self:
        """Return the same, asked by somebody in that role."""
        return replace(self, actor=Actor(self.actor.name, role))

    def under(self, book: Rulebook) -> Self:
        """Return the same, decided by another rulebook."""
        return replace(self, book=book)

    def on_the_day(self, today: date) -> Self:
        """Return the same, asked on that day: what lies after it has not come."""
        return replace(self, today=today)

    def sure_of(self, *codes: str) -> Self:
        """Return the same, where doubts other than these are raised, as when it is recorded."""
        return replace(self, sure=codes)

    def followed_by(self, *events: Event | EmployerEvent) -> Self:
        """Return the same, with these events recorded as well."""
        return replace(self, history=self.history.followed_by(events))


@dataclass(frozen=True)
class Given(_Given):
    """What was recorded so far, and who asks next, by which rulebook."""

    history: History

    @property
    def journey(self) -> Journey:
        """The state that the events add up to."""
        return self.history.journey

    def when(self, verb: Verb[P], *args: P.args, **kwargs: P.kwargs) -> Question:
        """Ask a verb with these arguments; a type checker knows which it takes."""
        return Question(
            self.history,
            lambda history: decide(
                history,
                verb,
                self.actor,
                self.book,
                self.today,
                self.sure,
                *args,
                **kwargs,
            ),
        )

    def when_retracting(
        self, *, entry: int, why: str, on: date, replacement: Replacement = no_replacement
    ) -> Question:
        """Ask to take an entry back, by its number from 1, and to record what replaces it."""
        return Question(
            self.history,
            lambda history: retract(
                history,
                self.actor,
                self.book,
                today=self.today,
                entry=entry,
                why=why,
                on=on,
                replacement=replacement,
            ),
        )


@dataclass(frozen=True)
class EmployerGiven(_Given):
    """What was recorded of an employer so far, what citizens take, and who asks next."""

    history: EmployerHistory
    taken: tuple[Taken, ...] = ()

    def while_taken(self, *taken: Taken) -> Self:
        """Return the same, while citizens take this of the employer's posts."""
        return replace(self, taken=taken)

    @property
    def employer(self) -> Employer:
        """The state that the events add up to."""
        return self.history.employer

    def when(self, verb: EmployerVerb[P], *args: P.args, **kwargs: P.kwargs) -> Question:
        """Ask a verb of `journeys.employers` with these arguments; a type checker knows them."""
        return Question(
            self.history,
            lambda history: decide_employer(
                history,
                verb,
                self.actor,
                self.book,
                self.today,
                self.taken,
                self.sure,
                *args,
                **kwargs,
            ),
        )

    def when_retracting(
        self, *, entry: int, why: str, on: date, replacement: EmployerDecision = no_replacement
    ) -> Question:
        """Ask to take an entry back, by its number from 1, and to record what replaces it."""
        return Question(
            self.history,
            lambda history: retract_employer_entry(
                history,
                self.actor,
                self.book,
                today=self.today,
                entry=entry,
                why=why,
                on=on,
                taken=self.taken,
                replacement=replacement,
            ),
        )


def after(*events: Event) -> Given:
    """Return a journey on which these events were recorded, in this order.

    A caseworker asks next, by the rulebook that comes with the library, when every day has come.
    """
    return Given(History().followed_by(events))


def after_employer(*events: EmployerEvent) -> EmployerGiven:
    """Return an employer of whom these events were recorded, in this order.

    A caseworker asks next, as for `after`; no citizen is in a post.
    """
    return EmployerGiven(EmployerHistory().followed_by(events))


def _lines(events: Iterable[object]) -> str:
    return "".join(f"\n    {event!r}" for event in events) or " nothing"
