"""The economic safety, drawn: the answer, what is kept, the way back, and what must be verified."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.ids import short
from journeys.adapters.cli.page import section, set_in
from journeys.projections.safety import IncomePeriod, Safety, WayBack
from journeys.projections.safety_sentences import Sentence
from journeys.projections.safety_since import SinceExplained, What

WHO = {
    "borger": "you (borger)",
    "kommune": "the municipality (kommune)",
}
WHAT: dict[What, str] = {
    "law": "The law is another now.",
    "facts": "The facts are others now.",
    "reading": "The law was not read again in time.",
    "promises": "What the municipality itself promises is another now.",
    "days": "A day has passed that was spoken of.",
}


def safety(view: Safety) -> Group:
    """Return the page. Where there is no right to a pension it says that, and what follows."""
    title = Text(f"Economic safety of journey {short(view.journey)} on {view.on}", style="bold")
    if view.state == "none":
        nothing = "No pension is recorded as granted by that day, so none is spoken of here."
        return Group(title, Text(), set_in(nothing), Text(), *_income_and_owed(view))
    return Group(title, Text(), *_parts(view))


def _parts(view: Safety) -> Iterator[RenderableType]:
    how_it_stands, answer, *kept = view.sentences
    yield section(
        "How it stands",
        [f"{how_it_stands.en} It is of the {view.scheme} scheme.", *_answer(answer.en, view)],
    )
    follows = "What holds while you try work" if view.way_back else "What follows"
    yield section(follows, _sentences(kept))
    if view.way_back:
        # Before anything was asked, nothing is waited for: the steps show how it would go.
        asked = any(step.done for step in view.way_back)
        yield section(
            "The way back" if asked else "The way back, whenever you want it",
            [_step(step, asked=asked) for step in view.way_back],
        )
    for heading, sentences in (
        ("What must be verified", view.open_questions),
        ("Look out for", view.warnings),
    ):
        if sentences:
            yield section(heading, _sentences(sentences))
    if view.promises:
        yield section(
            "What the municipality itself promises",
            [("-", f"{each.en}\nDecided by: {each.decided_by}") for each in view.promises],
        )
    yield from _income_and_owed(view)
    if view.since_explained:
        yield section("Since it was last explained", _since(view.since_explained))
    entries = sorted({entry for each in view.everything_said for entry in each.entries})
    where = f"journeys timeline {short(view.journey)}"
    yield section(
        "What this answer rests on",
        [f"The sources named above, and entries {', '.join(map(str, entries))} of: {where}"],
    )


def _answer(answer: str, view: Safety) -> Iterator[str | tuple[str, str]]:
    yield answer
    if view.depends_on:
        yield "Because:"
        yield from (("-", each.en) for each in view.depends_on)


def _income_and_owed(view: Safety) -> Iterator[RenderableType]:
    if view.income:
        yield section("What there is to live on", map(_income, view.income))
    if view.duties:
        owed = [(each.due.isoformat(), f"{each.en} ({each.by})") for each in view.duties]
        yield section("What is owed, and by when", owed)


def _income(period: IncomePeriod) -> str:
    ends = "" if period.ends is None else f"{period.ends}"
    lives_on = " and ".join(period.lives_on) or "nothing that is known: look at it"
    return f"{period.starts} to {ends or 'now':10}  {lives_on}"


def _since(since: SinceExplained) -> Iterator[str]:
    until = f" {since.until}" if since.until else ""
    yield f"Explained on {since.on} (entry {since.entry}). Answer then: {since.answer}{until}."
    yield from (WHAT[each] for each in since.changed)
    if not since.changed:
        yield "Nothing is another: what was said then is said now."
    if since.weaker:
        yield "The answer promises less now. The citizen must be told: pension explain-safety."
    for heading, rules in (("New", since.said_now), ("No longer told", since.said_then)):
        if rules:
            yield f"{heading}: {', '.join(rules)}"


def _sentences(sentences: Iterable[Sentence]) -> Iterator[tuple[str, str]]:
    for sentence in sentences:
        sources = "".join(f"\nSource: {source}" for source in sentence.sources)
        yield "-", sentence.en + sources


def _step(step: WayBack, *, asked: bool) -> tuple[str, str]:
    done = (" - done" if step.done else " - to come") if asked else ""
    return f"{step.step}.", f"{step.en}\nWho: {WHO.get(step.who, step.who)}{done}"
