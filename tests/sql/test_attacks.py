"""The seal finds every alteration behind our back, and says where: hundreds of seeded attacks."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine

from journeys import JourneyId, Journeys, verbs
from journeys.adapters.files.problems import read_text
from journeys.adapters.sql.database.connections import connect
from journeys.adapters.sql.database.tables import SEALED, Tables
from journeys.adapters.sql.keys.keyring import STORE_SECRETS, Keyring
from journeys.adapters.sql.proofs.notes import Checkpoint, signed
from journeys.adapters.wiring import open_journeys
from journeys.app.ports.sealing import Fault
from journeys.domain.identity import Identity
from journeys.errors import BrokenHistory, InputUnreadable, KeyMissing, KeyWrong
from tests.effort import tries
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, looking, opened
from tests.scenario import BOOK
from tests.servers import new_database
from tests.sql.attacked import (
    Attacked,
    drop_guards,
    exactly,
    is_located,
    leaf_as,
    sign_heads,
)
from tests.sql.attacks import (
    BEHIND_OUR_BACK,
    ON_KEYS,
    PERFECT,
    cut_the_tail,
    lose_own_key,
)
from tests.sql.employed import CLOSED_FIRM, FIRM, record_on_employer

PEOPLE, ENTRIES, CHECKPOINTS = 6, 61, (20, 40, 61)
TIMES = tries(8, 32)
"""How often each attack is made on each database, every time somewhere else, in each log."""

LOGS = {name: Tables(tables) for tables, name in SEALED.items()}


@dataclass(frozen=True)
class Sealed:
    """A store that nobody has altered yet."""

    engine: Engine
    walks: Journeys
    notes: Sequence[str]
    """Its checkpoints, as somebody else keeps them."""

    @property
    def newest(self) -> Mapping[str, str]:
        """The newest checkpoint of each log."""
        return dict(zip(LOGS, self.notes[-len(LOGS) :], strict=True))

    @contextmanager
    def attacked(self, seed: str, log: str = "journeys") -> Iterator[Attacked]:
        """Yield the store in a transaction without guards, which is rolled back at the end."""
        with self.engine.connect() as connection:
            drop_guards(connection)
            yield Attacked(connection, Random(seed), LOGS[log])  # noqa: S311 - no secret
            connection.rollback()

    def fault(self, store: Attacked, notes: Sequence[str] = ()) -> Fault | None:
        """Return what the seal says of the log that is attacked; the others must hold."""
        verdicts = self.walks.joining(store.connection).seal.verify(notes)
        (fault,) = (each.fault for each in verdicts if LOGS[each.log] is store.tables)
        assert {each.log: each.fault for each in verdicts if each.fault not in {None, fault}} == {}
        return fault


def person(number: int) -> JourneyId:
    """Return the journey of one of the people."""
    return JourneyId(UUID(int=number + 1))


def fill(walks: Journeys) -> list[str]:
    """Record on several journeys in turn, and return the checkpoints on the way."""
    random, notes = Random(6962), []  # noqa: S311 - who comes next is no secret
    for position in range(1, ENTRIES + 1):
        if position <= PEOPLE:
            opened(walks, person(position - 1))
        else:
            walks.decide(
                person(random.randrange(PEOPLE)),
                verbs.notice_small_success,
                BY_ANNA,
                words=f"Skridt {position}",
                noticed_by=ANNA,
                on=FEB_1,
            )
        record_on_employer(walks, (FIRM, CLOSED_FIRM)[position % 2], f"Ønske {position}")
        looking(walks).history(person(random.randrange(min(position, PEOPLE))))
        with walks.store.writing() as transaction:
            transaction.law.seal({FEB_1 + timedelta(days=position): f"{position:064x}"}, "0.1.0")
            if position > 1:  # the store log begins with an entry about the schema
                whose = person(position % min(position, PEOPLE))
                identity = Identity("reference", f"nr-{position}", "Anne Prøve")
                transaction.people.identify(whose, identity)
        if position in CHECKPOINTS:
            notes += [walks.seal.checkpoint(log) for log in LOGS]
    return notes


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sealed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sealed]:
    """Yield a store of several journeys, once of either kind; every test leaves it as it was."""
    with ExitStack() as database:
        if request.param == "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('sealed') / 'store.db'}"
        else:
            server = request.getfixturevalue("postgresql_server")
            url = database.enter_context(new_database(server, like="template1"))
        engine = connect(url)
        with open_journeys(url, keys=KEYS, book=BOOK) as walks:
            yield Sealed(engine, walks, fill(walks))
        engine.dispose()


def test_a_store_that_nobody_altered_holds(sealed: Sealed) -> None:
    """And each log is compared with every checkpoint of it."""
    verdicts = sealed.walks.seal.verify(sealed.notes)
    assert [each.log for each in verdicts] == list(LOGS)
    for verdict in verdicts:
        assert verdict.fault is None
        assert (verdict.entries, verdict.checkpoints) == (ENTRIES, len(CHECKPOINTS))


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("name", BEHIND_OUR_BACK)
def test_an_alteration_is_found_by_the_seal_alone(sealed: Sealed, name: str, log: str) -> None:
    """With its position, wherever it was made."""
    for seed in range(TIMES // len(LOGS)):
        with sealed.attacked(f"{name} {seed}", log) as store:
            positions = BEHIND_OUR_BACK[name](store)
            fault = sealed.fault(store)
            assert fault, seed
            assert is_located(fault, positions), (seed, positions, fault)


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("name", PERFECT)
def test_a_perfect_rewriting_is_found_by_the_signed_head(
    sealed: Sealed, name: str, log: str
) -> None:
    """The first checkpoint that signs what was rewritten tells more exactly where it was.

    Of a log that is too short nobody can tell whether its end was cut off, or an entry was taken
    out and the rest numbered again: then a range is told, to the end.
    """
    for seed in range(max(2, TIMES // len(LOGS))):
        with sealed.attacked(f"{name} {seed}", log) as store:
            (position,) = PERFECT[name](store)
            fault, with_notes = sealed.fault(store), sealed.fault(store, sealed.notes)
            assert fault, seed
            assert with_notes, seed
            if name == "a rewritten body" and log != "store":
                assert (fault.position, fault.upto) == (position, None), (seed, fault)
                assert with_notes == fault
            else:
                assert is_located(fault, exactly(position)), (seed, position, fault)
                assert is_located(with_notes, exactly(position)), (seed, position, with_notes)
                before = max(size for size in (0, *CHECKPOINTS) if size < position)
                assert with_notes.position is not None
                assert with_notes.position > before
                if name == "a cut tail":
                    ends = {each.upto or each.position for each in (fault, with_notes)}
                    assert ends == {position}


@pytest.mark.parametrize("log", ["journeys", "employers"])
@pytest.mark.parametrize("name", ON_KEYS)
def test_an_altered_key_is_found_at_the_first_entry_of_its_person(
    sealed: Sealed, name: str, log: str
) -> None:
    """Although no sealed byte was touched; of an employer as of a person."""
    for seed in range(TIMES // 2):
        with sealed.attacked(f"{name} {seed}", log) as store:
            (position,) = ON_KEYS[name](store)
            fault = sealed.fault(store)
            assert fault, seed
            assert fault.position == position, seed
            assert fault.what.startswith(("its key is", "its receipt is"))


@pytest.mark.parametrize("holder", STORE_SECRETS)
def test_a_key_of_the_stores_own_cannot_be_lost_without_notice(sealed: Sealed, holder: str) -> None:
    """Whoever needs it is told, and whoever verifies."""
    keyring = Keyring(KEYS)
    for seed in range(TIMES):
        with sealed.attacked(f"{holder} {seed}") as store:
            lose_own_key(store, holder)
            with pytest.raises((KeyMissing, KeyWrong)):
                keyring.secret(store.connection, holder)
            with pytest.raises((KeyMissing, KeyWrong)):
                sealed.fault(store)


def test_a_forged_entry_that_is_sealed_perfectly_says_nothing(sealed: Sealed) -> None:
    """Somebody with the database alone cannot make its body: who reads the journey is told."""
    for seed in range(TIMES):
        with sealed.attacked(f"forged {seed}") as store:
            told = store.random.choice(store.rows)
            last = max(row.version for row in store.rows if row.stream == told.stream)
            forged = told._replace(position=store.size + 1, version=last + 1)
            store.add(forged._replace(leaf=leaf_as(forged)))
            store.reseal()
            mine = sealed.walks.joining(store.connection)
            with pytest.raises(BrokenHistory, match=f"Entry {last + 1} of"):
                looking(mine).history(JourneyId(UUID(told.stream)))


def test_an_older_copy_put_back_is_found_by_a_later_checkpoint(sealed: Sealed) -> None:
    """Whatever the copy is: it ends before that checkpoint."""
    for seed in range(TIMES):
        with sealed.attacked(f"older {seed}") as store:
            (missing,) = cut_the_tail(store)
            sign_heads(store.connection)
            assert sealed.fault(store) is None
            fault = sealed.fault(store, [sealed.newest["journeys"]])
            assert fault
            assert (fault.position, fault.what) == (
                missing,
                f"the entry is missing: a log of {ENTRIES} entries was signed",
            )


def test_a_checkpoint_signed_by_another_key_is_refused(sealed: Sealed) -> None:
    """Under its own name or the store's, of this log as it is or as somebody would have it."""
    theirs = Ed25519PrivateKey.generate()
    genuine = Checkpoint.parse(sealed.newest["journeys"].partition("\n\n")[0] + "\n")
    for origin in (genuine.origin, "journeys/0123456789abcdef"):
        for root in (genuine.root, bytes(32)):
            note = signed(Checkpoint(origin, ENTRIES, root).text, origin, theirs)
            with pytest.raises(InputUnreadable, match="no checkpoint of this store, though it"):
                sealed.walks.seal.verify([*sealed.notes, note])


def test_a_checkpoint_with_a_flipped_bit_is_refused(sealed: Sealed, tmp_path: Path) -> None:
    """Wherever in the note the bit is."""
    file = tmp_path / "checkpoint"
    with sealed.attacked("note") as store:
        for note in sealed.notes:
            for _ in range(TIMES * 5):
                file.write_bytes(store.flipped(note.encode()))
                with pytest.raises(InputUnreadable):
                    sealed.walks.seal.verify([read_text(file)])
