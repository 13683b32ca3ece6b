"""A sample of every page, made from invented histories."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import cache, lru_cache, partial
from typing import Protocol

from journeys import events, pages
from journeys.domain.days import months_after
from journeys.domain.goal import Goal
from journeys.domain.rulebook import TeamOffice
from journeys.language import Language
from journeys.law import LawTried, RatesTried
from journeys.masking import masked_management, masked_room
from journeys.projections.citizen_path import CitizenPath, path
from journeys.projections.employers.employer_page import EmployerPage
from journeys.projections.employers.room import Room
from journeys.projections.figure_codes import FIGURES, FigureCode
from journeys.projections.goals import goals
from journeys.projections.management import ByCaseworker, Counted, Figure, Management, figure
from journeys.projections.overview import Overview, Trend
from journeys.projections.safety.answer import safety
from journeys.projections.safety.letter import letter
from journeys.projections.timeline import timeline
from tests.invented import WALK
from tests.pages.effects import EVERY
from tests.pages.employers import BARE, LONG, page_of, room_of
from tests.pages.laws import MASKED, RATES, TRIED
from tests.pages.walks import TODAY, WALKS, history_of, path_of
from tests.scenario import BOOK, after


class Sample(Protocol):
    """A page."""

    def __call__(self, language: Language, *, easy: bool = False) -> str:
        """Return it in a language, in easy words or not."""


MONTHS = Trend(
    days=tuple(
        Overview(
            on=date(2026, month, 20),
            journeys=40 + month,
            by={
                "basis": {"kontanthjælp": 20 + month, "førtidspension": None, "none": 9},
                "activity": {
                    "praktik": month,
                    "job med løntilskud til førtidspensionister": 14 - month,
                    "speciallægekonsulentbistand": 5,
                    "løntilskud": 12 - month,
                    "none": 30,
                },
                "phase": {"formidling": month, "afklaring": 9, "none": 31},
                "paid-hours": {"0-5": None, "5-10": month, "over 30": 7, "not-said": 40},
            },
        )
        for month in range(6, 12)
    )
)


TWO_YEARS = Trend(
    days=tuple(
        each.model_copy(update={"on": months_after(date(2024, 11, 20), nr)})
        for nr, each in enumerate((MONTHS.days * 5)[:25])
    )
)

OFFICE = TeamOffice(
    name="Jobhuset",
    place="Torvet 1, 6000 Kolding",
    telephone="12 34 56 78",
    hours="Mandag til torsdag kl. 9-15",
)
AT_TEN = events.FollowUpAgreed(
    on=date(2026, 11, 10), due=date(2026, 12, 1), time=time(10), place="Jobhuset", how="meeting"
)
BY_DAY = events.FollowUpAgreed(on=date(2026, 11, 10), due=date(2026, 12, 3))
CALLED_OFF = events.FollowUpCalledOff(on=date(2026, 11, 12), due=date(2026, 12, 1))


def agreed(*facts: events.Event, office: TeamOffice | None = OFFICE) -> CitizenPath:
    """Return the path of somebody in their first weeks after these facts about the next talk."""
    book = BOOK if office is None else BOOK._replace(offices=(office,))
    return path(WALK, after(*WALKS["first-weeks"], *facts).history, book, TODAY)


def _path(name: str, language: Language, *, easy: bool = False) -> str:
    return pages.path(path_of(name), language=language, easy=easy)


def _letter(language: Language, *, easy: bool = False) -> str:
    view = safety(WALK, history_of("back-to-the-pension"), BOOK, TODAY)
    return pages.letter(letter(view, language), easy=easy)


def _card(language: Language, *, easy: bool = False) -> str:
    return pages.card(agreed(AT_TEN), language=language, easy=easy)


def _appointment(*facts: events.Event) -> Sample:
    def page(language: Language, *, easy: bool = False) -> str:
        made = pages.appointment_page(agreed(*facts), language=language, easy=easy)
        assert made is not None
        return made

    return page


def _timeline(language: Language, *, easy: bool = False) -> str:
    assert not easy
    wrong = events.EntryRetracted(on=TODAY, entry=10, why="Forkert dag")
    told = history_of("back-to-the-pension").followed_by([wrong])
    return pages.timeline(timeline(WALK, told), language=language)


def _overview(view: Overview | Trend, language: Language, *, easy: bool = False) -> str:
    assert not easy
    return pages.overview(view, language=language)


def _effects(language: Language, *, easy: bool = False) -> str:
    assert not easy
    return pages.effects(EVERY, language=language)


ON = date(2026, 11, 29)
BANDS = {"0": 6, "0-5": 18, "5-10": 12, "over 30": 17, "not-said": 11, "none": 229}
BASES = {"dagpenge": 2, "job med løntilskud til førtidspensionister": 4, "none": 6}
WHOLE = {"citizens": 293, "in-paid-hours": 47, "hours-a-week": 412}
LATE = {"follow-up": 78, "fleksjob-and-pension": 1, "explain-safety": 63}


def _figures(code: FigureCode) -> Iterator[Figure]:
    """Yield a figure of invented numbers, and its parts."""
    parts = BANDS if code == "hours-band" else LATE if "past-due" in code else BASES
    parts = parts if FIGURES[code].is_split else {"": WHOLE.get(code, 12)}
    earlier = {1: Counted(rows=9), 12: Counted(rows=1)} if FIGURES[code].span == "month" else {}
    for value in dict.fromkeys(("", *parts)):
        number = parts.get(value, sum(parts.values()))
        waited = [float(each) for each in range(number)]
        yield figure(code, ON, Counted(number, number, number, waited), value, earlier=earlier)


MANAGED = Management(
    on=ON,
    figures=tuple(each for code in FIGURES for each in _figures(code)),
    caseworkers=tuple(
        ByCaseworker(name=name, citizens=40, without_next_step=7, past_due=12)
        for name in ("anna.example", "bo.med.et.langt.navn.example", "åse.example")
    ),
    room=room_of(months=0).day.model_copy(update={"on": ON}),
)
GOALS = goals(
    (
        Goal.model_validate(
            {
                "indicator": "in-paid-hours",
                "baseline": 40,
                "from": date(2025, 6, 1),
                "target": 80,
                "day": date(2027, 12, 31),
                "decided_by": "Beskæftigelsesudvalget, 12/1/2026",
            }
        ),
    ),
    ON,
    lambda code, on: (figure(code, on, Counted(journeys=40 + 2 * on.month)),),
)


def _management(language: Language, *, easy: bool = False, masked: bool = False) -> str:
    assert not easy
    view = masked_management(MANAGED) if masked else MANAGED
    of_goals = None if masked else GOALS
    return pages.management(view, language=language, goals=of_goals, masked=masked)


def _once(samples: Mapping[str, Sample]) -> Mapping[str, Sample]:
    """Return samples that are made once in a process for each language."""
    return {name: cache(sample) for name, sample in samples.items()}


CITIZENS = _once(
    {
        **{name: partial(_path, name) for name in WALKS},
        "letter": _letter,
        "card": _card,
        "appointment": _appointment(AT_TEN),
    }
)
WITHOUT_TIME = _once(
    {
        "appointment-by-day": _appointment(BY_DAY),
        "appointment-off": _appointment(AT_TEN, CALLED_OFF),
    }
)


def _accessibility(office: TeamOffice | None) -> Sample:
    def page(language: Language, *, easy: bool = False) -> str:
        assert not easy
        book = BOOK if office is None else BOOK._replace(offices=(office,))
        return pages.accessibility(TODAY, language=language, book=book)

    return page


STAFF = _once(
    {
        "timeline": _timeline,
        "overview": partial(_overview, MONTHS.days[-1]),
        "trend": partial(_overview, MONTHS),
        "effects": _effects,
        "two-years": partial(_overview, TWO_YEARS),
        "management": _management,
        "management-masked": partial(_management, masked=True),
    }
)


def _employer(view: EmployerPage, language: Language, *, easy: bool = False) -> str:
    assert not easy
    return pages.employer(view, language=language)


def _room(view: Room, language: Language, *, easy: bool = False, masked: bool = False) -> str:
    assert not easy
    view = masked_room(view) if masked else view
    return pages.room(view, language=language, masked=masked)


def _law(view: LawTried | RatesTried, language: Language, *, easy: bool = False) -> str:
    assert not easy
    return pages.law_tried(view, language=language)


LAWS = _once(
    {
        "law-tried": partial(_law, TRIED),
        "law-tried-masked": partial(_law, MASKED),
        "rates-tried": partial(_law, RATES),
    }
)
EMPLOYERS = _once(
    {
        "employer": partial(_employer, page_of()),
        "employer-long": partial(_employer, LONG),
        "employer-bare": partial(_employer, BARE),
        "room": partial(_room, room_of()),
        "room-one-day": partial(_room, room_of(months=0)),
        "room-masked": partial(_room, room_of(), masked=True),
    }
)
STATEMENTS = _once(
    {
        "accessibility": _accessibility(OFFICE),
        "accessibility-without-office": _accessibility(None),
    }
)
SAMPLES = {**CITIZENS, **WITHOUT_TIME, **STAFF, **LAWS, **EMPLOYERS, **STATEMENTS}
A_FEW = {"fleksjob", "letter", "card", "timeline", "trend", "employer", "room"}
"""The suite looks at these from two sides, and at the others from one; `make long` looks at all of
them from every side."""


@lru_cache(maxsize=100)
def pdf_of(html: str) -> bytes:
    """Return a page as PDF; that of a sample is made once in a process."""
    return pages.pdf(html)
