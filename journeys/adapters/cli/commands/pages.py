"""The command that makes pages to hand over: the citizen's way, the letter, a card, a date."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import LOOK, JourneyArgument, KnownAt, SeenOn
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.files import write_for_owner
from journeys.adapters.words.language import LANGUAGES, Language, current_language
from journeys.domain.errors import Refused
from journeys.domain.message import Message

if TYPE_CHECKING:
    from journeys.projections.view import View

app = typer.Typer()

Kind = Literal["path", "letter", "card", "appointment"]
ENDINGS: Mapping[Kind, tuple[str, ...]] = {
    "path": (".html", ".pdf", ".svg", ".png"),
    "letter": (".html", ".pdf"),
    "card": (".html", ".pdf"),
    "appointment": (".ics",),
}
"""How a file of each kind may end; the first is used where no file is named."""


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
            help="A new file: .html, .pdf, of a way .svg or .png, of an appointment .ics.",
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
    run, ending = session(ctx), _ending(kind, out)
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
        write_for_owner(_content(view, kind, ending, spoken, easy=easy), out)
        run.say_left_out(known)


def _ending(kind: Kind, out: Path | None) -> str:
    """Return how the file is to end. Raises TyperException where it cannot be of that kind."""
    endings = ENDINGS[kind]
    ending = endings[0] if out is None else out.suffix.lower()
    if ending not in endings:
        raise TyperException(
            Message("A file of {kind} ends with: {forms}.", kind=kind, forms=", ".join(endings))
        )
    return ending


def _content(view: Any, kind: Kind, ending: str, language: Language, *, easy: bool) -> bytes:  # noqa: ANN401 - of its kind
    """Return the content of a file. Refused: no-talk-agreed, library-missing."""
    from journeys.adapters import pages

    if kind == "appointment":
        date = pages.appointment(view, language=language)
        if date is None:
            raise Refused(
                "no-talk-agreed",
                "No talk is agreed for that day or later. Agree on one: journeys follow-up ID.",
            )
        return date
    if ending in (".svg", ".png"):
        picture = pages.picture(view, language=language)
        return pages.png(picture) if ending == ".png" else picture.encode()
    html = _html(view, kind, language, easy=easy)
    return pages.pdf(html) if ending == ".pdf" else html.encode()


def _html(view: Any, kind: Kind, language: Language, *, easy: bool) -> str:  # noqa: ANN401 - of its kind
    from journeys.adapters import pages

    match kind:
        case "letter":
            return pages.letter(view, easy=easy)
        case "card":
            return pages.card(view, language=language, easy=easy)
        case _:
            return pages.path(view, language=language, easy=easy)
