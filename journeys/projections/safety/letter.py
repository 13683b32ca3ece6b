"""Tryghedsbrevet: the safety view as a letter to be handed over, in plain words.

It has what the citizen keeps, the way back, the risk that bears on the choice, and one line with
what is being found out. The full letter has the open questions and the sources as well; no letter
names a newspaper. It can be had as text, as Markdown and as data. Danish is the source language.
"""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from journeys.domain.days import in_danish, in_english
from journeys.domain.message import Bilingual
from journeys.projections.duties import OwedDuty
from journeys.projections.safety.answer import Safety, WayBack
from journeys.projections.safety.sentence import Sentence, once
from journeys.projections.safety.wording import ASK_US, CONTACT, Text
from journeys.projections.view import View

WIDTH = 72

Language = Literal["da", "en"]

TITLE = Text("Din pension, når du prøver at arbejde", "Your pension, when you try to work")
ANSWER = Text("Svaret", "The answer")
NO_PENSION = Text(
    "Vil du vide, hvad arbejde betyder for dine penge, så spørg os.",
    "Ask us if you want to know what work means for your money.",
)
KEPT = Text("Det gælder for dig", "What applies to you")
WAY_BACK = Text("Hvis du vil have din pension igen", "If you want your pension again")
YOUR_CHOICE = Text("Før du siger ja til arbejde", "Before you say yes to work")
REMEMBER = Text("Husk", "Remember")
PROMISED = Text("Det lover din kommune selv", "What your municipality itself promises")
OWED = Text("Det lover vi", "What we owe you")
MORE = Text("Vil du vide mere?", "Do you want to know more?")
RULES = Text("Regler og åbne spørgsmål", "Rules and open questions")
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
    """In the full letter, the sources, and the day the law was read; else empty."""

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
        return in_danish(self.on) if self.language == "da" else in_english(self.on)

    @property
    def printed(self) -> tuple[LetterPart, ...]:
        """All parts, the sources last."""
        more = LetterPart(title=_Voice(self.language).of(READ_MORE), lines=self.read_more)
        return (*self.parts, more) if self.read_more else self.parts


def letter(view: Safety, language: Language = "da", *, full: bool = False) -> Letter:
    """Return the letter of a safety view; each sentence stands in it once.

    The full letter is for the citizen who asks for the rules and for what is not known.
    """
    voice = _Voice(language)
    return Letter(
        on=view.on,
        language=language,
        title=voice.of(TITLE),
        parts=tuple(part for part in _parts(view, voice, full=full) if part.lines),
        read_more=tuple(_read_more(view, voice)) if full else (),
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


def _parts(view: Safety, voice: _Voice, *, full: bool) -> Iterator[LetterPart]:
    if view.state == "none":
        senior = tuple(map(voice.of, view.sentences))
        yield LetterPart(title=voice.of(ANSWER), lines=senior or (voice.of(NO_PENSION),))
        yield LetterPart(title=voice.of(MORE), lines=(voice.of(CONTACT),))
        return
    first = first_sentences(view)
    yield LetterPart(title=voice.of(ANSWER), lines=_lines(first, (), voice))
    kept = [each for each in view.sentences if full or each.part != "withdrawal"]
    yield LetterPart(title=voice.of(KEPT), lines=_lines(kept, first, voice))
    yield LetterPart(
        title=voice.of(WAY_BACK),
        lines=tuple(_step(step, voice) for step in view.way_back),
        numbered=True,
    )
    yield LetterPart(title=voice.of(YOUR_CHOICE), lines=_of_choice(view, voice))
    yield LetterPart(title=voice.of(REMEMBER), lines=_lines(view.warnings, first, voice))
    yield LetterPart(
        title=voice.of(PROMISED),
        lines=tuple(f"{voice.of(each)} ({each.decided_by})" for each in view.promises),
    )
    owed = (voice.to_citizen(each) for each in view.duties)
    yield LetterPart(title=voice.of(OWED), lines=tuple(dict.fromkeys(filter(None, owed))))
    if full:
        said = (*first, *kept, *view.warnings)
        doubts = (*view.depends_on, *view.open_questions)
        yield LetterPart(title=voice.of(RULES), lines=_lines(doubts, said, voice))
        yield LetterPart(title=voice.of(MORE), lines=(voice.of(CONTACT),))
    else:
        yield LetterPart(title=voice.of(MORE), lines=(voice.of(ASK_US), voice.of(CONTACT)))


def first_sentences(view: Safety) -> tuple[Sentence, ...]:
    """Return the answer in the order in which a citizen reads it: what holds before a doubt.

    The state; what protects the right, where the answer promises nothing; the answer; and the
    recorded facts that it depends on. What the law leaves open has a line of its own.
    """
    state, answer, *others = view.sentences
    facts = (each for each in (*others, *view.depends_on) if each.entries)
    facts = (each for each in facts if each.text not in answer.text)
    protections = (each for each in others if each.part == "protection")
    before = protections if view.answer in ("verify", "depends") else ()
    return once((state, *before, answer, *facts))


def _of_choice(view: Safety, voice: _Voice) -> tuple[str, ...]:
    """Return the risk that bears on the choice, and what is being found out."""
    return tuple(voice.of(each) for each in (view.risk, view.looking_into) if each)


def _lines(
    sentences: Iterable[Sentence], before: Iterable[Sentence], voice: _Voice
) -> tuple[str, ...]:
    """Return the sentences that were not said before, not even inside a longer one."""
    said = " ".join(map(voice.of, before))
    return tuple(dict.fromkeys(text for text in map(voice.of, sentences) if text not in said))


def _step(step: WayBack, voice: _Voice) -> str:
    return f"{voice.of(step)} {voice.of(DONE)}" if step.done else voice.of(step)


def _read_more(view: Safety, voice: _Voice) -> Iterator[str]:
    sentences = view.everything_said
    sources = (source for each in sentences for source in each.sources)
    press = {source for each in sentences for source in each.press}
    yield from dict.fromkeys(source for source in sources if source not in press)
    if sentences:
        yield voice.of(LAW_READ.filled(day=view.law_read))


def _with_bullets(part: LetterPart, bullet: str) -> Iterator[tuple[str, str]]:
    """Yield each line with its number or bullet."""
    for number, line in enumerate(part.lines, start=1):
        yield f"{number}. " if part.numbered else bullet, line
