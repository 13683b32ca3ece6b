"""The options behind the fields that a refusal names: what a caseworker corrects, and where."""

from collections.abc import Mapping

from journeys.adapters.cli.output.argument_help import ARGUMENTS, THINGS
from journeys.adapters.cli.output.danish import Named, shown
from journeys.adapters.words.ids import shortened
from journeys.adapters.words.language import current_language, in_sentence, say
from journeys.domain.message import FieldName, Message, MessageList

OF_NO_VERB = {
    "actor": "--as",
    "authority": "--authority",
    "name": "--name",
    "purpose": "--purpose",
    "request_id": "--request-id",
    "responsible": "--responsible",
    "role": "--role",
}
"""The options that no verb has, by what they are called in refusals."""


TYPED: Mapping[str, tuple[Named, str]] = {
    "kinds": ("choices", "duty"),
    "seen_in": ("commands", ""),
    "vocabulary": ("choices", "list"),
}
"""The facts of refusals that one types, by what they are called there; there may be several."""

GROUP_OF = ("measure", "grant")
"""The command whose group is of people; elsewhere it is the target group."""


def say_with_options(sentence: Message) -> str:
    """Return a sentence in the spoken language, with the option after each field that it names.

    In English the field is called as its option is.
    """
    return say(sentence) if current_language() == "en" else say(sentence, **_named(sentence))


def _named(sentence: Message) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, fact in sentence.facts.items():
        match fact:
            case FieldName():
                found[name] = _with_option(fact)
            case MessageList():
                found[name] = "; ".join(map(say_with_options, fact))
            case str() if name == "name":
                found[name] = _left_open(fact)
            case Message():
                found[name] = say_with_options(fact)
            case str() if name in TYPED:
                codes = fact.split(", ")
                found[name] = ", ".join(shown(*TYPED[name], each) for each in codes)
    return found


def _left_open(name: str) -> str:
    """Return the name of what is left open by its first signs, and a duty by its Danish kind."""
    kind, colon, about = name.partition(":")
    named = shortened(kind) or shown("choices", "duty", kind)
    return f"{named}{colon}{shortened(about) or about}"


def _with_option(field: FieldName) -> object:
    argument = field.label.replace(" ", "_")
    option = OF_NO_VERB.get(argument, "")
    if argument in ARGUMENTS and argument not in THINGS:
        option = ARGUMENTS[argument].flag or f"--{argument.replace('_', '-')}"
    where = " ".join(GROUP_OF) if argument == "group" else ""
    name = shown("options", where, option.removeprefix("--"))
    return f"{in_sentence(field)} (--{name})" if option else field
