"""The law, drawn: the rules of a day, and one rule in every edition."""

from collections.abc import Iterator

from rich.console import Group
from rich.text import Text

from journeys.adapters.cli.output.console import section
from journeys.adapters.cli.output.laws import OneRule, Point, Rules
from journeys.adapters.words.language import in_spoken_language, listed, say, shown
from journeys.domain.message import Message

SURE = {
    "verified": Message("verified: read in a source"),
    "weak": Message("weak: read in a weak or old source only"),
    "derived": Message("derived from sources"),
    "open": Message("open: no source found, to be verified"),
}
TAGS = {
    "verified": Message("verified"),
    "weak": Message("weak"),
    "derived": Message("derived"),
    "open": Message("open"),
}
SCHEMES = {"new": Message("new"), "old": Message("old")}


def rules(view: Rules) -> Group:
    """Return the rules, each with how sure it is and from when to when it holds."""
    return Group(
        *(section(point.rule, _in_short(point)) for point in view.rules),
        Text(
            say(
                "As read on {edition}; to be read again by {good_until}.",
                edition=view.edition,
                good_until=view.good_until,
            )
        ),
        Text(say("Where each was read: journeys law show RULE")),
    )


def _in_short(point: Point) -> Iterator[str]:
    yield in_spoken_language(point)
    short = [say(TAGS[point.tag])]
    if len(point.schemes) == 1:
        short.append(say("{scheme} scheme", scheme=say(SCHEMES[point.schemes[0]])))
    if point.starts or point.ends:
        begins, ends = _day(point.starts) or "...", _day(point.ends) or "..."
        short.append(say("{begins} to {ends}", begins=begins, ends=ends))
    yield f"({', '.join(short)})"


def rule(view: OneRule) -> Group:
    """Return all that was read of it."""
    return Group(
        Text(view.rule, style="bold"),
        Text(),
        *(section(_title(point), _in_full(point)) for point in view.points),
    )


def _title(point: Point) -> str:
    if point.in_use:
        return say("Edition of {edition}", edition=point.edition)
    return say("Edition of {edition} (no longer gone by)", edition=point.edition)


def _in_full(point: Point) -> Iterator[str | tuple[str, str]]:
    yield point.en
    yield point.da
    yield say("How sure: {sure}.", sure=SURE[point.tag])
    yield say(
        "Holds: {begins} to {ends}",
        begins=_day(point.starts) or Message("no first day found"),
        ends=_day(point.ends) or Message("no last"),
    )
    schemes = say("Schemes: {schemes}", schemes=listed(SCHEMES[each] for each in point.schemes))
    yield f"{schemes}; {say('from age {age}', age=point.age)}" if point.age else schemes
    yield from ((say("Source:"), source) for source in point.sources)


def _day(day: object) -> str:
    return "" if day is None else str(shown(day))
