"""The briefing, drawn for whoever takes over: the citizen's own words first."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.output.console import section
from journeys.adapters.cli.output.show_milestones import milestones
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import in_spoken_language, say, shown
from journeys.adapters.words.names import choice_name
from journeys.domain.message import Message
from journeys.projections.briefing import Briefing, BriefingRuling

Lines = Iterator[str | tuple[str, str]]


def briefing(view: Briefing) -> RenderableType:
    """Return the page; what is not there is not shown as an empty box."""
    title = say(
        "What to know of journey {journey} on {on}, so that nobody has to tell it again",
        journey=short(view.journey),
        on=view.on,
    )
    parts: list[RenderableType] = [Text(title, style="bold"), Text()]
    for heading, lines in (
        (Message("What the citizen wishes"), _wishes(view)),
        (Message("What changed in life, and why"), _changes(view)),
        (Message("Who is close, and what they may know and do"), _close(view)),
        (Message("What was decided, and how it was explained"), _decisions(view)),
        (Message("The safety to try"), _safety(view)),
        (Message("Why somebody else was asked to take over"), _handovers(view)),
    ):
        if found := list(lines):
            parts.append(section(heading, found))
    return Group(*parts, milestones(view.picture))


def _wishes(view: Briefing) -> Lines:
    for each in view.wishes:
        words = f'"{each.words}"'
        yield str(shown(each.on)), f"{each.about}: {words}" if each.about else words


def _changes(view: Briefing) -> Lines:
    for each in view.changes:
        yield str(shown(each.on)), f"{each.about}: {each.words}"


def _close(view: Briefing) -> Lines:
    for each in view.relatives:
        yield "-", f"{each.who}: {each.scope}"
    for mentor in view.mentors:
        yield "-", say("{who} is mentor.", who=mentor)


def _decisions(view: Briefing) -> Lines:
    for each in view.decided:
        yield str(shown(each.on)), "\n".join(_decided(each))


def _decided(each: BriefingRuling) -> Iterator[str]:
    yield say(
        "{matter}: {outcome} ({ruling})",
        matter=each.matter,
        outcome=choice_name(each.outcome),
        ruling=short(each.ruling),
    )
    if each.against_wish:
        yield say("It goes against what the citizen wished.")
    if each.explanation:
        yield each.explanation
    if each.informed is None:
        yield say("The citizen is yet to be told of it.")
    if each.answer:
        yield say("The appeal was answered: {answer}", answer=choice_name(each.answer))
    elif each.appealed is not None:
        yield say("The citizen appealed on {on}, and waits for the answer.", on=each.appealed)
    elif each.appeal_by is not None:
        yield say(
            "It can be appealed to {body} until {on}.", body=each.appeal_to, on=each.appeal_by
        )


def _safety(view: Briefing) -> Lines:
    if view.safety.state != "none":
        yield from (in_spoken_language(each) for each in view.safety.sentences[:2])
        yield from (("-", in_spoken_language(each)) for each in view.safety.depends_on)
        yield say("More: {command}", command=f"journeys safety {short(view.journey)}")


def _handovers(view: Briefing) -> Lines:
    for each in view.handovers:
        yield str(shown(each.on)), f"{each.about}: {each.words}"
