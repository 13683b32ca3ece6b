"""The form of the briefing for the person who takes over: the citizen's own words first."""

from collections.abc import Iterable, Iterator

from journeys.adapters.cli.output.danish import command
from journeys.adapters.cli.output.forms.picture import milestones
from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.cli.output.render import Lines, Parts, bullets, form, section, title
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import in_spoken_language, quoted, say
from journeys.adapters.words.names import choice_name
from journeys.projections.briefing import Briefing, BriefingRuling, Statement


@form
def briefing(view: Briefing, names: ShownNames = NO_NAMES) -> Parts:
    """Draw the page."""
    yield title(
        "What to know about journey {journey} on {on}, so that the citizen need not repeat it",
        journey=names.beside(view.journey),
        on=view.on,
    )
    yield ""
    yield section("What the citizen wishes", _wishes(view))
    yield section("What changed in life, and why", _dated(view.changes))
    yield section("Who is close, and what they may know and do", bullets(_close(view)))
    yield section(
        "What was decided, and how it was explained",
        [(each.on, "\n".join(_decided(each))) for each in view.decided],
    )
    yield section("The safety to try", _safety(view))
    yield section("Why somebody else was asked to take over", _dated(view.handovers))
    yield milestones(view.picture, names)


def _wishes(view: Briefing) -> Lines:
    for each in view.wishes:
        words = quoted(each.words)
        yield each.on, f"{each.about}: {words}" if each.about else words


def _dated(said: Iterable[Statement]) -> Lines:
    for each in said:
        yield each.on, f"{each.about}: {each.words}"


def _close(view: Briefing) -> Iterator[str]:
    for each in view.relatives:
        yield f"{each.who}: {each.scope}"
    for mentor in view.mentors:
        yield say("{who} is mentor.", who=mentor)


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
        yield say("The citizen has not been told of it yet.")
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
        yield from map(in_spoken_language, view.safety.sentences[:2])
        yield from bullets(map(in_spoken_language, view.safety.depends_on))
        yield say("More: {command}", command=command("journeys safety", short(view.journey)))
