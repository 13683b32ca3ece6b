"""The arguments of a verb: each is known by its name, given where it is needed, and of its type.

A verb's own signature says all of that. It is read when the verb is first asked.
"""

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from inspect import Parameter, isfunction, signature
from typing import Any, NamedTuple

from journeys.domain.decisions.forms import ANYTHING, Form, form_of, not_understood, require_form
from journeys.domain.errors import Refused
from journeys.domain.message import Message

VERBS = 512
"""So many signatures are kept: a host may make verbs of its own as it goes."""

PLAIN_NAME = re.compile(r"[A-Za-z_]{1,40}")
"""A name that can be repeated: without digits, it is no number of a person's."""


OF_LIBRARY = f"{__package__.rpartition('.')[0]}."
"""How the name of the module begins in which a verb of the library stands."""


class Signature(NamedTuple):
    """The arguments of one verb, without the case that it decides on."""

    forms: Mapping[str, Form]
    needed: frozenset[str]
    takes_others: bool
    """Whether a verb of a host's takes arguments of any name as well (`**kwargs`)."""
    of_library: bool
    case: object
    """What the verb decides on: the annotation of its first argument."""


def require_arguments(
    verb: Callable[..., Any], unnamed: Collection[object], arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the arguments as the verb takes them, and leave out those that were not given.

    A whole number is taken as hours. Refused: not-understood, where the verb is no function, an
    argument is unknown, missing or given without its name, or a value is of the wrong type.
    """
    if not isfunction(verb):
        raise not_understood("verb", Message("a verb, such as those of journeys.verbs"))
    forms, needed, takes_others, *_ = _signature(verb)
    if unnamed:
        raise Refused(
            "not-understood", "Give each argument by its name. {takes}", takes=_takes(verb)
        )
    if not (takes_others or arguments.keys() <= forms.keys()):
        raise _unknown(verb, arguments.keys() - forms.keys())
    if not needed <= arguments.keys():
        raise Refused(
            "not-understood",
            "Missing: {missing}. {takes}",
            missing=", ".join(sorted(needed - arguments.keys())),
            takes=_takes(verb),
        )
    try:
        return {
            name: forms[name].take(value) if name in forms else value
            for name, value in arguments.items()
        }
    except TypeError:
        # Once more, to say which one it is.
        return {
            name: require_form(name, value, forms.get(name, ANYTHING))
            for name, value in arguments.items()
        }


def is_of_library(verb: Callable[..., Any]) -> bool:
    """Return whether a verb is one of this library's, and no function of a host's around it."""
    return _signature(verb).of_library


def require_verb_for(verb: Callable[..., Any], case: object) -> None:
    """Require that a verb of this library is about the kind of stream of a case.

    Refused: not-understood.
    """
    if is_of_library(verb) and _signature(verb).case is not type(case):
        raise not_understood(
            "verb", Message("a verb of journeys.verbs for a journey, of journeys.employers else")
        )


@lru_cache(maxsize=VERBS)
def _signature(verb: Callable[..., Any]) -> Signature:
    try:
        read = signature(verb, eval_str=True)
    except (AttributeError, NameError, TypeError):  # annotations for a type checker alone
        read = signature(verb)
    first, *parameters = read.parameters.values() or (None,)
    named = [each for each in parameters if each.kind is not Parameter.VAR_KEYWORD]
    return Signature(
        forms={each.name: form_of(each.annotation) for each in named},
        # Every verb has a day of effect, whatever its signature says.
        needed=frozenset(each.name for each in named if each.default is Parameter.empty) | {"on"},
        takes_others=len(named) < len(parameters),
        # Where it stands, whatever it calls itself: a host may wrap a verb under its name.
        of_library=str(verb.__globals__["__name__"]).startswith(OF_LIBRARY),
        case=first and first.annotation,
    )


def _unknown(verb: Callable[..., Any], unknown: Collection[str]) -> Refused:
    plain = sorted(filter(PLAIN_NAME.fullmatch, unknown))
    return Refused(
        "not-understood",
        "There is no argument {unknown}. {takes}",
        unknown=", ".join(plain) or Message("of that name"),
        takes=_takes(verb),
    )


def _takes(verb: Callable[..., Any]) -> Message:
    """Return which arguments a verb takes."""
    forms, needed, *_ = _signature(verb)
    optional = ", ".join(name for name in forms if name not in needed)
    facts = {"verb": verb.__name__, "needed": ", ".join(filter(needed.__contains__, forms))}
    if optional:
        return Message(
            "{verb} needs {needed}; {optional} can be left out.", **facts, optional=optional
        )
    return Message("{verb} needs {needed}.", **facts)
