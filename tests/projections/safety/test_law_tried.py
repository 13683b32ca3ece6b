"""The counts of a law tried: they add up, and masked they give nobody away."""

from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.ground import WEAKEST_FIRST
from journeys.domain.law import law
from journeys.law import LawTried
from journeys.masking import FEWEST
from journeys.projections.safety.law_tried import (
    CHANGES,
    TriedCounts,
    law_tried,
    masked_tried,
)
from journeys.projections.safety.tried import Tried, trial
from tests.projections.safety.tried_pensioners import CONSENT, OLD, READ, WITHOUT_CONSENT

answered = st.sampled_from(WEAKEST_FIRST)


@st.composite
def populations(draw: st.DrawFn) -> LawTried:
    """Return what is counted of arbitrary people, many of whom have the same answers."""
    counts = TriedCounts()
    for _ in range(draw(st.integers(0, 5))):
        before, after = draw(answered), draw(answered)
        one, other = map(WEAKEST_FIRST.index, (before, after))
        held = one == other and draw(st.booleans())
        change = "weaker" if other < one or held else "stronger" if other > one else "same"
        found = Tried(
            scheme=draw(st.sampled_from(["new", "old"])),
            before=before,
            until_before=None,
            after=after,
            until_after=None,
            change=change,  # type: ignore[arg-type] # one of three
            held=held,
            because=() if change == "same" else draw(st.sampled_from([(CONSENT,), (OLD, CONSENT)])),
            owed=change == "weaker" and draw(st.booleans()),
            reworded=draw(st.booleans()),
        )
        for _ in range(draw(st.sampled_from([1, 2, 4, 5, 9, 30]))):
            counts.add(found)
    return law_tried(counts, trial(WITHOUT_CONSENT, law()), law(), READ, {})


@given(populations())
def test_the_counts_add_up(view: LawTried) -> None:
    """Each citizen is in one change and one line of the answers."""
    assert view.citizens == sum(view.of(each) or 0 for each in CHANGES)
    for change in CHANGES:
        lines = [each.citizens or 0 for each in view.answers if each.change == change]
        assert sum(lines) == view.of(change)
        assert all(line.citizens for line in view.answers)
    assert (view.owed or 0) <= (view.weaker or 0)
    places = [CHANGES.index(each.change) for each in view.answers]
    assert places == sorted(places)


@given(populations())
def test_masked_no_small_number_is_shown_or_can_be_worked_out(view: LawTried) -> None:
    """Nor by what is left of a sum when the others are taken from it."""
    shown = masked_tried(view)
    sums = [shown.citizens, *map(shown.of, CHANGES), shown.owed, shown.reworded]
    lines = [*(each.citizens for each in shown.answers), *(each.citizens for each in shown.rules)]
    assert all(number is None or number == 0 or number >= FEWEST for number in (*sums, *lines))
    for change in CHANGES:
        whole = shown.of(change)
        of_change = [each.citizens for each in shown.answers if each.change == change]
        hidden = of_change.count(None)
        if whole is None:
            assert hidden == len(of_change)
        else:
            assert hidden != 1
            left = whole - sum(number or 0 for number in of_change)
            assert not hidden or left > hidden
    parts = [(shown.owed, shown.weaker), (shown.reworded, shown.citizens)]
    for part, whole in (*parts, *((each.citizens, shown.of(each.change)) for each in shown.rules)):
        assert part is None or whole is not None
        assert part is None or whole is None or part in {0, whole} or whole - part >= FEWEST

    for left in beside_the_changed(shown):
        assert left == 0 or left >= FEWEST


def test_few_are_not_found_by_taking_one_count_from_another() -> None:
    """Two who rest on one rule alone, and one whose words alone are others."""
    weaker = Tried(
        scheme="new",
        before="guaranteed",
        until_before=None,
        after="verify",
        until_after=None,
        change="weaker",
        held=False,
        because=(),
        owed=True,
        reworded=True,
    )
    same = weaker._replace(after="guaranteed", change="same", owed=False)
    counts = TriedCounts()
    for found, number in (
        (weaker._replace(because=(OLD, CONSENT)), 28),
        (weaker._replace(because=(CONSENT,)), 2),
        (same, 1),
        (same._replace(reworded=False), 40),
    ):
        for _ in range(number):
            counts.add(found)
    shown = masked_tried(law_tried(counts, trial(WITHOUT_CONSENT, law()), law(), READ, {}))
    assert (shown.weaker, shown.same, shown.owed, shown.reworded) == (30, 41, 30, None)
    assert {each.rule: each.citizens for each in shown.rules} == {OLD: None, CONSENT: 30}


def beside_the_changed(view: LawTried) -> list[int]:
    """Return by how many the reworded are others than those whose answer changes, where shown."""
    changed = [each for each in view.answers if each.change != "same"]
    of_both = (changed, [each for each in changed if not each.held])
    if view.reworded is None or any(each.citizens is None for each in changed):
        return []
    return [abs(view.reworded - sum(each.citizens or 0 for each in some)) for some in of_both]


@given(populations())
def test_what_is_large_enough_is_shown(view: LawTried) -> None:
    """Masking hides nothing where no number is small."""
    numbers = [view.citizens, *map(view.of, CHANGES), view.owed, view.reworded]
    numbers += [each.citizens for each in view.answers] + [each.citizens for each in view.rules]
    rest = [(view.weaker or 0) - (view.owed or 0), (view.citizens or 0) - (view.reworded or 0)]
    rest += [(view.of(each.change) or 0) - (each.citizens or 0) for each in view.rules]
    rest += beside_the_changed(view)
    if all(not number or number >= FEWEST for number in (*numbers, *rest)):
        assert masked_tried(view) == view.model_copy(update={"masked": True})
