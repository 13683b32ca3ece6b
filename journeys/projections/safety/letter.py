"""Tryghedsbrevet: the safety view as a letter to be handed over, in plain words.

It says what the view says, in short sentences without section numbers; the sources stand at its
end. It can be had as text, as Markdown and as data. Danish is the source language.
"""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from babel.dates import format_date

from journeys.domain.message import Bilingual
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
    "We have no record that you have a pension on that day.",
)
KEPT = Text("Det gælder for dig", "What applies to you")
WAY_BACK = Text("Sådan får du din pension igen", "How to get your pension again")
TO_CHECK = Text("Det skal tjekkes", "This must be checked")
REMEMBER = Text("Husk", "Remember")
PROMISED = Text("Det lover din kommune selv", "What your municipality itself promises")
OWED = Text("Det skylder vi dig", "What we owe you")
READ_MORE = Text("Læs mere", "Read more")
DONE = Text("Det er sket.", "This is done.")
LAW_READ = Text("Loven er læst den {day}.", "The law was read on {day}.")


class LetterPart(View):
    """Afsnit: a heading and its lines; steps are numbered."""

    title: str
    lines: tuple[str, ...]
    numbered: bool = False


class Letter(View):
    """Brev: what somebody who tries work keeps, to be handed over."""

    on: date
    language: Language
    title: str
    parts: tuple[LetterPart, ...]
    read_more: tuple[str, ...]
    """The sources, and the day the law was read."""

    @property
    def text(self) -> str:
        """The letter as plain text."""
        blocks = [f"{self.title}\n{self.day}"]
        for part in self.printed:
            lines = [
                textwrap.fill(line, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
                for mark, line in _with_bullets(part, "- ")
            ]
            blocks.append("\n".join([part.title.upper(), *lines]))
        return "\n\n".join(blocks) + "\n"

    @property
    def markdown(self) -> str:
        """The letter as Markdown."""
        blocks = [f"# {self.title}", self.day]
        for part in self.printed:
            lines = "\n".join(f"{mark}{line}" for mark, line in _with_bullets(part, "- "))
            blocks += [f"## {part.title}", lines]
        return "\n\n".join(blocks) + "\n"

    @property
    def day(self) -> str:
        """The day of the letter, written out."""
        locale = "da" if self.language == "da" else "en_GB"
        return format_date(self.on, "long", locale=locale)

    @property
    def printed(self) -> tuple[LetterPart, ...]:
        """All parts, the sources last."""
        more = LetterPart(title=_Voice(self.language).of(READ_MORE), lines=self.read_more)
        return (*self.parts, more) if self.read_more else self.parts


def letter(view: Safety, language: Language = "da") -> Letter:
    """Return the letter of a safety view; each sentence stands in it once."""
    voice = _Voice(language)
    return Letter(
        on=view.on,
        language=language,
        title=voice.of(TITLE),
        parts=tuple(part for part in _parts(view, voice) if part.lines),
        read_more=tuple(_read_more(view, voice)),
    )


class _Voice(NamedTuple):
    """The language of a letter."""

    language: Language

    def of(self, pair: Bilingual) -> str:
        """Return a text in the language of the letter."""
        return pair.da if self.language == "da" else pair.en

    def to_citizen(self, owed: OwedDuty) -> str:
        """Return the wording of a duty for the citizen."""
        return owed.citizen_da if self.language == "da" else owed.citizen_en


def _parts(view: Safety, voice: _Voice) -> Iterator[LetterPart]:
    if view.state == "none":
        yield LetterPart(title=voice.of(ANSWER), lines=(voice.of(NO_PENSION),))
        return
    state, answer, *kept = view.sentences
    said = [state, answer, *view.depends_on]
    yield LetterPart(title=voice.of(ANSWER), lines=tuple(map(voice.of, said)))
    for title, sentences in (
        (KEPT, kept),
        (TO_CHECK, view.open_questions),
        (REMEMBER, view.warnings),
    ):
        yield LetterPart(title=voice.of(title), lines=tuple(_not_said_yet(sentences, said, voice)))
        if sentences is kept:
            yield LetterPart(
                title=voice.of(WAY_BACK),
                lines=tuple(_step(step, voice) for step in view.way_back),
                numbered=True,
            )
    yield LetterPart(
        title=voice.of(PROMISED),
        lines=tuple(f"{voice.of(each)} ({each.decided_by})" for each in view.promises),
    )
    owed = (voice.to_citizen(each) for each in view.duties)
    yield LetterPart(title=voice.of(OWED), lines=tuple(dict.fromkeys(filter(None, owed))))


def _not_said_yet(
    sentences: Iterable[Sentence], said: list[Sentence], voice: _Voice
) -> Iterator[str]:
    """Yield the sentences that were not said before, not even inside a longer one."""
    before = " ".join(map(voice.of, said))
    return (text for text in map(voice.of, sentences) if text not in before)


def _step(step: WayBack, voice: _Voice) -> str:
    return f"{voice.of(step)} {voice.of(DONE)}" if step.done else voice.of(step)


def _read_more(view: Safety, voice: _Voice) -> Iterator[str]:
    sentences = view.everything_said
    yield from dict.fromkeys(source for each in sentences for source in each.sources)
    if sentences:
        yield voice.of(LAW_READ.filled(day=view.law_read))


def _with_bullets(part: LetterPart, bullet: str) -> Iterator[tuple[str, str]]:
    """Yield each line with its number or bullet."""
    for number, line in enumerate(part.lines, start=1):
        yield f"{number}. " if part.numbered else bullet, line
