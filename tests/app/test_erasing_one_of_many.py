"""One of a thousand citizens is erased: of her nothing is left, of the others everything."""

from base64 import b64decode
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from journeys import Actor, JourneyId, Journeys, events, verbs
from journeys.adapters.sql.keys.keyring import keys
from journeys.adapters.sql.proofs import merkle
from journeys.adapters.sql.proofs.notes import Checkpoint, NoteKey, opened
from journeys.app.ports.sealing import LOGS, Inclusion
from journeys.domain.identity import Identity
from tests.app.posted import BAKERY, EARLY, OVEN, begun, open_post, people, record, registered, task
from tests.app.rows import every_value, stored_rows
from tests.connections import connection_of
from tests.invented import BY_ANNA, FEB_1, MAR_1, OPENED
from tests.projections.employers.free_by_hand import free

CITIZENS = [JourneyId(UUID(int=nr)) for nr in range(1, 1001)]
SHE, NEIGHBOUR = CITIZENS[500], CITIZENS[501]
LEADER = Actor("dorte.example", "manager")
NAME, NUMBERS = "Opfundet Borgersen", ("610203-1234", "710203-1235")
WORDS, REQUEST, PURPOSE = "Jeg drømmer om et bageri", "anmodning-500", "ganske særligt formål"
SECRETS = [NAME, WORDS, REQUEST, PURPOSE, *NUMBERS, *(each.replace("-", "") for each in NUMBERS)]


def everybody(walks: Journeys, *facts: events.Event) -> None:
    """Record these on every journey, so that each one's entries stand apart in the log."""
    walks.record_all(((each, lambda _: list(facts)) for each in CITIZENS), BY_ANNA)


def her_key(walks: Journeys) -> bytes | None:
    """Return the key of her journey as it is stored, wrapped."""
    with walks.store.reading() as transaction:
        held = select(keys.c.wrapped).where(keys.c.holder == str(SHE))
        return connection_of(transaction).scalar(held)


def holds(proof: Inclusion, key: NoteKey) -> bool:
    """Return whether a proof that somebody kept is good by itself."""
    at = Checkpoint.parse(opened(proof.checkpoint, key))
    leaf, hashes = b64decode(proof.leaf), [b64decode(each) for each in proof.hashes]
    return merkle.includes(leaf, proof.position - 1, at.size, hashes, at.root)


def stored(url: str, folder: Path) -> list[bytes]:
    """Return all that is stored: every value, and every byte of the files beside each other."""
    return [*every_value(url), *(file.read_bytes() for file in folder.iterdir())]


def test_one_of_a_thousand_is_erased_and_every_older_proof_holds(
    walks: Journeys, database_url: str, tmp_path: Path
) -> None:
    """Checkpoints, proofs, the rows of the others, and whatever anybody can search for."""
    notes, proofs = list[str](), list[Inclusion]()

    def keep() -> None:
        """Let somebody else keep where the logs stand, and proofs of what is in them."""
        notes.extend(walks.seal.checkpoint(log) for log in LOGS)
        proofs.extend(walks.seal.prove(each, 1) for each in (SHE, NEIGHBOUR))

    everybody(walks, OPENED)
    keep()
    with walks.store.writing() as transaction:
        for nr, each in enumerate(CITIZENS[:500]):
            transaction.people.identify(each, Identity("reference", f"P-{nr}", f"Borger {nr}"))
    for number in NUMBERS:
        walks.persons.identify(SHE, name=NAME, number=number, actor=BY_ANNA, purpose=PURPOSE)
    walks.decide(SHE, verbs.state_hope, BY_ANNA, REQUEST, words=WORDS, on=FEB_1)
    everybody(walks, events.HopeStated(on=FEB_1, words="Et job"))
    walks.seen_by(BY_ANNA, PURPOSE).milestones(SHE)
    walks.seen_by(BY_ANNA, "sagsbehandling").milestones(NEIGHBOUR)
    keep()
    everybody(walks, events.JourneyClosed(on=FEB_1, reason="Flyttet"))
    proofs += [walks.seal.prove(SHE, number) for number in (2, 3, 4)]
    rows, wrapped = stored_rows(walks), her_key(walks)
    seen_before = stored(database_url, tmp_path)
    assert wrapped is not None
    for there in (wrapped, REQUEST.encode()):
        assert any(there in each for each in seen_before)

    reason, authority = "Tiden er gået", "Kassation efter aflevering til arkivet"
    receipt = walks.persons.erase(SHE, reason=reason, authority=authority, on=MAR_1, actor=LEADER)
    assert (receipt.gone.entries, receipt.gone.numbers, receipt.position) == (4, 2, 3002)

    seen_after = stored(database_url, tmp_path)
    for secret in (wrapped, *(each.encode() for each in SECRETS)):
        assert not any(secret in each for each in seen_after)

    verdicts = walks.seal.verify(notes)
    assert [(each.log, each.checkpoints, each.fault) for each in verdicts] == [
        ("journeys", 2, None),
        ("access", 2, None),
        ("law", 1, None),  # nothing was added to it, so both are one
        ("store", 2, None),
        ("employers", 1, None),
    ]
    key = NoteKey.parse(walks.seal.key("journeys"))
    assert all(holds(each, key) for each in proofs)
    now = [walks.seal.prove(SHE, number).leaf for number in (1, 2, 3, 4)]
    assert now == [proofs[0].leaf, *(each.leaf for each in proofs[-3:])]
    for old in notes[:: len(LOGS)]:
        assert walks.seal.consistency(old, walks.seal.checkpoint())[0].new == 3002

    others = {row: count for row, count in rows.items() if row[1][0] != str(SHE)}
    assert stored_rows(walks) == others
    assert walks.maintenance.rebuild().journeys == len(CITIZENS) - 1
    assert stored_rows(walks) == others
    with walks.store.reading() as transaction:
        history = transaction.log.history(NEIGHBOUR)
        assert [event.kind for event in history.events][-1] == "journey-closed"
        assert transaction.people.of(CITIZENS[0]) == Identity("reference", "P-0", "Borger 0")


def test_of_two_who_share_a_post_one_is_erased(
    walks: Journeys, database_url: str, tmp_path: Path
) -> None:
    """Her place is free at once; the employer's log never knew of her, and every proof holds."""
    registered(walks)
    open_post(walks, EARLY, task(OVEN, 10), may_share=2)
    for nr, each in enumerate((SHE, NEIGHBOUR), start=1):
        record(walks, each, OPENED, begun(nr, hours=5))
    notes = [walks.seal.checkpoint(log) for log in LOGS]
    proofs = [walks.seal.prove(each, 2) for each in (SHE, NEIGHBOUR)]
    placement = str(begun(1).placement)
    assert any(placement.encode() in each for each in stored(database_url, tmp_path))
    third = CITIZENS[0]
    assert _free(walks) == (0, 0)

    record(walks, SHE, events.JourneyClosed(on=FEB_1, reason="Selvforsørget"))
    receipt = walks.persons.erase(
        SHE, reason="Tiden er gået", authority="Arkivet", on=MAR_1, actor=LEADER
    )
    assert receipt.gone.entries == 3
    assert _free(walks) == (1, 5)
    assert people(walks, MAR_1) == {NEIGHBOUR}
    assert not any(placement.encode() in each for each in stored(database_url, tmp_path))
    assert all(each.fault is None for each in walks.seal.verify(notes))
    key = NoteKey.parse(walks.seal.key("journeys"))
    assert all(holds(each, key) for each in proofs)
    with walks.store.reading() as transaction:
        told = repr(transaction.employers.existing(BAKERY))
    assert not any(str(each) in told for each in (SHE, NEIGHBOUR, placement))

    record(walks, third, OPENED, begun(3, hours=5, on=MAR_1))
    assert _free(walks) == (0, 0)
    rows = stored_rows(walks)
    walks.maintenance.rebuild()
    assert stored_rows(walks) == rows


def _free(walks: Journeys) -> tuple[int, int]:
    """Return how many places are free in the early post, and how many hours of its task."""
    with walks.store.reading() as transaction:
        employer = transaction.employers.existing(BAKERY)
        found = free(employer, transaction.queries.taken([EARLY]), MAR_1)[EARLY]
    return found.places, int(found.hours[OVEN])
