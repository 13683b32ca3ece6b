"""Dummies (0 or 1) of a value; a rare one is merged with its neighbour."""

from collections.abc import Sequence

import numpy as np

from journeys.projections.effects.arrays import Flags, Ints
from journeys.projections.effects.trials import Trials

LEAST = 5
"""Starters and comparison persons who have it; a rarer one is merged."""


def common(trials: Trials, has: Flags) -> bool:
    """Return whether at least 5 starters and 5 comparison persons have it."""
    starters = int((has & trials.began).sum())
    return starters >= LEAST and len(np.unique(trials.person[has & ~trials.began])) >= LEAST


def of_codes(kind: str, value: Ints, codes: Sequence[str], trials: Trials) -> dict[str, Flags]:
    """Return the dummies of a code, but not of the commonest one, which the others stand beside.

    Rare codes are merged into one (KIND:*), and with the commonest where that is rare too.
    """
    found = {f"{kind}:{codes[each]}": value == each for each in np.unique(value).tolist()}
    kept = {name: has for name, has in found.items() if common(trials, has)}
    rare = np.ones(len(value), bool)
    for has in kept.values():
        rare &= ~has
    if common(trials, rare):
        kept[f"{kind}:*"] = rare
    return _without_commonest(kept, trials)


def merged_bands(band: Ints, trials: Trials) -> Ints:
    """Return the bands with each rare one merged with the next one, the last with the one before.

    A merged band has the number of its lowest one.
    """
    groups = [[each] for each in np.unique(band).tolist()]
    at = 0
    while len(groups) > 1 and at < len(groups):
        if common(trials, np.isin(band, groups[at])):
            at += 1
        elif at + 1 < len(groups):
            groups[at : at + 2] = [groups[at] + groups[at + 1]]
        else:
            groups[at - 1 :] = [groups[at - 1] + groups[at]]
    lowest = {each: group[0] for group in groups for each in group}
    table = np.array([lowest.get(each, 0) for each in range(int(band.max(initial=0)) + 1)])
    return table[band]


def of_bands(band: Ints, names: Sequence[str], trials: Trials) -> dict[str, Flags]:
    """Return the dummies of merged bands, but not of the commonest one."""
    found = {name: band == each for name, each in zip(names, np.unique(band), strict=True)}
    return _without_commonest(found, trials)


def _without_commonest(found: dict[str, Flags], trials: Trials) -> dict[str, Flags]:
    if not found:
        return {}
    most = max(found, key=lambda name: int((found[name] & trials.began).sum()))
    return {name: has for name, has in found.items() if name != most}
