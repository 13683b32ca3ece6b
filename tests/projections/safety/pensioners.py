"""Random pensioners, and three changes of the law that are tried on them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from journeys import History, events
from journeys.domain.law import Edition, Law, law
from journeys.domain.law.rules import Rule
from tests.invented import OPENED, RESTED, RULED, WISHED

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
    random = Random(seed)
    for _ in range(number):
        yield History().followed_by([*_facts(random)])


def _facts(random: Random) -> Iterator[events.Event]:
    def day(first: date, last: date) -> date:
        return first + timedelta(days=random.randrange((last - first).days + 1))

    yield OPENED.model_copy(update={"on": day(date(2022, 1, 1), date(2026, 9, 1))})
    if random.random() < 0.05:
        return
    scheme = random.choice(("new", "new", "old"))
    granted = day(date(2004, 1, 1), date(2026, 9, 1))
    if scheme == "old" and random.random() < 0.9:
        granted = day(date(1990, 1, 1), date(2002, 12, 31))
    yield events.PensionGranted(
        on=granted,
        scheme=scheme,
        born=random.choice(
            (day(date(1955, 1, 1), date(2000, 1, 1)), day(date(1959, 1, 1), date(1968, 1, 1)))
        ),
        reassessment=random.choice((None, None, None, date(2027, 6, 1))),
    )
    if random.random() < 0.5:
        yield from (WISHED, RESTED)
    if random.random() < 0.6:
        yield events.SafetyExplained(
            on=day(date(2026, 10, 1), date(2026, 12, 1)),
            sentences=("Sådan",),
            rules=(),
            edition=law().edition,
        )
    ended = RULED.model_copy(update={"on": date(2026, 11, 1), "matter": "frakendelse"})
    match random.randrange(14):
        case 0:
            yield events.WishesHeard(on=date(2026, 11, 3), matter="frakendelse", words="Nej")
        case 1:
            yield ended
        case 2:
            yield from (ended, events.PensionWithdrawn(on=date(2026, 12, 1), ruling=ended.ruling))
        case 3:
            yield from (ended, events.PensionWithdrawn(on=date(2027, 2, 1), ruling=ended.ruling))
        case 4:
            yield events.ReassessmentSet(on=date(2026, 11, 5), due=date(2027, 11, 5))
        case 5:
            yield events.JourneyClosed(on=date(2026, 11, 7), reason="I arbejde", leaving=())
        case 6:
            yield events.JourneyClosed(on=date(2026, 11, 7), reason="Flyttet", moved_to="461")
        case _:
            pass
