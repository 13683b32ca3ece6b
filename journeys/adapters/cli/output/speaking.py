"""Help in the language that is spoken: the texts of the commands, and Typer's own."""

import gettext
import os
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from journeys.adapters.words.language import (
    CATALOGUES,
    DOMAIN,
    Language,
    language_from_environment,
    parse_language,
    say,
)

OPTION = "--lang"
EQUALS = f"{OPTION}="
TEXTS = ("help", "short_help", "epilog", "rich_help_panel", "metavar", "show_default")
"""The texts of a command, an option or an argument."""


def language_of(typed: Sequence[str]) -> Language:
    """Return the language to speak: as typed, or else as the environment says.

    It must be known before Typer parses anything, as help and errors are said in it too. Where the
    language named is not one of ours, it is Danish, and the option itself refuses it.
    """
    requested = [after for word, after in pairwise(typed) if word == OPTION]
    requested += [word.removeprefix(EQUALS) for word in typed if word.startswith(EQUALS)]
    try:
        return parse_language(requested[0]) if requested else language_from_environment(os.environ)
    except ValueError:
        return "da"


def speak(command: Any, language: Language) -> None:  # noqa: ANN401 - Typer keeps its classes to itself
    """Put the texts of a command, and of all below it, into the language that is spoken."""
    # Typer asks gettext for its own texts, for some of them only once.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    for holder, name, english in texts(command):
        setattr(holder, name, say(english))


def texts(command: Any) -> Iterator[tuple[Any, str, str]]:  # noqa: ANN401 - as above
    """Yield every text of a command and of all below it: its object, its attribute, its English."""
    for holder in (command, *command.params):
        for name in TEXTS:
            if isinstance(getattr(holder, name, None), str):
                yield holder, name, _english(holder, name)
    for below in getattr(command, "commands", {}).values():
        yield from texts(below)


def _english(holder: Any, name: str) -> str:  # noqa: ANN401 - as above
    """Return a text as it was before it was translated."""
    kept: dict[str, str] = vars(holder).setdefault("in_english", {})
    return kept.setdefault(name, getattr(holder, name))
