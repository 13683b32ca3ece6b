"""An attacker with a solver: what the numbers that were published allow of each count."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

from journeys.masking import FEWEST
from journeys.projections.publication import STEP

MOST = 10_000
"""Nobody believes that there are more."""

Interval = tuple[float, float]
UNDER_FIVE: Interval = (0, FEWEST - 1)


def behind(number: int) -> Interval:
    """Return the counts that are published as this number: of 5 they are 5 to 7."""
    return max(number - STEP // 2, FEWEST), number + STEP // 2


@dataclass
class Attacker:
    """Counts that are not known, each a name, and what is known of them."""

    intervals: dict[str, Interval] = field(default_factory=dict)
    sums: list[tuple[Mapping[str, float], Interval]] = field(default_factory=list)

    def knows(self, name: str, interval: Interval = (0, MOST)) -> None:
        """Learn that a count lies in an interval."""
        low, high = self.intervals.get(name, (0, MOST))
        self.intervals[name] = max(low, interval[0]), min(high, interval[1])

    def knows_sum(self, terms: Mapping[str, float], interval: Interval) -> None:
        """Learn that a sum of counts, each times its factor, lies in an interval."""
        for name in terms:
            self.knows(name)
        self.sums.append((terms, interval))

    def adds_up(self, parts: Iterable[str], whole: str) -> None:
        """Learn that parts add up to a whole."""
        self.knows_sum({**dict.fromkeys(parts, 1.0), whole: -1.0}, (0, 0))

    def bounds(self, names: Iterable[str]) -> Iterator[tuple[str, Interval]]:
        """Yield the least and the most that each of these counts can be, as whole numbers."""
        columns = {name: at for at, name in enumerate(self.intervals)}
        matrix = np.zeros((max(len(self.sums), 1), len(columns)))
        for row, (terms, _) in enumerate(self.sums):
            for name, factor in terms.items():
                matrix[row, columns[name]] = factor
        ends = [interval for _, interval in self.sums] or [(0.0, 0.0)]
        known = LinearConstraint(matrix, *np.array(ends).T)
        within = Bounds(*np.array(list(self.intervals.values())).T)
        whole = np.ones(len(columns))
        for name in names:
            wanted = np.zeros(len(columns))
            wanted[columns[name]] = 1
            low, high = (
                milp(
                    sign * wanted,
                    constraints=known,
                    bounds=within,
                    integrality=whole,
                )
                for sign in (1, -1)
            )
            assert low.success
            assert high.success
            yield name, (round(low.fun), round(-high.fun))

    def learnt(self, names: Iterable[str]) -> Mapping[str, Interval]:
        """Return those of these counts, all under five, of which more is known than 0 to 4."""
        return {
            name: (low, high)
            for name, (low, high) in self.bounds(names)
            if low > UNDER_FIVE[0] or high < UNDER_FIVE[1]
        }
