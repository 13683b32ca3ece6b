"""The forms of the law and of the codes."""

from collections.abc import Iterator
from datetime import date

from journeys.adapters.cli.output.codes import Code, Codes, Lists
from journeys.adapters.cli.output.danish import shown
from journeys.adapters.cli.output.law_seals import seal_lines
from journeys.adapters.cli.output.laws import OneRule, Point, Rules
from journeys.adapters.cli.output.render import (
    Column,
    Lines,
    Parts,
    as_text,
    form,
    section,
    table,
    title,
)
from journeys.adapters.words.language import in_spoken_language, listed, say
from journeys.adapters.words.names import choice_name
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


@form
def rules(view: Rules) -> Parts:
    """Draw the rules, each with how sure it is and from when to when it holds."""
    for point in view.rules:
        yield section(point.rule, _in_short(point))
    yield say(
        "As read on {edition}; to be read again by {good_until}.",
        edition=view.edition,
        good_until=view.good_until,
    )
    if view.seals is None:
        yield say("Its digest: {digest}", digest=view.digest)
    else:
        yield from (line for seal in view.seals for line in seal_lines(seal))
    yield say("The sources of a rule: journeys law show RULE")


def _in_short(point: Point) -> Iterator[str]:
    yield in_spoken_language(point)
    short = [say(TAGS[point.tag])]
    if len(point.schemes) == 1:
        short.append(say("{scheme} scheme", scheme=choice_name(point.schemes[0])))
    if point.starts or point.ends:
        begins, ends = as_text(point.starts) or "...", as_text(point.ends) or "..."
        short.append(say("{begins} to {ends}", begins=begins, ends=ends))
    yield f"({', '.join(short)})"


@form
def rule(view: OneRule) -> Parts:
    """Draw one rule in every edition."""
    yield title(view.rule)
    yield ""
    for point in view.points:
        edition = (
            say("Edition of {edition}", edition=point.edition)
            if point.in_use
            else say("Edition of {edition} (no longer in use)", edition=point.edition)
        )
        yield section(edition, _in_full(point))


def _in_full(point: Point) -> Lines:
    yield point.en
    yield point.da
    yield say("How sure: {sure}.", sure=SURE[point.tag])
    yield say(
        "Holds: {begins} to {ends}",
        begins=point.starts or Message("no first day found"),
        ends=point.ends or Message("no last"),
    )
    schemes = say("Schemes: {schemes}", schemes=listed(choice_name(each) for each in point.schemes))
    yield f"{schemes}; {say('from age {age}', age=point.age)}" if point.age else schemes
    yield from ((say("Source:"), source) for source in point.sources)


@form
def lists(view: Lists) -> Parts:
    """Draw a line for each list of codes."""
    yield title("Lists of codes on {on}", on=view.on)
    yield table(
        view.lists,
        Column("List", lambda each: shown("choices", "list", each.vocabulary)),
        Column("What it is", in_spoken_language),
        Column("Codes in force", "in_force", is_number=True),
    )
    yield say("To see one of them: journeys vocabulary LIST")


@form
def codes(view: Codes) -> Parts:
    """Draw a line for each code: its words, when it is in force, and its sources."""
    yield title(
        "{name}: {vocabulary} on {on}",
        name=in_spoken_language(view),
        vocabulary=shown("choices", "list", view.vocabulary),
        on=view.on,
    )
    if view.codes:
        yield table(
            view.codes,
            Column("Code", "code"),
            Column("What it says, when it is in force, and its source", _code),
        )
    else:
        yield say("No code of this list is in force on that day.")


def _code(code: Code) -> Iterator[str]:
    yield in_spoken_language(code)
    yield from _in_force(code.starts, code.ends)
    if code.ended_by:
        yield say("Had ended on {ended_by}; on which day: to be verified", ended_by=code.ended_by)
    elif code.ended:
        yield say("Ended; which day was not found: to be verified")
    yield from (say("Source: {source}", source=source) for source in code.sources)


def _in_force(starts: date | None, ends: date | None) -> Iterator[str]:
    if starts and ends:
        yield say("In force from {starts} until {ends}", starts=starts, ends=ends)
    elif starts:
        yield say("In force from {starts}", starts=starts)
    elif ends:
        yield say("In force until {ends}", ends=ends)
