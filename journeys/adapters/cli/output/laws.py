"""The views of the law: the rules of a day, and one rule in every edition."""

from datetime import date

from journeys.domain.law import Law
from journeys.domain.law.rules import Part, Rule
from journeys.domain.law.source import Tag
from journeys.projections.law_seal import EditionSeal
from journeys.projections.view import View


class Point(View):
    """Regel: its words in one edition, the days it holds, and its sources."""

    rule: str
    part: Part
    tag: Tag
    edition: date
    starts: date | None
    """None where no source names the day."""
    ends: date | None
    """The last day it holds; None where no source names the day."""
    schemes: tuple[str, ...]
    age: int | None
    da: str
    en: str
    sources: tuple[str, ...]
    in_use: bool
    """Whether no later edition replaces it."""


class Rules(View):
    """Regler: those of a day, by the newest edition of the law."""

    on: date
    edition: date
    good_until: date
    """The last day on which this edition can be relied on."""
    digest: str
    """Of the law as read in this edition."""
    seals: tuple[EditionSeal, ...] | None
    """Every edition, as the store sealed it; None where no store was asked."""
    rules: tuple[Point, ...]


class OneRule(View):
    """Regel: its words in every edition, the newest last."""

    rule: str
    points: tuple[Point, ...]


def rules(
    law: Law, on: date, seals: tuple[EditionSeal, ...] | None = None, *, every: bool = False
) -> Rules:
    """Return the rules that hold on that day; with `every`, all of them."""
    newest = law.newest
    return Rules(
        on=on,
        edition=newest.edition,
        good_until=newest.good_until,
        digest=law.digests[newest.edition],
        seals=seals,
        rules=tuple(_point(law, rule) for rule in newest.rules if every or rule.in_force(on)),
    )


def rule(law: Law, rule_id: str) -> OneRule:
    """Return one rule, in every edition that has it."""
    found = sorted(
        (each for each in law.rules if each.id == rule_id),
        key=lambda each: (each.edition, each.starts),
    )
    return OneRule(rule=rule_id, points=tuple(_point(law, each) for each in found))


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
