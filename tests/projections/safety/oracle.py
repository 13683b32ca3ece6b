"""A second answer about a pension, written from the table of the law alone and not from the code.

It shares nothing with `journeys` but the classes of events: its dates are written out by hand, and
it folds the recorded facts itself, so that a mistake in one is not repeated in the other.

The law is as it was read on 2026-11-29. Where it leaves a doubt, the answer is that of the weakest
ground:
- from 2026 on, that no extension of the pause was found makes the new scheme below 60 "verify";
- an appeal that changed a ruling does not say to what;
- what is recorded after the pension became folkepension changes nothing.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple, TypeVar

from journeys import RulingId, events
from journeys.domain.vocabulary import Answer

Each = TypeVar("Each")

A_DAY = timedelta(days=1)

PAYMENT = (
    events.PensionGranted,
    events.PensionRested,
    events.PensionResumed,
    events.PensionWithdrawn,
)
"""What begins or ends payment."""

NEW_SCHEME = date(2003, 1, 1)
"""A case begun on that day or later is of the new scheme."""
CHANGE_FROM, CHANGE_TO = date(2013, 6, 1), date(2013, 12, 31)
"""When a pension of the old scheme could be moved to the new one."""
NEVER_WITHDRAWN = date(2008, 7, 1)
"""From when a pension of the old scheme cannot be withdrawn; nothing was found about before."""
PAUSE_FROM, PAUSE_TO = date(2023, 1, 1), date(2025, 12, 31)
"""When no pension of the new scheme was withdrawn without special circumstances."""
CONSENT_SHOWN = date(2023, 1, 1)
"""From when a source shows that a person of 60 years must consent."""
TRUSTED_TO = date(2027, 11, 29)
"""Twelve months after the law was read."""
MAY_RISE = date(1971, 1, 1)
"""Born on that day or later, the folkepension age is at least 69 and may be raised."""
FOLKEPENSION_MONTHS = (
    (date(1954, 1, 1), 65 * 12),
    (date(1954, 7, 1), 65 * 12 + 6),
    (date(1955, 1, 1), 66 * 12),
    (date(1955, 7, 1), 66 * 12 + 6),
    (date(1963, 1, 1), 67 * 12),
    (date(1967, 1, 1), 68 * 12),
    (date.max, 69 * 12),
)
"""For those born before each day, and not before the one above, the age in months."""


class Verdict(NamedTuple):
    """An answer, and the last guaranteed day if there is one."""

    answer: Answer
    until: date | None = None


NONE, VERIFY, DEPENDS = Verdict("none"), Verdict("verify"), Verdict("depends")


def at_age(born: date, months: int) -> date:
    """Return the day on which that age is reached. Born on day 29 to 31 of a month is not asked."""
    month = born.month - 1 + months
    return date(born.year + month // 12, month % 12 + 1, born.day)


def folkepension_day(born: date) -> date:
    """Return the day on which the age of folkepension comes, or comes at the earliest."""
    return at_age(born, next(months for before, months in FOLKEPENSION_MONTHS if born < before))


class Record(NamedTuple):
    """The recorded facts in the order of their days, and those whose day has come.

    What is decided, asked or set for a later day is recorded already, and counts.
    """

    day: date
    all: tuple[events.Event, ...]
    by_now: tuple[events.Event, ...]

    @classmethod
    def on(cls, facts: Iterable[events.Event], day: date) -> "Record":
        """Return the facts as they are on that day."""
        ordered = tuple(sorted(facts, key=attrgetter("on")))
        return cls(day, ordered, tuple(fact for fact in ordered if fact.on <= day))

    @property
    def ahead(self) -> tuple[events.Event, ...]:
        """The facts whose day has not come."""
        return self.all[len(self.by_now) :]


def verdict(facts: Iterable[events.Event], day: date) -> Verdict:
    """Return what the law and these facts say on that day."""
    record = Record.on(facts, day)
    grant = _last(record.by_now, events.PensionGranted)
    if grant is None:
        return NONE
    overturned = _answered(record.all, "changed", "sent-back")
    end = _end(record.by_now)
    if end is not None:
        return VERIFY if end.ruling in overturned else NONE
    folkepension = folkepension_day(grant.born)
    if day >= folkepension:
        became = _was_paid(record, folkepension) and grant.born < MAY_RISE
        return NONE if became else VERIFY
    protection = _protection(record, grant)
    if protection == VERIFY or _unsettled(record, grant):
        return VERIFY
    if protection == DEPENDS or _pending(record, grant):
        return DEPENDS
    eves = [start - A_DAY for start in (folkepension, *_endings(record))]
    return Verdict("guaranteed-until", min(eve for eve in (protection.until, *eves) if eve))


def _last(facts: Iterable[events.Event], *kinds: type[Each]) -> Each | None:
    """Return the last fact of these kinds."""
    return next((fact for fact in reversed([*facts]) if isinstance(fact, kinds)), None)


def _answered(facts: Iterable[events.Event], *answers: str) -> set[RulingId]:
    """Return the rulings to whose appeal the answer was one of these."""
    appeals = (fact for fact in facts if isinstance(fact, events.AppealDecided))
    return {appeal.ruling for appeal in appeals if appeal.answer in answers}


def _end(facts: Iterable[events.Event]) -> events.PensionWithdrawn | None:
    """Return the withdrawal after which the pension was not resumed."""
    last = _last(facts, events.PensionWithdrawn, events.PensionResumed)
    return last if isinstance(last, events.PensionWithdrawn) else None


def _was_paid(record: Record, on: date) -> bool:
    """Return whether the pension was being paid on an earlier day, as recorded by that day."""
    by_then = Record.on(record.by_now, on).by_now
    last = _last(by_then, *PAYMENT)
    if isinstance(last, events.PensionResumed):
        return last.paid_from <= on
    return isinstance(last, events.PensionGranted)


def _changed(facts: Iterable[events.Event]) -> date | None:
    """Return the day on which the pension was moved to the new scheme."""
    change = _last(facts, events.PensionSchemeChanged)
    return None if change is None else change.on


def _protection(record: Record, grant: events.PensionGranted) -> Verdict:
    """Return what the law alone says: of the right under each scheme, by the person's age."""
    day, sixty = record.day, at_age(grant.born, 60 * 12)
    if day > TRUSTED_TO:
        return VERIFY
    if grant.scheme == "old" and _changed(record.by_now) is None:
        # A weak source says that a pension of the old scheme cannot rest from 60 on.
        sure = NEVER_WITHDRAWN <= day < sixty
        return Verdict("guaranteed-until", sixty - A_DAY) if sure else VERIFY
    if day >= sixty:
        return VERIFY if day < CONSENT_SHOWN else Verdict("guaranteed")
    if day < PAUSE_FROM:
        return DEPENDS
    if day > PAUSE_TO:
        # "No extension found": the source beside it is a question mark.
        return VERIFY
    consent_follows = sixty <= PAUSE_TO + A_DAY
    return Verdict("guaranteed") if consent_follows else Verdict("guaranteed-until", PAUSE_TO)


def _unsettled(record: Record, grant: events.PensionGranted) -> bool:
    """Return whether the facts contradict each other, or do not settle what applies."""
    basis = _last(record.by_now, events.SupportBasisChanged)
    overturned = _answered(record.all, "changed", "sent-back")
    return (
        _scheme_in_doubt(record, grant)
        or (basis is not None and basis.basis == "folkepension")
        or any(end.ruling in overturned for end in _of(record.ahead, events.PensionWithdrawn))
        or (_undecided(record, "changed") and not _is_restored(record))
    )


def _is_restored(record: Record) -> bool:
    """Return whether the pension is back after an end. If it is not, "changed" leaves open how."""
    return _last(record.by_now, events.PensionWithdrawn) is not None


def _scheme_in_doubt(record: Record, grant: events.PensionGranted) -> bool:
    """Return whether the days do not settle which scheme applies."""
    begun, changed = grant.case_begun, _changed(record.by_now)
    if begun is not None and begun > grant.on:
        return True
    if changed is not None:
        return not CHANGE_FROM <= changed <= CHANGE_TO
    return (grant.scheme == "old") != ((begun or grant.on) < NEW_SCHEME)


def _pending(record: Record, grant: events.PensionGranted) -> bool:
    """Return whether something that may end the right waits to be decided or carried out."""
    return (
        grant.reassessment is not None
        or _last(record.all, events.ReassessmentSet) is not None
        or _is_heard(record)
        or any(_is_not_carried_out(ruling, record) for ruling in _withdrawing(record))
        or _undecided(record, "sent-back")
    )


def _is_heard(record: Record) -> bool:
    """Return whether a withdrawal was brought up and nothing decided by now after it."""
    heard = _last(record.all, events.WishesHeard)
    return heard is not None and not _decided_after(heard, record)


def _decided_after(fact: events.Event, record: Record) -> bool:
    later = record.all[record.all.index(fact) + 1 :]
    return any(ruling.on <= record.day for ruling in _of(later, events.RulingMade))


def _undecided(record: Record, answer: str) -> bool:
    """Return whether an appeal had this answer and no ruling followed by now."""
    appeals = _of(record.all, events.AppealDecided)
    return any(each.answer == answer and not _decided_after(each, record) for each in appeals)


def _is_not_carried_out(ruling: events.RulingMade, record: Record) -> bool:
    """Return whether the end that a ruling decides is not recorded for its day."""
    ends = _of(record.ahead, events.PensionWithdrawn)
    recorded = any(end.ruling == ruling.ruling for end in ends)
    return not recorded or _effective(ruling) <= record.day


def _endings(record: Record) -> Iterator[date]:
    """Yield each later day from which something recorded ends what protects the pension."""
    yield from (fact.on for fact in _of(record.ahead, events.PensionWithdrawn))
    yield from (fact.on for fact in _of(record.ahead, events.PensionSchemeChanged))
    for basis in _of(record.ahead, events.SupportBasisChanged):
        if basis.basis == "folkepension":
            yield basis.on
    # A ruling without a recorded end is pending, and is not asked here.
    yield from (_effective(ruling) for ruling in _withdrawing(record))


def _of(facts: Iterable[events.Event], kind: type[Each]) -> list[Each]:
    return [fact for fact in facts if isinstance(fact, kind)]


def _withdrawing(record: Record) -> list[events.RulingMade]:
    """Return the rulings that withdraw the pension, and were not overturned."""
    overturned = _answered(record.all, "changed", "sent-back")
    rulings = _of(record.all, events.RulingMade)
    return [each for each in rulings if each.outcome == "granted" and each.ruling not in overturned]


def _effective(ruling: events.RulingMade) -> date:
    return ruling.effective or ruling.on
