"""Language: which one is spoken, and how messages, days and numbers are written in it.

English stands in the code, Danish in a gettext catalogue. A host chooses the language around
everything it shows: `with spoken("da"): say(refused.sentence)`.
"""

import gettext
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, Protocol, get_args
from unicodedata import bidirectional

from journeys.domain.days import in_danish
from journeys.domain.message import Bilingual, FieldName, Message, MessageList, Phrase

Language = Literal["da", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DOMAIN, CATALOGUES = "journeys", Path(__file__).parent / "locale"
SETTING = "JOURNEYS_LANG"

_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATE, _ISOLATE_END = "\u2068", "\u2069"

_spoken: ContextVar[Language] = ContextVar("spoken", default="da")


@contextmanager
def spoken(language: Language) -> Iterator[None]:
    """Speak this language inside the `with` block, in this thread or task only."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def current_language() -> Language:
    """Return the language that is spoken now."""
    return _spoken.get()


def language_from_environment(environment: Mapping[str, str]) -> Language:
    """Return the language of the environment: by setting, by locale, else Danish.

    Raises ValueError where the setting names a language that is not available.
    """
    if setting := environment.get(SETTING):
        return parse_language(setting)
    locales = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, locales), "")
    return next((each for each in LANGUAGES if locale.startswith(each)), "da")


def parse_language(typed: str) -> Language:
    """Return the language with this code. Raises ValueError where there is none."""
    for each in LANGUAGES:
        if each == typed.strip().lower():
            return each
    raise ValueError(Message("The languages are: {languages}.", languages=", ".join(LANGUAGES)))


def say(text: str, /, **facts: object) -> str:
    """Return a text in the spoken language, with its facts filled in as `in_sentence` has them."""
    if isinstance(text, Message):
        return say(text.text, **{**text.facts, **facts})
    # A catalogue keeps its own header under the empty text.
    said = _catalogue(_spoken.get()).gettext(text) if text else text
    return (
        said.format(**{name: in_sentence(fact) for name, fact in facts.items()}) if facts else said
    )


def say_of(count: int, one: str, many: str, /, **facts: object) -> str:
    """Return the singular or plural text for a count; `{count}` in it is the count."""
    said = _catalogue(_spoken.get()).ngettext(one, many, count)
    facts = {"count": count, **facts}
    return said.format(**{name: in_sentence(fact) for name, fact in facts.items()})


def in_spoken_language(pair: Bilingual) -> str:
    """Return the text of a pair in the spoken language."""
    return pair.da if _spoken.get() == "da" else pair.en


class ToCitizen(Protocol):
    """An object with its wording for the citizen in both languages."""

    @property
    def citizen_da(self) -> str:
        """The words in Danish."""

    @property
    def citizen_en(self) -> str:
        """The words in English."""


def to_citizen(each: ToCitizen) -> str:
    """Return an object's wording for the citizen in the spoken language."""
    return each.citizen_da if _spoken.get() == "da" else each.citizen_en


def listed(parts: Iterable[str]) -> str:
    """Return the parts in the spoken language, separated by commas."""
    return ", ".join(map(say, parts))


def quoted(words: str) -> str:
    """Return what somebody said between plain quotation marks, in Danish between »these«."""
    return f"»{words}«" if _spoken.get() == "da" else f'"{words}"'


def in_sentence(fact: object) -> object:
    """Return a fact as a sentence has it: `shown`, with the month of a Danish day as a word.

    English keeps the ISO date, which can be typed as it is read.
    """
    if _spoken.get() == "da":
        match fact:
            case datetime():
                return f"{in_danish(fact)} kl. {fact:%H.%M}"
            case date():
                return in_danish(fact)
            case FieldName():
                return f"»{say(fact.label)}«"
    words = shown(fact)
    return isolated(words) if isinstance(words, str) else words


def isolated(text: str) -> str:
    """Return a text that leaves the words around it in their order: bidirectional isolation.

    Only one with right-to-left letters, or with signs that turn others around, needs to be marked
    (Unicode's UAX #9: first strong isolate). Such signs within it are left out.
    """
    plain = _REORDERING.sub("", text)
    if not text.isascii() and any(bidirectional(each) in ("R", "AL") for each in plain):
        return f"{_ISOLATE}{plain}{_ISOLATE_END}"
    return plain


def shown(fact: object) -> object:  # noqa: PLR0911 - a return a type
    """Return a fact as a table has it, in the spoken language; other types unchanged.

    Days are short: 29.11.2026, in English 2026-11-29, because other orders are ambiguous there.
    """
    match fact:
        case Message() | Phrase():
            return say(fact) if isinstance(fact, Message) else in_spoken_language(fact)
        case MessageList():
            return "; ".join(map(say, fact))
        case datetime():
            return f"{_day(fact)} {fact:%H:%M}"
        case date():
            return _day(fact)
        case time():
            return f"{fact:%H.%M}" if _spoken.get() == "da" else f"{fact:%H:%M}"
        case Decimal() | float():
            return _number(fact)
    return fact


def grouped(amount: Decimal) -> str:
    """Return an amount as it is written in the spoken language, with thousands grouped."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - most commands show none

    return format_decimal(amount, locale=_spoken.get(), decimal_quantization=False)


def month(day: date) -> str:
    """Return the month of a day as it is written in the spoken language."""
    return f"{day:%m}.{day.year}" if _spoken.get() == "da" else f"{day.year:04}-{day:%m}"


def _day(day: date) -> str:
    in_danish = _spoken.get() == "da"
    return f"{day:%d.%m}.{day.year}" if in_danish else f"{day.year:04}-{day:%m-%d}"


def _number(number: Decimal | float) -> str:
    written = f"{number:f}" if isinstance(number, Decimal) else f"{number:g}"
    if "." not in written:
        return written
    from babel.numbers import get_decimal_symbol  # noqa: PLC0415 - most commands show none

    return written.replace(".", get_decimal_symbol(_spoken.get()))


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, CATALOGUES, [language])
