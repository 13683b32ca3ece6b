"""All benchmarks in one run: `python -m tests.benchmarks [NAME ...]`; --large for a million.

Prints a table of ratios beside what is asked, and writes it as JSON, with a picture of growth.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.asked import POSTGRESQL, SQLITE
from tests.benchmarks.contending import contending
from tests.benchmarks.crowding import crowding
from tests.benchmarks.effects import estimating
from tests.benchmarks.filling import POSTS, filling
from tests.benchmarks.grounds import Ground, grounds
from tests.benchmarks.growing import growing
from tests.benchmarks.measuring import Effort, Row, say
from tests.benchmarks.populating import populating
from tests.benchmarks.reading import across, reading, verifying
from tests.benchmarks.rebuilding import rebuilding
from tests.benchmarks.sitting import sitting
from tests.benchmarks.starting import starting
from tests.benchmarks.writing import STOCK_BULK, writing

ALONE = ("startup", "effects")
"""Benchmarks that need no database."""
MANY = 100_000
"""Journeys that are counted across."""
DATABASES = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def benchmarks(
    effort: Effort, sizes: Sequence[int], folder: Path, counted: int
) -> dict[str, Callable[[Ground], Iterator[Row]]]:
    """Return what yields the rows of each benchmark, by name."""
    *_, size = sizes
    return {
        "write": lambda ground: writing(ground, effort),
        "read": lambda ground: reading(ground, effort),
        "contention": lambda ground: contending(ground, effort),
        "crowd": lambda ground: crowding(ground, effort),
        "room": lambda ground: filling(ground, effort, min(POSTS, counted)),
        "verify": lambda ground: verifying(ground, effort, size),
        "rebuild": lambda ground: rebuilding(ground, effort, size),
        "population": lambda ground: populating(ground, effort, size),
        "across": lambda ground: across(ground, effort, counted),
        "session": lambda ground: sitting(ground, counted // 10),
        "growth": lambda ground: growing(
            ground, sizes, folder / f"growth-{ground.database.lower()}.svg"
        ),
    }


def measured(
    names: Sequence[str],
    databases: tuple[str, ...],
    works: dict[str, Callable[[Ground], Iterator[Row]]],
    effort: Effort,
    counted: int,
) -> Iterator[Row]:
    """Yield the rows of these benchmarks on these databases, and of those that need none."""
    if "startup" in names:
        yield from starting(effort)
    if "effects" in names:
        say("effects")
        yield from estimating(counted)
    with grounds(databases) as here:
        for ground in here:
            for name in names:
                if name in works:
                    say(f"{ground.database}: {name}")
                    began = time.perf_counter()
                    yield from works[name](ground)
                    say(f"    took {time.perf_counter() - began:.0f} s")


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table for people."""
    lines = [f"{'benchmark':46}{'database':12}{'ours':>12}{'beside':>12}{'ratio':>8}{'asked':>8}"]
    for each in rows:
        bound = "" if each.asked is None else f"{each.asked:g}"
        met = {True: "yes", False: "no", None: ""}[each.met]
        ours, beside = (f"{side:,.1f}{each.unit}" for side in (each.ours, each.beside))
        lines.append(
            f"{each.benchmark:46}{each.database:12}{ours:>12}{beside:>12}{each.ratio:8.2f}"
            f"{bound:>8} {met}"
        )
    lines.append(
        f"Stock imports {STOCK_BULK} a commit: with a thousand of this size its PostgreSQL "
        "recorder can hang. Ratios alone count: machines differ."
    )
    return "\n".join(lines)


def main() -> None:
    """Measure, print a table and write it as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--database", choices=DATABASES, help="this one alone")
    parser.add_argument(
        "--large", type=int, metavar="ENTRIES", help="up to a log of so many entries"
    )
    parser.add_argument("--to", type=Path, default=Path("build"), metavar="FOLDER")
    given = parser.parse_args()
    sizes = (10_000, 100_000, *((given.large,) if given.large else ()))
    works = benchmarks(Effort(), sizes, given.to, MANY)
    known = [*ALONE, *works]
    names = given.names or known
    if unknown := set(names) - set(known):
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(known)}")
    databases = (DATABASES[given.database],) if given.database else tuple(DATABASES.values())
    rows = list(measured(names, databases, works, Effort(), MANY))
    given.to.mkdir(parents=True, exist_ok=True)
    told = json.dumps([each._asdict() for each in rows], indent=2)
    (given.to / "bench.json").write_text(told + "\n", encoding="utf-8")
    print(table(rows))


if __name__ == "__main__":
    main()
