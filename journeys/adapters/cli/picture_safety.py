"""The economic safety, drawn: what is kept, the way back, and what must be verified."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.ids import short
from journeys.adapters.cli.page import section, set_in
from journeys.projections.safety import Safety, Sentence, WayBack

WHO = {
    "borger": "you (borger)",
    "kommune": "the municipality (kommune)",
}


def safety(view: Safety) -> Group:
    """Return the page. Where there is no right to a pension it says that, and nothing more."""
    title = Text(f"Economic safety of journey {short(view.journey)} on {view.on}", style="bold")
    if view.state == "none":
        return Group(
            title,
            Text(),
            set_in("No pension is recorded as granted by that day, so none is spoken of here."),
        )
    if view.state == "withdrawn":
        return Group(title, Text(), section("How it stands", _withdrawn(view)))
    return Group(title, Text(), *_parts(view))


def _parts(view: Safety) -> Iterator[RenderableType]:
    yield section("How it stands", _stands(view))
    yield section("What is kept while you try work", _sentences(view.kept))
    # Before anything was asked, nothing is waited for: the steps show how it would go.
    asked = view.state in ("return-asked", "resumed") or any(step.done for step in view.way_back)
    yield section(
        "The way back" if asked else "The way back, whenever you want it",
        [_step(step, asked=asked) for step in view.way_back],
    )
    yield section("What nobody can promise yet", _sentences(view.to_verify))
    if view.warnings:
        yield section("Look out for", _sentences(view.warnings))
    entries = ", ".join(map(str, view.rests_on))
    where = f"journeys timeline {short(view.journey)}"
    yield section(
        "What this answer rests on",
        [f"The sources named above, and entries {entries} of: {where}"],
    )


def _stands(view: Safety) -> Iterator[str]:
    scheme = f"({view.scheme} scheme)"
    match view.state:
        case "paid":
            yield f"The pension is paid {scheme}, since {view.paid_from}."
        case "resting":
            yield f"The pension rests {scheme}, since {view.since}."
        case "return-asked":
            yield (
                f"The pension was asked back {scheme}, on {view.return_asked}. "
                "The day it is paid from is to be decided."
            )
        case _:
            yield f"The pension is taken up again {scheme}: it is paid from {view.paid_from}."
    if view.reassessment:
        yield f"A reassessment is set for {view.reassessment}."


def _withdrawn(view: Safety) -> Iterator[str]:
    yield f"The pension was withdrawn on {view.since}, by a ruling."
    yield (
        "To whom that ruling can be appealed, and until when, stands with it: "
        f"journeys timeline {short(view.journey)}"
    )


def _sentences(sentences: tuple[Sentence, ...]) -> Iterator[tuple[str, str]]:
    for sentence in sentences:
        sources = "".join(f"\nSource: {source}" for source in sentence.sources)
        yield "-", sentence.en + sources


def _step(step: WayBack, *, asked: bool) -> tuple[str, str]:
    done = (" - done" if step.done else " - to come") if asked else ""
    return f"{step.step}.", f"{step.en}\nWho: {WHO.get(step.who, step.who)}{done}"
