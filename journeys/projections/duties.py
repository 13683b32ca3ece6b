"""Duties: what is owed on a day across journeys, and by whom."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from journeys.domain.duties import Duty, open_duties
from journeys.domain.duties import duties as duties_in
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.projections.view import View


class OwedDuty(View):
    """Forpligtelse: what is to be done, since when, by when, and who owes it."""

    kind: str
    about: str
    """What tells it from others of its kind: a ruling's id, a name, a version."""
    da: str
    en: str
    citizen_da: str
    citizen_en: str
    """The same, said to the citizen; empty where it is not the citizen's to see."""
    to: str
    by: str
    """Who owes it: whoever is responsible, or was asked."""
    since: date
    due: date
    met: date | None = None
    raised: int
    """The entry that raised it."""
    met_by: int | None = None
    """The entry that met it."""
    sources: tuple[str, ...]
    """Where the deadline was read, where the law gives it."""


class JourneyDuty(View):
    """One duty with the journey it is owed on."""

    journey: UUID
    owed: OwedDuty


class Duties(View):
    """Forpligtelser: what is owed on a day, what is due first first."""

    on: date
    owed: tuple[JourneyDuty, ...]
    law_good_until: date | None = None
    """The last day that the law, as it was read, can be trusted on; then it is to be read again."""
    behind: int = 0
    """How many journeys were last looked at under an older edition of the law: until the read
    tables are made anew, what the law changed is not told of them."""


def as_view(duty: Duty, book: Rulebook, responsible: str) -> OwedDuty:
    """Return a duty in words, owed by whoever was asked or else by the one responsible."""
    kind = book.duties[duty.kind]
    return OwedDuty(
        kind=duty.kind,
        about=duty.about,
        da=kind.da,
        en=kind.en,
        citizen_da=kind.citizen_da,
        citizen_en=kind.citizen_en,
        to=kind.to,
        by=duty.owed_by or responsible,
        since=duty.since,
        due=duty.due,
        met=duty.met,
        raised=duty.raised,
        met_by=duty.met_by,
        sources=tuple(source.told for source in kind.sources),
    )


def every_duty(seen: History, book: Rulebook) -> tuple[OwedDuty, ...]:
    """Return every duty of one journey, met ones too, as its history reads."""
    responsible = seen.journey.people.responsible
    return tuple(as_view(duty, book, responsible) for duty in duties_in(seen, book))


def owed_duties(known: History, book: Rulebook, on: date) -> Iterator[OwedDuty]:
    """Yield what is owed on one journey on a day, as known in its history."""
    seen = known.on(on)
    for duty in open_duties(seen, book, on):
        yield as_view(duty, book, seen.journey.people.responsible)
