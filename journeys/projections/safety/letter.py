"""Tryghedsbrevet: the safety view as a letter that can be handed over, in plain words.

It says what the view says, in short sentences and without section numbers; where to read more
stands after it. The same as text, as Markdown, and as data. Danish is its source.
"""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from babel.dates import format_date

from journeys.domain.message import Pair
from journeys.projections.duties import OwedDuty
from journeys.projections.safety.answer import Safety, WayBack
from journeys.projections.safety.sentences import Sentence
from journeys.projections.safety.wording import Text
from journeys.projections.view import View

WIDTH = 72

Language = Literal["da", "en"]

TITLE = Text("Din pension, når du prøver at arbejde", "Your pension, when you try to work")
ANSWER = Text("Svaret", "The answer")
NO_PENSION = Text(
    "Vi har ikke skrevet ned, at du har en pension den dag.",
    "We have not written down that you have a pension on that day.",
)
KEPT = Text("Det gælder for dig", "This holds for you")
WAY_BACK = Text("Sådan får du din pension igen", "How you get your pension again")
TO_CHECK = Text("Det skal tjekkes", "This must be checked")
REMEMBER = Text("Husk", "Remember")
PROMISED = Text("Det lover din kommune selv", "What your municipality itself promises")
OWED = Text("Det skylder vi dig", "What we owe you")
READ_MORE = Text("Læs mere", "Read more")
DONE = Text("Det er sket.", "It is done.")
LAW_READ = Text("Loven er læst den {day}.", "The law was read on {day}.")


class LetterPart(View):
    """Afsnit: a heading and what stands under it; steps are numbered."""

    title: str
    lines: tuple[str, ...]
    numbered: bool = False


class Letter(View):
    """Brev: what somebody keeps who tries work, to be handed over."""

    on: date
    language: Language
    title: str
    parts: tuple[LetterPart, ...]
    read_more: tuple[str, ...]
    """Where the law was read, and as of when."""

    @property
    def text(self) -> str:
        """The letter as plain text."""
        told = [f"{self.title}\n{self.day}"]
        for part in self.printed:
            lines = [
                textwrap.fill(line, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
                for mark, line in _marked(part, "- ")
            ]
            told.append("\n".join([part.title.upper(), *lines]))
        return "\n\n".join(told) + "\n"

    @property
    def markdown(self) -> str:
        """The letter as Markdown."""
        told = [f"# {self.title}", self.day]
        for part in self.printed:
            lines = "\n".join(f"{mark}{line}" for mark, line in _marked(part, "- "))
            told += [f"## {part.title}", lines]
        return "\n\n".join(told) + "\n"

    @property
    def day(self) -> str:
        """The day it tells of, as it is written."""
        locale = "da" if self.language == "da" else "en_GB"
        return format_date(self.on, "long", locale=locale)

    @property
    def printed(self) -> tuple[LetterPart, ...]:
        """All parts, where to read more last."""
        more = LetterPart(title=_Spoken(self.language).of(READ_MORE), lines=self.read_more)
        return (*self.parts, more) if self.read_more else self.parts


def letter(view: Safety, language: Language = "da") -> Letter:
    """Return the letter that says what the view says; each sentence once. Danish is its source."""
    spoken = _Spoken(language)
    return Letter(
        on=view.on,
        language=language,
        title=spoken.of(TITLE),
        parts=tuple(part for part in _parts(view, spoken) if part.lines),
        read_more=tuple(_read_more(view, spoken)),
    )


class _Spoken(NamedTuple):
    """The language of a letter, and what is said in it."""

    language: Language

    def of(self, pair: Pair) -> str:
        """Return the words of what carries them in both languages."""
        return pair.da if self.language == "da" else pair.en

    def to_citizen(self, owed: OwedDuty) -> str:
        """Return what is said to the citizen of what is owed."""
        return owed.citizen_da if self.language == "da" else owed.citizen_en


def _parts(view: Safety, spoken: _Spoken) -> Iterator[LetterPart]:
    if view.state == "none":
        yield LetterPart(title=spoken.of(ANSWER), lines=(spoken.of(NO_PENSION),))
        return
    how_it_stands, answer, *kept = view.sentences
    said = [how_it_stands, answer, *view.depends_on]
    yield LetterPart(title=spoken.of(ANSWER), lines=tuple(map(spoken.of, said)))
    for title, sentences in (
        (KEPT, kept),
        (TO_CHECK, view.open_questions),
        (REMEMBER, view.warnings),
    ):
        yield LetterPart(
            title=spoken.of(title), lines=tuple(_not_said_yet(sentences, said, spoken))
        )
        if sentences is kept:
            yield LetterPart(
                title=spoken.of(WAY_BACK),
                lines=tuple(_step(step, spoken) for step in view.way_back),
                numbered=True,
            )
    yield LetterPart(
        title=spoken.of(PROMISED),
        lines=tuple(f"{spoken.of(each)} ({each.decided_by})" for each in view.promises),
    )
    owed = (spoken.to_citizen(each) for each in view.duties)
    yield LetterPart(title=spoken.of(OWED), lines=tuple(dict.fromkeys(filter(None, owed))))


def _not_said_yet(
    sentences: Iterable[Sentence], said: list[Sentence], spoken: _Spoken
) -> Iterator[str]:
    """Yield what was not said before, be it in a longer sentence."""
    before = " ".join(map(spoken.of, said))
    return (text for text in map(spoken.of, sentences) if text not in before)


def _step(step: WayBack, spoken: _Spoken) -> str:
    return f"{spoken.of(step)} {spoken.of(DONE)}" if step.done else spoken.of(step)


def _read_more(view: Safety, spoken: _Spoken) -> Iterator[str]:
    everything = view.everything_said
    yield from dict.fromkeys(source for each in everything for source in each.sources)
    if everything:
        yield spoken.of(LAW_READ.on(day=view.law_read))


def _marked(part: LetterPart, bullet: str) -> Iterator[tuple[str, str]]:
    """Yield each line with what stands before it."""
    for number, line in enumerate(part.lines, start=1):
        yield f"{number}. " if part.numbered else bullet, line
