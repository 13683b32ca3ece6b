"""Support bases that ended: refused afterwards, read for ever, imported on days of their own."""

from datetime import date

import pytest

from journeys import events, verbs
from tests.invented import ANNA, FEB_1, JAN_1, MAR_1, OPENED, RESTED, WISHED
from tests.scenario import BOOK, after

REFORM = date(2025, 7, 1)
LONG_AGO = after(OPENED.model_copy(update={"on": date(2010, 1, 1), "basis": "dagpenge"}))
SENIOR = after(OPENED.model_copy(update={"basis": "seniorpension"}), WISHED)


@pytest.mark.parametrize(
    ("basis", "last"),
    [
        ("uddannelseshjælp", date(2025, 6, 30)),
        ("overgangsydelse", date(2025, 6, 30)),
        ("selvforsørgelses- og hjemrejseydelse", date(2025, 6, 30)),
        ("særlig uddannelsesydelse", date(2014, 1, 5)),
    ],
)
def test_a_basis_that_ended_is_recorded_until_its_last_day(basis: str, last: date) -> None:
    """With the law that ended it."""
    LONG_AGO.when(verbs.change_support_basis, basis=basis, on=last).then(
        events.SupportBasisChanged(on=last, basis=basis)
    )
    after_it = date.fromordinal(last.toordinal() + 1)
    refusal = LONG_AGO.when(verbs.change_support_basis, basis=basis, on=after_it).then_refused(
        "code-not-in-force"
    )
    assert f"until {last}" in refusal.sentence
    assert "What began before continues" not in refusal.sentence
    assert refusal.basis


@pytest.mark.parametrize(
    "basis",
    [
        "uddannelseshjælp",
        "overgangsydelse",
        "selvforsørgelses- og hjemrejseydelse",
        "integrationsydelse",
    ],
)
def test_what_became_one_benefit_says_which(basis: str) -> None:
    """From 1 July 2025 it is kontanthjælp."""
    refusal = LONG_AGO.when(verbs.change_support_basis, basis=basis, on=REFORM).then_refused(
        "code-not-in-force"
    )
    assert "Record kontanthjælp instead." in refusal.sentence


def test_a_basis_whose_last_day_is_not_known_says_by_when_it_was_over() -> None:
    """Integrationsydelse: before the day by which it was over at the latest nothing is refused."""
    LONG_AGO.when(verbs.change_support_basis, basis="integrationsydelse", on=date(2018, 5, 1)).then(
        events.SupportBasisChanged(on=date(2018, 5, 1), basis="integrationsydelse")
    )
    refusal = LONG_AGO.when(
        verbs.change_support_basis, basis="integrationsydelse", on=REFORM
    ).then_refused("code-not-in-force")
    assert "until 2025-06-30 at the latest" in refusal.sentence
    assert "to be verified" in refusal.sentence


@pytest.mark.parametrize("basis", ["orlovsydelse", "arbejdsmarkedsydelse"])
def test_a_basis_that_ended_on_a_day_that_nobody_found_is_not_recorded_by_hand(basis: str) -> None:
    """No day is invented: not today's, and none of the past."""
    for on in (FEB_1, date(2015, 2, 2)):
        refusal = LONG_AGO.when(verbs.change_support_basis, basis=basis, on=on).then_refused(
            "code-not-in-force"
        )
        assert "which day was not found: to be verified" in refusal.sentence


def test_labour_market_benefit_began_on_a_day_that_is_known() -> None:
    """6 January 2014; an import is refused before it."""
    term = BOOK.vocabularies["support-basis"].terms["arbejdsmarkedsydelse"]
    assert str(term.span).startswith("from 2014-01-06 (it ended;")
    imported = after(*LONG_AGO.history.events).under(BOOK.as_registers_know_it)
    imported.when(
        verbs.change_support_basis, basis="arbejdsmarkedsydelse", on=date(2014, 1, 5)
    ).then_refused("code-not-in-force")
    imported.when(
        verbs.change_support_basis, basis="arbejdsmarkedsydelse", on=date(2014, 1, 6)
    ).then(events.SupportBasisChanged(on=date(2014, 1, 6), basis="arbejdsmarkedsydelse"))


def test_a_register_brings_what_ended_on_days_of_its_own() -> None:
    """A last day that a source gives limits it, too."""
    imported = after(*LONG_AGO.history.events).under(BOOK.as_registers_know_it)
    for basis in ("orlovsydelse", "integrationsydelse"):
        imported.when(verbs.change_support_basis, basis=basis, on=date(2012, 3, 5)).then(
            events.SupportBasisChanged(on=date(2012, 3, 5), basis=basis)
        )
    imported.when(verbs.change_support_basis, basis="uddannelseshjælp", on=REFORM).then_refused(
        "code-not-in-force"
    )


def test_what_was_recorded_before_its_end_is_read_for_ever() -> None:
    """And asked again, it is nothing new."""
    helped = events.SupportBasisChanged(on=MAR_1, basis="orlovsydelse")
    walk = after(OPENED, helped)
    assert walk.journey.people.basis == "orlovsydelse"
    walk.when(verbs.change_support_basis, basis="orlovsydelse", on=MAR_1).then_nothing()


def test_a_journey_is_not_opened_on_a_basis_that_ended() -> None:
    """The opening says what the citizen lives on."""
    after().when(
        verbs.open_journey,
        municipality="621",
        basis="uddannelseshjælp",
        responsible=ANNA,
        on=JAN_1,
    ).then_refused("code-not-in-force")


def test_who_has_a_senior_pension_is_not_sent_to_the_municipality() -> None:
    """Whether it rests is decided by Seniorpension (ATP)."""
    for verb in (verbs.request_pension_rest, verbs.rest_pension, verbs.request_pension_return):
        refusal = SENIOR.when(verb, on=MAR_1).then_refused("pension-not-granted")
        assert "Seniorpension (ATP) decides, not the municipality" in refusal.sentence
        assert "Seniorpension" in str(refusal.basis)
    SENIOR.when(verbs.resume_pension, paid_from=MAR_1, on=MAR_1).then_refused("pension-not-granted")


def test_who_was_granted_a_disability_pension_is_asked_about_that_one() -> None:
    """Whatever the basis said before."""
    granted = events.PensionGranted(on=JAN_1, scheme="new", born=date(1975, 3, 4))
    SENIOR.followed_by(granted).when(verbs.rest_pension, on=MAR_1).then(RESTED)
