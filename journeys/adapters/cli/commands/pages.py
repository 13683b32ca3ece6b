"""The command that makes pages to hand over: the citizen's way, the letter, a card, a date."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import LOOK, JourneyArgument, KnownAt, SeenOn
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.files import write_for_owner
from journeys.adapters.cli.output.danish import shown
from journeys.adapters.words.language import LANGUAGES, Language, current_language, say
from journeys.domain.errors import Refused
from journeys.domain.message import Message

if TYPE_CHECKING:
    from journeys.projections.view import View

app = typer.Typer()

T = TypeVar("T")

Kind = Literal["path", "letter", "card", "appointment"]
ENDINGS: Mapping[Kind, tuple[str, ...]] = {
    "path": (".html", ".pdf", ".svg", ".png"),
    "letter": (".html", ".pdf"),
    "card": (".html", ".pdf"),
    "appointment": (".ics", ".html", ".pdf"),
}
"""How a file of each kind may end; the first is used where no file is named."""
STEMS: Mapping[Kind, Message] = {
    "path": Message("your-way"),
    "letter": Message("your-safety"),
    "card": Message("before-we-talk"),
    "appointment": Message("appointment"),
}
"""How the file begins that a session writes where none is named."""


@app.command(rich_help_panel=LOOK)
def page(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    kind: Annotated[
        Kind,
        typer.Option(
            **one_of(Choice("kind", get_args(Kind))),
            help="The way, the letter of safety, a card before the next talk, or that talk's date.",
        ),
    ] = "path",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A new file: .html, .pdf, of a way .svg or .png, of an appointment .ics too.",
        ),
    ] = None,
    easy: Annotated[
        bool, typer.Option("--easy", help="Larger, and hard words are explained.")
    ] = False,
    language: Annotated[
        Language | None,
        typer.Option(
            "--lang",
            **one_of(Choice("lang", LANGUAGES)),
            show_default="the one that is spoken",
            help="The citizen's language.",
        ),
    ] = None,
    full: Annotated[
        bool,
        typer.Option("--full", help="The letter with the rules, what is not known, and sources."),
    ] = False,
    on: SeenOn,
    known_at: KnownAt = None,
) -> None:
    """Borgerens side: the way as a page to look at, to print and to hand over."""
    run = session(ctx)
    _ending(kind, out)
    if run.as_json and out is not None:
        raise TyperException("--out cannot be combined with --json.")
    if full and kind != "letter":
        raise TyperException("--full is for the letter.")
    spoken = language or current_language()
    with run.journeys() as journeys:
        journey_id = run.journey(journeys, journey)
        reader = run.looking(journeys)
        if kind == "letter":
            from journeys.projections.safety.letter import letter

            safety = reader.safety(journey_id, on=on, known_at=known_at)
            view: View = letter(safety, spoken, full=full)
            known: View = safety
        else:
            view = known = reader.path(journey_id, on=on, known_at=known_at)
    if run.as_json:
        typer.echo(view.model_dump_json(indent=2))
    else:
        file = out or run.new_file(say(STEMS[kind]), _unnamed(kind), journey_id)
        content, sheets = _content(view, kind, _ending(kind, file), spoken, easy=easy)
        write_for_owner(content, file, sheets)
        run.say_left_out(known)


def _ending(kind: Kind, out: Path | None) -> str:
    """Return how the file is to end. Raises TyperException where it cannot be of that kind."""
    endings = ENDINGS[kind]
    ending = endings[0] if out is None else out.suffix.lower()
    if ending not in endings:
        raise TyperException(
            Message(
                "A file of {kind} ends with: {forms}.",
                kind=shown("choices", "kind", kind),
                forms=", ".join(endings),
            )
        )
    return ending


def _unnamed(kind: Kind) -> str:
    """Return how a session's file ends: as a PDF, where one can be made of the kind."""
    is_there = find_spec("weasyprint") is not None
    return ".pdf" if ".pdf" in ENDINGS[kind] and is_there else ENDINGS[kind][0]


def _content(
    view: Any,  # noqa: ANN401 - of its kind
    kind: Kind,
    ending: str,
    language: Language,
    *,
    easy: bool,
) -> tuple[bytes, int | None]:
    """Return the content of a file, and of a PDF the number of its sheets.

    Refused: no-talk-agreed, library-missing.
    """
    from journeys.adapters import pages

    if kind == "appointment" and ending == ".ics":
        return _agreed(pages.appointment(view, language=language)), None
    if ending in (".svg", ".png"):
        picture = pages.picture(view, language=language)
        return pages.png(picture) if ending == ".png" else picture.encode(), None
    html = _html(view, kind, language, easy=easy)
    return pages.printed(html) if ending == ".pdf" else (html.encode(), None)


def _html(view: Any, kind: Kind, language: Language, *, easy: bool) -> str:  # noqa: ANN401 - of its kind
    from journeys.adapters import pages

    match kind:
        case "letter":
            return pages.letter(view, easy=easy)
        case "appointment":
            return _agreed(pages.appointment_page(view, language=language, easy=easy))
        case "card":
            return pages.card(view, language=language, easy=easy)
        case _:
            return pages.path(view, language=language, easy=easy)


def _agreed(content: T | None) -> T:
    """Return a page of a talk that is agreed. Refused: no-talk-agreed."""
    if content is None:
        raise Refused(
            "no-talk-agreed",
            "No talk is agreed for that day or later. Agree on one: journeys follow-up ID.",
        )
    return content
