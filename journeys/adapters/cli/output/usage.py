"""What was not understood as typed, in plain words and in the language that is spoken.

Typer says it in English alone, its sentence made already: here it is taken apart again. What was
typed is not repeated where it may be somebody's.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from typer import TyperException

from journeys.adapters.words.language import say
from journeys.domain.decisions.privacy import refuse_private
from journeys.domain.errors import Refused
from journeys.domain.message import Message

BEFORE_THE_COMMAND = (
    "--store",
    "--as",
    "--role",
    "--purpose",
    "--settings",
    "--lang",
    "--json",
    "--csv",
    "--debug",
    "--version",
)
BY_PYDANTIC = "Value error, "
"""It puts these before the sentence of whatever reads an argument."""

SENTENCES = tuple(
    (re.compile(pattern, re.DOTALL), told)
    for pattern, told in (
        (
            r"Missing option (?P<what>'.*?')\. Choose from:(?P<known>.*)",
            Message("Missing option {what}. Choose from:{known}"),
        ),
        (r"Missing option (?P<what>'.*')", Message("Missing option {what}")),
        (r"Missing argument (?P<what>'.*')", Message("Missing argument {what}")),
        (
            r"Invalid value for (?P<what>'.*?')(?: \(env var: '\w+'\))?: (?P<why>.*)",
            Message("Invalid value for {what}: {why}"),
        ),
        (r"Invalid value: (?P<why>.*)", Message("Invalid value: {why}")),
        (
            r"No such option: (?P<what>\S+) Did you mean (?P<other>\S+)\?",
            Message("No such option: {what} Did you mean {other}?"),
        ),
        (
            r"No such option: (?P<what>\S+) \(Possible options: (?P<known>.*)\)",
            Message("No such option: {what} (Possible options: {known})"),
        ),
        (r"No such option: (?P<what>\S+)", Message("No such option: {what}")),
        (r"Option (?P<what>'.*?') requires an argument", Message("Option {what} requires a value")),
        (
            r"Option (?P<what>'.*?') does not take a value",
            Message("Option {what} does not take a value"),
        ),
        (r"(?P<what>'.*?') is not one of (?P<known>.*)", Message("{what} is not one of {known}")),
        (
            r"(?P<what>.*)\. Did you mean (?P<others>.*)\?",
            Message("{what}. Did you mean {others}?"),
        ),
        (
            r"Got unexpected extra argument.*",
            Message(
                "There are more words than this command takes. Put what somebody said between "
                'quotation marks: --words "like this"'
            ),
        ),
    )
)


def plain(error: TyperException) -> str:
    """Return what was not understood, and where the help for it is."""
    message = error.message
    # A message of our own is said with its facts; Typer's are sentences that are found again.
    sentence = say(message) if isinstance(message, Message) else error.format_message()
    sentence = sentence.replace(BY_PYDANTIC, "").rstrip(".")
    option = sentence.removeprefix("No such option: ").split(maxsplit=1)[0].rstrip(".")
    if sentence.startswith("No such option: ") and option in BEFORE_THE_COMMAND:
        sentence = say(
            "{option} goes before the command, as in: journeys {option} ... list", option=option
        )
    try:
        refuse_private("what was typed", sentence)
    except Refused:
        sentence = say(
            "This was not understood as typed. It is not repeated here: it looks like a CPR number "
            "or a diagnosis code"
        )
    context = getattr(error, "ctx", None)
    told = _told(sentence, error)
    told = told if told.endswith("?") else f"{told}."
    if context is None:
        return told
    return say("{told} See: {command} --help", told=told, command=context.command_path)


def why(error: TyperException) -> str:
    """Return why a value was not taken, without saying of which option."""
    text = str(getattr(error, "message", "")).removeprefix(BY_PYDANTIC)
    return next(_by_reader(error), None) or _told(text.rstrip("."), error)


def _told(text: str, error: TyperException) -> str:
    for pattern, told in SENTENCES:
        if found := pattern.fullmatch(text):
            facts = found.groupdict()
            if "why" in facts:
                by_reader = next(_by_reader(error), None)
                facts["why"] = by_reader or _told(facts["why"], error)
            return say(told, **facts) if facts else say(told)
    # A sentence of our own ends with a full stop, which was taken off.
    whole = say(f"{text}.").removesuffix(".")
    return whole if whole != text else say(text)


def _by_reader(error: TyperException) -> Iterator[str]:
    """Yield what the reader of an argument said, where it said it with its facts apart."""
    faults: Callable[[], list[Any]] = getattr(error.__cause__, "errors", list)
    for fault in faults():
        args = getattr(fault.get("ctx", {}).get("error"), "args", ())
        if args and isinstance(args[0], Message):
            yield say(args[0]).rstrip(".")
