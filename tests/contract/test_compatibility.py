"""The verdict on an earlier catalogue: every kind of change gets the right one, wherever it is."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.adapters.contract.catalogue import Catalogue, catalogue
from journeys.adapters.contract.compatibility import compatibility
from tests.contract.changes import BREAKING, NARROWING, PLACE, around, changed
from tests.contract.instances import allows, instances
from tests.effort import tries

NOW = catalogue()
KINDS = sorted(NOW.kinds)


def without(kind: str, *, upcasts: tuple[str, ...] = ()) -> Catalogue:
    """Return the catalogue without a kind."""
    kinds = {name: each for name, each in NOW.kinds.items() if name != kind}
    return NOW.model_copy(update={"kinds": kinds, "upcasts": upcasts})


def test_a_catalogue_is_fully_compatible_with_itself() -> None:
    """And nothing differs."""
    found = compatibility(NOW, NOW)
    assert (found.verdict, found.differences) == ("full", ())


@pytest.mark.parametrize("name", NARROWING)
@settings(max_examples=tries(30, 1000))
@given(random=st.randoms())
def test_a_schema_that_allows_less_is_forward_and_one_that_allows_more_backward(
    name: str, random: Random
) -> None:
    """Whichever kind it is, and also inside a list of a kind."""
    change, narrowing, widening = NARROWING[name]
    wide, narrow = changed(NOW, change, random)
    for earlier, now, verdict, called in (
        (wide, narrow, "forward", narrowing),
        (narrow, wide, "backward", widening),
    ):
        found = compatibility(earlier, now)
        assert found.verdict == verdict
        assert {each.change for each in found.differences} == {called}
        assert found.is_backward == (verdict == "backward")
        if name != "other fields":
            assert all(each.where.endswith(PLACE) for each in found.differences)


@pytest.mark.parametrize("name", BREAKING)
@settings(max_examples=tries(30, 1000))
@given(random=st.randoms())
def test_a_schema_that_allows_something_else_is_neither(name: str, random: Random) -> None:
    """Both ways round."""
    change, called, the_other_way = BREAKING[name]
    older, newer = changed(NOW, change, random)
    for found, names in (
        (compatibility(older, newer), called),
        (compatibility(newer, older), the_other_way),
    ):
        assert found.verdict == "none"
        assert {each.change for each in found.differences} == names


@given(st.sampled_from(sorted({**NARROWING, **BREAKING})), st.randoms(), st.data())
def test_what_the_earlier_catalogue_allows_is_allowed_now_where_the_verdict_is_backward(
    name: str, random: Random, data: st.DataObject
) -> None:
    """And what is recorded now was allowed where it is forward."""
    pair = changed(NOW, {**NARROWING, **BREAKING}[name][0], random)
    for earlier, now in (pair, pair[::-1]):
        found = compatibility(earlier, now)
        kind = next(each.kind for each in found.differences)
        before, after = (each.kinds[kind].json_schema for each in (earlier, now))
        for source, target, holds in (
            (before, after, found.verdict in ("backward", "full")),
            (after, before, found.verdict in ("forward", "full")),
        ):
            event = data.draw(instances(source))
            if holds and allows(source, event):
                assert allows(target, event), (kind, event)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_kind_is_backward_and_a_removed_one_forward(kind: str) -> None:
    """An earlier version cannot read a kind that it does not know."""
    few = around(kind, NOW)
    others = few.model_copy(
        update={"kinds": {name: each for name, each in few.kinds.items() if name != kind}}
    )
    found = compatibility(others, few)
    assert (found.verdict, found.differences[0].change) == ("backward", "kind-added")
    found = compatibility(few, others)
    assert (found.verdict, found.differences[0].change) == ("forward", "kind-removed")


def test_a_kind_that_is_upcast_is_still_read() -> None:
    """A catalogue that no longer reads what an earlier one upcast is not backward."""
    upcast = without("hope-stated", upcasts=("hope-stated",))
    found = compatibility(NOW, upcast)
    assert (found.verdict, found.differences[0].change) == ("full", "kind-upcast")
    assert compatibility(upcast, upcast).verdict == "full"
    assert compatibility(upcast, without("hope-stated")).verdict == "forward"
    # The older shape is not the one that is recorded now under the same name.
    assert compatibility(upcast, NOW).verdict == "none"
