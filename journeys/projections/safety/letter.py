"""Tryghedsbrevet: the safety view as a letter to be handed over, in plain words.

It has what the citizen keeps, the way back, the risk that bears on the choice, and one line with
what is being found out. The full letter is the caseworker's copy: it has the open questions and the
sources as well, and the citizen is shown it when she asks. No letter names a newspaper. It can be
had as text, as Markdown and as data. Danish is the source language.
"""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from journeys.domain.days import in_danish, in_english
from journeys.domain.errors import Refused
from journeys.domain.law.rules import RIGHT_PARTS
from journeys.domain.message import Bilingual
from journeys.domain.vocabulary import PensionNow
from journeys.projections.duties import OwedDuty
from journeys.projections.office import Office
from journeys.projections.safety.answer import Safety, WayBack
from journeys.projections.safety.sentence import Sentence, once
from journeys.projections.safety.wording import ASK_US, CALL_US, CONTACT, Text
from journeys.projections.view import View

WIDTH = 72

Language = Literal["da", "en"]

TITLE = Text("Din pension, når du prøver at arbejde", "Your pension, when you try to work")
ANSWER = Text("Svaret", "The answer")
KEPT = Text("Det gælder for dig", "What applies to you")
RESTING = Text("Hvis du lader din pension hvile", "If you let your pension rest")
"""Where it does not rest: what holds now comes before what would hold then."""
WAY_BACK = Text("Hvis du vil have din pension igen", "If you want your pension again")
WAY_BACK_FROM_REST = Text(
    "Hvis din pension hviler, og du vil have den igen",
    "If your pension rests, and you want it again",
)
WAY_BACK_BEGUN = Text("Vejen tilbage til din pension", "The way back to your pension")
YOUR_CHOICE = Text("Før du siger ja til arbejde", "Before you say yes to work")
REMEMBER = Text("Husk", "Remember")
PROMISED = Text("Det lover din kommune selv", "What your municipality itself promises")
OWED = Text("Det lover vi", "Our promises to you")
MORE = Text("Vil du vide mere?", "Do you want to know more?")
RULES = Text("Regler og åbne spørgsmål", "Rules and open questions")
READ_MORE = Text("Læs mere", "Read more")
DONE = Text("Det er sket.", "This is done.")
RULES_OF_REST = ("no-new-assessment",)
"""Rules that are about a rest, beside those that give the right to it and to return from it."""
UNRESTED: tuple[PensionNow, ...] = ("paid", "paid-beside-work", "resumed")
AT_REST: tuple[PensionNow, ...] = ("resting", "return-asked")
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
    office: Office | None
    """Whom to call; it stands beside the answer, and at the foot of every sheet."""
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
        """All parts: whom to call after the answer, and the sources last."""
        answer, *others = self.parts
        found = (answer, self._whom_to_call, *others, self.sources)
        return tuple(part for part in found if part is not None)

    @property
    def sources(self) -> LetterPart | None:
        """Where to read more; None where it is not the full letter."""
        title = _Voice(self.language).of(READ_MORE)
        return LetterPart(title=title, lines=self.read_more) if self.read_more else None

    @property
    def _whom_to_call(self) -> LetterPart | None:
        if self.office is None:
            return None
        call = _Voice(self.language).of(CALL_US.filled(telephone=self.office.telephone))
        lines = tuple(filter(None, (self.office.place, self.office.hours, call)))
        return LetterPart(title=self.office.name, lines=lines)


def letter(view: Safety, language: Language = "da", *, full: bool = False) -> Letter:
    """Return the letter of a safety view; each sentence stands in it once.

    The full letter is the caseworker's copy, and for the citizen who asks for the rules and for
    what is not known. Refused: letter-without-pension, where the view says nothing of a pension.
    """
    if not view.sentences:
        raise Refused(
            "letter-without-pension",
            "No pension is recorded on that day, so there is no letter about one. Print the way "
            "instead: journeys page ID --kind path. Or a card for the next talk: --kind card.",
        )
    voice = _Voice(language)
    return Letter(
        on=view.on,
        language=language,
        title=voice.of(TITLE),
        parts=tuple(part for part in _parts(view, voice, full=full) if part.lines),
        office=view.office,
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
        # Another pension, on which somebody else decides.
        yield LetterPart(title=voice.of(ANSWER), lines=tuple(map(voice.of, view.sentences)))
        yield LetterPart(title=voice.of(MORE), lines=_contact(view, voice))
        return
    first = first_sentences(view)
    yield LetterPart(title=voice.of(ANSWER), lines=_lines(first, (), voice))
    kept = [each for each in view.sentences if full or each.part != "withdrawal"]
    of_rest = [each for each in kept if view.state in UNRESTED and _is_of_rest(each)]
    now = [each for each in kept if each not in of_rest]
    yield LetterPart(title=voice.of(KEPT), lines=_lines(now, first, voice))
    yield LetterPart(title=voice.of(RESTING), lines=_lines(of_rest, first, voice))
    yield LetterPart(
        title=voice.of(way_back_title(view.state)),
        lines=tuple(_step(step, voice) for step in view.way_back),
        numbered=True,
    )
    choice, ask = _of_choice(view, voice), () if full else (voice.of(ASK_US),)
    yield LetterPart(title=voice.of(YOUR_CHOICE), lines=(*choice, *ask) if choice else ())
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
    yield LetterPart(title=voice.of(MORE), lines=(*(() if choice else ask), *_contact(view, voice)))


def first_sentences(view: Safety) -> tuple[Sentence, ...]:
    """Return the answer in the order in which a citizen reads it: what holds before a doubt.

    The state; what protects the right, and the way back to it, where the answer promises nothing;
    the answer; and the recorded facts that it depends on. What the law leaves open has a line of
    its own. The way back is not said before a fact that may end the right.
    """
    state, answer, *others = view.sentences
    facts = (each for each in (*others, *view.depends_on) if each.entries)
    facts = (each for each in facts if each.text not in answer.text)
    protections = [each for each in others if each.part == "protection"]
    if view.state in AT_REST and not any(each.entries for each in view.depends_on):
        protections += [each for each in others if each.part == "return"]
    before = protections if view.answer in ("verify", "depends") else ()
    return once((state, *before, answer, *facts))


def way_back_title(state: PensionNow) -> Text:
    """Return the heading over the way back: what holds now, and not what held while it rested."""
    match state:
        case "paid" | "paid-beside-work":
            return WAY_BACK_FROM_REST
        case "return-asked" | "resumed":
            return WAY_BACK_BEGUN
        case _:
            return WAY_BACK


def _is_of_rest(each: Sentence) -> bool:
    return each.part in RIGHT_PARTS or each.rules == RULES_OF_REST


def _of_choice(view: Safety, voice: _Voice) -> tuple[str, ...]:
    """Return the risk that bears on the choice, and what is being found out."""
    return tuple(voice.of(each) for each in (view.risk, view.looking_into) if each)


def _contact(view: Safety, voice: _Voice) -> tuple[str, ...]:
    """Return whom to turn to, where no office is named."""
    return (voice.of(CONTACT),) if view.office is None else ()


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
        yield voice.of(LAW_READ.filled(day=view.law_read_on))


def _with_bullets(part: LetterPart, bullet: str) -> Iterator[tuple[str, str]]:
    """Yield each line with its number or bullet."""
    for number, line in enumerate(part.lines, start=1):
        yield f"{number}. " if part.numbered else bullet, line
