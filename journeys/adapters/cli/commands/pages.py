"""The command that makes pages to hand over: the citizen's way, the letter, a card, a date."""

from collections.abc import Mapping
from dataclasses import dataclass
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
PICTURES = (".svg", ".png")
STEMS: Mapping[Kind, Message] = {
    "path": Message("your-way"),
    "letter": Message("your-safety"),
    "card": Message("before-we-talk"),
    "appointment": Message("appointment"),
}
"""How the file begins that is written where none is named."""
NO_OFFICE = Message(
    "No office is on the page, so it does not say whom to call. Add one to the municipality's "
    "file: [[office]] with name and telephone."
)
SHOWS_OFFICE = (".html", ".pdf")


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
            help="A new file: .html, .pdf, of a way .svg or .png, of an appointment .ics too. "
            "Without it, one is made at a terminal; into a pipe the page is printed.",
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
    no_picture: Annotated[
        bool, typer.Option("--no-picture", help="The way in words alone: a sheet less on paper.")
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
    if no_picture and (kind != "path" or _ending(kind, out) in PICTURES):
        raise TyperException("--no-picture is for the way as .html or .pdf.")
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
        made = _Made(view, kind, spoken, easy=easy, with_picture=not no_picture)
        ending = _ending(kind, file)
        content, sheets = made.content(ending)
        write_for_owner(content, file, sheets)
        if ending in SHOWS_OFFICE and getattr(view, "office", None) is None:
            run.hint(say(NO_OFFICE))
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
    """Return how a file ends that nobody named: as a PDF, where one can be made of the kind."""
    is_there = find_spec("weasyprint") is not None
    return ".pdf" if ".pdf" in ENDINGS[kind] and is_there else ENDINGS[kind][0]


@dataclass(frozen=True)
class _Made:
    """What a file is made of: a view, what it is to be, and how it is said."""

    view: Any
    """Of its kind."""
    kind: Kind
    language: Language
    easy: bool
    with_picture: bool

    def content(self, ending: str) -> tuple[bytes, int | None]:
        """Return the content of a file, and of a PDF the number of its sheets.

        Refused: no-talk-agreed, library-missing.
        """
        from journeys.adapters import pages

        if self.kind == "appointment" and ending == ".ics":
            return _agreed(pages.appointment(self.view, language=self.language)), None
        if ending in PICTURES:
            picture = pages.picture(self.view, language=self.language)
            return pages.png(picture) if ending == ".png" else picture.encode(), None
        html = self._html()
        return pages.printed(html) if ending == ".pdf" else (html.encode(), None)

    def _html(self) -> str:
        from journeys.adapters import pages

        how: Any = {"language": self.language, "easy": self.easy}
        match self.kind:
            case "letter":
                return pages.letter(self.view, easy=self.easy)
            case "appointment":
                return _agreed(pages.appointment_page(self.view, **how))
            case "card":
                return pages.card(self.view, **how)
            case _:
                return pages.path(self.view, with_picture=self.with_picture, **how)


def _agreed(content: T | None) -> T:
    """Return a page of a talk that is agreed. Refused: no-talk-agreed."""
    if content is None:
        raise Refused(
            "no-talk-agreed",
            "No talk is agreed for that day or later. Agree on one: journeys follow-up ID.",
        )
    return content
