"""The economic safety, drawn: the answer, what is kept, the way back, and what must be verified."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.output.console import section, set_in
from journeys.adapters.cli.output.show_laws import SCHEMES
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import in_spoken_language, say, shown
from journeys.adapters.words.names import choice_name
from journeys.domain.message import Message
from journeys.projections.safety.answer import IncomePeriod, Safety, WayBack
from journeys.projections.safety.sentences import Sentence
from journeys.projections.safety.since_explained import ChangeKind, SinceExplained

WHO = {
    "borger": Message("you (borger)"),
    "kommune": Message("the municipality (kommune)"),
}
WHAT: dict[ChangeKind, str] = {
    "law": Message("The law is another now."),
    "facts": Message("The facts are others now."),
    "reading": Message("The law was not read again in time."),
    "promises": Message("What the municipality itself promises is another now."),
    "days": Message("A day has passed that was spoken of."),
}


def safety(view: Safety) -> Group:
    """Return the page. Where there is no right to a pension it says that, and what follows."""
    title = Text(
        say(
            "Economic safety of journey {journey} on {on}", journey=short(view.journey), on=view.on
        ),
        style="bold",
    )
    if view.state == "none":
        nothing = say("No pension is recorded as granted by that day, so none is spoken of here.")
        return Group(title, Text(), set_in(nothing), Text(), *_income_and_owed(view))
    return Group(title, Text(), *_parts(view))


def _parts(view: Safety) -> Iterator[RenderableType]:
    how_it_stands, answer, *kept = view.sentences
    yield section(
        "How it stands",
        [
            say(
                "{state} It is of the {scheme} scheme.",
                state=in_spoken_language(how_it_stands),
                scheme=SCHEMES[view.scheme] if view.scheme else "",
            ),
            *_answer(in_spoken_language(answer), view),
        ],
    )
    follows = Message("What holds while you try work") if view.way_back else Message("What follows")
    yield section(follows, _sentences(kept))
    if view.way_back:
        # Before anything was asked, nothing is waited for: the steps show how it would go.
        asked = any(step.done for step in view.way_back)
        yield section(
            Message("The way back") if asked else Message("The way back, whenever you want it"),
            [_step(step, asked=asked) for step in view.way_back],
        )
    for heading, sentences in (
        (Message("What must be verified"), view.open_questions),
        (Message("Look out for"), view.warnings),
    ):
        if sentences:
            yield section(heading, _sentences(sentences))
    if view.promises:
        yield section(
            "What the municipality itself promises",
            [
                (
                    "-",
                    f"{in_spoken_language(each)}\n{say('Decided by: {who}', who=each.decided_by)}",
                )
                for each in view.promises
            ],
        )
    yield from _income_and_owed(view)
    if view.since_explained:
        yield section("Since it was last explained", _since(view.since_explained))
    entries = sorted({entry for each in view.everything_said for entry in each.entries})
    yield section(
        "What this answer rests on",
        [
            say(
                "The sources named above, and entries {entries} of: {command}",
                entries=", ".join(map(str, entries)),
                command=f"journeys timeline {short(view.journey)}",
            )
        ],
    )


def _answer(answer: str, view: Safety) -> Iterator[str | tuple[str, str]]:
    yield answer
    if view.depends_on:
        yield say("Because:")
        yield from (("-", in_spoken_language(each)) for each in view.depends_on)


def _income_and_owed(view: Safety) -> Iterator[RenderableType]:
    if view.income:
        yield section("What there is to live on", map(_income, view.income))
    if view.duties:
        owed = [
            (str(shown(each.due)), f"{in_spoken_language(each)} ({each.by})")
            for each in view.duties
        ]
        yield section("What is owed, and by when", owed)


def _income(period: IncomePeriod) -> str:
    ends = say("now") if period.ends is None else str(shown(period.ends))
    lives_on = say(" and ").join(period.lives_on) or say("nothing that is known: look at it")
    days = say("{starts} to {ends}", starts=period.starts, ends=f"{ends:10}")
    return f"{days}  {lives_on}"


def _since(since: SinceExplained) -> Iterator[str]:
    facts = {"on": since.on, "entry": since.entry, "answer": choice_name(since.answer)}
    if since.until:
        yield say(
            "Explained on {on} (entry {entry}). Answer then: {answer} {until}.",
            **facts,
            until=since.until,
        )
    else:
        yield say("Explained on {on} (entry {entry}). Answer then: {answer}.", **facts)
    yield from (say(WHAT[each]) for each in since.changed)
    if not since.changed:
        yield say("Nothing is another: what was said then is said now.")
    if since.weaker:
        yield say("The answer promises less now. The citizen must be told: pension explain-safety.")
    for heading, rules in (
        (say("New"), since.said_now),
        (say("No longer told"), since.said_then),
    ):
        if rules:
            yield f"{heading}: {', '.join(rules)}"


def _sentences(sentences: Iterable[Sentence]) -> Iterator[tuple[str, str]]:
    for sentence in sentences:
        sources = [say("Source: {source}", source=source) for source in sentence.sources]
        yield "-", "\n".join([in_spoken_language(sentence), *sources])


def _step(step: WayBack, *, asked: bool) -> tuple[str, str]:
    who = say("Who: {who}", who=WHO.get(step.who, step.who))
    if asked:
        who += f" - {say('done') if step.done else say('to come')}"
    return f"{step.step}.", f"{in_spoken_language(step)}\n{who}"
