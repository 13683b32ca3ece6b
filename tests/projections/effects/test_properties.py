"""What holds for all people: hypothesis looks for those of whom it does not."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.projections.effects import dummies
from journeys.projections.effects.covariates import covariates_of
from journeys.projections.effects.curves import OUTCOMES
from journeys.projections.effects.estimating import columns_of, effect
from journeys.projections.effects.facts import JourneyFacts, Judged, Span, Valued, Worked
from journeys.projections.effects.outcomes import days_in_work, reached
from journeys.projections.effects.trials import Eligible, trials
from tests.effort import tries
from tests.projections.effects.people import (
    COURSE,
    OPENED,
    began,
    compared,
    person,
    rows,
    starters,
    village,
)

CUT = OPENED + timedelta(days=700)
PHASES = ("", "afklaring", "formidling")


def days(first: int = 0, last: int = 900) -> st.SearchStrategy[date]:
    """Return days from the opening of a journey."""
    return st.integers(first, last).map(lambda nr: OPENED + timedelta(days=nr))


def spans(first: int = 0, last: int = 900) -> st.SearchStrategy[Span]:
    """Return spells; some go on."""
    lengths = st.none() | st.integers(1, 300)
    return st.builds(
        lambda on, length: Span(on, None if length is None else on + timedelta(days=length)),
        days(first, last),
        lengths,
    )


def jobs(first: int = 0, last: int = 900) -> st.SearchStrategy[list[Worked]]:
    """Return paid work."""
    hours = st.sampled_from([None, 4, 8, 37])
    one = st.builds(lambda span, h: Worked(span.starts, span.ends, h), spans(first, last), hours)
    return st.lists(one, max_size=3)


def judgements() -> st.SearchStrategy[list[Judged]]:
    """Return judgements of the phase, some dated back, some retracted."""
    return st.lists(
        st.builds(
            lambda value, on, late, back: Judged(
                "phase",
                value,
                on,
                on + timedelta(days=late),
                None if back is None else on + timedelta(days=late + back),
            ),
            st.sampled_from(PHASES),
            days(),
            st.integers(0, 200),
            st.none() | st.integers(1, 200),
        ),
        max_size=3,
    )


def people() -> st.SearchStrategy[list[JourneyFacts]]:
    """Return a few people with arbitrary lives."""
    one = st.builds(
        lambda start, other, worked, studied, judged, left, lost: {
            "started": [
                *([began(start)] if start else []),
                *([began(other, "mentor")] if other else []),
            ],
            "worked": worked,
            "studied": studied,
            "judged": judged,
            "departed": (left, "moved") if left else None,
            "lost": lost,
        },
        st.none() | days(),
        st.none() | days(),
        jobs(),
        st.lists(spans(), max_size=2),
        judgements(),
        st.none() | days(300),
        st.none() | days(300),
    )
    return st.lists(one, min_size=1, max_size=12).map(
        lambda all_of_them: [
            person(nr, *each.pop("started"), **each) for nr, each in enumerate(all_of_them)
        ]
    )


def everything(made: Sequence[JourneyFacts], cut: date = CUT) -> dict[str, Any]:
    """Return all that is read of these people for an answer, as plain lists."""
    columns = columns_of(made)
    found: dict[str, Any] = {}
    with patch.object(dummies, "LEAST", 0):
        for outcome, eligible in OUTCOMES.items():
            rows_ = trials(columns, COURSE, cut=cut.toordinal(), eligible=eligible)
            counted = rows_.followed[:, None] > np.arange(52)
            read = covariates_of(columns, rows_, hours=True)
            found |= {
                f"{outcome} rows": [each.tolist() for each in rows_[:4]]
                + [rows_.followed.tolist()],
                f"{outcome} covariates": (read.names, read.matrix.tolist()),
                outcome: (reached(columns, rows_, outcome, 52) * counted).tolist(),
                f"{outcome} days": (days_in_work(columns, rows_, 52) * counted).tolist(),
            }
    return found


@settings(max_examples=tries(8, 100))
@given(people(), st.data())
def test_a_fact_after_the_cut_changes_nothing(
    made: list[JourneyFacts], data: st.DataObject
) -> None:
    """Whatever happens to anybody from the day after it on."""
    later = [
        each._replace(
            worked=each.worked + tuple(data.draw(jobs(701, 900))),
            studied=each.studied + tuple(data.draw(st.lists(spans(701, 900), max_size=1))),
            started=(*each.started, began(data.draw(days(701, 900)))),
            basis=(*each.basis, Valued("sygedagpenge", data.draw(days(701, 900)))),
            judged=(*each.judged, Judged("phase", "ny", OPENED, data.draw(days(701, 900)))),
            lost_on=each.lost_on or data.draw(days(701, 900)),
        )
        for each in made
    ]
    assert everything(later) == everything(made)


@given(people(), days(0, 500), st.integers(1, 400))
def test_a_judgement_recorded_after_time_zero_changes_no_covariate(
    made: list[JourneyFacts], on: date, late: int
) -> None:
    """It is dated back to before, and was not known on the day."""
    recorded = on + timedelta(days=late)
    entry = Judged("phase", "afklaring", on, recorded)
    with_it = [each._replace(judged=(*each.judged, entry)) for each in made]
    before, after = columns_of(made), columns_of(with_it)
    who = np.arange(len(made))
    for zero in (on, recorded - timedelta(days=1)):
        day = np.full(len(made), zero.toordinal())
        first, second = (
            [columns.codes["phase"][at] for at in columns.values["phase"].at(who, day)]
            for columns in (before, after)
        )
        assert first == second


@given(people(), st.sampled_from(["work", "ten-hours", "education", "education-or-work"]))
def test_of_each_row_what_it_must_be(made: list[JourneyFacts], eligible: Eligible) -> None:
    """Nobody is in both arms of a month, and nothing is followed before time zero."""
    found = rows(made, cut=CUT, eligible=eligible)
    first = {
        nr: min(s.starts for s in each.started if s.measure == COURSE)
        for nr, each in enumerate(made)
        if any(s.measure == COURSE for s in each.started)
    }
    arms: dict[tuple[int, int], set[int]] = {}
    for row in found:
        starter = first.get(row.nr)
        if row.began:
            assert row.zero == starter
        else:
            assert starter is None or (starter.year, starter.month) > (
                row.zero.year,
                row.zero.month,
            )
        assert row.zero + timedelta(days=7 * 13 - 1) <= CUT
        assert row.weeks >= 0
        arms.setdefault((row.zero.year, row.zero.month), set()).add(row.nr)
    assert len(found) == sum(len(each) for each in arms.values())
    months = {(row.zero.year, row.zero.month) for row in found if row.began}
    assert set(arms) == months
    assert starters(found) | compared(found) <= set(range(len(made)))


@settings(max_examples=tries(8, 100))
@given(people(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(made: list[JourneyFacts], random: Any) -> None:  # noqa: ANN401 - hypothesis' own
    """Same data, same digits."""
    shuffled = list(made)
    random.shuffle(shuffled)
    assert everything(shuffled) == everything(made)


def test_what_happens_after_the_cut_changes_no_digit_of_an_answer() -> None:
    """The whole view, not only what it is read from."""
    cut = date(2025, 12, 31)
    made = village()
    later = [
        each._replace(worked=(*each.worked, Worked(cut + timedelta(days=1), None, 37)))
        for each in made
    ]
    one, other = (effect(each, COURSE, on=cut, known_at=None, cut=cut) for each in (made, later))
    assert one.days is not None
    assert one == other
