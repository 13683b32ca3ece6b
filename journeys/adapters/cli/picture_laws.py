"""The law, drawn: the rules of a day, and one rule in every edition."""

from collections.abc import Iterator

from rich.console import Group
from rich.text import Text

from journeys.adapters.cli.laws import OneRule, Point, Rules
from journeys.adapters.cli.page import section

SURE = {
    "verified": "verified: read in a source",
    "weak": "weak: read in a weak or old source only",
    "derived": "derived from sources",
    "open": "open: no source found, to be verified",
}


def rules(view: Rules) -> Group:
    """Return the rules, each with how sure it is and from when to when it holds."""
    return Group(
        *(section(point.rule, _in_short(point)) for point in view.rules),
        Text(f"As read on {view.edition}; to be read again by {view.good_until}."),
        Text("Where each was read: journeys law show RULE"),
    )


def _in_short(point: Point) -> Iterator[str]:
    yield point.en
    begins, ends = _day(point.starts), _day(point.ends)
    days = f", {begins or '...'} to {ends or '...'}" if begins or ends else ""
    scheme = "" if len(point.schemes) > 1 else f", {point.schemes[0]} scheme"
    yield f"({point.tag}{scheme}{days})"


def rule(view: OneRule) -> Group:
    """Return all that was read of it."""
    return Group(
        Text(view.rule, style="bold"),
        Text(),
        *(section(_title(point), _told(point)) for point in view.points),
    )


def _title(point: Point) -> str:
    return f"Edition of {point.edition}{'' if point.in_use else ' (no longer gone by)'}"


def _told(point: Point) -> Iterator[str | tuple[str, str]]:
    yield point.en
    yield point.da
    yield f"How sure: {SURE[point.tag]}."
    yield f"Holds: {_day(point.starts) or 'no first day found'} to {_day(point.ends) or 'no last'}"
    yield f"Schemes: {', '.join(point.schemes)}" + (f"; from age {point.age}" if point.age else "")
    yield from (("Source:", source) for source in point.sources)


def _day(day: object) -> str:
    return "" if day is None else str(day)
