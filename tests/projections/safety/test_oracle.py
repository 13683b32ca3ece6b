"""The answer about a pension agrees with an independent oracle, on random pensioners and days.

    pytest "tests/projections/safety/test_oracle.py::test_the_answer_is_that_of_the_oracle[17]"

repeats the pensioner of seed 17.
"""

import pytest

from journeys import History, events
from journeys.projections.safety.answer import safety
from tests.effort import tries
from tests.invented import WALK
from tests.projections.safety.oracle import Verdict, verdict
from tests.projections.safety.pensioners import pensioner
from tests.scenario import BOOK


@pytest.mark.parametrize("seed", range(tries(100, 2_000)))
def test_the_answer_is_that_of_the_oracle(seed: int) -> None:
    """On each day asked, the view and the oracle give the same answer until the same day."""
    facts, days = pensioner(seed)
    history = History().followed_by(facts)
    differences = []
    for day in days:
        view, expected = safety(WALK, history, BOOK, day), verdict(facts, day)
        if (answered := Verdict(view.answer, view.until)) != expected:
            differences.append(f"On {day}\n    the oracle: {expected}\n    the view: {answered}")
    recorded = [f"    {fact!r}" for fact in facts]
    assert not differences, "\n".join([*differences, "Recorded:", *recorded])


def test_the_pensioners_meet_every_answer_that_the_law_gives() -> None:
    """A right without an end is not among them: all end before the age of folkepension."""
    asked = [(facts, day) for facts, days in map(pensioner, range(100)) for day in days]
    answers = {verdict(facts, day).answer for facts, day in asked}
    assert answers == {"none", "verify", "depends", "guaranteed-until"}


def test_the_pensioners_meet_every_answer_but_one_under_both_schemes() -> None:
    """That the law lets a pension end, or a fact does, is met under each scheme."""
    met = {
        (grant.scheme, verdict(facts, day).answer)
        for facts, days in map(pensioner, range(100))
        for grant in facts
        if isinstance(grant, events.PensionGranted)
        for day in days
    }
    answers = ("none", "verify", "depends", "guaranteed-until")
    assert met == {(scheme, answer) for scheme in ("new", "old") for answer in answers}
