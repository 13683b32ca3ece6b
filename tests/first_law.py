"""The law with its first edition alone, and changes of it, however often it was read since."""

from dataclasses import replace
from datetime import date

from journeys.domain.law import Edition, Law, law

FIRST = law().editions[0].day
LAW = replace(
    law(),
    editions=law().editions[:1],
    rules=tuple(rule for rule in law().rules if rule.edition == FIRST),
)
NAMED = "no-withdrawal-period"
"""A rule of the first edition."""
READ_AGAIN = date(2027, 6, 1)


def reworded(**fields: object) -> Law:
    """Return the law changed under the name of its first edition: one rule says something else."""
    rules = (each.model_copy(update=fields) if each.id == NAMED else each for each in LAW.rules)
    return replace(LAW, rules=tuple(rules))


def grown(**fields: object) -> Law:
    """Return the law after another edition, in which that rule says something else."""
    (rule,) = LAW.newest.of(NAMED)
    again = rule.model_copy(update={**fields, "edition": READ_AGAIN})
    return replace(
        LAW,
        editions=(*LAW.editions, Edition(day=READ_AGAIN, note="Read again.")),
        rules=(*LAW.rules, again),
    )
