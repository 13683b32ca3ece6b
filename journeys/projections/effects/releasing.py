"""Udgivelse: when an answer about a measure may be published again, and by which groups.

Any two groups of one measure that were ever published differ by nobody or by at least ten who
began: all who began, each group of a split, and every union of groups, now and earlier.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from journeys.projections.effects.effect import Effect
from journeys.projections.effects.publishing import (
    BAND_BELOW,
    PublishedEffect,
    published,
    with_outcome,
)
from journeys.projections.masking import FEWEST
from journeys.projections.publication import EFFECTS, Publication, quarter
from journeys.projections.view import View

BATCH = 10
"""So many differ between two published groups, if anybody does."""
MOST_SPLITS = 2

Starter = Mapping[str, str]
"""Of one who began: the code by each kind of split, empty where there is none."""

Stays = Literal["same-quarter", "fewer-than-ten-more"]
"""Hvorfor det står: an answer stays as it was published, because that was this quarter, or because
too few came or left since."""

Withheld = Literal["few-apart", "chosen-before", "too-many-splits"]
"""Hvorfor ikke delt: no split is published, because published groups would differ by one to nine;
because the crossing with others was not counted at an earlier publication; or because more than two
would be published of the measure."""

Atoms = Mapping[str, int]
"""How many began, by what no published group divides."""


class PublishedEffects(View, extra="ignore"):
    """Offentliggjorte virkninger: one measure with all that is published of it at once."""

    answers: tuple[PublishedEffect, ...]


class Release(NamedTuple):
    """What may be published of one measure now."""

    publication: Publication | None
    """None where what was published stays."""
    stays: Stays | None = None
    withheld: Withheld | None = None
    """Why no split is published, where one is wanted."""


def release(
    effects: Sequence[Effect],
    starters: Sequence[Starter],
    earlier: Sequence[Publication],
    *,
    splits: Sequence[str] = (),
    today: date,
) -> Release:
    """Return what may be published of one measure, given all that was published of it before.

    `effects` are its answers at every wanted horizon, of all who began and of each group of the
    wanted `splits`; `starters` are those who began, with 13 weeks behind them. A measure is
    published as a whole: what is not among the answers waits for the next time.
    """
    whole = [each for each in effects if not each.split]
    first = whole[0]
    figure = f"{EFFECTS}:{first.measure}"
    before = [each for each in earlier if each.figure == figure]
    if any(quarter(today) <= quarter(each.on) or first.cut <= each.cut for each in before):
        return Release(None, "same-quarter")
    known = dict.fromkeys(kind for each in before for kind in each.splits)
    kinds = tuple(dict.fromkeys([*known, *splits]))
    if too_many := len(kinds) > MOST_SPLITS:
        kinds = tuple(known)
    counts = _counts(starters, kinds)
    if not _apart(first, whole, counts, before, kinds=tuple(known), split=False):
        return Release(None, "fewer-than-ten-more")
    withheld: Withheld | None = None
    if splits:
        if too_many:
            withheld = "too-many-splits"
        elif any(_atoms(each.counts, kinds) is None for each in before):
            withheld = "chosen-before"
        elif not _apart(first, whole, counts, before, kinds=kinds, split=True):
            withheld = "few-apart"
    shown = [each for each in effects if not each.split or (not withheld and _kind(each) in splits)]
    return Release(_publication(figure, shown, counts, before, today), None, withheld)


def _publication(
    figure: str,
    effects: Sequence[Effect],
    counts: Mapping[str, int],
    before: Sequence[Publication],
    today: date,
) -> Publication:
    counts, answers = dict(counts), list[PublishedEffect]()
    for each in effects:
        outcomes = dict(_outcomes(each, before))
        answers.append(published(each, outcomes.keys()))
        if not each.split:
            counts[f"{each.within}/followed"] = each.followed
            counts |= {key: n for found in outcomes.values() for key, n in found.items()}
    return Publication(
        figure=figure,
        on=today,
        cut=effects[0].cut,
        known_at=effects[0].known_at,
        counts=counts,
        splits=tuple(dict.fromkeys(_kind(each) for each in effects if each.split)),
        numbers=PublishedEffects(answers=tuple(answers)).model_dump(mode="json", exclude_none=True),
    )


def _outcomes(
    effect: Effect, before: Sequence[Publication]
) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Yield the outcomes whose share may be published, each with the counts behind it.

    Of those who came since an earlier publication nobody or at least five have it, and have it not.
    """
    if effect.began < BAND_BELOW or effect.split:
        return
    for curve in effect.curves:
        names = (f"{effect.within}/{curve.outcome}/{each}" for each in ("with", "without"))
        counts = dict(zip(names, with_outcome(curve, effect), strict=True))
        if all(_moved(counts, each.counts, FEWEST) for each in before):
            yield curve.outcome, counts


def _moved(counts: Mapping[str, int], before: Mapping[str, int], least: int) -> bool:
    """Return whether each count changed by nobody or by at least so many."""
    changes = (abs(n - before.get(key, n)) for key, n in counts.items())
    return not any(0 < each < least for each in changes)


def _counts(starters: Sequence[Starter], kinds: Sequence[str]) -> Mapping[str, int]:
    """Return how many began: all, by each kind of split, and by these kinds crossed."""
    every = dict.fromkeys(kind for each in starters for kind in each)
    groupings = {(), *((kind,) for kind in every), tuple(sorted(kinds))}
    return {
        name: n
        for grouping in sorted(groupings)
        for name, n in Counter(_name(each, grouping) for each in starters).items()
    }


def _name(starter: Starter, kinds: Sequence[str]) -> str:
    return "+".join(("began", *(f"{kind}:{_quoted(starter.get(kind, ''))}" for kind in kinds)))


def _quoted(code: str) -> str:
    """Return a code or the name of a team without the sign between the parts of a name."""
    return code.replace("%", "%25").replace("+", "%2B")


def _atoms(counts: Mapping[str, int], kinds: Sequence[str]) -> Atoms | None:
    """Return the counts by these kinds of split together; None where they were not counted so."""
    wanted = sorted(kinds)
    found = {
        name: n
        for name, n in counts.items()
        if name.partition("+")[0] == "began"
        and [each.partition(":")[0] for each in name.split("+")[1:]] == wanted
    }
    return found if sum(found.values()) == counts.get("began", 0) else None


def _apart(
    first: Effect,
    whole: Sequence[Effect],
    counts: Mapping[str, int],
    before: Sequence[Publication],
    *,
    kinds: Sequence[str],
    split: bool,
) -> bool:
    """Return whether what would be published now is far enough from itself and from what was.

    Those who are followed to the end are counted too, at each horizon.
    """
    now = _atoms(counts, kinds)
    if now is None:
        return False
    if split and differs_by_few([(0, n) for n in now.values()]):
        return False
    followed = {f"{each.within}/followed": each.followed for each in whole}
    for each in before:
        if abs(first.began - each.counts["began"]) < BATCH:
            return False
        if not _moved(followed, each.counts, BATCH):
            return False
        then = _atoms(each.counts, kinds)
        if then is None or differs_by_few(
            _options(now, then, split=split, was_split=bool(each.splits))
        ):
            return False
    return True


def _options(now: Atoms, then: Atoms, *, split: bool, was_split: bool) -> Iterator[Sequence[int]]:
    """Yield by how many two unions of published groups can differ in each atom.

    An atom is in both, in one of them, or in neither; in all who began it always is.
    """
    for atom in {**now, **then}:
        present, past = now.get(atom, 0), then.get(atom, 0)
        options = [abs(present - past)]
        options += [past] if split else []
        options += [present] if was_split else []
        options += [0] if split and was_split else []
        yield options


def differs_by_few(options: Iterator[Sequence[int]] | Sequence[Sequence[int]]) -> bool:
    """Return whether some choice of one number of each adds up to one to nine."""
    sums = {0}
    for each in options:
        sums = {min(BATCH, one + other) for one in sums for other in each}
    return any(0 < each < BATCH for each in sums)


def _kind(effect: Effect) -> str:
    return effect.split.partition(":")[0]
