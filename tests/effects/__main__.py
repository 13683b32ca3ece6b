"""What the method answers in invented towns: `python -m tests.effects [WORLD ...] [--towns N]`.

Prints each figure beside what is asked of it, a world at a time.
"""

import argparse
import time

from tests.effects.asked import ASKED, BY_MONTH, FRESH, Asked, measured, rows
from tests.effects.calibration import Figures


def told(asked: Asked, found: Figures, seconds: float) -> str:
    """Return the figures of a world for people."""
    share = _shares(found.words), _shares(found.reasons)
    text = f"""{found.world}: {found.towns} towns, {found.began:.0f} began, {seconds:.0f} s
    days {found.true_days:+.1f} in truth; bias {found.bias:+.2f} +- {found.error:.2f}, \
RMSE {found.rmse:.2f}, cover {found.cover:.3f}, above 0 {found.above:.3f}, below {found.below:.3f}
    first hour {found.true_first:+.1f} points in truth; bias {found.bias_first:+.2f} \
+- {found.error_first:.2f}, cover {found.cover_first:.3f}
    words: {share[0]}; reasons: {share[1]}; recorded late {found.late_share:.2f}
"""
    for row in rows(asked, found):
        bound, met = row.bound, "yes" if row.met else "NO"
        asks = f"asked {bound.least:g} to {bound.most:g}"
        text += f"    {row.figure:14} {row.value:8.3f}   {asks}: {met}\n"
    return text


def _shares(of: dict[str, float]) -> str:
    return ", ".join(f"{name} {share:.3f}" for name, share in sorted(of.items())) or "none"


def main() -> None:
    """Measure the worlds that are asked for, and print what came."""
    worlds = {**ASKED, BY_MONTH.world.name: BY_MONTH}
    parser = argparse.ArgumentParser(prog="python -m tests.effects", description=__doc__)
    parser.add_argument("worlds", nargs="*", metavar="WORLD", help=", ".join(worlds))
    parser.add_argument("--towns", type=int, default=200)
    parser.add_argument("--seed", type=int, default=FRESH, help="of the first town")
    given = parser.parse_args()
    if unknown := set(given.worlds) - worlds.keys():
        parser.error(f"no such world: {', '.join(sorted(unknown))}; there are: {', '.join(worlds)}")
    for name in given.worlds or worlds:
        began = time.perf_counter()
        found = measured(worlds[name], given.towns, given.seed)
        print(told(worlds[name], found, time.perf_counter() - began), flush=True)  # noqa: T201 - a table for people


if __name__ == "__main__":
    main()
