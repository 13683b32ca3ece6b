"""Real paths come in whole: what a plain reader of the file counts, the views count too."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import text

from journeys.adapters.files.registers.states_import import journey_of
from journeys.masking import FEWEST, masked
from journeys.projections.overview import DIMENSIONS, Overview
from tests.connections import connection_of
from tests.files.registers.tables import DATA, Shown, opened, put, read, shown, write_codes

Meaning = tuple[str, str | None, str | None]

MVAD_STATES: dict[str, Meaning] = {
    "employment": ("selvforsørgelse", "fuldtid", None),
    "training": ("løn", "praktik", None),
    "joblessness": ("kontanthjælp", None, None),
    "school": ("uoplyst", None, "grunduddannelse"),
    "FE": ("uoplyst", None, "erhvervsuddannelse"),
    "HE": ("uoplyst", None, "videregående"),
}
ACTCAL_STATES: dict[str, Meaning] = {
    "A": ("selvforsørgelse", "fuldtid", None),
    "B": ("selvforsørgelse", "deltid", None),
    "C": ("selvforsørgelse", "småjob", None),
    "D": ("kontanthjælp", None, None),
}


class Register(NamedTuple):
    """A real file, and what is known of it without our importer."""

    file: Path
    person: str
    ignore: tuple[str, ...]
    first: date
    states: dict[str, Meaning]

    def codes(self) -> str:
        """Return the code file that describes it."""
        lines = [
            "[table]",
            f'person = "{self.person}"',
            f"ignore = {list(self.ignore)}",
            f'first = "{self.first:%Y-%m}"',
            'step = "month"',
        ]
        for state, (basis, placement, education) in self.states.items():
            lines.append(f"[states.{state}]")
            lines += [f'support_basis = "{basis}"'] if basis != "uoplyst" else []
            lines += [f'placement = "{placement}"'] if placement else []
            lines += [f'education = "{education}"'] if education else []
        return "\n".join(lines)

    def people(self) -> dict[UUID, list[str]]:
        """Return every person's states, by journey, with nothing but the csv module."""
        with self.file.open(encoding="utf-8", newline="") as opened_file:
            return {
                journey_of(self.file.stem, row.pop(self.person)): [
                    state for column, state in row.items() if column not in self.ignore
                ]
                for row in csv.DictReader(opened_file)
            }

    def months(self, count: int) -> list[date]:
        """Return the first day of each month."""
        nr = self.first.year * 12 + self.first.month - 1
        return [date(month // 12, month % 12 + 1, 1) for month in range(nr, nr + count)]


MVAD = Register(DATA / "mvad.csv", "id", ("weight",), date(1993, 7, 1), MVAD_STATES)
ACTCAL = Register(
    DATA / "actcal_months.csv", "person", ("age00", "sex"), date(2000, 1, 1), ACTCAL_STATES
)

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the real data is not on this machine")


@pytest.mark.parametrize("register", [MVAD, ACTCAL], ids=["mvad", "actcal"])
def test_every_real_path_is_in_the_views_as_it_is_in_the_file(
    database_url: str, tmp_path: Path, register: Register
) -> None:
    """Counted without our importer: journeys, bases, activities; then every month of everybody."""
    codes, people = write_codes(tmp_path, register.codes()), register.people()
    months = register.months(len(next(iter(people.values()))))
    with opened(database_url) as journeys:
        found = read(register.file, codes)
        assert (found.people, found.unobserved) == (len(people), 0)
        assert (found.first, found.last) == (months[0], months[-1])
        assert put(journeys, register.file, codes) > len(people)
        for nr in (0, len(months) // 2, len(months) - 1):
            seen = journeys.overview(on=months[nr], by=DIMENSIONS)
            assert seen.journeys == len(people)
            assert seen.by == counted(register, people, nr)
        for nr, month in enumerate(months):
            assert_masked(journeys.overview(on=month), counted(register, people, nr))
        rows = shown(journeys, months)
        assert rows.keys() == people.keys()
        for journey, states in people.items():
            assert rows[journey] == [as_rows(register.states[state]) for state in states]
        assert put(journeys, register.file, codes) == 0


def counted(
    register: Register, people: Mapping[UUID, Sequence[str]], nr: int
) -> dict[str, Counter[str]]:
    """Return how many there are in a month by what the file says of them."""
    meanings = [register.states[states[nr]] for states in people.values()]
    return {
        "basis": Counter(basis for basis, _, _ in meanings),
        "activity": Counter(placed or study or "none" for _, placed, study in meanings),
        "paid-hours": Counter("not-said" if placed else "none" for _, placed, _ in meanings),
        "phase": Counter({"none": len(people)}),
        "target-group": Counter({"none": len(people)}),
        "municipality": Counter({"000": len(people)}),
        "responsible": Counter({"register": len(people)}),
    }


def assert_masked(seen: Overview, numbers: Mapping[str, Counter[str]]) -> None:
    """Assert that what is left is what it was, and that the rest of the sum is not small."""
    shown_ = masked(seen)
    for by, counts in shown_.by.items():
        left = {value: number for value, number in counts.items() if number is not None}
        assert left.items() <= numbers[by].items()
        assert min(left.values()) >= FEWEST
        rest = numbers[by].total() - sum(left.values())
        assert rest == 0 or rest >= FEWEST
        assert shown_.journeys == sum(left.values()) + rest


def test_the_setbacks_in_the_file_are_the_setbacks_in_the_views(
    database_url: str, tmp_path: Path
) -> None:
    """73 go from joblessness straight into employment or training, and are jobless again later."""
    into_work_and_back = {
        journey for journey, states in MVAD.people().items() if has_a_setback(states)
    }
    assert len(into_work_and_back) == 73
    with opened(database_url) as journeys:
        put(journeys, MVAD.file, write_codes(tmp_path, MVAD.codes()))
        with journeys.store.reading() as transaction:
            found = connection_of(transaction).scalars(
                text("""
                    SELECT DISTINCT jobless.journey
                    FROM journeys_read_periods AS jobless
                    JOIN journeys_read_periods AS work ON work.journey = jobless.journey
                        AND work.track = 'basis' AND work.starts = jobless.ends
                        AND work.value IN ('selvforsørgelse', 'løn')
                    JOIN journeys_read_periods AS again ON again.journey = work.journey
                        AND again.track = 'basis' AND again.starts >= work.ends
                        AND again.value = 'kontanthjælp'
                    WHERE jobless.track = 'basis' AND jobless.value = 'kontanthjælp'
                """)
            )
            assert {UUID(journey) for journey in found} == into_work_and_back


def has_a_setback(states: Sequence[str]) -> bool:
    """Whether somebody went from joblessness into work and was jobless again later."""
    return any(
        states[nr] == "joblessness"
        and states[nr + 1] in ("employment", "training")
        and "joblessness" in states[nr + 2 :]
        for nr in range(len(states) - 1)
    )


def as_rows(meaning: Meaning) -> Shown:
    """Return what the rows say of somebody in a state with that meaning."""
    basis, placement, education = meaning
    return Shown(
        basis, [placement] if placement else [], [education] if education else [], walk="open"
    )
