"""An employer: who to call, what was promised, what was asked for and answered, and its posts."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from journeys.domain.employers.duties import employer_duties
from journeys.domain.employers.employer import Contact, Need, Partnership, contact_slice
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.room import Taken
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId
from journeys.projections.duties import OwedDuty, as_view
from journeys.projections.employers.coverage import by_post
from journeys.projections.employers.lists import PostLine, post_lines
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
    answers: tuple[tuple[str, int], ...]
    """Each question by its code, and the answer."""


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
    """Empty before it was registered."""
    cvr: str
    """Empty where it is not recorded."""
    p_number: str
    """Empty where it is not recorded."""
    employer_kind: CodeName | None
    since: date | None
    """The day it was registered; None before it."""
    contact: ContactFrom | None
    """None before it was registered."""
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
    uncounted: int = 0
    """How many journeys could not be read: what they take of its posts is not counted."""


def employer_overview(
    employer_id: EmployerId,
    history: EmployerHistory,
    taken: Sequence[Taken],
    book: Rulebook,
    on: date,
    *,
    known_at: datetime | None = None,
) -> EmployerOverview:
    """Return an employer on a day. `history` and `taken` are as known at the moment."""
    as_of = history.on(on)
    employer, contacts = as_of.employer, _contacts(as_of)
    registered = employer.registered
    needs = tuple(_need(each) for each in employer.needs.values())
    return EmployerOverview(
        employer=employer_id,
        on=on,
        known_at=known_at,
        name=employer.name,
        cvr=(registered.cvr if registered else None) or "",
        p_number=(registered.p_number if registered else None) or "",
        employer_kind=CodeName.of(book, "employer", registered.employer_kind)
        if registered
        else None,
        since=registered.on if registered else None,
        contact=contacts[-1] if contacts else None,
        contacts_before=contacts[:-1],
        partnerships=tuple(_terms(each, book) for each in employer.partnerships.values()),
        needs=needs,
        needs_unanswered=sum(not each.answers for each in needs),
        expectations=tuple(
            Expectation(on=each.on, words=each.words) for each in employer.expectations
        ),
        ratings=tuple(
            Rating(
                on=each.on,
                instrument=each.instrument,
                version=each.version,
                answers=tuple((score.item, score.value) for score in each.scores),
            )
            for each in employer.ratings
        ),
        carved=tuple(
            CarvedTask(task=each.task.task, words=each.task.words, since=each.since)
            for each in employer.room.tasks.values()
            if each.post is None and each.withdrawn is None
        ),
        posts=post_lines(history, by_post(taken), book, on),
        duties=tuple(owed_duties(as_of, taken, book, on)),
    )


def owed_duties(
    history: EmployerHistory, taken: Sequence[Taken], book: Rulebook, on: date
) -> Iterator[OwedDuty]:
    """Yield what is owed to an employer and not met on a day, by due day."""
    as_of = history.on(on)
    open_duties = (each for each in employer_duties(as_of, taken, book) if each.is_open(on))
    for duty in sorted(open_duties, key=lambda each: (each.due, each.since)):
        # One that a later day will end is as open as the others today.
        yield as_view(duty._replace(met=None, met_by=None), book, "", on)


def _contacts(history: EmployerHistory) -> tuple[ContactFrom, ...]:
    """Return each contact in turn; one who is recorded again, once told, is the same."""
    found = list[Contact]()
    for change in history.changes_to(contact_slice):
        if contact := change.after.contact:
            if found and found[-1].name == contact.name:
                found.pop()
            found.append(contact)
    ends = [*(each.since for each in found[1:]), None]
    return tuple(
        ContactFrom(name=each.name, since=each.since, until=until, told=each.told)
        for each, until in zip(found, ends, strict=False)
    )


def _terms(each: Partnership, book: Rulebook) -> PartnershipTerms:
    agreed = each.agreed
    return PartnershipTerms(
        partnership=agreed.partnership,
        since=agreed.on,
        ended=each.ended,
        agreement=CodeName.of(book, "partnership", agreed.agreement) if agreed.agreement else None,
        employer_promises=agreed.employer_promises,
        municipality_promises=agreed.municipality_promises,
    )


def _need(each: Need) -> EmployerNeed:
    first = each.answered[0] if each.answered else None
    return EmployerNeed(
        need=each.told.need,
        on=each.told.on,
        words=each.told.words,
        tasks_wanted=each.told.tasks_wanted,
        answers=tuple(NeedAnswer(on=answer.on, words=answer.words) for answer in each.answered),
        days_to_answer=(first.on - each.told.on).days if first else None,
    )
