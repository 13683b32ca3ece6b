"""Language: which one is spoken, and how a message, a day and a number are said in it.

English stands in the code, Danish in a gettext catalogue. Who embeds the library says which one is
spoken around whatever it shows: `with spoken("da"): say(refused.sentence)`.
"""

import gettext
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, Protocol, get_args

from journeys.domain.message import Listed, Message, Pair

Language = Literal["da", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DOMAIN, CATALOGUES = "journeys", Path(__file__).parent / "locale"
SETTING = "JOURNEYS_LANG"
DAY: Mapping[Language, str] = {"da": "dd.MM.yyyy", "en": "yyyy-MM-dd"}
"""Days as they can be typed, too: of all orders, English readers agree on ISO's alone."""
MONTH: Mapping[Language, str] = {"da": "MM.yyyy", "en": "yyyy-MM"}

_spoken: ContextVar[Language] = ContextVar("spoken", default="da")


@contextmanager
def spoken(language: Language) -> Iterator[None]:
    """Speak a language for as long as this lasts."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def current_language() -> Language:
    """Return the language that is spoken."""
    return _spoken.get()


def language_from_environment(environment: Mapping[str, str]) -> Language:
    """Return the language that the surroundings ask for: by setting, by locale, else Danish.

    Raises ValueError where the setting names one that is not spoken.
    """
    if setting := environment.get(SETTING):
        return parse_language(setting)
    named = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, named), "")
    return next((each for each in LANGUAGES if locale.startswith(each)), "da")


def parse_language(typed: str) -> Language:
    """Return the language of this code. Raises ValueError where it is not spoken."""
    for each in LANGUAGES:
        if each == typed.strip().lower():
            return each
    raise ValueError(Message("There are: {languages}.", languages=", ".join(LANGUAGES)))


def say(text: str, /, **facts: object) -> str:
    """Return a text in the language that is spoken, with its facts filled in as they are said."""
    if isinstance(text, Message):
        return say(text.text, **{**text.facts, **facts})
    # Under no text at all a catalogue keeps what it says of itself.
    said = _catalogue(_spoken.get()).gettext(text) if text else text
    return said.format(**{name: shown(fact) for name, fact in facts.items()}) if facts else said


def say_of(count: int, one: str, many: str, /, **facts: object) -> str:
    """Return what is said of one, or of `count` of them; `{count}` stands for how many."""
    said = _catalogue(_spoken.get()).ngettext(one, many, count)
    return said.format(**{name: shown(fact) for name, fact in {"count": count, **facts}.items()})


def in_spoken_language(pair: Pair) -> str:
    """Return the words of what carries them in both languages."""
    return pair.da if _spoken.get() == "da" else pair.en


class ToCitizen(Protocol):
    """What carries its words to the citizen in both languages."""

    @property
    def citizen_da(self) -> str:
        """The words in Danish."""

    @property
    def citizen_en(self) -> str:
        """The words in English."""


def to_citizen(each: ToCitizen) -> str:
    """Return what is said to the citizen of what carries that in both languages."""
    return each.citizen_da if _spoken.get() == "da" else each.citizen_en


def listed(parts: Iterable[str]) -> str:
    """Return the parts one after the other, each as it is said."""
    return ", ".join(map(say, parts))


def shown(fact: object) -> object:
    """Return a fact as it is written in the language that is spoken."""
    match fact:
        case Message():
            return say(fact)
        case Listed():
            return "; ".join(map(say, fact))
        case datetime():
            return f"{_day(fact)} {fact:%H:%M}"
        case date():
            return _day(fact)
        case Decimal() | float():
            return _number(fact)
    return fact


def grouped(amount: Decimal) -> str:
    """Return an amount as it is written in the language that is spoken, thousands apart."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - most commands show none

    return format_decimal(amount, locale=_spoken.get(), decimal_quantization=False)


def month(day: date) -> str:
    """Return the month of a day as it is written in the language that is spoken."""
    return _dated(day, MONTH)


def _day(day: date) -> str:
    return _dated(day, DAY)


def _dated(day: date, pattern: Mapping[Language, str]) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - most commands show none

    return format_date(day, pattern[_spoken.get()], locale=_spoken.get())


def _number(number: Decimal | float) -> str:
    from babel.numbers import get_decimal_symbol  # noqa: PLC0415 - most commands show none

    written = f"{number:f}" if isinstance(number, Decimal) else f"{number:g}"
    return written.replace(".", get_decimal_symbol(_spoken.get()))


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, CATALOGUES, [language])
