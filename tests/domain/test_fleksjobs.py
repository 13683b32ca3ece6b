"""A fleksjob beside a paid pension: what the door cannot stop is owed a look, for as long as it is.

LAB § 116: nobody who is paid a førtidspension has a fleksjob.
"""

from dataclasses import replace
from datetime import date

from hypothesis import given

from journeys import History, events, verbs
from journeys.domain.duties import Duty, duties, open_duties
from journeys.domain.duties.fleksjobs import KIND, RULE
from journeys.domain.income import incomes
from journeys.domain.law import law
from journeys.projections.safety.answer import safety
from journeys.testing.strategies import days, histories
from tests.domain.test_income import ABOUT_INCOME, pensioners
from tests.invented import (
    APR_1,
    BAKERY,
    BAKING,
    BO,
    FEB_1,
    GRANTED,
    JAN_1,
    JUL_1,
    JUN_1,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    RESTED,
    RULED,
    WALK,
    WISHED,
)
from tests.lawbooks import under
from tests.scenario import BOOK, after

FLEKSJOB = BAKING.model_copy(update={"placement_kind": "fleksjob"})
ENDED = events.PlacementEnded(on=JUL_1, placement=BAKERY, reason="Aftalt")
RESTING = (OPENED, GRANTED, WISHED, RESTED)
WITHDRAWN = events.PensionWithdrawn(on=JUL_1, ruling=RULED.ruling, with_consent=True)


def owed(*facts: events.Event) -> list[Duty]:
    """Return the duties about both at once that these events raise."""
    return [duty for duty in duties(after(*facts).history, BOOK) if duty.kind == KIND]


def spans(*facts: events.Event) -> list[tuple[date, int, date | None, int | None]]:
    """Return since when each is owed and when it is met, and by which entries."""
    return [(each.since, each.raised, each.met, each.met_by) for each in owed(*facts)]


def test_a_fleksjob_beside_a_resting_pension_is_nothing_to_look_at() -> None:
    """Nor is another job beside a paid one."""
    assert owed(*RESTING, FLEKSJOB) == []
    assert owed(OPENED, GRANTED, BAKING) == []


def test_a_grant_that_is_recorded_late_leaves_both() -> None:
    """From the day of the grant; ended by the end of the job."""
    granted = GRANTED.model_copy(update={"on": MAY_1})
    walk = after(OPENED, FLEKSJOB)
    walk.when(verbs.grant_pension, scheme="new", born=GRANTED.born, on=MAY_1).then(granted)
    assert spans(OPENED, FLEKSJOB, granted) == [(MAY_1, 3, None, None)]
    assert spans(OPENED, FLEKSJOB, granted, ENDED) == [(MAY_1, 3, JUL_1, 4)]


def test_a_rest_that_is_retracted_leaves_both() -> None:
    """From the day the job began; until the pension rests by another entry."""
    walk = after(*RESTING, FLEKSJOB)
    retracted = events.EntryRetracted(on=MAY_1, entry=4, why="En anden borger")
    walk.when_retracting(entry=4, why="En anden borger", on=MAY_1).then(retracted)
    assert spans(*RESTING, FLEKSJOB, retracted) == [(APR_1, 5, None, None)]
    again = RESTED.model_copy(update={"on": JUN_1})
    assert spans(*RESTING, FLEKSJOB, retracted, again) == [(APR_1, 5, JUN_1, 7)]


def test_a_pension_that_is_paid_again_leaves_both_from_the_day_it_is_paid() -> None:
    """Not from the day that was decided, whether it lies before or after it."""
    asked = events.PensionReturnRequested(on=MAY_1)
    later = events.PensionResumed(on=MAY_9, paid_from=JUN_1)
    walk = after(*RESTING, FLEKSJOB, asked)
    walk.when(verbs.resume_pension, paid_from=JUN_1, on=MAY_9).then(later)
    assert spans(*RESTING, FLEKSJOB, asked, later) == [(JUN_1, 7, None, None)]
    history = walk.followed_by(later).history
    assert [duty.kind for duty in open_duties(history, BOOK, MAY_9) if duty.kind == KIND] == []
    assert [duty.kind for duty in open_duties(history, BOOK, JUN_1) if duty.kind == KIND] == [KIND]
    earlier = events.PensionResumed(on=JUN_1, paid_from=MAY_1)
    assert spans(*RESTING, FLEKSJOB, earlier) == [(MAY_1, 6, None, None)]
    before_the_job = events.PensionResumed(on=JUN_1, paid_from=MAR_1)
    assert spans(*RESTING, FLEKSJOB, before_the_job) == [(APR_1, 5, None, None)]


def test_a_job_that_ends_before_the_pension_is_paid_leaves_nothing() -> None:
    """The way back is open, and the job is over in time."""
    back = events.PensionResumed(on=MAY_1, paid_from=JUL_1)
    assert owed(*RESTING, FLEKSJOB, back, ENDED) == []


def test_a_placement_that_is_recorded_late_leaves_both() -> None:
    """On the day it began the pension rested, so it is a fact."""
    back = events.PensionResumed(on=MAY_1, paid_from=JUN_1)
    late = FLEKSJOB.model_copy(update={"on": MAY_9})
    after(*RESTING, back).when(
        verbs.start_placement, placement=BAKERY, placement_kind="fleksjob", on=MAY_9
    ).then(late)
    assert spans(*RESTING, back, late) == [(JUN_1, 5, None, None)]


def test_both_end_where_the_pension_ends_and_not_where_the_journey_is_closed() -> None:
    """Nobody is let go of with both; and a journey is not closed without naming it."""
    both = (OPENED, GRANTED, FLEKSJOB)
    assert spans(*both, WITHDRAWN) == [(APR_1, 3, JUL_1, 4)]
    after(*both).when(verbs.close_journey, reason="Flyttet", on=MAY_1).then_refused("left-open")
    closed = events.JourneyClosed(on=MAY_1, reason="Flyttet", leaving=(KIND,))
    assert spans(*both, closed) == [(APR_1, 3, None, None)]


def test_what_was_before_the_journey_is_owed_from_its_first_day() -> None:
    """Nobody here could look before."""
    early = FLEKSJOB.model_copy(update={"on": date(2020, 1, 1)})
    assert spans(GRANTED, early, OPENED) == [(JAN_1, 3, None, None)]


def test_what_else_is_recorded_changes_nothing_about_it() -> None:
    """One duty, however many entries come while both go on."""
    more = (
        events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, paid_hours=None),
        events.SupportBasisChanged(on=MAY_9, basis="sygedagpenge"),
        events.HandoverOffered(on=JUN_1, to=BO, reason="Ferie"),
    )
    assert spans(OPENED, GRANTED, FLEKSJOB, *more) == [(APR_1, 3, None, None)]


def test_a_folkepension_beside_a_fleksjob_is_another_matter() -> None:
    """Only one pension is shown as paid then."""
    old_enough = events.SupportBasisChanged(on=FEB_1, basis="folkepension")
    assert owed(OPENED, GRANTED, old_enough, FLEKSJOB) == []


def test_without_the_rule_of_law_nothing_is_owed() -> None:
    """It is data: what is no longer read is no longer owed."""
    without = replace(law(), rules=tuple(rule for rule in law().rules if rule.id != RULE))
    found = duties(after(OPENED, GRANTED, FLEKSJOB).history, under(without))
    assert KIND not in {duty.kind for duty in found}


@given(pensioners() | histories(classes=ABOUT_INCOME), days())
def test_it_is_owed_on_the_days_on_which_both_are_there_and_on_no_others(
    history: History, on: date
) -> None:
    """By what is shown as income; and then the safety view warns of it, if it pays by that day."""
    journey = history.on(on).journey
    runs = any(place.placement_kind == "fleksjob" for place in journey.work.running)
    paid = any(
        "førtidspension" in each.lives_on for each in incomes(history, BOOK) if each.covers(on)
    )
    granted = journey.pension.state != "none" and journey.people.basis != "folkepension"
    expected = runs and paid and granted
    found = [duty for duty in duties(history, BOOK) if duty.kind == KIND and duty.is_open(on)]
    assert len(found) == int(expected)
    view = safety(WALK, history, BOOK, on)
    assert (KIND in {duty.kind for duty in view.duties}) is expected
    if expected and journey.pension.paid_on(on):
        assert "fleksjob" in " ".join(each.en for each in view.warnings)
