"""An employer: who to call, what was promised, what was asked for and answered, and its posts."""

from datetime import date, datetime
from uuid import UUID

from journeys.projections.duties import OwedDuty
from journeys.projections.employers.lists import PostLine
from journeys.projections.employers.post import CodeName
from journeys.projections.view import AsKnown, View


class ContactFrom(View):
    """Kontaktperson: who the employer calls from a day on, and when they were told."""

    name: str
    since: date
    until: date | None
    """The first day of the next contact; None for the one of today."""
    told: date | None
    """None while nobody has told the employer."""


class PartnershipTerms(View):
    """Partnerskab: what each promises."""

    partnership: UUID
    since: date
    ended: date | None
    agreement: CodeName | None
    employer_promises: str
    municipality_promises: str


class NeedAnswer(View):
    """Svar på et behov."""

    on: date
    words: str


class EmployerNeed(View):
    """Behov: what was told, and what was answered."""

    need: UUID
    on: date
    words: str
    tasks_wanted: str
    answers: tuple[NeedAnswer, ...]
    days_to_answer: int | None
    """Until the first answer; None where there is none."""


class Expectation(View):
    """Forventninger: in the employer's words."""

    on: date
    words: str


class Rating(View):
    """Vurdering: the employer's own answers; never compared with those of others."""

    on: date
    instrument: str
    version: int
    scores: tuple[tuple[str, int], ...]
    """Each question, and the answer."""


class CarvedTask(View):
    """Opgave uden stilling: carved out, and in no post yet."""

    task: UUID
    words: str
    since: date


class EmployerOverview(AsKnown):
    """Virksomhed: one employer on a day, as known at a moment. It names no citizen."""

    employer: UUID
    on: date
    known_at: datetime | None
    name: str
    cvr: str
    """Empty where it is not recorded."""
    p_number: str
    """Empty where it is not recorded."""
    employer_kind: CodeName
    since: date
    """The day it was registered."""
    contact: ContactFrom
    contacts_before: tuple[ContactFrom, ...]
    """The oldest first."""
    partnerships: tuple[PartnershipTerms, ...]
    needs: tuple[EmployerNeed, ...]
    """In the order in which they were told."""
    needs_unanswered: int
    expectations: tuple[Expectation, ...]
    ratings: tuple[Rating, ...]
    carved: tuple[CarvedTask, ...]
    posts: tuple[PostLine, ...]
    """In the order of the alphabet; closed ones too."""
    duties: tuple[OwedDuty, ...]
    """What is owed on the day, by due day."""


class EmployerTimelineLine(View):
    """One entry of an employer's stream."""

    version: int
    on: date
    recorded_at: datetime
    kind: str
    what: str
    """What happened, in English; its msgid."""
    actor: str
    retracted_by: int | None
    """The entry that retracts it."""


class EmployerTimeline(AsKnown):
    """Tidslinje: every entry of an employer's stream, in the order in which it was recorded."""

    employer: UUID
    on: date | None
    known_at: datetime | None
    lines: tuple[EmployerTimelineLine, ...]
