"""Templates: rendering pages. Values are escaped, and pages load nothing from elsewhere."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from journeys.adapters.words.days import (
    clock,
    day_badge,
    day_in_words,
    talk_sentences,
    weekday_and_day,
)
from journeys.adapters.words.language import (
    Language,
    current_language,
    in_spoken_language,
    isolated,
    say,
    say_of,
    shown,
    spoken,
)
from journeys.adapters.words.names import choice_name
from journeys.domain.decisions.privacy import CPR_NUMBER

TEMPLATES = Path(__file__).parent / "templates"
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document can hold (XML 1.0 § 2.2); imported entries may have them."""
_TURNING = re.compile("[\x80-\x9f\u202a-\u202e]")
"""Controls that nobody sees; some turn around what stands after them, also the page's own words."""
_ISOLATES = re.compile("([\u2066-\u2068][^\u2066-\u2069]*\u2069)|[\u2066-\u2069]")
"""Words that were isolated, because they are read from right to left, or a lone control."""
_MARKS: Mapping[Language, tuple[str, str, str, str]] = {
    "da": ("»", "«", "›", "‹"),  # noqa: RUF001 - what they are
    "en": ("“", "”", "‘", "’"),  # noqa: RUF001
}
"""Quotation marks, and those inside them."""
_PAIRS = ('"', "“”„", "»«")
_DOUBLE = re.compile('["“”„»«]')
_SENTENCE_END = re.compile(r"(?<=[.!?]) +(?=[A-ZÆØÅ])")


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        say=say,
        say_of=say_of,
        shown=shown,
        in_spoken_language=in_spoken_language,
        choice_name=choice_name,
        clock=clock,
        day_badge=day_badge,
        day_in_words=day_in_words,
        weekday_and_day=weekday_and_day,
        talk_sentences=talk_sentences,
        sentences_of=_SENTENCE_END.split,
        quoted=quoted,
        css_string=css_string,
    )
    return environment


def printable(text: str) -> str:
    """Return a text without a CPR number, and without characters that no document can hold.

    Controls that turn the direction of letters are left out, but for words that were isolated by
    them. All are refused when something is recorded; this is the last check before they are seen.
    """
    plain = _ISOLATES.sub(lambda found: found[1] or "", _TURNING.sub("", text))
    return CPR_NUMBER.sub("…", _UNPRINTABLE.sub("\ufffd", plain or (text and "\ufffd")))


def css_string(text: str) -> Markup:
    """Return a text as a string in a style sheet; signs of ASCII are escaped."""
    signs = (
        each if each.isalnum() or not each.isascii() else f"\\{ord(each):x} "
        for each in printable(text)
    )
    return Markup(f'"{"".join(signs)}"')  # noqa: S704 - nothing is left that could end the string


def quoted(words: str) -> str:
    """Return what somebody said between the quotation marks of the spoken language.

    Words that were written down with marks around them are not marked twice, and marks inside them
    become the inner ones of the language. A mark without its pair stays as it was written.
    """
    opens, closes, inner_opens, inner_closes = _MARKS[current_language()]
    words = _without_marks(words.strip())
    if len(_DOUBLE.findall(words)) % 2 == 0:
        inner = cycle((inner_opens, inner_closes))
        words = _DOUBLE.sub(lambda _: next(inner), words)
    return f"{opens}{words}{closes}"


def _without_marks(words: str) -> str:
    """Return words without the marks around the whole of them."""
    for marks in _PAIRS:
        if len(words) > 1 and words[0] in marks and words[-1] in marks:
            inside = words[1:-1].strip()
            return words if any(mark in inside for mark in marks) else inside
    return words


def _printable(value: object) -> object:
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    text = printable(value)
    # WeasyPrint knows no dir="auto": what begins right-to-left says so itself.
    return text if _ISOLATES.search(text) else isolated(text)


def rendered(template: str, language: Language, **facts: Any) -> str:  # noqa: ANN401 - templates
    """Return a template rendered in this language."""
    with spoken(language):
        return _templates().get_template(template).render(language=language, **facts)
