"""A rule for all events: each code is in force in its vocabulary on the day of effect.

A refusal of an unknown code never repeats it: it may be words in the wrong place.
"""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from itertools import chain
from typing import Any, get_args

from pydantic import BaseModel

from journeys.domain.errors import Refused
from journeys.domain.events.fact import Fact
from journeys.domain.law.vocabularies import Term, Vocabularies, Vocabulary
from journeys.domain.message import FieldName, Message
from journeys.domain.vocabulary import From

NOT_IN_FORCE = Message(
    "{field}: {code} cannot be newly recorded on {on}; it was in force {span}. What began "
    "before continues."
)
NOT_IN_FORCE_DERIVED = Message(
    "{field}: {code} cannot be newly recorded on {on}; it was in force {span} (derived "
    "from the sources: to be verified). What began before continues."
)
NOT_CONTINUING = Message(
    "{field}: {code} cannot be recorded on {on}; it was in force {span}.{instead} An import of a "
    "register brings it on days of its own."
)
INSTEAD = Message(" Record {replaced_by} instead.")


def refuse_codes_out_of_force(
    fact: Fact, vocabularies: Vocabularies, only: str | None = None
) -> None:
    """Require that every code in a fact is in force on its day of effect.

    `only` names the one vocabulary whose codes are looked at. Refused: code-unknown,
    code-not-in-force.
    """
    for field, names, code in _codes(fact):
        if only is not None and only not in names:
            continue
        lists = [vocabularies[name] for name in names]
        found = [(term, each) for each in lists if (term := each.terms.get(code))]
        if not found:
            codes = [code for each in lists for code in each.terms]
            raise Refused(
                "code-unknown",
                "{field}: there is no such code in the vocabulary {vocabulary}.{hint} `journeys "
                "vocabulary {vocabulary}` lists them.",
                field=FieldName(field),
                vocabulary=names[0],
                hint=_did_you_mean(code, codes),
            )
        if not any(term.in_force(fact.on) for term, _ in found):
            raise _not_in_force(field, *found[0], fact.on)


def _not_in_force(field: str, term: Term, vocabulary: Vocabulary, on: date) -> Refused:
    sentence = NOT_IN_FORCE_DERIVED if term.tag == "derived" else NOT_IN_FORCE
    instead = Message(INSTEAD, replaced_by=term.replaced_by) if term.replaced_by else ""
    return Refused(
        "code-not-in-force",
        sentence if vocabulary.continues else NOT_CONTINUING,
        field=FieldName(field),
        code=term.code,
        on=on,
        span=term.span,
        instead=instead,
        basis="; ".join(source.citation for source in term.sources) or None,
    )


def _codes(fact: Any, above: str = "") -> Iterator[tuple[str, tuple[str, ...], str]]:  # noqa: ANN401 - a fact or a part of one
    """Yield each code in a fact: its field, its vocabularies, and the code."""
    cls: type[BaseModel] = type(fact)
    for field in cls.model_fields:
        value = getattr(fact, field)
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            if isinstance(part, BaseModel):
                yield from _codes(part, f"{above}{field}.")
        if names := _vocabularies(cls, field):
            yield from ((f"{above}{field}", names, part) for part in parts if part is not None)


@cache
def _vocabularies(fact: type[BaseModel], field: str) -> tuple[str, ...]:
    """Return the vocabularies of a field that holds a code, or a tuple of codes."""
    described = fact.model_fields[field]
    of_each = (getattr(part, "__metadata__", ()) for part in get_args(described.annotation))
    markers = (*described.metadata, *chain.from_iterable(of_each))
    return next((each.vocabularies for each in markers if isinstance(each, From)), ())


def _did_you_mean(code: str, known: list[str]) -> str:
    close = get_close_matches(code, known, n=1)
    return Message(" Did you mean {nearest}?", nearest=close[0]) if close else ""
