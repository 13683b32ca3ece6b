"""Random pensioners, and three changes of the law that are tried on them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from journeys import History, events
from journeys.domain.law import Edition, Law, law
from journeys.domain.law.rules import Rule
from tests.invented import OPENED, RESTED, RULED, WISHED

if TYPE_CHECKING:
    from journeys.domain.vocabulary import Scheme

READ = date(2026, 12, 15)
"""The day on which the changed law is read, and tried."""
CONSENT, OLD, PAUSE = (
    "withdrawal-needs-consent-from-age",
    "never-withdrawn-old",
    "no-withdrawal-period",
)


def newest(named: str) -> Rule:
    """Return a rule of the newest edition."""
    (found,) = law().newest.of(named)
    return found


def changed(*rules: Rule, dropped: tuple[str, ...] = ()) -> Law:
    """Return the law after one more edition, which says these rules again."""
    return replace(
        law(),
        editions=(*law().editions, Edition(day=READ, note="Tried.", dropped=dropped)),
        rules=(*law().rules, *(each.model_copy(update={"edition": READ}) for each in rules)),
    )


WITHOUT_CONSENT = changed(dropped=(CONSENT,))
LATER_CONSENT = changed(newest(CONSENT).model_copy(update={"age": 63}))
OLD_ENDS = changed(newest(OLD).model_copy(update={"ends": date(2027, 12, 31)}))
PAUSE_AGAIN = changed(newest(PAUSE).model_copy(update={"ends": date(2028, 12, 31)}))
CHANGES: Mapping[str, Law] = {
    "consent is dropped": WITHOUT_CONSENT,
    "consent from 63": LATER_CONSENT,
    "the old scheme ends": OLD_ENDS,
}


def pensioners(number: int, seed: int = 27) -> Iterator[History]:
    """Yield so many histories: of both schemes, of every age, with what can end the right."""
    random = Random(seed)  # noqa: S311 - the same people each time
    for _ in range(number):
        yield History().followed_by([*_facts(random)])


def _facts(random: Random) -> Iterator[events.Event]:
    yield OPENED.model_copy(update={"on": _day(random, date(2022, 1, 1), date(2026, 9, 1))})
    if random.random() < 0.05:
        return
    yield _granted(random)
    if random.random() < 0.5:
        yield from (WISHED, RESTED)
    if random.random() < 0.6:
        yield events.SafetyExplained(
            on=_day(random, date(2026, 10, 1), date(2026, 11, 25)),
            sentences=("Sådan",),
            rules=(),
            edition=law().edition,
        )
    yield from random.choice((*ENDINGS, *[()] * len(ENDINGS)))


def _granted(random: Random) -> events.PensionGranted:
    schemes: tuple[Scheme, ...] = ("new", "new", "old")
    scheme = random.choice(schemes)
    granted = _day(random, date(2004, 1, 1), date(2026, 9, 1))
    if scheme == "old" and random.random() < 0.9:
        granted = _day(random, date(1990, 1, 1), date(2002, 12, 31))
    first, last = random.choice(((1955, 2000), (1959, 1968)))
    return events.PensionGranted(
        on=granted,
        scheme=scheme,
        born=_day(random, date(first, 1, 1), date(last, 1, 1)),
        reassessment=random.choice((None, None, None, date(2027, 6, 1))),
    )


def _day(random: Random, first: date, last: date) -> date:
    return first + timedelta(days=random.randrange((last - first).days + 1))


NOV_1 = date(2026, 11, 1)
ENDED = RULED.model_copy(update={"on": NOV_1, "matter": "frakendelse"})
ENDINGS: tuple[tuple[events.Event, ...], ...] = (
    (events.WishesHeard(on=NOV_1, matter="frakendelse", words="Nej"),),
    (ENDED,),
    (ENDED, events.PensionWithdrawn(on=NOV_1, ruling=ENDED.ruling)),
    (ENDED, events.PensionWithdrawn(on=date(2027, 2, 1), ruling=ENDED.ruling)),
    (events.ReassessmentSet(on=NOV_1, due=date(2027, 11, 5)),),
    (events.JourneyClosed(on=NOV_1, reason="I arbejde", leaving=()),),
    (events.JourneyClosed(on=NOV_1, reason="Flyttet", moved_to="461"),),
)
"""What can end the right, hold the answer down, or end the journey."""
