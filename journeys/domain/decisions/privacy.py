"""A rule for all events: no text holds a CPR number or a diagnosis code.

A refusal names the field and what to write instead, never the text itself: refusals are logged.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from journeys.domain.errors import Refused
from journeys.domain.message import FieldName
from journeys.domain.vocabulary import A_NAME

# Ten digits as people write them: 010203-1234, 01 02 03 1234, 01.02.03-1234. The first two are
# a day, or a day raised by 60 (replacement numbers); modulus 11 is no longer guaranteed.
_BETWEEN = r"[\s./_\u2010-\u2015-]{0,3}"
CPR_NUMBER = re.compile(
    rf"(?<!\d)(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]){_BETWEEN}"
    rf"(?:0[1-9]|1[0-2]){_BETWEEN}(?:\d{{2}})?\d{{2}}{_BETWEEN}\d{{4}}(?!\d)"
)

# F32, F32.2, DF322 and the like: ICD-10, and the same with the D that SKS puts before it.
DIAGNOSIS_CODE = re.compile(r"(?<![\w-])D?[A-Z]\d{2}(?:\.?\d{1,2})?[A-Z]?(?![\w-])", re.IGNORECASE)

# Both hold two digits in a row. Most texts do not, and need no further check.
TWO_DIGITS = re.compile(r"\d\d")

# Control characters, and lone surrogates, which no database can store.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# One random id in some thousands holds ten digits in a row that could be a CPR number; so does one
# digest in some hundreds.
WHOLE_ID = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])",
    re.IGNORECASE,
)


def refuse_private_name(field: str, name: str) -> None:
    """Refuse a name that holds a CPR number or unprintable characters.

    A user name may look like a diagnosis code (b1234). Several words that hold a code are no user
    name, and are refused.
    """
    if TWO_DIGITS.search(name) and CPR_NUMBER.search(WHOLE_ID.sub("", name)):
        raise Refused(
            "words-carry-cpr",
            "{field}: this looks like a CPR number. Leave it out: the journey already "
            "knows whose it is. Write a date with its month as a word.",
            field=FieldName(field),
        )
    refuse_unprintable(field, name)
    if len(name.split()) > 1:
        _refuse_diagnosis(field, name)


def refuse_unprintable(field: str, text: str) -> None:
    """Refuse a text with characters that cannot be printed or stored."""
    if UNPRINTABLE.search(text):
        raise Refused(
            "words-unprintable",
            "{field}: this holds characters that cannot be printed; type it again.",
            field=FieldName(field),
        )


def refuse_private(field: str, text: str) -> None:
    """Refuse a text that holds what a name may not hold, or a diagnosis code."""
    refuse_private_name(field, text)
    _refuse_diagnosis(field, text)


def _refuse_diagnosis(field: str, text: str) -> None:
    if TWO_DIGITS.search(text) and DIAGNOSIS_CODE.search(text):
        raise Refused(
            "words-carry-diagnosis",
            "{field}: this looks like a diagnosis code. A journey holds no diagnoses: "
            "write what the citizen can do, or what the work has to make room for. Write a "
            "road or a room with a hyphen (B-12).",
            field=FieldName(field),
        )


def refuse_private_facts(facts: Iterable[BaseModel]) -> None:
    """Refuse facts with a private text in any field. The refusal names the field."""
    for fact in facts:
        for field, refuse in _rules(type(fact)).items():
            value = getattr(fact, field)
            parts = value if isinstance(value, tuple) else (value,)
            for part in parts:
                if isinstance(part, BaseModel):
                    refuse_private_facts([part])
                elif isinstance(part, str) and field != "kind":
                    refuse(field, part)


@cache
def _rules(fact: type[BaseModel]) -> Mapping[str, Callable[[str, str], None]]:
    """Return, by field of a fact, the rule for its texts."""
    return {
        field: refuse_private_name if _is_name(described) else refuse_private
        for field, described in fact.model_fields.items()
    }


def _is_name(described: FieldInfo) -> bool:
    """Whether a field holds a name, or several."""
    if A_NAME in described.metadata:
        return True
    inner = get_args(described.annotation)
    return any(A_NAME in getattr(part, "__metadata__", ()) for part in inner)
