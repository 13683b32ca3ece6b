"""Real paths, read as if they were pensioners': nobody is without income, and each return is owed.

The mapping is a test's, and said to be one: the people in the file were no pensioners. Months
without a job are read as months with the pension, months of work as a job while it rests, and
months of school as school while it rests.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple
from uuid import UUID, uuid5

import pytest

from journeys import EducationId, History, PlacementId, verbs
from journeys.domain.decisions.deciding import P, Verb
from journeys.domain.duties import duties
from journeys.domain.income import incomes
from journeys.projections.safety.answer import safety
from tests.files.registers.tables import DATA
from tests.invented import ANNA, WALK
from tests.scenario import BOOK, asked

FILE = DATA / "mvad.csv"
LIVES_ON = {
    "joblessness": "førtidspension",
    "employment": "løn",
    "training": "løn",
    "school": "su",
    "FE": "su",
    "HE": "su",
}
ASKED, DECIDED = timedelta(days=20), timedelta(days=10)
"""How long before the pension is paid again it is asked for, and decided."""

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the real data is not on this machine")


class Spell(NamedTuple):
    """Months in one state, one after the other."""

    starts: date
    lives_on: str


def paths() -> list[tuple[Spell, ...]]:
    """Return everybody's spells."""
    with FILE.open(encoding="utf-8", newline="") as opened:
        rows = [list(row.items()) for row in csv.DictReader(opened)]
    return [
        tuple(dated([(lives_on, len(list(months))) for lives_on, months in groupby(told)]))
        for told in (
            [LIVES_ON[state] for column, state in row if column not in ("id", "weight")]
            for row in rows
        )
    ]


def dated(spells: list[tuple[str, int]]) -> Iterator[Spell]:
    """Yield the spells with the days they start on: the file begins in July 1993."""
    month = 1993 * 12 + 6
    for lives_on, months in spells:
        yield Spell(date(month // 12, month % 12 + 1, 1), lives_on)
        month += months


class Pensioner:
    """Somebody with a pension of the old scheme, who tries work and school, and returns."""

    def __init__(self, begins: date) -> None:
        self.history = History()
        self.things = 0
        self.ask(
            verbs.open_journey,
            municipality="621",
            basis="førtidspension",
            responsible=ANNA,
            on=begins,
        )
        # So young that the pension becomes no folkepension by itself on a day that is known.
        self.ask(
            verbs.grant_pension, scheme="old", born=date(1971, 1, 1), on=begins - timedelta(days=9)
        )
        self.ask(verbs.express_wish_to_work, words="Gerne", on=begins)

    def ask(self, verb: Verb[P], *args: P.args, **kwargs: P.kwargs) -> None:
        """Record what a verb decides; it may not be refused."""
        self.history = self.history.followed_by(asked(self.history, verb, *args, **kwargs))

    def goes(self, into: Spell, was_on: str) -> None:
        """Go on into the next spell."""
        if into.lives_on == "førtidspension":
            self.ask(verbs.request_pension_return, on=into.starts - ASKED)
            self.ask(verbs.resume_pension, paid_from=into.starts, on=into.starts - DECIDED)
        elif was_on == "førtidspension":
            self.ask(verbs.rest_pension, on=into.starts)
        self.ends(was_on, into.starts)
        self.begins(into)
        self.ask(verbs.change_support_basis, basis=into.lives_on, on=into.starts)

    def begins(self, spell: Spell) -> None:
        """Begin a job or a school."""
        self.things += 1
        if spell.lives_on == "løn":
            job = PlacementId(self.thing)
            self.ask(
                verbs.start_placement, placement=job, placement_kind="fuldtid", on=spell.starts
            )
        elif spell.lives_on == "su":
            school = EducationId(self.thing)
            self.ask(
                verbs.start_education,
                education=school,
                education_kind="videregående",
                on=spell.starts,
            )

    def ends(self, lives_on: str, on: date) -> None:
        """End it."""
        if lives_on == "løn":
            self.ask(
                verbs.end_placement,
                placement=PlacementId(self.thing),
                reason="Aftalt",
                learned="",
                on=on,
            )
        elif lives_on == "su":
            self.ask(verbs.end_education, education=EducationId(self.thing), on=on)

    @property
    def thing(self) -> UUID:
        """The job or school that was begun last."""
        return uuid5(WALK, str(self.things))


def lived(path: tuple[Spell, ...]) -> History:
    """Return the history of a path."""
    pensioner = Pensioner(path[0].starts)
    was_on = "førtidspension"
    for spell in path:
        if spell.lives_on != was_on:
            pensioner.goes(spell, was_on)
        was_on = spell.lives_on
    return pensioner.history


PATHS = paths() if FILE.exists() else []


@pytest.mark.parametrize("part", range(4))
def test_every_months_income_is_there_and_every_return_was_owed_and_met(part: int) -> None:
    """For everybody in the file: no day without income, and each return answered."""
    for path in PATHS[part::4]:
        history = lived(path)
        found = incomes(history, BOOK)
        assert [(each.starts, each.lives_on) for each in found] == [
            (spell.starts, (spell.lives_on,)) for spell in path
        ]
        assert [each.ends for each in found] == [
            *(spell.starts for spell in path[1:]),
            None,
        ]
        told = duties(history, BOOK)
        returns = [spell.starts for spell in path[1:] if spell.lives_on == "førtidspension"]
        assert [(each.since, each.met) for each in told if each.kind == "pension-return"] == [
            (day - ASKED, day - DECIDED) for day in returns
        ]
        assert not any(each.kind == "income-gap" for each in told)


def test_there_are_as_many_people_and_returns_as_in_the_file() -> None:
    """Else the test above could look at nobody."""
    with FILE.open(encoding="utf-8", newline="") as opened:
        people = [
            [state == "joblessness" for state in list(row.values())[2:]]
            for row in csv.DictReader(opened)
        ]
    begun_again = sum(jobless and not before for row in people for before, jobless in pairwise(row))
    returns = [each for path in PATHS for each in path[1:] if each.lives_on == "førtidspension"]
    assert (len(PATHS), len(returns)) == (len(people), begun_again) == (712, 322)


def test_a_return_is_seen_in_the_safety_while_it_is_owed() -> None:
    """Asked, then decided, then paid."""
    path = next(
        path for path in PATHS if any(spell.lives_on == "førtidspension" for spell in path[1:])
    )
    history = lived(path)
    paid = next(spell.starts for spell in path[1:] if spell.lives_on == "førtidspension")
    states = {
        day: safety(WALK, history, BOOK, day).state for day in (paid - ASKED, paid - DECIDED, paid)
    }
    assert list(states.values()) == ["return-asked", "resumed", "paid"]
    owed = safety(WALK, history, BOOK, paid - ASKED).duties
    assert "pension-return" in {each.kind for each in owed}
