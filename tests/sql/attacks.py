"""Attacks on a store behind our back, each with where its fault may be found."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from sqlalchemy import delete, select, update

from journeys.adapters.sql.keys.keyring import keys
from journeys.adapters.sql.keys.persons import people
from journeys.adapters.sql.log.log_rows import LogRow
from journeys.adapters.sql.log.mapper import EMPLOYER_ERASED, ERASED
from tests.sql.attacked import LOWEST, NOWHERE, Attacked, exactly, leaf_as, sign_heads

Attack: TypeAlias = Callable[[Attacked], range]
"""Alters a store; returns the positions of which the first fault may name one, or `NOWHERE`."""


def flip_in_row(column: str) -> Attack:
    """Return the attack that turns one bit over in this column of any entry."""

    def attack(store: Attacked) -> range:
        rows = store.rows
        row = store.random.choice(rows)
        while True:
            new = row._replace(**{column: store.flipped(getattr(row, column))})
            others = [each for each in rows if each != row]
            fits = (
                new.version < 1 << 31  # what the column holds
                and new.position not in {each.position for each in others}
                and new[1:3] not in {each[1:3] for each in others}
            )
            if fits:
                store.change(row.position, **{column: getattr(new, column)})
                return exactly(row.position)

    return attack


def flip_head_position(store: Attacked) -> range:
    """Let the head tell of more entries, or of fewer."""
    store.change_head(position=store.flipped(store.size))
    return NOWHERE


def flip_head_moment(store: Attacked) -> range:
    """Let the head tell of another moment than the last entry."""
    store.change_head(recorded_us=store.flipped(store.rows[-1].recorded_us))
    return exactly(store.size)


def flip_head_frontier(store: Attacked) -> range:
    """Turn over a bit in one of the hashes of the head."""
    store.change_head(frontier=store.flipped(store.frontier))
    return NOWHERE


def remove_head(store: Attacked) -> range:
    """Take the head away."""
    store.connection.execute(delete(store.tables.head))
    return NOWHERE


def shorten_head(store: Attacked) -> range:
    """Take the last of its hashes from the head, or more."""
    store.change_head(frontier=store.frontier[: store.random.randrange(len(store.frontier))])
    return NOWHERE


def _two(store: Attacked) -> tuple[LogRow, LogRow]:
    one, other = sorted(store.random.sample(range(store.size), 2))
    rows = store.rows
    return rows[one], rows[other]


def swap_bodies(store: Attacked) -> range:
    """Let two entries say what the other said."""
    one, other = _two(store)
    store.change(one.position, body=other.body)
    store.change(other.position, body=one.body)
    return exactly(one.position)


def swap_rows(store: Attacked) -> range:
    """Put two entries in each other's place."""
    one, other = _two(store)
    for before, after in (
        (one.position, LOWEST),
        (other.position, one.position),
        (LOWEST, other.position),
    ):
        store.change(before, position=after)
    return exactly(one.position)


def resealed(attack: Attack) -> Attack:
    """Return the attack with the leaves recomputed afterwards, but not the head."""

    def both(store: Attacked) -> range:
        positions = attack(store)
        for row in store.rows:
            store.change(row.position, leaf=leaf_as(row))
        return positions

    return both


def delete_row(store: Attacked) -> range:
    """Take one entry out: the first, the last, or any."""
    here = store.random.choice([1, store.size, store.somewhere()])
    store.remove(here)
    return exactly(here)


def delete_row_and_set_the_head_back(store: Attacked) -> range:
    """Take one entry out, and let the head tell of one fewer."""
    here = store.random.choice([1, store.size, store.somewhere()])
    store.remove(here)
    rows = store.rows
    store.change_head(position=len(rows), recorded_us=rows[-1].recorded_us)
    return exactly(here)


def insert_in_front(store: Attacked) -> range:
    """Put an entry before the first."""
    here = store.random.choice([0, -1, LOWEST, store.random.randrange(LOWEST, 0)])
    row = store.random.choice(store.rows)._replace(position=here, version=10_000)
    store.add(row._replace(leaf=leaf_as(row)))
    return exactly(here)


def insert_in_the_middle(store: Attacked) -> range:
    """Put an entry of a taken stream and version between two, with a leaf that fits or not."""
    here, copied = store.somewhere(), store.random.choice(store.rows)
    row = copied._replace(position=here)
    if store.random.random() < 1 / 2:
        row = row._replace(leaf=leaf_as(row))
    store.without_constraints()
    store.move_up(here)
    store.add(row)
    # One whose leaf fits is told by a signed head, or by the next entry, whose leaf does not.
    return range(here, here + 2) if row.leaf == leaf_as(row) else exactly(here)


def double_a_row(store: Attacked) -> range:
    """Put a second entry under the number of another, with a leaf that fits or not."""
    row = store.random.choice(store.rows)
    other = row._replace(body=store.flipped(row.body))
    leaf = store.random.choice([row.leaf, leaf_as(other)])
    store.without_constraints()
    store.add(other._replace(leaf=leaf))
    return exactly(row.position)


def insert_at_the_end(store: Attacked) -> range:
    """Put an entry behind the head, next to it or far away."""
    here = store.size + store.random.choice([1, 2, 1 << 40, 2**63 - 1 - store.size])
    row = store.rows[-1]._replace(position=here, version=10_000)
    store.add(row._replace(leaf=leaf_as(row)))
    return exactly(here)


def insert_at_the_end_with_the_head(store: Attacked) -> range:
    """Put an entry behind the last, and let the head tell of it, but not seal it."""
    row = store.rows[-1]._replace(position=store.size + 1, version=10_000)
    store.add(row._replace(leaf=leaf_as(row)))
    store.change_head(position=row.position)
    return exactly(row.position)


BEHIND_OUR_BACK: Mapping[str, Attack] = MappingProxyType(
    {f"a bit of {name}": flip_in_row(name) for name in LogRow._fields}
    | {
        "a bit of the head's position": flip_head_position,
        "a bit of the head's moment": flip_head_moment,
        "a bit of the head's frontier": flip_head_frontier,
        "no head": remove_head,
        "a shortened head": shorten_head,
        "swapped bodies": swap_bodies,
        "swapped rows": swap_rows,
        "swapped bodies, resealed": resealed(swap_bodies),
        "swapped rows, resealed": resealed(swap_rows),
        "a deleted row": delete_row,
        "a deleted row, the head set back": delete_row_and_set_the_head_back,
        "a row in front": insert_in_front,
        "a row in the middle": insert_in_the_middle,
        "a row twice": double_a_row,
        "a row at the end": insert_at_the_end,
        "a row at the end, the head moved on": insert_at_the_end_with_the_head,
    }
)
"""What is found without any checkpoint: by name."""


def cut_the_tail(store: Attacked) -> range:
    """Take the last entries away, and let the head be what it was before them."""
    last = store.somewhere() - 1
    store.remove(last + 1, store.size)
    store.reseal()
    return exactly(last + 1)


def rewrite(store: Attacked) -> range:
    """Let an entry say something else, and make all leaves and the head fit."""
    here = store.somewhere()
    row = store.rows[here - 1]
    store.change(here, body=store.flipped(row.body))
    store.reseal()
    return exactly(here)


def rewrite_the_moment(store: Attacked) -> range:
    """Let an entry tell of another moment, and make all leaves and the head fit."""
    here = store.somewhere()
    store.change(here, recorded_us=store.flipped(store.rows[here - 1].recorded_us))
    store.reseal()
    return exactly(here)


PERFECT: Mapping[str, Attack] = MappingProxyType(
    {
        "a cut tail": cut_the_tail,
        "a rewritten body": rewrite,
        "a rewritten moment": rewrite_the_moment,
    }
)
"""What fits together as if it had been recorded so, but is not what was signed: by name."""


def _somebody(store: Attacked) -> tuple[str, bytes, range]:
    """Return a person, the wrapped key, and the position of the first entry."""
    row = store.random.choice(store.rows)
    wrapped = store.connection.scalar(select(keys.c.wrapped).where(keys.c.holder == row.stream))
    assert wrapped is not None
    first = min(each.position for each in store.rows if each.stream == row.stream)
    return row.stream, wrapped, exactly(first)


def delete_key(store: Attacked) -> range:
    """Take away the row of a person's key."""
    holder, _, first = _somebody(store)
    store.connection.execute(delete(keys).where(keys.c.holder == holder))
    return first


def destroy_key(store: Attacked) -> range:
    """Destroy a person's key as if the person had been erased."""
    holder, _, first = _somebody(store)
    store.connection.execute(update(keys).where(keys.c.holder == holder).values(wrapped=None))
    return first


def flip_key(store: Attacked) -> range:
    """Turn over a bit of a person's wrapped key."""
    holder, wrapped, first = _somebody(store)
    changed = store.flipped(wrapped)
    store.connection.execute(update(keys).where(keys.c.holder == holder).values(wrapped=changed))
    return first


def shorten_key(store: Attacked) -> range:
    """Take the end from a person's wrapped key."""
    holder, wrapped, first = _somebody(store)
    changed = wrapped[: store.random.randrange(len(wrapped))]
    store.connection.execute(update(keys).where(keys.c.holder == holder).values(wrapped=changed))
    return first


def borrow_key(store: Attacked) -> range:
    """Give a person the key of somebody else, or of the store itself."""
    holder, wrapped, first = _somebody(store)
    theirs = select(keys.c.wrapped).where(keys.c.holder != holder).order_by(keys.c.holder)
    other = store.random.choice(store.connection.scalars(theirs).all())
    assert other != wrapped
    store.connection.execute(update(keys).where(keys.c.holder == holder).values(wrapped=other))
    return first


def put_back_key(store: Attacked) -> range:
    """Give a person's key back, who was erased with a receipt behind the last entry."""
    holder, _, first = _somebody(store)
    _say_erased(store, holder)
    return first


def forge_receipt(store: Attacked) -> range:
    """Destroy a person's key, with a receipt behind the last entry that this store did not make."""
    holder, _, first = _somebody(store)
    _say_erased(store, holder)
    store.connection.execute(update(keys).where(keys.c.holder == holder).values(wrapped=None))
    return first


def _say_erased(store: Attacked, holder: str) -> None:
    """Erase somebody but for the key, with a receipt behind the last entry, and sign that."""
    store.connection.execute(delete(people).where(people.c.stream == holder))
    version = 1 + max(row.version for row in store.rows if row.stream == holder)
    last = store.rows[-1]._replace(position=store.size + 1, stream=holder, version=version)
    of_employers = store.tables.name == "journeys_employers"
    receipt = last._replace(topic=EMPLOYER_ERASED if of_employers else ERASED)
    store.add(receipt._replace(leaf=leaf_as(receipt)))
    store.reseal()
    sign_heads(store.connection)


ON_KEYS: Mapping[str, Attack] = MappingProxyType(
    {
        "a deleted key": delete_key,
        "a destroyed key": destroy_key,
        "a bit of a key": flip_key,
        "a shortened key": shorten_key,
        "a borrowed key": borrow_key,
        "a key put back": put_back_key,
        "a forged receipt": forge_receipt,
    }
)
"""What is done to persons' keys: by name."""


def lose_own_key(store: Attacked, holder: str) -> None:
    """Delete, destroy or alter a key that the store keeps for itself."""
    own = keys.c.holder == holder
    wrapped = store.connection.scalar(select(keys.c.wrapped).where(own))
    changed = store.random.choice([None, store.flipped(wrapped)])
    store.connection.execute(update(keys).where(own).values(wrapped=changed))
    if store.random.random() < 1 / 3:
        store.connection.execute(delete(keys).where(own))
