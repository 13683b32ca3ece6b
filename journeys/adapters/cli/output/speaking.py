"""The help in the language that is spoken: of the commands, and of what Typer says itself."""

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
TOLD = ("help", "short_help", "epilog", "rich_help_panel", "metavar", "show_default")
"""What a command, an option or an argument says of itself."""


def language_of(typed: Sequence[str]) -> Language:
    """Return the language to speak: as typed, or else as the surroundings ask for.

    It must be known before anything is read: the help is spoken too, and what is wrong with what
    was typed. Where it names a language that is not spoken, the option says so, in Danish.
    """
    asked = [after for word, after in pairwise(typed) if word == OPTION]
    asked += [word.removeprefix(EQUALS) for word in typed if word.startswith(EQUALS)]
    try:
        return parse_language(asked[0]) if asked else language_from_environment(os.environ)
    except ValueError:
        return "da"


def speak(command: Any, language: Language) -> None:  # noqa: ANN401 - Typer keeps its classes to itself
    """Let a command, and all below it, tell of themselves in the language that is spoken."""
    # Typer asks gettext for what it says itself: some of it once, when it first shows a help.
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)
    for holder, name, english in texts(command):
        setattr(holder, name, say(english))


def texts(command: Any) -> Iterator[tuple[Any, str, str]]:  # noqa: ANN401 - as above
    """Yield every text of a command and of all below it: whose it is, its name, in English."""
    for holder in (command, *command.params):
        for name in TOLD:
            if isinstance(getattr(holder, name, None), str):
                yield holder, name, _english(holder, name)
    for below in getattr(command, "commands", {}).values():
        yield from texts(below)


def _english(holder: Any, name: str) -> str:  # noqa: ANN401 - as above
    """Return a text as it was before anything was said in another language."""
    kept: dict[str, str] = vars(holder).setdefault("in_english", {})
    return kept.setdefault(name, getattr(holder, name))
