"""One entry is disclosed: by whom, of which journey, in which checkpoint, and what came later."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from journeys import Actor, JourneyId, Journeys, events, verbs
from journeys.adapters.files.exports.disclosure import write_disclosure
from journeys.adapters.files.exports.verify_disclosure import parsed_key, verify
from journeys.app.ports.disclosing import Disclosure, Later
from journeys.domain.history import JOINED
from journeys.errors import (
    BrokenHistory,
    Erased,
    InputUnreadable,
    NoSuchEntry,
    Refused,
    UnknownJourney,
)
from tests.app.killing import acknowledged_before_kill
from tests.app.writers import disclose_until_killed
from tests.connections import connection_of
from tests.effort import tries
from tests.invented import BO, BY_ANNA, FEB_1, MAR_1, MAY_1, WALK, opened
from tests.moving import AUDITOR, LEADER, OTHER, contents, export_of, store

WHY = "Samme borger: erstatnings-CPR"


@pytest.fixture
def hoping(walks: Journeys) -> Journeys:
    """Return the journeys of two, of whom one has a hope."""
    opened(walks)
    opened(walks, OTHER)
    walks.decide(WALK, verbs.state_hope, BY_ANNA, words="Et bageri \u2028 æ", on=FEB_1)
    return walks


def disclosed(
    walks: Journeys, journey: JourneyId = WALK, number: int = 2, note: str | None = None
) -> Disclosure:
    """Return an entry as an auditor discloses it."""
    return walks.seen_by(AUDITOR, "retssag").audit.disclose(journey, number, note)


def is_proved(found: Disclosure, folder: Path) -> bool:
    """Return whether the script proves the words of a disclosure. Raises where it finds a fault."""
    write_disclosure(found, folder)
    return verify(folder, [parsed_key(found.key, b"\1")], [])[1]


def test_an_entry_is_disclosed_and_the_look_is_logged(hoping: Journeys, tmp_path: Path) -> None:
    """With its words as they were sealed, in a checkpoint of now."""
    before = hoping.seal.checkpoint()
    found = disclosed(hoping)
    assert (found.journey, found.version, found.kind, found.later) == (WALK, 2, "hope-stated", None)
    assert "Et bageri \u2028 æ" in found.words.decode()
    assert found.checkpoint.split("\n")[:3] == before.split("\n")[:3]
    assert is_proved(found, tmp_path / "out")
    (look,) = hoping.seen_by(AUDITOR, "revision").audit.who_looked(WALK).looks
    assert (look.view, look.actor, look.purpose) == ("disclose", AUDITOR.name, "retssag")
    for secret in (found.words.decode(), repr(found.body), repr(found.salt)):
        assert secret not in repr(found)


def test_an_entry_is_proved_in_a_checkpoint_that_others_keep(
    hoping: Journeys, tmp_path: Path
) -> None:
    """Of all logs or of the journeys' alone, whoever else has signed it, and however long ago."""
    notes = [hoping.seal.checkpoint(), hoping.seal.checkpoint("journeys")]
    notes.append(f"{notes[0]}— arkiv.example {'A' * 100}\n")
    hoping.decide(WALK, verbs.state_hope, BY_ANNA, words="Mere", on=MAR_1)
    for nr, note in enumerate(notes):
        found = disclosed(hoping, note=note)
        assert found.checkpoint == note
        assert is_proved(found, tmp_path / str(nr))
        with pytest.raises(Refused) as refused:
            disclosed(hoping, number=3, note=note)
        assert refused.value.code == "entry-after-checkpoint"


def test_a_checkpoint_of_something_else_is_refused(hoping: Journeys, tmp_path: Path) -> None:
    """Of another log, of another store, or altered; no look is logged where nothing is shown."""
    before = contents(hoping)
    with store(f"sqlite:///{tmp_path / 'other.db'}") as other:
        opened(other)
        elsewhere = other.seal.checkpoint()
    note = hoping.seal.checkpoint()
    for wrong in (
        hoping.seal.checkpoint("access"),
        elsewhere,
        note.replace("\n3\n", "\n4\n"),
        note.replace("\n", "\r\n"),
        "",
        "journeys",
    ):
        with pytest.raises(InputUnreadable):
            disclosed(hoping, note=wrong)
    assert contents(hoping) == before


@pytest.mark.parametrize("role", ["citizen", "caseworker", "service", "mentor"])
def test_who_may_not_take_a_journey_out_discloses_nothing(hoping: Journeys, role: str) -> None:
    """And no look is logged."""
    before = contents(hoping)
    with pytest.raises(Refused) as refused:
        hoping.seen_by(Actor("x.example", role), "retssag").audit.disclose(WALK, 2)
    assert refused.value.code == "role-may-not"
    assert contents(hoping) == before


def test_what_is_not_there_is_not_disclosed(hoping: Journeys) -> None:
    """An entry, a journey; or a number that is none."""
    before = contents(hoping)
    for number in (0, -1, 3, JOINED + 1, 2**70):
        with pytest.raises(NoSuchEntry):
            disclosed(hoping, number=number)
    with pytest.raises(UnknownJourney):
        disclosed(hoping, JourneyId(UUID(int=5)))
    wrong: list[tuple[Any, Any]] = [("2", None), (True, None), (2.0, None), (2, b"x")]
    for number, note in wrong:
        with pytest.raises(Refused) as refused:
            disclosed(hoping, number=number, note=note)
        assert refused.value.code == "not-understood"
    assert contents(hoping) == before


def test_nobody_can_disclose_an_entry_of_somebody_who_was_erased(hoping: Journeys) -> None:
    """Its place can still be proved, and its words are gone."""
    hoping.decide(WALK, verbs.close_journey, BY_ANNA, reason="selvforsørgelse", on=MAR_1)
    hoping.persons.erase(
        WALK, reason="Tiden er gået", authority="Kassation", on=MAY_1, actor=LEADER
    )
    with pytest.raises(Erased):
        disclosed(hoping)
    assert hoping.seal.prove(WALK, 2).position == 3


def test_a_restricted_journey_is_disclosed_by_those_who_may_open_it(hoping: Journeys) -> None:
    """An auditor may; of the managers those who are named."""
    hoping.decide(WALK, verbs.restrict_access, LEADER, open_to=[BO], on=FEB_1)
    with pytest.raises(Refused) as refused:
        hoping.seen_by(LEADER, "retssag").audit.disclose(WALK, 2)
    assert refused.value.code == "journey-restricted"
    assert disclosed(hoping).version == 2
    assert hoping.seen_by(Actor(BO, "manager"), "retssag").audit.disclose(WALK, 2).version == 2


def test_entries_of_joined_journeys_are_disclosed_where_they_stand(
    hoping: Journeys, tmp_path: Path
) -> None:
    """By the number in both, or in the one that ended; each is of the stream it was sealed in."""
    hoping.decide(OTHER, verbs.state_hope, BY_ANNA, words="En have", on=FEB_1)
    hoping.merge(OTHER, into=WALK, why=WHY, on=MAR_1, actor=BY_ANNA)
    found = [
        disclosed(hoping, WALK, JOINED + 2),
        disclosed(hoping, OTHER, 2),
        disclosed(hoping, OTHER, JOINED + 2),
    ]
    assert {(each.journey, each.version, each.position) for each in found} == {(OTHER, 2, 4)}
    assert disclosed(hoping, WALK, 2).journey == WALK
    assert is_proved(found[0], tmp_path / "out")
    for journey in (WALK, OTHER):
        looks = hoping.seen_by(AUDITOR, "revision").audit.who_looked(journey).looks
        assert [look.view for look in looks].count("disclose") == 4


def test_an_entry_that_moved_is_disclosed_from_where_it_is(
    hoping: Journeys, tmp_path: Path
) -> None:
    """Its body is the one that the first log sealed, so the words are proved there too."""
    export = export_of(hoping)
    with store(f"sqlite:///{tmp_path / 'second.db'}", days=400) as second:
        opened(second, OTHER)
        second.moving.arrive(export, key=export.key, actor=LEADER, purpose="flytning")
        found, first = disclosed(second), disclosed(hoping)
    assert found.body != first.body
    assert (found.salt, found.words) == (first.salt, first.words)
    assert is_proved(found, tmp_path / "out")


def test_what_came_of_an_entry_later_is_said(hoping: Journeys) -> None:
    """That it was retracted, and what was recorded in its place; unless that was retracted too."""
    right = events.HopeStated(on=FEB_1, words="En have")
    hoping.retract(
        WALK, entry=2, why="Hørt forkert", on=MAR_1, actor=BY_ANNA, replacement=lambda _: [right]
    )
    assert disclosed(hoping).later == Later(3, 4)
    assert disclosed(hoping, number=4).later is None
    hoping.retract(WALK, entry=4, why="Alligevel ikke", on=MAR_1, actor=BY_ANNA)
    assert disclosed(hoping, number=4).later == Later(5, None)
    hoping.retract(WALK, entry=5, why="Jo", on=MAR_1, actor=BY_ANNA)
    assert disclosed(hoping, number=4).later is None
    assert disclosed(hoping, number=5).later == Later(6, None)


def test_an_entry_that_was_altered_is_not_disclosed(hoping: Journeys) -> None:
    """Nor one of a journey of which another entry was."""
    with hoping.store.writing() as transaction:
        connection = connection_of(transaction)
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER journeys_events_refuse_update")
        else:
            connection.exec_driver_sql("ALTER TABLE journeys_events DISABLE TRIGGER USER")
        connection.exec_driver_sql(
            "UPDATE journeys_events SET recorded_us = recorded_us + 1 WHERE position = 3"
        )
    with pytest.raises(BrokenHistory):
        disclosed(hoping)


def test_a_killed_disclosure_leaves_a_whole_folder_or_none(
    database_url: str, hoping: Journeys, tmp_path: Path
) -> None:
    """What was acknowledged is there, and proves itself; a draft is removed by the next one."""
    key = [parsed_key(hoping.seal.key(), b"\1")]
    there = 0
    for seed in range(tries(2, 100)):
        out = tmp_path / str(seed)
        out.mkdir()
        told = acknowledged_before_kill(
            disclose_until_killed, database_url, out, seed=seed, longest=0.05
        )
        folders = [each for each in out.iterdir() if ".draft-" not in each.name]
        assert {each.name for each in folders} >= set(told)
        for each in folders:
            assert verify(each, key, [])[1]
        there += len(folders)
        drafts = {each.name.partition(".")[0] for each in out.iterdir()} - {
            each.name for each in folders
        }
        for name in drafts:
            write_disclosure(disclosed(hoping), out / name)
        assert not [each for each in out.iterdir() if ".draft-" in each.name]
    assert there
    looks = hoping.seen_by(AUDITOR, "revision").audit.who_looked(WALK).looks
    assert len(looks) >= there
    assert all(verdict.fault is None for verdict in hoping.seal.verify())
