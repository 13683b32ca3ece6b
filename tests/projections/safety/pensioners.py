"""Random pensioners, each from a seed, for the comparison of two answers about their pension."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple, get_args
from uuid import UUID

from journeys import RulingId, events
from journeys.domain.vocabulary import AppealOutcome
from tests.invented import ANNA
from tests.projections.safety.oracle import at_age, folkepension_day

EARLIER, RULING, LATER = (RulingId(UUID(int=number)) for number in (1, 2, 3))
TURNING = (
    date(2003, 1, 1),
    date(2008, 7, 1),
    date(2013, 6, 1),
    date(2014, 1, 1),
    date(2023, 1, 1),
    date(2026, 1, 1),
    date(2027, 11, 30),
)
"""Days on which another rule begins to apply."""
FIRST, LAST = date(1990, 1, 1), date(2032, 12, 28)


class Pensioner(NamedTuple):
    """The facts recorded about one pensioner, and the days asked about."""

    facts: tuple[events.Event, ...]
    days: tuple[date, ...]


def pensioner(seed: int) -> Pensioner:
    """Return the pensioner of that seed, with ten days to ask about.

    The facts need not have come from decisions: imports are not refused. Left out is what nothing
    was read about, or what can be read in two ways:
    - birthdays after day 28 of a month, and a grant before the age of 18;
    - a second grant, and a grant that is taken back;
    - a change of scheme for a pension whose case was not begun, or which was not granted, by 2002;
    - a resumption without a rest or an overturned ruling, or paid from before the age of
      folkepension and recorded after it;
    - an appeal of a ruling that ended nothing, a second appeal, and an end by a later ruling.
    """
    return _Maker(Random(seed)).pensioner()  # noqa: S311 - nothing is kept secret by it


class _Maker:
    """Makes one pensioner: the facts are added as they come, in no order of their days."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.born = self.between(date(1935, 1, 1), date(2000, 12, 28))
        if self.chance(0.5):
            self.born = self.between(date(1952, 1, 1), date(1972, 12, 28))
        self.born = self.born.replace(day=min(self.born.day, 28))
        self.folkepension = folkepension_day(self.born)
        self.turning = (*TURNING, at_age(self.born, 60 * 12), self.folkepension)
        self.facts: list[events.Event] = []

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def between(self, first: date, last: date) -> date:
        """Return a day from the first to the last; the first if the last is earlier."""
        days = (last - first).days
        return first + timedelta(days=self.random.randint(0, max(days, 0)))

    def day_from(self, first: date) -> date:
        """Return a day on or after that one, often near a day on which another rule begins."""
        near = [day for day in map(self.near, self.turning) if day >= first]
        if near and self.chance(0.4):
            return self.random.choice(near)
        return self.between(first, max(first, min(LAST, first + timedelta(days=5000))))

    def near(self, day: date) -> date:
        """Return that day, the day before or the day after."""
        return day + timedelta(days=self.random.choice((-1, 0, 1)))

    def pensioner(self) -> Pensioner:
        granted = self.grant()
        if granted is not None:
            self.change_scheme(granted)
            ended = self.rulings(granted)
            self.rests(granted, ended)
            if self.chance(0.15):
                day = self.day_from(granted)
                self.facts.append(events.ReassessmentSet(on=day, due=self.day_from(day)))
            if self.chance(0.15):
                day = self.day_from(granted)
                self.facts.append(events.SupportBasisChanged(on=day, basis="folkepension"))
                if self.chance(0.3):
                    day = self.day_from(day)
                    self.facts.append(events.SupportBasisChanged(on=day, basis="førtidspension"))
            if self.chance(0.1):
                day = self.day_from(granted)
                self.facts.append(events.JourneyClosed(on=day, reason="Flyttet"))
        self.facts.insert(0, self.opened(granted))
        return Pensioner(tuple(self.facts), self.asked(granted))

    def opened(self, granted: date | None) -> events.Event:
        on = granted if granted and self.chance(0.5) else FIRST
        return events.JourneyOpened(
            on=on, municipality="621", basis="førtidspension", responsible=ANNA
        )

    def grant(self) -> date | None:
        if self.chance(0.03):
            return None
        first = max(FIRST, at_age(self.born, 18 * 12))
        granted = self.between(first, max(first, date(2026, 12, 28)))
        if self.chance(0.2):
            granted = self.near(self.random.choice((date(2003, 1, 1), date(2013, 6, 1))))
        granted = max(granted, first)
        begun = None
        if self.chance(0.5):
            begun = granted - timedelta(days=self.random.randint(0, 900))
        if self.chance(0.05):
            begun = self.near(granted)
        if self.chance(0.1):
            begun = self.near(date(2003, 1, 1))
        self.of_old_times = (begun or granted) < date(2003, 1, 1)
        fits = self.chance(0.9)
        self.facts.append(
            events.PensionGranted(
                on=granted,
                scheme="old" if self.of_old_times == fits else "new",
                born=self.born,
                case_begun=begun,
                reassessment=self.day_from(granted) if self.chance(0.08) else None,
            )
        )
        return granted

    def change_scheme(self, granted: date) -> None:
        if self.of_old_times and self.chance(0.3):
            day = self.between(date(2013, 6, 1), date(2013, 12, 31))
            if self.chance(0.25):
                day = self.day_from(granted)
            if day > granted:
                self.facts.append(events.PensionSchemeChanged(on=day))

    def rests(self, granted: date, ended: date | None) -> None:
        """Let the pension rest and be paid again, some times, until its end if it has one."""
        day = granted
        for _ in range(self.random.choice((0, 0, 1, 1, 2))):
            day = self.day_from(day + timedelta(days=1))
            if self.chance(0.4):
                self.facts.append(events.PensionRestRequested(on=day))
            self.facts.append(events.PensionRested(on=day))
            if self.chance(0.4):
                day = self.day_from(day + timedelta(days=1))
                self.facts.append(events.PensionReturnRequested(on=day))
            if self.chance(0.4):
                return
            day = self.day_from(day + timedelta(days=1))
            if ended is not None and day >= ended:
                return
            paid_from = day + timedelta(days=self.random.choice((-40, -1, 0, 0, 1, 40)))
            if day > self.folkepension:
                paid_from = max(paid_from, day)
            self.facts.append(events.PensionResumed(on=day, paid_from=paid_from))

    def rulings(self, granted: date) -> date | None:
        """Let the withdrawal be considered, ruled, appealed and carried out; return its day."""
        day = granted
        if self.chance(0.15):
            day = self.heard(day)
        if self.chance(0.1):
            day = self.ruled(day, EARLIER, granted=False).on
        if self.chance(0.7):
            return None
        ruling = self.ruled(day, RULING, granted=True)
        answered = self.appealed(ruling.on) if self.chance(0.5) else None
        if self.chance(0.35):
            if answered and self.chance(0.5):
                self.ruled(answered + timedelta(days=1), LATER, granted=self.chance(0.3))
            return None
        ended = ruling.effective_on if self.chance(0.6) else self.day_from(ruling.on)
        self.facts.append(events.PensionWithdrawn(on=ended, ruling=RULING))
        if answered and self.chance(0.3):
            resumed = self.day_from(max(answered, ended) + timedelta(days=1))
            self.facts.append(events.PensionResumed(on=resumed, paid_from=resumed))
        return ended

    def heard(self, day: date) -> date:
        day = self.day_from(day)
        self.facts.append(events.WishesHeard(on=day, matter="frakendelse", words="Helst ikke"))
        return day

    def ruled(self, day: date, ruling: RulingId, *, granted: bool) -> events.RulingMade:
        day = self.day_from(day)
        made = events.RulingMade(
            on=day,
            ruling=ruling,
            matter="frakendelse",
            outcome="granted" if granted else "not-granted",
            legal_basis="Pensionsloven § 44",
            effective=self.day_from(day) if self.chance(0.6) else None,
        )
        self.facts.append(made)
        return made

    def appealed(self, ruled: date) -> date | None:
        """Appeal; return the day of an answer by which the ruling does not hold."""
        day = self.day_from(ruled)
        self.facts.append(events.RulingAppealed(on=day, ruling=RULING))
        if self.chance(0.2):
            return None
        day = self.day_from(day)
        answer = self.random.choice(get_args(AppealOutcome))
        self.facts.append(events.AppealDecided(on=day, ruling=RULING, answer=answer))
        return None if answer == "upheld" else day

    def asked(self, granted: date | None) -> tuple[date, ...]:
        """Return ten days, most of them near a day on which another rule or fact begins."""
        first = granted or FIRST
        turning = [*self.turning, *(fact.on for fact in self.facts)]
        begun = [day for day in turning if day >= first] or turning
        near = [self.near(self.random.choice(begun)) for _ in range(7)]
        return (*near, *(self.between(first, date(2027, 11, 29)) for _ in range(3)))
