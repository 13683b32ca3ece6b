"""A sample of every page, made from invented histories."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Protocol

from journeys import pages
from journeys.language import Language
from journeys.projections.overview import Overview, Trend
from journeys.projections.safety.answer import safety
from journeys.projections.safety.letter import letter
from journeys.projections.timeline import timeline
from tests.invented import WALK
from tests.pages.walks import TODAY, WALKS, history_of, path_of
from tests.scenario import BOOK


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


def _path(name: str, language: Language, *, easy: bool = False) -> str:
    return pages.path(path_of(name), language=language, easy=easy)


def _letter(language: Language, *, easy: bool = False) -> str:
    view = safety(WALK, history_of("back-to-the-pension"), BOOK, TODAY)
    return pages.letter(letter(view, language), easy=easy)


def _card(language: Language, *, easy: bool = False) -> str:
    return pages.card(path_of("first-weeks"), language=language, easy=easy)


def _timeline(language: Language, *, easy: bool = False) -> str:
    assert not easy
    return pages.timeline(timeline(WALK, history_of("back-to-the-pension")), language=language)


def _overview(view: Overview | Trend, language: Language, *, easy: bool = False) -> str:
    assert not easy
    return pages.overview(view, language=language)


CITIZENS: Mapping[str, Sample] = {
    **{name: partial(_path, name) for name in WALKS},
    "letter": _letter,
    "card": _card,
}
STAFF: Mapping[str, Sample] = {
    "timeline": _timeline,
    "overview": partial(_overview, MONTHS.days[-1]),
    "trend": partial(_overview, MONTHS),
}
SAMPLES = {**CITIZENS, **STAFF}
