"""The events of everybody: each look is logged first, and nobody is in it who should not be."""

from itertools import count, cycle
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine

from journeys import Actor, JourneyId, Journeys, verbs
from journeys.adapters.files.exports.process_log import FORMATS, write_process_log
from journeys.adapters.sql.database.connections import writing
from journeys.adapters.wiring import open_journeys
from journeys.app import process_log
from journeys.app.audit import Audit
from journeys.errors import Refused
from tests.app.killing import acknowledged_before_kill
from tests.damaging import DAMAGES, damaged
from tests.effort import tries
from tests.files.process_logs import READERS
from tests.invented import BO, BY_ANNA, FEB_1, KEYS, MAR_1, WALK, opened

OTHER, THIRD = JourneyId(UUID(int=77)), JourneyId(UUID(int=78))
AUDITOR, LEADER = Actor("rie.example", "auditor"), Actor("lis.example", "manager")
KEY = bytes(range(32))
GROUND = {"reason": "Tiden er gået", "authority": "Arkivet har dem"}


@pytest.fixture
def three(walks: Journeys) -> Journeys:
    """Return a store with three journeys."""
    for journey in (WALK, OTHER, THIRD):
        opened(walks, journey)
        walks.decide(journey, verbs.state_hope, BY_ANNA, words="Ro", on=FEB_1)
    return walks


def audit(walks: Journeys, actor: Actor = AUDITOR) -> Audit:
    """Return what an auditor, or somebody else, may ask."""
    return walks.seen_by(actor, "Revision", "r-1").audit


def looks(walks: Journeys, journey: JourneyId) -> list[tuple[str, str]]:
    """Return who looked at a journey, and at what."""
    with walks.store.reading() as transaction:
        found = transaction.access.of(journey)
    return [(each.look.actor.name, each.look.view) for each in found]


def test_the_look_is_there_before_the_case_is(three: Journeys) -> None:
    """Of those alone who were read so far; before the first is asked for, of nobody."""
    log = audit(three).process_log_with_ids()
    assert [looks(three, each) for each in (WALK, OTHER, THIRD)] == [[], [], []]
    first = next(log)
    assert looks(three, JourneyId(UUID(first.case))) == [("rie.example", "process-log-with-ids")]
    rest = list(log)
    assert {UUID(each.case) for each in (first, *rest)} == {WALK, OTHER, THIRD}
    list(audit(three, LEADER).process_log(key=KEY))
    for journey in (WALK, OTHER, THIRD):
        assert [view for _, view in looks(three, journey)] == [
            "process-log-with-ids",
            "process-log",
        ]


def test_the_order_says_nothing_and_progress_is_told(
    three: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By pseudonym, in parts of any size; two exports have no pseudonym in common."""
    monkeypatch.setattr(process_log, "PART", 2)
    told = list[tuple[int, int]]()
    one = list(audit(three).process_log(key=KEY, progress=lambda *done: told.append(done)))
    other = list(audit(three).process_log(key=bytes(32)))
    cases = [each.case for each in one]
    assert cases == sorted(cases)
    assert not set(cases) & {each.case for each in other}
    assert told == [(0, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("role", ["citizen", "caseworker", "service", "mentor"])
def test_who_may_not_export_is_given_nothing(three: Journeys, role: str) -> None:
    """And nothing is logged; the ids of the store are for an auditor alone."""
    with pytest.raises(Refused) as refusal:
        audit(three, Actor("x.example", role)).process_log(key=KEY)
    assert refusal.value.code == "role-may-not"
    for actor in (LEADER, Actor("x.example", role)):
        with pytest.raises(Refused) as refusal:
            audit(three, actor).process_log_with_ids()
        assert refusal.value.code == "role-may-not"
    for key in (b"", bytes(31), bytes(33), "x" * 32):
        with pytest.raises(Refused) as refusal:
            audit(three).process_log(key=key)  # type: ignore[arg-type]
        assert refusal.value.code == "not-understood"
    assert looks(three, WALK) == []


def test_a_restricted_journey_is_set_aside(three: Journeys) -> None:
    """For a manager whom it is not open to; an auditor is not shut out."""
    three.decide(WALK, verbs.restrict_access, LEADER, open_to=[BO], on=FEB_1)
    log = audit(three, LEADER).process_log(key=KEY)
    assert len(list(log)) == 2
    assert set(log.set_aside) == {str(WALK)}
    assert looks(three, WALK) == []
    assert len(list(audit(three).process_log(key=KEY))) == 3


@pytest.mark.parametrize("kind", ["another's key", "an altered body"])
def test_a_damaged_journey_is_set_aside(three: Journeys, engine: Engine, kind: str) -> None:
    """By name, with what to do; all others are there."""
    with writing(engine) as connection:
        damaged(connection, DAMAGES[kind], str(WALK), str(OTHER))
    log = audit(three).process_log_with_ids()
    assert {UUID(each.case) for each in log} == {OTHER, THIRD}
    assert set(log.set_aside) == {str(WALK)}


def test_who_is_erased_while_it_runs_is_not_handed_out(
    three: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state that is read still has the entries: no look can be logged any more."""
    monkeypatch.setattr(process_log, "PART", 1)

    def erase(done: int, _parts: int) -> None:
        if done == 1:
            with three.store.writing() as transaction:
                transaction.log.destroy_key(THIRD)

    log = audit(three).process_log_with_ids(progress=erase)
    assert [UUID(each.case) for each in log] == [OTHER, WALK]
    assert set(log.set_aside) == {str(THIRD)}


def test_joined_journeys_are_one_case_and_both_are_looked_at(three: Journeys) -> None:
    """In the order in which everything was recorded; the erased are not there."""
    three.merge(OTHER, into=WALK, why="Samme borger", on=MAR_1, actor=BY_ANNA)
    three.decide(THIRD, verbs.close_journey, BY_ANNA, reason="Flyttet", on=MAR_1)
    three.persons.erase(THIRD, actor=LEADER, on=MAR_1, **GROUND)
    (case,) = audit(three).process_log_with_ids()
    assert case.case == str(WALK)
    assert [each.kind for each in case.events].count("journey-opened") == 2
    assert [each.nr for each in case.events] == list(range(1, 7))
    for journey in (WALK, OTHER):
        assert looks(three, journey) == [("rie.example", "process-log-with-ids")]


def exporting(url: str, folder: Path, told: Connection) -> None:
    """Export again and again, in each format in turn, and acknowledge each file."""
    with open_journeys(url, keys=KEYS) as walks:
        told.send(None)
        for nr, form in zip(count(), cycle(FORMATS), strict=False):
            file = folder / f"{nr}.{form}.json"
            write_process_log(audit(walks).process_log_with_ids(), file, form)
            told.send(file)


def test_killed_at_any_moment_a_file_is_whole_or_not_there(
    three: Journeys, database_url: str, tmp_path: Path
) -> None:
    """What was acknowledged is there; what is left beside it goes with the next run."""
    wanted = {str(each) for each in (WALK, OTHER, THIRD)}
    for seed in range(tries(1, 50)):
        folder = tmp_path / str(seed)
        folder.mkdir()
        _, *files = acknowledged_before_kill(exporting, database_url, folder, seed=seed)
        there = {each for each in folder.iterdir() if ".draft-" not in each.name}
        assert there >= set(files)
        for file in there:
            read = READERS[file.suffixes[0][1:]](file)
            assert read.keys() == wanted
            assert {len(case.events) for case in read.values()} == {2}
        for draft in [each for each in folder.iterdir() if ".draft-" in each.name]:
            file = Path(str(draft).partition(".draft-")[0])
            file.unlink(missing_ok=True)
            write_process_log(audit(three).process_log_with_ids(), file, "csv")
            assert not draft.exists()
    assert all(verdict.fault is None for verdict in three.seal.verify())
