"""Retiring in a store: what is shown of whom, what is logged, and what is left of who goes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from journeys import Actor, JourneyId, Journeys, events, verbs
from journeys.adapters.files.exports.read import read_export
from journeys.adapters.files.exports.write import write_export
from journeys.adapters.sql.seal.exported import check
from journeys.adapters.wiring import open_journeys
from journeys.app.logged_reads import RESTRICTED
from journeys.domain.duties.retiring import DISCARD_OR_ARCHIVE
from journeys.domain.keeping import Retention
from journeys.errors import Erased, Refused
from journeys.projections.retirements import ClosedJourney
from tests.app.rows import assert_current
from tests.connections import connection_of
from tests.invented import (
    ANNA,
    BO,
    BY_ANNA,
    FEB_1,
    GRANTED,
    JAN_1,
    KEYS,
    MAR_1,
    WALK,
    looking,
    opened,
)
from tests.scenario import BOOK

PERIODS = Retention(
    may_go_months=2,
    may_go_source="Byrådet, 12/1/2026",
    must_go_months=3,
    must_go_source="Byrådet, 12/1/2026",
    discard="allowed",
    discard_source="Arkivets brev, 12/1/2026",
)
TODAY = date(2026, 5, 10)
MANAGER, AUDITOR = Actor(ANNA, "manager"), Actor("rie.example", "auditor")
OTHER, PENSIONER, OPEN = (JourneyId(UUID(int=nr)) for nr in (71, 72, 73))


@pytest.fixture
def kept(database_url: str) -> Iterator[Journeys]:
    """Yield a store with two journeys whose time is over, one of a pensioner, and an open one."""
    book = BOOK._replace(keeping=PERIODS)
    with open_journeys(database_url, keys=KEYS, book=book, today=lambda: TODAY) as walks:
        for journey in (WALK, OTHER, PENSIONER, OPEN):
            opened(walks, journey)
        walks.record(PENSIONER, lambda _: [GRANTED], BY_ANNA)
        for journey in (WALK, OTHER, PENSIONER):
            walks.decide(journey, verbs.close_journey, actor=BY_ANNA, reason="I arbejde", on=FEB_1)
        yield walks


def going(walks: Journeys, on: date = TODAY) -> list[JourneyId]:
    """Return the journeys that may go on a day."""
    view = walks.seen_by(MANAGER, "kassation").audit.retirements(on=on)
    return [JourneyId(each.journey) for each in view.going]


def entries_of(walks: Journeys, journey: JourneyId) -> int:
    """Return how many entries are exported of a citizen."""
    exports = walks.seen_by(MANAGER, "kassation").audit.exports(journey)
    return sum(len(each.entries) for each in exports)


def test_a_day_shows_who_may_go_and_why_others_are_kept(kept: Journeys) -> None:
    """Open journeys are not among them; each that is shown is a look, and no other."""
    view = kept.seen_by(AUDITOR, "revision").audit.retirements(on=TODAY)
    found = {each.journey: each for each in view.journeys}
    assert set(found) == {WALK, OTHER, PENSIONER}
    assert found[WALK] == ClosedJourney(
        journey=WALK,
        closed=FEB_1,
        counted_from=FEB_1,
        may_go=date(2026, 4, 1),
        must_go=date(2026, 5, 1),
        goes=True,
        kept=(),
    )
    assert [(each.why, each.day) for each in found[PENSIONER].kept] == [("pension", GRANTED.on)]
    assert [each.journey for each in view.journeys][-1] == PENSIONER
    with kept.store.reading() as transaction:
        looks = {
            each: [one.look.view for one in transaction.access.of(each)]
            for each in (WALK, OTHER, PENSIONER, OPEN)
        }
    assert looks == {
        WALK: ["retirements"],
        OTHER: ["retirements"],
        PENSIONER: ["retirements"],
        OPEN: [],
    }
    assert going(kept, date(2026, 3, 31)) == []


def test_it_is_owed_by_rows_that_were_written_before_it(kept: Journeys) -> None:
    """To the municipality, and to no citizen; rows are those of a rebuild."""
    owed = looking(kept).duties(on=TODAY, kind=DISCARD_OR_ARCHIVE).owed
    assert {each.journey for each in owed} == {WALK, OTHER}
    assert {(each.owed.due, each.owed.citizen_en, each.owed.by) for each in owed} == {
        (date(2026, 5, 1), "", ANNA)
    }
    assert looking(kept).duties(on=date(2026, 3, 31), kind=DISCARD_OR_ARCHIVE).owed == ()
    assert_current(kept, WALK, OTHER, PENSIONER, OPEN)
    assert kept.maintenance.status().retention.must_go_months == 3


def test_who_goes_leaves_a_receipt_with_the_words_of_the_municipality(kept: Journeys) -> None:
    """And nothing else changes; the duty is gone with the journey."""
    receipt = kept.persons.retire(
        WALK, exported=entries_of(kept, WALK), on=TODAY, actor=MANAGER, request_id="r-1"
    )
    assert (receipt.erasure.reason, receipt.erasure.authority) == (
        PERIODS.may_go_source,
        PERIODS.discard_source,
    )
    again = kept.persons.retire(WALK, exported=2, on=TODAY, actor=MANAGER, request_id="r-1")
    assert again == receipt
    with pytest.raises(Erased):
        looking(kept).history(WALK)
    assert going(kept) == [OTHER]
    assert {
        each.journey for each in looking(kept).duties(on=TODAY, kind=DISCARD_OR_ARCHIVE).owed
    } == {OTHER}
    assert all(verdict.fault is None for verdict in kept.seal.verify())


def test_what_was_recorded_after_the_export_stops_it(kept: Journeys) -> None:
    """Nobody is erased of whom the export lacks something; nor who was opened again."""
    entries = entries_of(kept, WALK)
    kept.decide(WALK, verbs.state_hope, actor=BY_ANNA, words="Et bageri", on=JAN_1)
    with pytest.raises(Refused) as refused:
        kept.persons.retire(WALK, exported=entries, on=TODAY, actor=MANAGER)
    assert refused.value.code == "recorded-meanwhile"
    kept.decide(WALK, verbs.resume_journey, actor=BY_ANNA, on=MAR_1)
    with pytest.raises(Refused) as refused:
        kept.persons.retire(WALK, exported=entries + 2, on=TODAY, actor=MANAGER)
    assert refused.value.code == "still-walked-with"


def test_one_that_is_restricted_to_others_is_named_and_kept(kept: Journeys) -> None:
    """Also from who may erase; an auditor sees it."""
    kept.record(OTHER, lambda _: [events.AccessRestricted(on=JAN_1, open_to=(BO,))], BY_ANNA)
    stranger = Actor("dorte.example", "manager")
    audit = kept.seen_by(stranger, "kassation").audit
    view = audit.retirements(on=TODAY)
    assert {each.journey for each in view.journeys} == {WALK, PENSIONER}
    assert view.set_aside == {str(OTHER): RESTRICTED}
    for asked in (
        lambda: audit.exports(OTHER),
        lambda: kept.persons.retire(OTHER, exported=3, on=TODAY, actor=stranger),
    ):
        with pytest.raises(Refused) as refused:
            asked()
        assert refused.value.code == "journey-restricted"
    seen = kept.seen_by(AUDITOR, "revision").audit.retirements(on=TODAY)
    assert OTHER in {each.journey for each in seen.going}


def test_one_that_is_damaged_is_named_and_the_others_go_on(kept: Journeys) -> None:
    """It is kept until somebody has seen to it."""
    with kept.store.writing() as transaction:
        connection_of(transaction).exec_driver_sql(
            f"UPDATE journeys_keys SET wrapped = NULL WHERE holder = '{OTHER}'"  # noqa: S608 - an id
        )
    view = kept.seen_by(AUDITOR, "revision").audit.retirements(on=TODAY)
    assert list(view.set_aside) == [str(OTHER)]
    assert [each.journey for each in view.going] == [WALK]


def test_of_joined_journeys_each_is_exported_and_all_go(kept: Journeys, tmp_path: Path) -> None:
    """By the id that stays; each export is proved by itself."""
    kept.merge(OTHER, into=WALK, why="Samme borger", on=FEB_1, actor=BY_ANNA)
    assert going(kept) == [WALK]
    exports = kept.seen_by(MANAGER, "kassation").audit.exports(OTHER)
    assert [each.journey for each in exports] == [WALK, OTHER]
    for each in exports:
        folder = tmp_path / str(each.journey)
        write_export(each, folder)
        check(read_export(folder), kept.seal.key())
    entries = sum(len(each.entries) for each in exports)
    with pytest.raises(Refused):
        kept.persons.retire(WALK, exported=len(exports[0].entries), on=TODAY, actor=MANAGER)
    kept.persons.retire(WALK, exported=entries, on=TODAY, actor=MANAGER)
    assert all(kept.persons.receipt(each) is not None for each in (WALK, OTHER))
    assert going(kept) == []


def test_one_alone_is_asked_for_by_either_id(kept: Journeys) -> None:
    """An open one is none of these; who may not see a manager's figures is shown nothing."""
    audit = kept.seen_by(MANAGER, "kassation").audit
    kept.merge(OTHER, into=WALK, why="Samme borger", on=FEB_1, actor=BY_ANNA)
    assert [each.journey for each in audit.retirements(on=TODAY, only=OTHER).journeys] == [WALK]
    with pytest.raises(Refused) as refused:
        audit.retirements(on=TODAY, only=OPEN)
    assert refused.value.code == "still-walked-with"
    with pytest.raises(Refused) as refused:
        looking(kept).audit.retirements(on=TODAY)
    assert refused.value.code == "role-may-not"


def test_one_that_moved_away_goes_as_any_other(kept: Journeys) -> None:
    """What is here is the copy of a municipality that works with the citizen no longer."""
    moved = events.JourneyClosed(on=MAR_1, reason="Flyttet", moved_to="461")
    kept.record(OPEN, lambda _: [moved], BY_ANNA)
    (line,) = [
        each
        for each in kept.seen_by(MANAGER, "kassation").audit.retirements(on=TODAY).journeys
        if each.journey == OPEN
    ]
    assert (line.closed, line.may_go, line.goes) == (MAR_1, date(2026, 5, 1), True)
