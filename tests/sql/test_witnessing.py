"""An honest witness cosigns one history of a store; a store that shows two of them is found.

`JOURNEYS_LONG=1` simulates 10,000 stores that split, and 10,000 that do not.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random

import pytest

from journeys.adapters.sql.proofs.heads import Companion, StoreHeads
from journeys.adapters.sql.proofs.notes import NoteKey, opened, split_note
from journeys.adapters.sql.seal.quorum import witnessed
from journeys.adapters.sql.seal.witnessing import seen_with
from journeys.app.ports.sealing import LOGS, Consistency
from journeys.errors import InputUnreadable, Refused
from tests.effort import tries
from tests.sql.invented_store import KEY, SIGNER, InventedStore, InventedWitness

RUNS = tries(50, 10_000)
NAMES = ("aarhus.example", "herning.example", "arkivet.example")


def grown(entries: int = 3) -> InventedStore:
    """Return a store with so many entries in each log."""
    store = InventedStore()
    for log in LOGS:
        for number in range(entries):
            store.record(log, f"{log} {number}".encode())
    return store


def later(store: InventedStore, *logs: str) -> InventedStore:
    """Return the store after one more entry in each of these logs."""
    after = store.copy()
    for log in logs:
        after.record(log, b"one more")
    return after


def policy_of(needed: int) -> str:
    """Return the policy that asks for so many of the three."""
    keys = [InventedWitness.named(name).cosigner.keys[0].text for name in NAMES]
    lines = [f"witness {name} {key}" for name, key in zip(NAMES, keys, strict=True)]
    return "\n".join(
        [f"log {KEY.text}", *lines, f"group three {needed} {' '.join(NAMES)}", "quorum three"]
    )


def refused(seen: Sequence[str], note: str, proofs: Sequence[Consistency] = ()) -> Refused:
    """Return why a witness does not cosign a note."""
    with pytest.raises(Refused) as why:
        seen_with(seen, note, KEY, proofs)
    return why.value


@pytest.mark.parametrize("log", LOGS)
def test_each_log_must_begin_with_what_was_seen_of_it(log: str) -> None:
    """It grew and that is proved; it was cut off; it says something else, however long it is."""
    store = grown()
    seen, more = (store.note(),), later(store, log)
    proofs = store.proofs(store.note(), store.note())
    assert seen_with(seen, store.note(), KEY) == seen_with(seen, store.note(), KEY, proofs) == seen
    grew = more.proofs(store.note(), more.note())
    assert seen_with(seen, more.note(), KEY, grew) == (more.note(),)
    unproved = refused(seen, more.note(), [each for each in grew if each.log != log])
    assert unproved.code == "growth-not-proved"
    assert f"The log {log} had 3 entries" in str(unproved)
    older = refused((more.note(),), store.note(), proofs)
    assert older.code == "checkpoint-older"
    assert f"3 entries of the log {log}, and 4 were seen here" in str(older)
    other = store.copy()
    other.leaves[log][1] = bytes(32)
    forked = refused(seen, other.note())
    assert forked.code == "checkpoint-forked"
    assert f"other 3 entries of the log {log} than were seen here" in str(forked)
    longer = later(other, log)
    for proof in (longer.proofs(other.note(), longer.note()), grew):
        forked = refused(seen, longer.note(), proof)
        assert forked.code == "checkpoint-forked"
        assert f"4 entries of the log {log} do not begin with the 3" in str(forked)


def test_the_tables_that_are_changed_with_logs_never_go_back_nor_apart() -> None:
    """They have no proof of growth: of two states the later one was changed more often."""
    store = grown()
    for table, companion in store.companions.items():
        other = store.copy()
        other.companions[table] = Companion(companion.changes - 1, companion.digest)
        older = refused((store.note(),), other.note())
        assert older.code == "checkpoint-older"
        assert f"an older state of the {table}" in str(older)
        other.companions[table] = Companion(companion.changes, bytes(32))
        forked = refused((store.note(),), other.note())
        assert forked.code == "checkpoint-forked"
        assert f"another state of the {table}" in str(forked)
        other.companions[table] = Companion(companion.changes + 1, bytes(32))
        assert seen_with((store.note(),), other.note(), KEY) == (other.note(),)


def test_an_empty_log_has_one_root() -> None:
    """Somebody who sees a store for the first time knows that one, too."""
    assert seen_with((), InventedStore().note(), KEY)
    text, _ = split_note(InventedStore().note())
    heads = StoreHeads.parse(text)
    assert heads
    for log in LOGS:
        wrong = heads._replace(logs={**heads.logs, log: heads.logs[log]._replace(root=bytes(32))})
        assert refused((), SIGNER.signed(wrong.text, "journeys")).code == "checkpoint-forked"


def test_a_log_that_came_alone_is_remembered_with_all_others() -> None:
    """What is the last word on some log stays, and a later note of all logs outdoes them all."""
    store = grown()
    seen = seen_with((), store.note(), KEY)
    access = later(store, "access")
    alone = access.note("access")
    proofs = access.proofs(store.note(), alone)
    assert [each.log for each in proofs] == ["access"]
    seen = seen_with(seen, alone, KEY, proofs)
    assert seen == (store.note(), alone)
    assert refused(seen, store.note()).code == "checkpoint-older"
    assert seen_with(seen, alone, KEY) == seen
    whole = access.note()
    assert seen_with(seen, whole, KEY, access.proofs(store.note(), whole)) == (whole,)
    assert refused((whole,), store.note("access")).code == "checkpoint-older"


def test_only_what_the_store_signed_is_remembered() -> None:
    """Lines of witnesses are left out; a note of another store, or in another name, is refused."""
    store = grown()
    cosigned = InventedWitness.named("arkivet.example").cosigner.cosigned(store.note(), 1)
    assert seen_with((), cosigned, KEY) == (store.note(),)
    for note in ("", "hello\n", store.note().replace("\n3\n", "\n4\n", 1), store.note()[:-9]):
        with pytest.raises(InputUnreadable, match="no checkpoint of this store"):
            seen_with((), note, KEY)
    text, _ = split_note(store.note("access"))
    with pytest.raises(InputUnreadable, match="no checkpoint of this store"):
        seen_with((), SIGNER.signed(text, "law"), KEY)
    with pytest.raises(InputUnreadable, match="not signed by the key"):
        seen_with((), store.note(), NoteKey("journeys/0000000000000000", bytes(32)))


def test_a_note_that_tells_of_one_log_twice_is_refused() -> None:
    """Two readers could each take another of the lines."""
    text, _ = split_note(grown().note())
    line = next(each for each in text.split("\n") if each.startswith("access "))
    twice = text.replace(line, f"{line}\n{line.replace('access 3', 'access 4')}")
    with pytest.raises(InputUnreadable, match="It tells of one log twice"):
        seen_with((), SIGNER.signed(twice, "journeys"), KEY)


def change_of(random: Random) -> Callable[[InventedStore], None]:
    """Return one more entry, or one more state of what is changed with a log."""
    log, what = random.choice(LOGS), random.randbytes(4)
    return lambda store: store.record(log, what)


def a_split(random: Random) -> tuple[InventedStore, tuple[InventedStore, InventedStore]]:
    """Return the past of a store, and two histories that it goes on with and that contradict."""
    past = InventedStore()
    for _ in range(random.randint(0, 8)):
        change_of(random)(past)
    one, other, log = past.copy(), past.copy(), random.choice(LOGS)
    for store, what in ((one, b"what one is shown"), (other, b"what another is shown")):
        store.record(log, what)
        for _ in range(random.randint(0, 4)):
            change_of(random)(store)
    return past, (one, other)


def shown(random: Random, past: InventedStore, stores: Sequence[InventedStore]) -> list[str]:
    """Return what a dishonest store gets cosigned for each of its histories, at its best.

    It may have the common past of both witnessed first, and asks in any order and more than once.
    """
    witnesses = [
        InventedWitness.named(name, is_honest=number == 0) for number, name in enumerate(NAMES)
    ]
    if random.random() < 0.5:
        for witness in witnesses:
            witness.cosign(past.note(), past)
    notes = [store.note() for store in stores]
    asked = [(which, witness) for which in (0, 1) for witness in witnesses] * 2
    random.shuffle(asked)
    for which, witness in asked:
        notes[which] = witness.cosign(notes[which], stores[which])
    return notes


def with_lines_of(note: str, other: str) -> str:
    """Return a note with the lines that witnesses made for another below it."""
    by_name = {each.name: each.line for each in split_note(note)[1]}
    theirs = [each.line for each in split_note(other)[1] if each.name not in by_name]
    return f"{note}{''.join(theirs)}"


def passes(notes: Sequence[str], policy: str) -> bool:
    """Return whether each of these notes is taken by somebody with this policy."""
    with suppress(Refused, InputUnreadable):
        return all(witnessed([note], KEY.text, policy) for note in notes)
    return False


def test_every_split_is_found_by_one_honest_witness_of_three() -> None:
    """Where all three must have cosigned. Where two are enough, two dishonest ones are.

    One history passes, that which the honest one saw first, and the other does not: not with the
    lines of the first below it either.
    """
    all_of_three, two_of_three = policy_of(3), policy_of(2)
    missed_by_two = 0
    for seed in range(RUNS):
        random = Random(seed)  # noqa: S311 - no secret
        notes = shown(random, *a_split(random))
        passed = [passes([note], all_of_three) for note in notes]
        assert sorted(passed) == [False, True], seed
        moved = with_lines_of(notes[passed.index(False)], notes[passed.index(True)])
        assert not passes([moved], all_of_three), seed
        missed_by_two += passes(notes, two_of_three)
    assert missed_by_two == RUNS


def test_two_honest_of_three_do_not_save_two_of_three() -> None:
    """Each may be shown another history, so that both have two: all three must be asked for."""
    runs = tries(20, 2_000)
    passed = 0
    for seed in range(runs):
        random = Random(seed)  # noqa: S311 - no secret
        _, stores = a_split(random)
        first, second, third = (
            InventedWitness.named(name, is_honest=number < 2) for number, name in enumerate(NAMES)
        )
        notes = [store.note() for store in stores]
        for which, witness in ((0, first), (0, third), (1, second), (1, third)):
            notes[which] = witness.cosign(notes[which], stores[which])
        passed += passes(notes, policy_of(2))
        assert not passes(notes, policy_of(3))
    assert passed == runs


def test_no_honest_history_is_refused() -> None:
    """Witnesses come in any order, miss some, see some twice and some logs alone: no alarm."""
    policy = policy_of(3)
    for seed in range(RUNS):
        random, store = Random(seed), InventedStore()  # noqa: S311 - no secret
        witnesses = [InventedWitness.named(name) for name in NAMES]
        for _ in range(random.randint(1, 5)):
            for _ in range(random.randint(0, 3)):
                change_of(random)(store)
            log = random.choice((None, None, *LOGS))
            for witness in random.sample(witnesses, random.randint(0, 3)):
                witness.cosign(store.note(log), store)
        notes = [witness.cosign(store.note(), store) for witness in witnesses]
        assert [each.refused for each in witnesses] == [[], [], []], seed
        (found,) = witnessed(notes, KEY.text, policy)
        assert {each.name for each in found.cosigned} == {*NAMES}
        assert opened(notes[0], KEY) == opened(store.note(), KEY)
