"""Work: placements and education."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from journeys import MeasureId, Rulebook, events, verbs
from tests.invented import (
    APR_1,
    BAKERY,
    BAKING,
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
    SCHOOL,
    STUDYING,
    WISHED,
)
from tests.scenario import BOOK, after

TRIAL = MeasureId(UUID("00000000-0000-4000-8000-000000000501"))
TRYING = events.MeasureGranted(on=MAR_1, measure=TRIAL, measure_kind="virksomhedspraktik")
ENDED = events.PlacementEnded(on=JUN_1, placement=BAKERY, reason="Opgaven er løst")


def test_a_placement_keeps_paid_and_present_hours_apart() -> None:
    """Somebody may be there twenty hours and be paid for ten."""
    after(OPENED).when(
        verbs.start_placement,
        placement=BAKERY,
        placement_kind="småjob",
        employer="Bageriet",
        paid_hours=Decimal(10),
        present_hours=Decimal(20),
        on=APR_1,
    ).then(
        events.PlacementStarted(
            on=APR_1,
            placement=BAKERY,
            placement_kind="småjob",
            employer="Bageriet",
            paid_hours=Decimal(10),
            present_hours=Decimal(20),
        )
    )


def until_march(vocabulary: str, code: str) -> Rulebook:
    """Return the rulebook with a law changed as data: the last day of a code is 1 March."""
    known = BOOK.vocabularies[vocabulary]
    ended = known.terms[code].model_copy(update={"ends": MAR_1})
    changed = known.model_copy(update={"terms": {**known.terms, code: ended}})
    return BOOK._replace(vocabularies={**BOOK.vocabularies, vocabulary: changed})


def test_a_placement_may_be_part_of_a_measure() -> None:
    """From the day the measure is granted and until it ends."""
    part = events.PlacementStarted(
        on=APR_1, placement=BAKERY, placement_kind="praktik", measure=TRIAL
    )
    walk = after(OPENED, TRYING)
    walk.when(
        verbs.start_placement, placement=BAKERY, placement_kind="praktik", measure=TRIAL, on=APR_1
    ).then(part)
    over = events.MeasureEnded(on=MAY_1, measure=TRIAL, effect="Ro")
    after(OPENED, TRYING, over).when(
        verbs.start_placement, placement=BAKERY, placement_kind="praktik", measure=TRIAL, on=MAY_9
    ).then_refused("measure-ended")


def test_a_placement_is_no_part_of_a_measure_that_is_not_known() -> None:
    """Neither one that was never granted, nor one on a day before its grant."""
    for walk, on in ((after(OPENED), APR_1), (after(OPENED, TRYING), FEB_1)):
        walk.when(
            verbs.start_placement, placement=BAKERY, placement_kind="praktik", measure=TRIAL, on=on
        ).then_refused("measure-unknown")


def test_a_placement_and_an_education_are_of_kinds_that_are_known() -> None:
    """The refusal names one that is close, and does not repeat what was typed."""
    for kind in ("smaajob", "bageri", ""):
        refusal = (
            after(OPENED)
            .when(verbs.start_placement, placement=BAKERY, placement_kind=kind, on=APR_1)
            .then_refused("code-unknown")
        )
        assert ("Did you mean småjob?" in refusal.sentence) == (kind == "smaajob")
        assert not kind or kind not in refusal.sentence
    after(OPENED).when(
        verbs.start_education, education=SCHOOL, education_kind="ballet", on=APR_1
    ).then_refused("code-unknown")


def test_a_placement_of_a_kind_that_ended_cannot_begin_but_continues() -> None:
    """Until its last day it was begun; after it, hours change and it ends."""
    changed = until_march("placement", "småjob")
    walk = after(OPENED).under(changed)
    walk.when(verbs.start_placement, placement=BAKERY, placement_kind="småjob", on=MAR_1).then(
        BAKING.model_copy(update={"on": MAR_1})
    )
    walk.when(
        verbs.start_placement, placement=BAKERY, placement_kind="småjob", on=APR_1
    ).then_refused("code-not-in-force")
    running = after(OPENED, BAKING).under(changed)
    running.when(
        verbs.change_placement_hours, placement=BAKERY, paid_hours=Decimal(3), on=MAY_1
    ).then(events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, paid_hours=Decimal(3)))
    running.when(verbs.end_placement, placement=BAKERY, reason=ENDED.reason, on=JUN_1).then(ENDED)


def test_an_education_of_a_kind_that_ended_cannot_begin_but_continues() -> None:
    """As with placements."""
    changed = until_march("education", "videregående")
    walk = after(OPENED).under(changed)
    walk.when(
        verbs.start_education, education=SCHOOL, education_kind="videregående", on=MAR_1
    ).then(STUDYING.model_copy(update={"on": MAR_1}))
    walk.when(
        verbs.start_education, education=SCHOOL, education_kind="videregående", on=APR_1
    ).then_refused("code-not-in-force")
    after(OPENED, STUDYING).under(changed).when(
        verbs.end_education, education=SCHOOL, on=JUN_1
    ).then(events.EducationEnded(on=JUN_1, education=SCHOOL))


def test_impossible_hours_are_refused() -> None:
    """Hours are hours a week."""
    for hours in (Decimal(-1), Decimal(169)):
        after(OPENED).when(
            verbs.start_placement,
            placement=BAKERY,
            placement_kind="småjob",
            paid_hours=hours,
            on=APR_1,
        ).then_refused("hours-impossible")


def test_a_job_that_was_held_before_the_journey_began_is_recorded_as_it_was() -> None:
    """Nobody has to write a wrong day to be able to write at all."""
    after(OPENED.model_copy(update={"on": MAY_1})).when(
        verbs.start_placement, placement=BAKERY, placement_kind="småjob", on=APR_1
    ).then(BAKING)


def test_a_fleksjob_is_refused_while_a_pension_is_paid_and_the_way_is_shown() -> None:
    """LAB: the pension has to rest first; the refusal says how, and on what it rests."""
    refusal = (
        after(OPENED, GRANTED)
        .when(verbs.start_placement, placement=BAKERY, placement_kind="fleksjob", on=APR_1)
        .then_refused("fleksjob-while-pension-paid")
    )
    assert "let the pension rest first" in refusal.sentence
    assert "journeys safety" in refusal.sentence
    assert refusal.basis is not None
    assert "§ 116" in refusal.basis


def test_a_fleksjob_is_refused_from_the_age_of_folkepension_on() -> None:
    """LAB § 116: nobody of that age is told that it is possible."""
    old = GRANTED.model_copy(update={"born": date(1959, 3, 1)})
    for facts in ((OPENED, old), (OPENED, old, WISHED, RESTED.model_copy(update={"on": FEB_1}))):
        refusal = (
            after(*facts)
            .when(verbs.start_placement, placement=BAKERY, placement_kind="fleksjob", on=MAR_1)
            .then_refused("fleksjob-after-folkepension-age")
        )
        assert refusal.basis is not None
        assert "§ 116" in refusal.basis


def test_a_fleksjob_is_open_while_the_pension_rests() -> None:
    """From the day it rests, and no earlier."""
    walk = after(OPENED, GRANTED, WISHED, RESTED)
    walk.when(verbs.start_placement, placement=BAKERY, placement_kind="fleksjob", on=MAR_1).then(
        events.PlacementStarted(on=MAR_1, placement=BAKERY, placement_kind="fleksjob")
    )
    walk.when(
        verbs.start_placement, placement=BAKERY, placement_kind="fleksjob", on=FEB_1
    ).then_refused("fleksjob-while-pension-paid")


def test_a_fleksjob_closes_again_on_the_day_the_pension_is_paid() -> None:
    """Between the decision and the first payment the way is still open."""
    walk = after(
        OPENED,
        GRANTED,
        WISHED,
        RESTED,
        events.PensionReturnRequested(on=APR_1),
        events.PensionResumed(on=MAY_1, paid_from=JUN_1),
    )
    walk.when(verbs.start_placement, placement=BAKERY, placement_kind="fleksjob", on=MAY_9).then(
        events.PlacementStarted(on=MAY_9, placement=BAKERY, placement_kind="fleksjob")
    )
    walk.when(
        verbs.start_placement, placement=BAKERY, placement_kind="fleksjob", on=JUN_1
    ).then_refused("fleksjob-while-pension-paid")


def test_any_other_job_is_open_while_a_pension_is_paid() -> None:
    """There is no limit of hours."""
    after(OPENED, GRANTED).when(
        verbs.start_placement, placement=BAKERY, placement_kind="småjob", on=APR_1
    ).then(BAKING)


def test_hours_go_up_and_down() -> None:
    """What is left out stays as it was."""
    fewer = events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, paid_hours=Decimal(3))
    after(OPENED, BAKING).when(
        verbs.change_placement_hours, placement=BAKERY, paid_hours=Decimal(3), on=MAY_1
    ).then(fewer)
    after(OPENED, BAKING, fewer).when(
        verbs.change_placement_hours, placement=BAKERY, paid_hours=Decimal(3), on=JUN_1
    ).then_nothing()


def test_hours_of_a_placement_that_ended_do_not_change() -> None:
    """But before its end they did, and that can be told late."""
    walk = after(OPENED, BAKING, ENDED)
    walk.when(
        verbs.change_placement_hours, placement=BAKERY, paid_hours=Decimal(3), on=JUL_1
    ).then_refused("placement-ended")
    walk.when(verbs.change_placement_hours, placement=BAKERY, paid_hours=Decimal(3), on=MAY_1).then(
        events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, paid_hours=Decimal(3))
    )


def test_a_placement_ends_with_a_reason_and_what_was_learned() -> None:
    """Neutral, and never a loss only."""
    after(OPENED, BAKING).when(
        verbs.end_placement, placement=BAKERY, reason=ENDED.reason, learned="At bage", on=JUN_1
    ).then(ENDED.model_copy(update={"learned": "At bage"}))
    after(OPENED, BAKING).when(
        verbs.end_placement, placement=BAKERY, reason="", on=JUN_1
    ).then_refused("reason-missing")


def test_a_placement_ends_once() -> None:
    """Ended earlier than recorded: the recorded end has to be retracted first."""
    after(OPENED, BAKING, ENDED).when(
        verbs.end_placement, placement=BAKERY, reason="Før tid", on=MAY_1
    ).then_refused("recorded-already")


def test_a_placement_that_never_began_cannot_end() -> None:
    """Neither change its hours."""
    after(OPENED).when(verbs.end_placement, placement=BAKERY, reason="Slut", on=JUN_1).then_refused(
        "placement-unknown"
    )
    after(OPENED, BAKING).when(
        verbs.change_placement_hours, placement=BAKERY, paid_hours=Decimal(1), on=JAN_1
    ).then_refused("placement-unknown")


def test_an_education_starts_and_ends() -> None:
    """Youth: into a job or an education."""
    after(OPENED).when(
        verbs.start_education, education=SCHOOL, education_kind="videregående", on=APR_1
    ).then(STUDYING)
    after(OPENED, STUDYING).when(verbs.end_education, education=SCHOOL, on=JUN_1).then(
        events.EducationEnded(on=JUN_1, education=SCHOOL)
    )


def test_an_education_has_a_kind_and_is_known_before_it_ends() -> None:
    """Which kind is the municipality's own code."""
    after(OPENED).when(
        verbs.start_education, education=SCHOOL, education_kind="", on=APR_1
    ).then_refused("education-kind-missing")
    after(OPENED).when(verbs.end_education, education=SCHOOL, on=APR_1).then_refused(
        "education-unknown"
    )


def test_a_job_that_went_on_after_the_journey_was_closed_changes_and_ends() -> None:
    """Else it would pay for ever, and the days without income stay unseen."""
    closed = events.JourneyClosed(on=MAY_1, reason="Flyttet")
    walk = after(OPENED, BAKING, closed)
    ended = events.PlacementEnded(on=JUN_1, placement=BAKERY, reason="Opgaven er løst")
    walk.when(verbs.end_placement, placement=BAKERY, reason=ended.reason, on=JUN_1).then(ended)
    hours = events.PlacementHoursChanged(on=JUN_1, placement=BAKERY, paid_hours=Decimal(0))
    walk.when(verbs.change_placement_hours, placement=BAKERY, paid_hours=Decimal(0), on=JUN_1).then(
        hours
    )
