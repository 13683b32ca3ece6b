"""Everything held on a person, from a real store: of that person all, of anybody else nothing."""

from uuid import UUID

import pytest

from journeys import Actor, JourneyId, Journeys, verbs
from journeys.errors import Erased
from journeys.projections.without_staff import STAFF
from tests.app.rows import stored_rows
from tests.invented import ANNA, BY_ANNA, FEB_1, KITCHEN, MAR_1, WALK, looking, opened

OTHER = JourneyId(UUID(int=77))
LEADER = Actor("dorte.example", "manager")
TOLD = {"name": "Opfundet Borgersen", "actor": BY_ANNA, "purpose": "sagsbehandling"}
HERS = ["610203-1234", "P-12", "710203-1235"]


@pytest.fixture
def both(walks: Journeys) -> Journeys:
    """Return two journeys of two people who are known, each with a step and a request."""
    for nr, journey in enumerate((WALK, OTHER)):
        opened(walks, journey)
        step = {"subgoal": KITCHEN, "title": f"Skridt {nr}", "why": "Ro", "on": FEB_1}
        walks.decide(journey, verbs.set_subgoal, BY_ANNA, f"r-{nr}", **step)  # type: ignore[arg-type]
    walks.persons.identify(WALK, number=HERS[0], **TOLD)  # type: ignore[arg-type]
    walks.persons.identify(WALK, number=HERS[1], kind="reference", **TOLD)  # type: ignore[arg-type]
    walks.persons.identify(WALK, number=HERS[2], **TOLD)  # type: ignore[arg-type]
    walks.persons.identify(OTHER, number="810203-1236", **TOLD)  # type: ignore[arg-type]
    return walks


def test_all_that_the_store_keeps_of_one_person_is_in_it(both: Journeys) -> None:
    """Every row, every number there was, every request, and every look before this one."""
    both.seen_by(LEADER, "tilsyn").milestones(WALK)
    view = looking(both).subject_access(WALK, on=MAR_1)
    rows = {(table, *row.values()) for table, told in view.rows.items() for row in told}
    # Of the municipality nobody is named in them.
    stored = {
        (table, *(STAFF if value == ANNA else value for value in row))
        for table, row in stored_rows(both)
        if row[0] == str(WALK)
    }
    assert rows == stored
    assert {table for table, *_ in rows} >= {"journeys", "periods", "steps"}
    assert view.identity is not None
    assert view.identity.number == "7102031235"
    assert sorted(each.number for each in view.former_identities) == ["6102031234", "P-12"]
    assert view.requests == ("r-0",)
    assert [each.view for each in view.looks] == [*["identified"] * 3, "milestones"]
    written = view.model_dump_json()
    for foreign in ("8102031236", "Skridt 1", "r-1", str(OTHER), LEADER.name):
        assert foreign not in written


def test_of_somebody_erased_nothing_is_held(both: Journeys) -> None:
    """Of the other, what was."""
    both.decide(WALK, verbs.set_aside_subgoal, actor=BY_ANNA, subgoal=KITCHEN, reason="-", on=FEB_1)
    both.decide(WALK, verbs.close_journey, actor=BY_ANNA, reason="Flyttet", on=FEB_1)
    ground = {"reason": "Tiden er gået", "authority": "Arkivet har dem"}
    both.persons.erase(WALK, on=MAR_1, actor=LEADER, **ground)
    for asked in (looking(both), both.seen_by(Actor("r.example", "auditor"), "revision").audit):
        with pytest.raises(Erased):
            asked.subject_access(WALK, on=MAR_1)
    assert looking(both).identity(OTHER) is not None
    with pytest.raises(Erased):
        looking(both).identity(WALK)
    assert looking(both).find(HERS[0]) is None
