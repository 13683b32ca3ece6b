"""Help in the language that is spoken: texts, Typer's own too, and the names one types."""

import gettext
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from journeys.adapters.cli.output.danish import meant, shown
from journeys.adapters.words.language import (
    CATALOGUES,
    DOMAIN,
    LANGUAGES,
    Language,
    language_from_environment,
    parse_language,
    say,
)

OPTION = "--lang"
TEXTS = (
    "help",
    "short_help",
    "epilog",
    "rich_help_panel",
    "metavar",
    "show_default",
    "options_metavar",
    "subcommand_metavar",
)
"""The texts of a command, an option or an argument."""
CHOICES = "{choices}"
"""Stands in the help or the metavar of an option for the names of what can be chosen."""
SHORT = "h"
"""The short name of --help, the only one there is."""


def language_of(typed: Sequence[str]) -> Language:
    """Return the language to speak: as typed, or else as the environment says.

    It must be known before Typer parses anything, as help and errors are said in it too. Where the
    language named is not one of ours, it is Danish, and the option itself refuses it.
    """
    try:
        requested = value_of(typed, "lang")
        if not requested:
            return language_from_environment(os.environ)
        return parse_language(meant("choices", "lang", requested, LANGUAGES) or requested)
    except ValueError:
        return "da"


def value_of(typed: Sequence[str], option: str) -> str:
    """Return what is typed after an option before the command; nothing where it is not typed."""
    for word, after in pairwise([*typed, ""]):
        name, _, value = word.partition("=")
        if is_option(name, option):
            return value or after
    return ""


def has_option(typed: Sequence[str], option: str) -> bool:
    """Return whether an option before the command is typed."""
    return any(is_option(word, option) for word in typed)


def is_option(typed: str, option: str) -> bool:
    """Return whether a word is this option, by its name in either language."""
    return typed[:2] == "--" and meant("options", "", typed[2:], [option]) == option


def set_typers_language(language: Language) -> None:
    """Let Typer say its own texts in this language: it asks gettext, for some of them only once."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)


def speak(command: Any, language: Language, *path: str) -> None:  # noqa: ANN401 - Typer keeps its classes to itself
    """Put the texts and names of a command, and of all below it, into the language that is spoken.

    `path` is the English words that one types for it.
    """
    set_typers_language(language)
    for holder, name, english in texts(command):
        setattr(holder, name, say(english))
    _name(command, *path)


def _name(command: Any, *path: str) -> None:  # noqa: ANN401 - as above
    """Give a command, its options and all below it the names that are shown."""
    where = " ".join(path)
    vars(command).setdefault("in_english", {})["path"] = where
    if path:
        command.name = shown("commands", " ".join(path[:-1]), path[-1])
    names = {"help": shown("options", where, "help"), SHORT: SHORT}
    for param in command.params:
        if param.param_type_name == "option":
            english = english_name(param)
            names[english] = shown("options", where, english)
            param.opts = [f"--{names[english]}"]
            if opposite := english_opposite(param):
                names[opposite] = shown("options", where, opposite)
                param.secondary_opts = [f"--{names[opposite]}"]
            if param.is_flag:
                param.metavar = ""
        else:
            param.display_type_rich = _no_type
        if choices := choices_of(param):
            param.help = param.help.replace(CHOICES, ", ".join(choices))
            param.default = _named_default(param)
            if _english(param, "metavar") == CHOICES:
                param.metavar = "|".join(choices)
    command.context_settings = {
        **command.context_settings,
        "token_normalize_func": partial(_shown_option, where, names),
    }
    for name, below in getattr(command, "commands", {}).items():
        _name(below, *path, name)


def english_name(option: Any) -> str:  # noqa: ANN401 - as above
    """Return the English name of an option, without its hyphens."""
    kept: dict[str, str] = vars(option).setdefault("in_english", {})
    if "opts" not in kept:
        kept["opts"] = max(option.opts, key=len).removeprefix("--")
    return kept["opts"]


def english_path(command: Any) -> str:  # noqa: ANN401 - as above
    """Return the English words that one types for a command."""
    path: str = vars(command)["in_english"]["path"]
    return path


def english_opposite(option: Any) -> str:  # noqa: ANN401 - as above
    """Return the English name by which an option says no, without its hyphens; nothing for most."""
    kept: dict[str, str] = vars(option).setdefault("in_english", {})
    return kept.setdefault("no", "".join(option.secondary_opts[:1]).removeprefix("--"))


def choices_of(param: Any) -> Sequence[str]:  # noqa: ANN401 - as above
    """Return the names of what can be chosen, in the spoken language; none where it can be all."""
    parser = param.type_descriptor.parameter_info.parser
    choices: Sequence[str] = getattr(parser, "names", ())
    return choices


def _no_type(*, ctx: object) -> None:
    """Show no type of Python beside an argument: its help says what it is."""


def _named_default(param: Any) -> Any:  # noqa: ANN401 - as above
    """Return the choice that holds where none is typed, by the name that is shown."""
    parser, kept = param.type_descriptor.parameter_info.parser, vars(param)["in_english"]
    english = kept.setdefault("default", param.default)
    return parser.name(english) if isinstance(english, str) else english


def _shown_option(where: str, names: Mapping[str, str], typed: str) -> str:
    """Return the name that is shown of the option that is meant; what is typed, where none is."""
    if typed in names.values():
        return typed
    english = meant("options", where, typed, names)
    return typed if english is None else names[english]


def texts(command: Any) -> Iterator[tuple[Any, str, str]]:  # noqa: ANN401 - as above
    """Yield every text of a command and of all below it: its object, its attribute, its English."""
    for holder in (command, *command.params):
        for name in TEXTS:
            text = getattr(holder, name, None)
            if text and isinstance(text, str) and (english := _english(holder, name)) != CHOICES:
                yield holder, name, english
    for below in getattr(command, "commands", {}).values():
        yield from texts(below)


def _english(holder: Any, name: str) -> str:  # noqa: ANN401 - as above
    """Return a text as it was before it was translated."""
    kept: dict[str, str] = vars(holder).setdefault("in_english", {})
    return kept.setdefault(name, getattr(holder, name))
