"""Checkpoints, proofs and verdicts of a store, read as somebody without the database reads them."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, text, update

from journeys import JourneyId, Journeys, verbs
from journeys.adapters.sql.database.tables import JOURNEYS, Tables
from journeys.adapters.sql.keys.keyring import SIGN, Keyring, keys
from journeys.adapters.sql.log.log_rows import LogRow
from journeys.adapters.sql.proofs.cosignatures import ED25519, CosignerKey
from journeys.adapters.sql.proofs.heads import StoreHeads
from journeys.adapters.sql.proofs.merkle import EMPTY_ROOT, includes, is_consistent
from journeys.adapters.sql.proofs.notes import Checkpoint, NoteKey, opened, signed
from journeys.adapters.sql.seal.witnessing import seen_with
from journeys.adapters.sql.transactions import SQLTransaction
from journeys.adapters.wiring import open_journeys
from journeys.app.ports.sealing import LOGS, Fault, Verdict
from journeys.errors import BrokenHistory, InputUnreadable, NoSuchEntry, Refused
from tests.app.writers import erase
from tests.connections import connection_of
from tests.invented import BY_ANNA, FEB_1, KEYS, WALK, looking
from tests.invented import opened as open_journey
from tests.moving import LEADER, PURPOSE, export_of, store, walk_on
from tests.scenario import BOOK
from tests.sql.attacked import LOWEST, Attacked, drop_guards, leaf_as, sign_heads
from tests.sql.invented_store import NOW, InventedWitness

PEOPLE = [JourneyId(UUID(int=number)) for number in range(1, 8)]


@pytest.fixture
def walks(database_url: str) -> Iterator[Journeys]:
    """Yield the journeys of an empty store."""
    with open_journeys(database_url, keys=KEYS, book=BOOK) as store:
        yield store


@pytest.fixture
def notes(walks: Journeys) -> list[str]:
    """Return the checkpoints of a log that grew by one entry each time."""
    made = [walks.seal.checkpoint()]
    for person in PEOPLE:
        open_journey(walks, person)
        made.append(walks.seal.checkpoint())
    return made


@contextmanager
def attacked(engine: Engine) -> Iterator[Attacked]:
    """Yield the journeys' log in a transaction without guards, which is rolled back at the end."""
    with engine.connect() as connection:
        drop_guards(connection)
        yield Attacked(connection, Random(1), Tables(JOURNEYS))  # noqa: S311 - no secret
        connection.rollback()


def read(walks: Journeys, note: str, log: str = "journeys") -> Checkpoint:
    """Return a checkpoint as whoever has the log's public key reads it."""
    return Checkpoint.parse(opened(note, NoteKey.parse(walks.seal.key(log))))


def counted(verdict: Verdict) -> tuple[str, int, int, Fault | None]:
    """Return what a verdict counts and finds."""
    return verdict.log, verdict.entries, verdict.checkpoints, verdict.fault


def rows(walks: Journeys) -> list[LogRow]:
    """Return every row of the journeys' log."""
    with walks.store.reading() as transaction:
        assert isinstance(transaction, SQLTransaction)
        return list(transaction.log.log.scan(connection_of(transaction)))


def rewritten(log: Attacked) -> None:
    """Let an entry say something else, and seal it all anew."""
    log.change(3, body=b"other")
    log.reseal()


def cut_off(log: Attacked) -> None:
    """Let the log end earlier, as if it had never been longer."""
    log.remove(5, len(PEOPLE))
    log.reseal()


def test_an_empty_store_has_checkpoints_and_holds(walks: Journeys) -> None:
    """Each log has a name and a key of its own."""
    checkpoints = {log: walks.seal.checkpoint(log) for log in LOGS}
    verdicts = walks.seal.verify([*checkpoints.values()])
    # The store log begins with what the schema was brought to.
    assert [each[:2] for each in map(counted, verdicts)] == [
        ("journeys", 0),
        ("access", 0),
        ("law", 0),
        ("store", 1),
        ("employers", 0),
    ]
    assert [each[2:] for each in map(counted, verdicts)] == [(1, None)] * 5
    signed_heads = {log: read(walks, note, log) for log, note in checkpoints.items()}
    assert signed_heads["journeys"][1:] == signed_heads["access"][1:] == (0, EMPTY_ROOT)
    assert b64decode(verdicts[0].root) == EMPTY_ROOT
    assert len({each.origin for each in signed_heads.values()}) == 5


def test_a_note_of_all_logs_is_compared_with_each(walks: Journeys, notes: list[str]) -> None:
    """It tells of every log, and of what stood beside them, and when."""
    assert [each[2:] for each in map(counted, walks.seal.verify(notes[-1:]))] == [(1, None)] * 5
    heads = StoreHeads.parse(opened(notes[-1], NoteKey.parse(walks.seal.key())))
    assert heads
    assert {name: head.size for name, head in heads.logs.items()} == {
        "journeys": len(PEOPLE),
        "access": 0,
        "law": 0,
        "store": 1,
        "employers": 0,
    }
    assert heads.at_us > rows(walks)[-1].recorded_us


def test_a_verdict_tells_what_was_counted_and_compared(walks: Journeys, notes: list[str]) -> None:
    """The same checkpoint given twice is one; the root is that of a checkpoint made now."""
    verdicts = walks.seal.verify([*notes, *notes[2:4]])
    # While the journeys grew, no other log did: all notes tell one head of each.
    assert [counted(each) for each in verdicts] == [
        ("journeys", len(PEOPLE), len(notes), None),
        ("access", 0, 1, None),
        ("law", 0, 1, None),
        ("store", 1, 1, None),
        ("employers", 0, 1, None),
    ]
    assert b64decode(verdicts[0].root) == read(walks, notes[-1]).root
    looking(walks).history(PEOPLE[0])
    assert [each.entries for each in walks.seal.verify()] == [len(PEOPLE), 1, 0, 1, 0]


def test_a_checkpoint_tells_what_it_did_when_it_was_made(walks: Journeys, notes: list[str]) -> None:
    """However far the log has grown since, and signed alike."""
    assert [read(walks, note).size for note in notes] == list(range(len(PEOPLE) + 1))
    heads, moment = walks.seal.checkpoint().partition("at ")[::2]
    assert heads == notes[-1].partition("at ")[0]
    assert moment > notes[-1].partition("at ")[2]
    assert walks.seal.checkpoint("law") == walks.seal.checkpoint("law")


def test_every_entry_can_be_proved_to_somebody_who_has_no_database(
    walks: Journeys, notes: list[str]
) -> None:
    """By the text of the proof, the log's public key, and the bytes of the entry."""
    key = NoteKey.parse(walks.seal.key())
    for row, person in zip(rows(walks), PEOPLE, strict=True):
        proof = walks.seal.prove(person, 1)
        head, _, note = proof.text.partition("\n\n")
        title, index, *hashes = head.split("\n")
        assert title == "c2sp.org/tlog-proof@v1"
        assert index == f"index {row.position - 1}"
        assert note == walks.seal.checkpoint("journeys")
        checkpoint = Checkpoint.parse(opened(note, key))
        assert checkpoint == read(walks, notes[-1])
        leaf, path = leaf_as(row), [b64decode(each, validate=True) for each in hashes]
        assert b64decode(proof.leaf) == leaf
        assert includes(leaf, row.position - 1, checkpoint.size, path, checkpoint.root)
        assert not includes(leaf[::-1], row.position - 1, checkpoint.size, path, checkpoint.root)


def test_many_proofs_at_once_are_what_each_is_alone(walks: Journeys, notes: list[str]) -> None:
    """In the order asked; and of a position without an entry there is none."""
    assert notes
    asked = [3, 7, 1, 3]
    with walks.store.reading() as transaction:
        assert isinstance(transaction, SQLTransaction)
        seal = transaction.seal
        together = seal.proofs("journeys", asked)
        assert seal.proofs("journeys", []) == []
        for position, hashes in zip(asked, together, strict=True):
            assert tuple(b64encode(each).decode() for each in hashes) == seal.prove(position).hashes
        for position in (0, len(PEOPLE) + 1):
            with pytest.raises(BrokenHistory, match=f"Entry {position} of the log"):
                seal.prove(position)


@pytest.mark.parametrize("number", [0, -1, 2, 2**31, 2**63, -(2**70)])
def test_an_entry_that_is_not_there_cannot_be_proved(walks: Journeys, number: int) -> None:
    """Whatever number is asked for, and of whatever journey."""
    open_journey(walks)
    for journey in (WALK, PEOPLE[0]):
        with pytest.raises(NoSuchEntry):
            walks.seal.prove(journey, 1 if journey is PEOPLE[0] else number)


def test_nothing_altered_is_proved(walks: Journeys, notes: list[str], engine: Engine) -> None:
    """Neither the entry itself nor any other where a leaf or the head is not what it was."""
    assert len(notes) > 4
    everyone = {1, 2, 3, 4, 5, 6, 7}
    alterations: list[tuple[Callable[[Attacked], object], set[int]]] = [
        (lambda log: log.change(3, body=b"other"), {3}),
        (lambda log: log.change(3, leaf=bytes(32)), everyone),
        (lambda log: log.change(3, leaf=b""), everyone),
        (lambda log: log.remove(7), everyone),
        (lambda log: log.change_head(frontier=bytes(96)), everyone),
        (lambda log: log.change_head(position=6), everyone),
        (lambda log: log.change_head(position=8), everyone),
        (lambda log: log.change(7, position=LOWEST), everyone),
    ]
    for alter, unproved in alterations:
        with attacked(engine) as log:
            alter(log)
            seal = walks.joining(log.connection).seal
            for position, person in enumerate(PEOPLE, start=1):
                if position in unproved:
                    with pytest.raises((BrokenHistory, NoSuchEntry)):
                        seal.prove(person, 1)
                else:
                    assert seal.prove(person, 1).position == position


def test_a_log_grew_from_any_checkpoint_to_any_other(walks: Journeys, notes: list[str]) -> None:
    """Whichever is given first, and each log of them; anybody can check the proof."""
    key = NoteKey.parse(walks.seal.key("journeys"))
    for old, one in enumerate(notes):
        for new, other in enumerate(notes[old:], start=old):
            proofs = walks.seal.consistency(one, other)
            assert walks.seal.consistency(other, one) == proofs
            assert (proofs[0].log, proofs[0].old, proofs[0].new) == ("journeys", old, new)
            assert [each.log for each in proofs] == [*LOGS]
            heads = [StoreHeads.parse(opened(each, key)) for each in (one, other)]
            assert heads[0]
            assert heads[1]
            for proof in proofs:
                before, after = (each.logs[proof.log] for each in heads if each)
                hashes = [b64decode(each) for each in proof.hashes]
                assert (proof.old, proof.new) == (before.size, after.size)
                assert is_consistent(proof.old, proof.new, before.root, after.root, hashes)


def test_a_witness_follows_a_store_by_the_proofs_that_it_makes(
    walks: Journeys, notes: list[str], engine: Engine
) -> None:
    """From any checkpoint to any later one; not to that of a history that was rewritten."""
    key = NoteKey.parse(walks.seal.key("journeys"))
    for old, one in enumerate(notes):
        for other in notes[old:]:
            assert seen_with([one], other, key, walks.seal.consistency(one, other)) == (other,)
    with attacked(engine) as log:
        rewritten(log)
        sign_heads(log.connection)
        other = walks.joining(log.connection).seal.checkpoint()
        proofs = walks.joining(log.connection).seal.consistency(other, other)
    with pytest.raises(Refused) as forked:
        seen_with([notes[-1]], other, key, proofs)
    assert forked.value.code == "checkpoint-forked"


def test_a_policy_is_asked_of_the_checkpoints_of_a_store(walks: Journeys, notes: list[str]) -> None:
    """Those of one text count together; one that is cosigned by too few is refused."""
    witnesses = [InventedWitness.named(name).cosigner for name in ("a.example", "b.example")]
    lines = [f"witness {each.name} {each.keys[0].text}\n" for each in witnesses]
    policy = f"{''.join(lines)}group both all a.example b.example\nquorum both\n"
    cosigned = [each.cosigned(notes[3], NOW) for each in witnesses]
    (found,) = walks.seal.witnessed(cosigned, policy)
    assert (found.log, found.entries) == (NoteKey.parse(walks.seal.key("journeys")).name, 3)
    assert [each.name for each in found.cosigned] == ["a.example", "b.example"]
    for few in (cosigned[:1], [*cosigned, notes[4]]):
        with pytest.raises(Refused) as refused:
            walks.seal.witnessed(few, policy)
        assert refused.value.code == "quorum-not-reached"
    own = CosignerKey("own", ED25519, NoteKey.parse(walks.seal.key("journeys")).public)
    for wrong, code in (
        (f"witness own {own.text}\nquorum own\n", "log-its-own-witness"),
        (f"log {NoteKey('x', bytes(32)).text}\nquorum none\n", "log-not-in-policy"),
    ):
        with pytest.raises(Refused) as refused:
            walks.seal.witnessed(notes, wrong)
        assert refused.value.code == code


def test_what_is_no_two_checkpoints_of_one_log_is_refused(
    walks: Journeys, notes: list[str], tmp_path: Path
) -> None:
    """Two logs; another store; no checkpoint at all."""
    with pytest.raises(InputUnreadable, match="two different logs"):
        walks.seal.consistency(walks.seal.checkpoint("law"), walks.seal.checkpoint("access"))
    with open_journeys(f"sqlite:///{tmp_path / 'other.db'}", keys=KEYS, book=BOOK) as other:
        theirs = other.seal.checkpoint()
    with pytest.raises(InputUnreadable, match="though it tells of one at position 0"):
        walks.seal.consistency(notes[0], theirs)
    # A text with an empty line in it tells of no position, whatever stands before that line.
    for none in ("hello", theirs.replace("\n\n", "\n\nmore\n\n")):
        with pytest.raises(InputUnreadable, match=r"of this store\. (A|The) note is"):
            walks.seal.verify([none])


def test_a_log_that_did_not_grow_so_is_told_of(
    walks: Journeys, notes: list[str], engine: Engine
) -> None:
    """Changed in between, cut off, or with an entry missing."""
    alterations: list[tuple[Callable[[Attacked], object], str]] = [
        (rewritten, "of 2 and 5 entries"),
        (cut_off, "ends before entry 5"),
        (lambda log: log.remove(4, 7), "of 2 and 5 entries"),
        (lambda log: log.change(4, leaf=b""), "of 2 and 5 entries"),
    ]
    for alter, what in alterations:
        with attacked(engine) as log:
            alter(log)
            with pytest.raises(InputUnreadable, match=what):
                walks.joining(log.connection).seal.consistency(notes[5], notes[2])


def test_a_log_that_was_shown_in_two_ways_is_found(
    walks: Journeys, notes: list[str], engine: Engine
) -> None:
    """The store itself signed both checkpoints, and both are of one size."""
    with attacked(engine) as log:
        rewritten(log)
        with pytest.raises(BrokenHistory, match="not the one that was signed"):
            walks.joining(log.connection).seal.checkpoint()
        sign_heads(log.connection)
        other = walks.joining(log.connection).seal.checkpoint()
    assert read(walks, other).size == read(walks, notes[-1]).size
    for held in ([notes[-1], other], [other, notes[-1]], [*notes, other]):
        fault = walks.seal.verify(held)[0].fault
        assert fault
        assert fault.position == (1 if len(held) == 2 else len(PEOPLE))
    with pytest.raises(InputUnreadable, match="changed"):
        walks.seal.consistency(notes[-1], other)


def test_a_note_in_the_name_of_one_log_about_another_is_refused(walks: Journeys) -> None:
    """Although the key of the store signed it."""
    with walks.store.reading() as transaction:
        secret = Keyring(KEYS).secret(connection_of(transaction), SIGN)
    private = Ed25519PrivateKey.from_private_bytes(secret)
    ours = read(walks, walks.seal.checkpoint())
    access = NoteKey.parse(walks.seal.key("access")).name
    note = signed(ours.text, access, private)
    with pytest.raises(InputUnreadable, match="no checkpoint of this store"):
        walks.seal.verify([note])
    note = signed(
        ours._replace(origin=access).text, ours.origin, Ed25519PrivateKey.from_private_bytes(secret)
    )
    with pytest.raises(InputUnreadable, match="another log than it tells of"):
        walks.seal.verify([note])


def test_who_moved_here_and_who_was_erased_are_no_faults(walks: Journeys, tmp_path: Path) -> None:
    """What came with the one still proves it, and a receipt says why the other has no key."""
    with store(f"sqlite:///{tmp_path / 'origin.db'}") as origin:
        walk_on(origin)
        export = export_of(origin)
    walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    open_journey(walks, PEOPLE[6])
    walks.decide(PEOPLE[6], verbs.close_journey, BY_ANNA, reason="Flyttet", on=FEB_1)
    erase(walks, PEOPLE[6])
    assert [verdict.fault for verdict in walks.seal.verify()] == [None] * 5


def test_of_several_altered_keys_the_first_is_told(walks: Journeys, engine: Engine) -> None:
    """By the position of a person's first entry, whatever their journey is called."""
    people = [PEOPLE[4], PEOPLE[2], PEOPLE[6]]
    for person in people:
        open_journey(walks, person)
    theirs = keys.c.holder.in_(map(str, people))
    with attacked(engine) as log:
        log.connection.execute(update(keys).where(theirs).values(wrapped=b"another"))
        fault = walks.joining(log.connection).seal.verify()[0].fault
    assert fault == Fault(position=1, what="its key is not the one it had")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_leaf_of_another_type_proves_nothing(
    walks: Journeys, notes: list[str], engine: Engine
) -> None:
    """Nor does it take memory, however large a number it is."""
    with attacked(engine) as log:
        huge = text("UPDATE journeys_events SET leaf = 9223372036854775807 WHERE position = 2")
        log.connection.execute(huge)
        seal = walks.joining(log.connection).seal
        with pytest.raises(BrokenHistory):
            seal.prove(PEOPLE[4], 1)
        with pytest.raises(InputUnreadable, match="changed"):
            seal.consistency(notes[3], notes[6])
    assert walks.seal.consistency(notes[3], notes[6])
