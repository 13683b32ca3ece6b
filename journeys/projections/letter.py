"""Tryghedsbrevet: the safety view as a letter that can be handed over, in plain Danish.

It says what the view says, in short sentences and without section numbers; where to read more
stands after it. The same as text, as Markdown, and as data.
"""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date

from babel.dates import format_date

from journeys.projections.safety import Safety, WayBack
from journeys.projections.safety_sentences import Sentence
from journeys.projections.view import View

WIDTH = 72


class LetterPart(View):
    """Afsnit: a heading and what stands under it; steps are numbered."""

    title: str
    lines: tuple[str, ...]
    numbered: bool = False


class Letter(View):
    """Brev: what somebody keeps who tries work, to be handed over."""

    on: date
    title: str
    parts: tuple[LetterPart, ...]
    read_more: tuple[str, ...]
    """Where the law was read, and as of when."""

    @property
    def text(self) -> str:
        """The letter as plain text."""
        told = [f"{self.title}\n{_danish(self.on)}"]
        for part in self._printed:
            lines = [
                textwrap.fill(line, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
                for mark, line in _marked(part, "- ")
            ]
            told.append("\n".join([part.title.upper(), *lines]))
        return "\n\n".join(told) + "\n"

    @property
    def markdown(self) -> str:
        """The letter as Markdown."""
        told = [f"# {self.title}", _danish(self.on)]
        for part in self._printed:
            lines = "\n".join(f"{mark}{line}" for mark, line in _marked(part, "- "))
            told += [f"## {part.title}", lines]
        return "\n\n".join(told) + "\n"

    @property
    def _printed(self) -> tuple[LetterPart, ...]:
        more = LetterPart(title="Læs mere", lines=self.read_more)
        return (*self.parts, more) if self.read_more else self.parts


def letter(view: Safety) -> Letter:
    """Return the letter that says what the view says; each sentence once."""
    return Letter(
        on=view.on,
        title="Din pension, når du prøver at arbejde",
        parts=tuple(part for part in _parts(view) if part.lines),
        read_more=tuple(_read_more(view)),
    )


def _parts(view: Safety) -> Iterator[LetterPart]:
    if view.state == "none":
        yield LetterPart(
            title="Svaret", lines=("Vi har ikke skrevet ned, at du har en pension den dag.",)
        )
        return
    how_it_stands, answer, *kept = view.sentences
    said = [how_it_stands, answer, *view.depends_on]
    yield LetterPart(title="Svaret", lines=tuple(each.text for each in said))
    for title, sentences in (
        ("Det gælder for dig", kept),
        ("Det skal tjekkes", view.open_questions),
        ("Husk", view.warnings),
    ):
        yield LetterPart(title=title, lines=tuple(_not_said_yet(sentences, said)))
        if sentences is kept:
            yield LetterPart(
                title="Sådan får du din pension igen",
                lines=tuple(map(_step, view.way_back)),
                numbered=True,
            )
    yield LetterPart(
        title="Det lover din kommune selv",
        lines=tuple(f"{each.da} ({each.decided_by})" for each in view.promises),
    )
    yield LetterPart(
        title="Det skylder vi dig",
        lines=tuple(dict.fromkeys(each.citizen_da for each in view.duties if each.citizen_da)),
    )


def _not_said_yet(sentences: Iterable[Sentence], said: list[Sentence]) -> Iterator[str]:
    """Yield what was not said before, be it in a longer sentence."""
    before = " ".join(each.text for each in said)
    return (each.text for each in sentences if each.text not in before)


def _step(step: WayBack) -> str:
    done = " Det er sket." if step.done else ""
    return f"{step.text}{done}"


def _read_more(view: Safety) -> Iterator[str]:
    everything = view.everything_said
    yield from dict.fromkeys(source for each in everything for source in each.sources)
    if everything:
        yield f"Loven er læst den {_danish(view.law_read)}."


def _danish(day: date) -> str:
    return format_date(day, "long", locale="da")


def _marked(part: LetterPart, bullet: str) -> Iterator[tuple[str, str]]:
    """Yield each line with what stands before it."""
    for number, line in enumerate(part.lines, start=1):
        yield f"{number}. " if part.numbered else bullet, line
