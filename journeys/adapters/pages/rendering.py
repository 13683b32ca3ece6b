"""Templates: how a page is made of them. Whatever is filled in is inert, and asks for nothing."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from journeys.adapters.words.language import (
    Language,
    in_spoken_language,
    say,
    say_of,
    shown,
    spoken,
)
from journeys.domain.decisions.privacy import CPR_NUMBER

TEMPLATES = Path(__file__).parent / "templates"
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document can hold (XML 1.0 § 2.2); nothing records it, but what came from elsewhere."""
_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-ZÆØÅ])")


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        say=say, say_of=say_of, shown=shown, told=in_spoken_language, one_by_one=_SENTENCE.split
    )
    return made


def printable(text: str) -> str:
    """Return a text without signs that no document can hold, and without a CPR number.

    Both are refused when something is recorded; a page is where they would be seen.
    """
    return CPR_NUMBER.sub("…", _UNPRINTABLE.sub("\ufffd", text))


def _printable(filled_in: object) -> object:
    if isinstance(filled_in, str) and not isinstance(filled_in, Markup):
        return printable(filled_in)
    return filled_in


def rendered(template: str, language: Language, **facts: Any) -> str:  # noqa: ANN401 - templates
    """Return a page made of a template, in this language."""
    with spoken(language):
        return _templates().get_template(template).render(language=language, **facts)
