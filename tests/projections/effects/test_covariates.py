"""What is known of a row at time zero."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from journeys.projections.effects import dummies
from journeys.projections.effects.covariates import covariates_of
from journeys.projections.effects.estimating import columns_of
from journeys.projections.effects.facts import (
    NEW_CASEWORKER,
    JourneyFacts,
    Judged,
    Span,
    Started,
    Worked,
)
from journeys.projections.effects.trials import trials
from tests.projections.effects.people import COURSE, CUT, OPEN, began, day, job, person

ZERO = day(6, 15)


@pytest.fixture(autouse=True)
def _every_value_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a value that a single person has be a covariate."""
    monkeypatch.setattr(dummies, "LEAST", 0)


def known(*people: JourneyFacts, hours: bool = False) -> dict[str, float]:
    """Return the covariates of person 1, who began on 15 June 2024."""
    columns = columns_of([*people, person(98, began(ZERO)), person(99)])
    found = trials(columns, COURSE, cut=CUT.toordinal(), eligible="ten-hours" if hours else "work")
    made = covariates_of(columns, found, hours=hours)
    (row,) = [
        at
        for at, who in enumerate(found.person.tolist())
        if columns.ids[who, 1] == 1 and found.began[at]
    ]
    return dict(zip(made.names, made.matrix[row].tolist(), strict=True))


def starter(
    *before: Started,
    worked: Sequence[Worked] = (),
    judged: Sequence[Judged] = (),
    followed: Span = OPEN,
) -> JourneyFacts:
    """Return person 1."""
    return person(1, began(ZERO), *before, worked=worked, judged=judged, followed=followed)


def test_work_is_counted_back_from_the_day() -> None:
    """Days in the last year and two years, and the logarithm of months since."""
    ended = ZERO - timedelta(days=100)
    found = known(starter(worked=[job(ended - timedelta(days=300), ended)]))
    assert found["days-worked-12-months"] == 265
    assert found["days-worked-24-months"] == 300
    assert found["months-since-work"] == pytest.approx(1.4555, abs=1e-3)
    assert found["months-since-work-squared"] == pytest.approx(1.4555**2, abs=1e-3)
    assert (found["never-worked"], found["none-worked-12-months"]) == (0, 0)


def test_jobs_at_once_count_once() -> None:
    """A day in two jobs is one day in paid work."""
    ended = ZERO - timedelta(days=100)
    one = job(ended - timedelta(days=60), ended)
    assert known(starter(worked=[one, one]))["days-worked-12-months"] == 60


def test_somebody_who_never_worked_has_a_flag() -> None:
    """No months since work is not the same as none ago."""
    found = known(starter())
    assert (found["never-worked"], found["none-worked-24-months"]) == (1, 1)
    assert (found["months-since-work"], found["days-worked-12-months"]) == (0, 0)


def test_work_after_the_day_says_nothing() -> None:
    """A covariate knows nothing of what comes."""
    assert known(starter(worked=[job(ZERO + timedelta(days=1))])) == known(starter())


@pytest.mark.parametrize(
    ("waited", "band"),
    [(0, "0-1"), (60, "0-1"), (61, "2"), (183, "6"), (300, "9-11"), (731, "24+")],
)
def test_waiting_is_counted_in_bands_of_months(waited: int, band: str) -> None:
    """From the day the journey was opened, in whole months."""
    waits = [10, 65, 120, 190, 230, 300, 500, 800, *[400] * 5]
    others = [
        person(nr, began(ZERO), followed=Span(ZERO - timedelta(days=wait)))
        for nr, wait in enumerate(waits, 2)
    ]
    found = known(starter(followed=Span(ZERO - timedelta(days=waited))), *others)
    assert [name for name, has in found.items() if "waiting" in name and has] == [f"waiting:{band}"]


def test_what_somebody_judged_is_read_as_known_on_the_day() -> None:
    """Recorded the day after, it is not known, though it is dated back."""
    early = Judged("phase", "afklaring", day(2), day(2))
    late = Judged("phase", "formidling", day(5), ZERO + timedelta(days=1))
    assert known(starter(judged=[early])).get("phase:afklaring", 0) == 1
    assert known(starter(judged=[early, late])) == known(starter(judged=[early]))


def test_a_judgement_counts_until_it_is_retracted() -> None:
    """Bitemporal: on the day it was retracted it counts no more."""
    first = Judged("target-group", "jobparat", day(2), day(2))
    wrong = Judged("target-group", "udsat", day(3), day(3), ZERO)
    assert known(starter(judged=[first, wrong])) == known(starter(judged=[first]))
    still = wrong._replace(retracted=ZERO + timedelta(days=1))
    assert known(starter(judged=[first, still]))["target-group:udsat"] == 1


def test_a_judgement_dated_back_does_not_replace_a_later_one() -> None:
    """The entry that holds from the latest day counts."""
    newest = Judged("phase", "formidling", day(5), day(5))
    back = Judged("phase", "afklaring", day(3), day(6))
    assert known(starter(judged=[newest, back]))["phase:formidling"] == 1


def test_earlier_measures_are_other_ones_that_began_before() -> None:
    """A change of caseworker is no measure; nor is what begins that day."""
    ended, runs = began(day(2), "mentor"), began(day(6, 1), "kursus")
    found = known(starter(ended, runs, began(day(2), NEW_CASEWORKER)))
    assert found["ended-measures"] == 1
    assert found["any-earlier-measure"] == 1
    assert found["running-measure"] == 1
    assert known(starter(began(ZERO, "kursus")))["any-earlier-measure"] == 0


def test_paid_hours_are_known_where_somebody_may_have_them() -> None:
    """Only where paid work does not keep somebody out."""
    working = starter(worked=[job(day(5), None, 6)])
    assert known(working, hours=True)["paid-hours"] == 6
    assert "paid-hours" not in known(starter())


def test_a_rare_code_is_merged_and_a_rare_flag_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer than 5 starters or comparison persons tell nothing."""
    monkeypatch.setattr(dummies, "LEAST", 5)
    codes = ["a"] * 12 + ["b"] * 9 + ["c"] * 3 + ["d"] * 3
    arms = [*enumerate(codes, 100), *enumerate(codes, 200)]
    people = [person(nr, *([began(ZERO)] if nr < 200 else []), basis=code) for nr, code in arms]
    made = covariates_of(
        columns := columns_of(people), trials(columns, COURSE, cut=CUT.toordinal())
    )
    assert [name for name in made.names if name.startswith("basis:")] == ["basis:b", "basis:*"]
    assert "never-worked" in made.names
    assert "any-earlier-measure" not in made.names


def test_a_rare_band_of_waiting_is_merged_with_its_neighbour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A merged band is named by all of its months."""
    monkeypatch.setattr(dummies, "LEAST", 5)
    waits = [10] * 12 + [65] * 2 + [120] * 9 + [800] * 2
    people = [
        person(nr, *start, followed=Span(ZERO - timedelta(days=wait)))
        for arm, start in ((100, [began(ZERO)]), (200, []))
        for nr, wait in enumerate(waits, arm)
    ]
    made = covariates_of(
        columns := columns_of(people), trials(columns, COURSE, cut=CUT.toordinal())
    )
    assert made.bands == ("waiting:0-1", "waiting:2+")
