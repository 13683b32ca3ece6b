"""Laws that could have been read: the one that comes with the library, and changes of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from journeys import Rulebook
from journeys.domain.law import Edition, Law, law
from journeys.domain.law.rules import Rule
from tests.scenario import BOOK

LAW = replace(
    law(),
    editions=law().editions[-1:],
    rules=law().newest.rules,
)
"""The law as if the newest edition were the only one."""
AGELESS = replace(LAW, folkepension_ages=())
"""The same, as if no age of folkepension had been read."""
FIRST = law().edition
READ_AGAIN = date(2027, 6, 1)
"""A later edition, while the first can still be trusted."""


def rule(named: str) -> Rule:
    """Return a rule of the law as it comes with the library."""
    (found,) = law().newest.of(named)
    return found


def changed(named: str, **fields: object) -> Rule:
    """Return a rule with other content."""
    return rule(named).model_copy(update=fields)


def read_again(rules: Iterable[Rule] = (), on: date = READ_AGAIN) -> Law:
    """Return the law after another edition, which says these rules again."""
    return replace(
        LAW,
        editions=(*LAW.editions, Edition(day=on, note="Read again.")),
        rules=(*LAW.rules, *(each.model_copy(update={"edition": on}) for each in rules)),
    )


def instead(*rules: Rule) -> Law:
    """Return the law as if its one edition had said these rules so."""
    others = {each.id: each for each in LAW.rules} | {each.id: each for each in rules}
    return replace(LAW, rules=tuple(others.values()))


def under(of: Law) -> Rulebook:
    """Return the rulebook with that law."""
    return BOOK._replace(law=of)
