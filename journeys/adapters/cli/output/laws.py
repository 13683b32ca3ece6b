"""The law as it is looked up: the rules of a day, and one rule in every edition."""

from datetime import date

from journeys.domain.law import Law
from journeys.domain.law.rules import Part, Rule
from journeys.domain.law.source import Tag
from journeys.projections.view import View


class Point(View):
    """Regel: what it says, from when to when, in which edition, and where that was read."""

    rule: str
    part: Part
    tag: Tag
    edition: date
    starts: date | None
    """None where no source gives the day."""
    ends: date | None
    """The last day it holds; None where no source gives the day."""
    schemes: tuple[str, ...]
    age: int | None
    da: str
    en: str
    sources: tuple[str, ...]
    in_use: bool
    """Whether no later edition says this rule anew."""


class Rules(View):
    """Regler: those of a day, as the law was read last."""

    on: date
    edition: date
    good_until: date
    """The last day that this reading can be trusted on."""
    rules: tuple[Point, ...]


class OneRule(View):
    """Regel: all that was ever read of it, the newest edition last."""

    rule: str
    points: tuple[Point, ...]


def rules(law: Law, on: date, *, every: bool = False) -> Rules:
    """Return the rules that hold on that day; with `every` the others too."""
    newest = law.newest
    return Rules(
        on=on,
        edition=newest.edition,
        good_until=newest.good_until,
        rules=tuple(_point(law, rule) for rule in newest.rules if every or rule.in_force(on)),
    )


def rule(law: Law, named: str) -> OneRule:
    """Return one rule, in every edition that says something of it."""
    found = sorted(
        (each for each in law.rules if each.id == named),
        key=lambda each: (each.edition, each.starts),
    )
    return OneRule(rule=named, points=tuple(_point(law, each) for each in found))


def _point(law: Law, rule: Rule) -> Point:
    return Point(
        rule=rule.id,
        part=rule.part,
        tag=rule.tag,
        edition=rule.edition,
        starts=None if rule.starts == date.min else rule.starts,
        ends=None if rule.ends == date.max else rule.ends,
        schemes=rule.schemes,
        age=rule.age,
        da=rule.da,
        en=rule.en,
        sources=tuple(source.reference for source in rule.sources),
        in_use=rule in law.newest.rules,
    )
