"""A law tried: how many answers about the pension it would make weaker, stronger, or leave."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Self, TypeVar, get_args
from uuid import UUID

from pydantic import Field

from journeys.domain.ground import WEAKEST_FIRST
from journeys.domain.law import Law
from journeys.domain.vocabulary import Answer, Scheme
from journeys.projections.masking import FEWEST, masked_counts
from journeys.projections.safety.tried import Change, Trial, Tried, other_days
from journeys.projections.view import SetAside, View

CHANGES: tuple[Change, ...] = get_args(Change)


class TriedAnswers(View):
    """Svar: how many have this answer today and that one under the law that is tried."""

    change: Change
    scheme: Scheme | None
    before: Answer
    after: Answer
    held: bool
    """Whether a fact or an age holds the answer where it is, and the law behind it changes."""
    citizens: int | None
    """None where it is masked."""


class TriedRule(View):
    """Regel: how many answers it makes weaker or stronger; one can rest on several rules."""

    rule: str
    """Its id; `folkepension_age` for the ages of folkepension."""
    change: Change
    citizens: int | None
    """None where it is masked."""


class LawTried(View):
    """Prøvet lov: everybody's answer on a day under another law, beside today's; it names nobody.

    Counted is who has, or had, a pension that day, and neither died nor moved away.
    """

    on: date
    edition: date
    """The newest edition of the law that is tried."""
    beside: date
    """The newest edition of the law in use."""
    differing: tuple[str, ...]
    """The rules that do not mean the same in both, by id."""
    relied_on_until: date
    """The last day on which both can be relied on. After that day no answer promises anything,
    until the law is read again: what is counted here is what the law alone would promise."""
    citizens: int | None
    weaker: int | None
    """Of each count, None where it is masked."""
    stronger: int | None
    same: int | None
    owed: int | None
    """To how many a weaker answer must be told (the duty `inform-safety`), beside those to whom a
    change of law must be told today already."""
    reworded: int | None
    """How many are told anything in other sentences, also where the answer is the same."""
    answers: tuple[TriedAnswers, ...]
    rules: tuple[TriedRule, ...]
    masked: bool = False
    other_days: tuple[date, ...] = ()
    """The days on which the two laws differ otherwise: ask of each of them, too."""
    set_aside: SetAside = Field(default_factory=dict)
    """The journeys that cannot be read, and why."""

    def of(self, change: Change) -> int | None:
        """Return how many answers become so."""
        return {"weaker": self.weaker, "stronger": self.stronger, "same": self.same}[change]


class TriedJourney(View):
    """Berørt forløb: a citizen whose answer would be another, and the rules that make it so."""

    journey: UUID
    municipality: str = ""
    """The code; empty for a single store."""
    change: Change
    scheme: Scheme | None
    before: Answer
    until_before: date | None
    after: Answer
    until_after: date | None
    held: bool
    because: tuple[str, ...]
    owed: bool
    reworded: bool


class TriedJourneys(View):
    """Berørte forløb: whose answer would be weaker or stronger, each a logged look."""

    on: date
    journeys: tuple[TriedJourney, ...]
    """The weaker ones first, then by id."""
    other_days: tuple[date, ...] = ()
    """As in `LawTried`."""
    set_aside: SetAside = Field(default_factory=dict)
    """Those that cannot be read or are restricted to others, and why."""

    def without(self, set_aside: SetAside) -> Self:
        """Return the same without these journeys, which are named."""
        left = tuple(each for each in self.journeys if str(each.journey) not in set_aside)
        return self.model_copy(
            update={"journeys": left, "set_aside": {**self.set_aside, **set_aside}}
        )


class TriedCounts:
    """Optælling: what was found so far, one citizen at a time."""

    def __init__(self) -> None:
        self.changes = Counter[Change]()
        self.answers = Counter[tuple[Change, Scheme | None, Answer, Answer, bool]]()
        self.rules = Counter[tuple[str, Change]]()
        self.owed = 0
        self.reworded = 0

    def add(self, found: Tried) -> None:
        """Count what would become of one answer."""
        self.changes[found.change] += 1
        self.answers[found.change, found.scheme, found.before, found.after, found.held] += 1
        self.rules.update((each, found.change) for each in found.because)
        self.owed += found.owed
        self.reworded += found.reworded


def law_tried(
    counts: TriedCounts, other: Trial, today: Law, on: date, set_aside: SetAside
) -> LawTried:
    """Return what was counted as an answer, the weaker ones first."""
    readings = today.newest, other.law.newest
    return LawTried(
        on=on,
        edition=other.law.edition,
        beside=today.edition,
        differing=tuple(sorted(other.differing)),
        relied_on_until=min(each.good_until for each in readings),
        citizens=counts.changes.total(),
        weaker=counts.changes["weaker"],
        stronger=counts.changes["stronger"],
        same=counts.changes["same"],
        owed=counts.owed,
        reworded=counts.reworded,
        answers=tuple(
            TriedAnswers(
                change=change, scheme=scheme, before=before, after=after, held=held, citizens=number
            )
            for (change, scheme, before, after, held), number in sorted(
                counts.answers.items(), key=lambda each: _place(*each[0])
            )
        ),
        rules=tuple(
            TriedRule(rule=rule, change=change, citizens=number)
            for (rule, change), number in sorted(
                counts.rules.items(), key=lambda each: (CHANGES.index(each[0][1]), each[0][0])
            )
        ),
        other_days=other_days(other, today, on),
        set_aside=set_aside,
    )


def in_order(journeys: Iterable[TriedJourney]) -> tuple[TriedJourney, ...]:
    """Return these, the weaker ones first, then by id."""
    return tuple(sorted(journeys, key=lambda each: (CHANGES.index(each.change), str(each.journey))))


def _place(
    change: Change,
    scheme: Scheme | None,
    before: Answer,
    after: Answer,
    held: bool,  # noqa: FBT001 - the parts of a key
) -> tuple[object, ...]:
    """Return where a line stands: by what becomes of it, by scheme, the strongest answer first."""
    strong = (-WEAKEST_FIRST.index(each) for each in (before, after))
    return (CHANGES.index(change), scheme or "", *strong, held)


def masked_tried(view: LawTried) -> LawTried:
    """Return the counts with None for those under 5 and for those that would give them away.

    Each group of the answers is masked beside the count it adds up to, and each rule by itself
    beside the others: of a change that one rule makes alone, its count is that of the change.
    """
    whole = masked_counts({each: view.of(each) for each in CHANGES})
    shown: dict[Change, int | None] = {
        each: None if whole is None else whole[each] for each in CHANGES
    }
    return view.model_copy(
        update={
            **{str(each): number for each, number in shown.items()},
            "citizens": None if whole is None else view.citizens,
            "owed": _masked_part(view.owed, shown["weaker"]),
            "reworded": None
            if _gives_away_the_same(view)
            else _masked_part(view.reworded, None if whole is None else view.citizens),
            "answers": tuple(_masked(view.answers, shown)),
            "rules": tuple(
                each.model_copy(
                    update={"citizens": _masked_part(each.citizens, shown[each.change])}
                )
                for each in _masked(view.rules, shown)
            ),
            "masked": True,
        }
    )


def _masked_part(part: int | None, whole: int | None) -> int | None:
    """Return a count, where neither it nor the rest of what it is a part of is too small."""
    if part is None or whole is None:
        return None
    return part if part in (0, whole) or FEWEST <= part <= whole - FEWEST else None


def _beside_the_rest(
    lines: Iterable[TriedRule], shown: Mapping[Change, int | None]
) -> Iterator[TriedRule]:
    """Yield rules without the count of one to which few are lacking: those others rest on."""
    for each in lines:
        count = _masked_part(each.citizens, shown[each.change])
        yield each.model_copy(update={"citizens": count})


def _gives_away_the_same(view: LawTried) -> bool:
    """Whether only few are told other words while their answer is the same."""
    changed = [each for each in view.answers if each.change != "same"]
    for some in (changed, [each for each in changed if not each.held]):
        left = (view.reworded or 0) - sum(each.citizens or 0 for each in some)
        if 0 < abs(left) < FEWEST:
            return True
    return False


Line = TypeVar("Line", TriedAnswers, TriedRule)


def _masked(lines: Sequence[Line], shown: Mapping[Change, int | None]) -> Iterator[Line]:
    """Yield lines with their counts masked beside the others of the same change."""
    for change in CHANGES:
        of_change = [each for each in lines if each.change == change]
        named = {str(nr): each.citizens for nr, each in enumerate(of_change)}
        counts = None if shown[change] is None else masked_counts(named)
        for nr, each in enumerate(of_change):
            count = None if counts is None else counts[str(nr)]
            yield each.model_copy(update={"citizens": count})
