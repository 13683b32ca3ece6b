"""The answer about a measure: what is needed before it is given, and what is shown with it."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

import pytest

from journeys.adapters.words.effect_names import GROUPS
from journeys.projections.effects.effect import Effect
from journeys.projections.effects.estimating import DEFAULT, Columns, Settings, columns_of, effect
from journeys.projections.effects.facts import JourneyFacts, Judged, Span
from tests.projections.effects.people import COURSE, began, day, job, person, village

CUT = date(2026, 6, 30)
PEOPLE = columns_of(village())
"""155 of them began, which changed nothing."""


def asked(
    people: Iterable[JourneyFacts] | Columns = PEOPLE,
    measure: str = COURSE,
    settings: Settings = DEFAULT,
) -> Effect:
    """Return the answer about the course, twelve months from the day."""
    return effect(people, measure, on=CUT, known_at=None, cut=CUT, settings=settings)


def test_an_answer_has_all_that_it_rests_on() -> None:
    """Nothing is shown without n, balance, the unadjusted comparison and what could mislead."""
    found = asked()
    assert found.word != "too-few"
    assert found.days is not None
    assert found.days.lower < found.days.difference < found.days.upper
    assert found.days.difference == found.days.began - found.days.compared
    assert found.unadjusted is not None
    assert found.began >= found.followed >= 50
    assert found.effective <= found.compared
    assert {"basis", "waiting", "months-since-work", "month"} <= {b.group for b in found.balance}
    groups = {each.group for each in found.left_out}
    assert groups == {b.group for b in found.balance} | {"past-work", "judged"}
    assert groups <= set(GROUPS), "each has its name"
    assert found.unrecorded == max(abs(each.days) for each in found.left_out)
    assert sum(bar.began for bar in found.odds) == found.began
    assert found.largest_share is not None
    assert found.largest_share <= 0.05
    assert Effect.model_validate_json(found.model_dump_json()) == found


def test_a_curve_never_falls_and_has_a_band_at_each_week() -> None:
    """A first hour is reached once; the last point is the share at the end."""
    (curve,) = [each for each in asked().curves if each.outcome == "first-hour"]
    assert [point.week for point in curve.points] == list(range(1, 53))
    shares = [point.began for point in curve.points]
    assert shares == sorted(shares)
    assert shares[-1] == curve.at_end.began
    assert all(p.compared_lower <= p.compared <= p.compared_upper for p in curve.points)


def test_departures_are_shown_however_few() -> None:
    """Fewer than ten of anything else have no curve: nobody here began an education."""
    outcomes = {curve.outcome for curve in asked().curves}
    assert "departed" in outcomes
    assert "education" not in outcomes


def test_kept_for_26_weeks_has_no_curve_of_26_weeks() -> None:
    """Nobody can have 26 weeks behind them by then."""
    found = effect(PEOPLE, COURSE, on=CUT, known_at=None, cut=CUT, within=26)
    assert "kept" not in {curve.outcome for curve in found.curves}
    assert "first-hour" in {curve.outcome for curve in found.curves}


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (DEFAULT._replace(least_began=10_000), "few-began"),
        (DEFAULT._replace(least_followed=10_000), "few-followed"),
        (DEFAULT._replace(most_late=-1), "recorded-late"),
        (DEFAULT._replace(most_odds=0), "nobody-comparable"),
        (DEFAULT._replace(least_with_outcome=10_000), "few-with-outcome"),
        (DEFAULT._replace(least_effective=10_000), "few-comparable"),
        (DEFAULT._replace(most_of_one=0), "one-dominates"),
        (DEFAULT._replace(most_apart=0), "not-alike"),
    ],
)
def test_no_answer_is_given_while_a_need_is_not_met(settings: Settings, reason: str) -> None:
    """Each need has its reason, and no difference is shown."""
    found = asked(settings=settings)
    assert (found.word, found.reason) == ("too-few", reason)
    assert (found.days, found.unadjusted, found.curves, found.left_out) == (None, None, (), ())
    assert found.unrecorded is None


def test_fewer_than_fifty_are_too_few() -> None:
    """How many would be needed is known before the answer."""
    found = asked(village(80))
    assert (found.word, found.reason) == ("too-few", "few-began")
    assert found.needed == 417
    assert found.expected_half_width == pytest.approx(200 / found.began**0.5)


def test_of_nobody_there_is_an_empty_answer() -> None:
    """Also of a measure that nobody knows."""
    for found in (asked([]), asked(measure="unknown"), asked([person(1)])):
        assert (found.word, found.reason, found.began) == ("too-few", "few-began", 0)
        assert (found.first_month, found.late_share, found.balance) == (None, 0, ())
        assert Effect.model_validate_json(found.model_dump_json()) == found


def test_where_everybody_began_there_is_nobody_to_compare_with() -> None:
    """All of one day: nobody could have begun and did not."""
    everybody = [person(nr, began(day(6, 15))) for nr in range(100)]
    found = asked(everybody)
    assert (found.word, found.reason) == ("too-few", "nobody-comparable")


def test_where_a_group_is_sent_at_a_fixed_time_the_groups_cannot_be_made_alike() -> None:
    """Nobody of the group is left to be compared with at that time of waiting."""
    random = [each for each in village(400) if not each.started]
    sent = []
    for nr in range(1000, 1120):
        opened = day(1 + nr % 12, 1 + nr % 28)
        group = Judged("target-group", "udsat", opened, opened)
        start = opened + timedelta(days=190)
        work = [job(start + timedelta(days=100 + nr % 300))] if nr % 2 else []
        followed = Span(opened)
        sent.append(person(nr, began(start), worked=work, judged=[group], followed=followed))
    found = asked([*random, *sent])
    assert found.word == "too-few"
    assert found.reason in {"not-alike", "nobody-comparable", "few-comparable"}


def test_beginnings_recorded_weeks_late_give_no_word() -> None:
    """Who found work meanwhile may be missing among them."""
    found = asked(village(late=20))
    assert (found.word, found.reason, found.late_share) == ("too-few", "recorded-late", 1.0)


def test_the_share_of_the_lost_is_shown() -> None:
    """Closed without a reason within the twelve months, of those who began."""
    people = [
        each._replace(lost_on=each.started[0].starts + timedelta(days=100)) if lost else each
        for nr, each in enumerate(village())
        for lost in [bool(each.started) and nr % 4 == 0]
    ]
    assert 0.15 < asked(people).lost_share < 0.35
    assert asked().lost_share == 0


def test_the_months_are_those_in_which_somebody_began() -> None:
    """The first day of the first one and of the last one."""
    found = asked([person(1, began(day(3, 12))), person(2, began(day(5, 2)))])
    assert (found.first_month, found.last_month) == (day(3), day(5))


def test_a_journey_of_which_nothing_is_known_changes_no_answer() -> None:
    """Its opening may be retracted, or it may be known of it only that it was read elsewhere."""
    unknown = JourneyFacts(UUID(int=10_000), ())
    assert asked([*village(), unknown]) == asked()


def test_columns_built_once_give_the_same_answer_as_the_facts() -> None:
    """Same data, same digits, also in another order."""
    people: list[JourneyFacts] = village()
    assert asked(people) == asked() == asked(people[::-1])
