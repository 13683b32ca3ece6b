"""In invented towns the method answers what is true there, about as often as it says it does.

A few towns of each world tell only what is far off; `make long` holds 200 of each to the bounds.
"""

import numpy as np
import pytest

from tests.effects.asked import ASKED, BY_MONTH, measured, rows, towns
from tests.effort import LONG, tries

FEW = {"none-390": 5, "help-390": 3, "harm-390": 3, "help-90": 3, "net-zero-839": 2}
"""How many towns the suite has time for, where it is more than one."""


@pytest.mark.parametrize("world", ASKED)
def test_what_is_asked_of_a_world_comes_of_its_towns(world: str) -> None:
    """Bias, cover, spread and power, and the words; of a few towns only what is not chance."""
    asked = ASKED[world]
    found = measured(asked, tries(FEW.get(world, 1), 200))
    for row in rows(asked, found):
        assert row.met if LONG else row.plausible, row


def test_who_is_lined_up_by_month_seems_to_lose_by_beginning() -> None:
    """In no world at all: who began had no work until then, and others may have found some."""
    count = tries(FEW["none-390"], 200)
    right, wrong = (towns(asked, count) for asked in (ASKED["none-390"], BY_MONTH))
    lost = [
        one.days.at - other.days.at
        for one, other in zip(right, wrong, strict=True)
        if one.days and other.days
    ]
    assert np.mean(lost) > 1.5
    if LONG:
        assert not any(row.met for row in rows(BY_MONTH, measured(BY_MONTH, count)))
