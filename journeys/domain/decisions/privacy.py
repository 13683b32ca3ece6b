"""A rule for all events: no text holds a CPR number or a diagnosis code.

A refusal names the field and what to write instead, never the text itself: refusals are logged.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from pydantic import BaseModel

from journeys.domain.errors import Refused
from journeys.domain.events.fact import name_fields
from journeys.domain.law.privacy_words import beside_a_place
from journeys.domain.message import FieldName
from journeys.domain.plain_text import USUAL, plain
from journeys.domain.vocabulary import A_FIRM, A_NAME, A_P_NUMBER

# Ten digits as people write them: 010203-1234, 01 02 03 1234, 01.02.03-1234. The first two are
# a day, or a day raised by 60 (replacement numbers); modulus 11 is no longer guaranteed.
_DAY, _MONTH = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])", r"(?:0[1-9]|1[0-2])"
_SIGN = r"[\s./_\u2010-\u2015-]"
_BETWEEN = rf"{_SIGN}{{0,8}}"
CPR_NUMBER = re.compile(
    rf"(?<!\d){_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}(?:\d{{2}})?\d{{2}}{_BETWEEN}\d{{4}}(?!\d)"
)

# The same with signs between any of its digits: as long as the row is, and no longer, so that a
# day with a telephone number after it is none.
_ROW = re.compile(rf"\d(?:{_BETWEEN}\d){{9,}}")
_CPR_DIGITS = re.compile(rf"{_DAY}{_MONTH}(?:18|19|20)?\d{{6}}")
# 01.02.2026 12, 01.02.26 12.30: a day, and a time or another number.
_A_DAY = re.compile(r"\d\d?[./-]\d\d?[./-](?:(?:19|20)\d\d\s|\d\d\s+(?:[01]\d|2[0-3])\.[0-5]\d$)")

P_NUMBER_OF_TODAY = re.compile(r"10\d{8}", re.ASCII)

# F32, F32.2, DF322 and the like: ICD-10, and the same with the D that SKS puts before it.
DIAGNOSIS_CODE = re.compile(r"(?<![\w-])D?[A-Z]\d{2}(?:\.?\d{1,2})?[A-Z]?(?![\w-])", re.IGNORECASE)

# Most texts hold no digit and no sign that is unusual, and need no further check.
TO_CHECK = re.compile(rf"[0-9\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[^{USUAL}]")
DIGIT = re.compile(r"\d")

# Control characters but for tabs and line ends, and lone surrogates, which no database can store.
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

# The same with the controls of C1, and the signs that turn the direction of what follows. Joiners
# are none of these: emoji and Arabic need them.
UNPRINTABLE = re.compile(
    UNSTORABLE.pattern.removesuffix("]") + r"\x80-\x9f\u202a-\u202e\u2066-\u2069]"
)

# One random id in some thousands holds ten digits in a row that could be a CPR number; so does one
# digest in some hundreds.
WHOLE_ID = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])",
    re.IGNORECASE,
)


def holds_cpr_number(text: str) -> bool:
    """Return whether a text holds a CPR number, in whatever digits and with whatever between them.

    An id is none, whatever its digits.
    """
    searched = plain(text)
    if not DIGIT.search(searched):
        return False
    searched = WHOLE_ID.sub("", searched)
    return CPR_NUMBER.search(searched) is not None or any(map(_is_cpr_row, _ROW.finditer(searched)))


def _is_cpr_row(row: re.Match[str]) -> bool:
    """Whether a row of digits, and signs between them, is a CPR number."""
    digits = "".join(filter(str.isdigit, row[0]))
    return _CPR_DIGITS.fullmatch(digits) is not None and not _A_DAY.match(row[0])


def refuse_private_name(field: str, name: str, unprintable: re.Pattern[str] = UNPRINTABLE) -> None:
    """Refuse a name that holds a CPR number or unprintable characters.

    A user name may look like a diagnosis code (b1234). Several words that hold a code are no user
    name, and are refused.
    """
    _refuse_cpr_number(field, name)
    refuse_unprintable(field, name, unprintable)
    if len(name.split()) > 1:
        _refuse_diagnosis(field, name)


def _refuse_cpr_number(field: str, text: str) -> None:
    if holds_cpr_number(text):
        raise Refused(
            "words-carry-cpr",
            "{field}: this looks like a CPR number. Leave it out: the journey already "
            "knows whose it is. Write a date with its month as a word.",
            field=FieldName(field),
        )


def refuse_private_firm(field: str, name: str, unprintable: re.Pattern[str] = UNPRINTABLE) -> None:
    """Refuse the name of a firm that holds a CPR number or unprintable characters.

    It may look like a diagnosis code: F24 Byg.
    """
    _refuse_cpr_number(field, name)
    refuse_unprintable(field, name, unprintable)


def refuse_cpr_as_p_number(
    field: str, number: str, unprintable: re.Pattern[str] = UNPRINTABLE
) -> None:
    """Refuse a CPR number where a P-number belongs, as far as the two can be told apart.

    P-numbers of today begin with 10, as the CPR numbers of those do who were born on a tenth.
    """
    if not P_NUMBER_OF_TODAY.fullmatch(number) and holds_cpr_number(number):
        raise Refused(
            "words-carry-cpr",
            "{field}: this looks like a CPR number. A P-number begins with 10; look it up by the "
            "CVR number.",
            field=FieldName(field),
        )
    refuse_unprintable(field, number, unprintable)


def refuse_unprintable(field: str, text: str, unprintable: re.Pattern[str] = UNPRINTABLE) -> None:
    """Refuse a text with characters that cannot be printed or stored, or turn its direction."""
    if unprintable.search(text):
        raise Refused(
            "words-unprintable",
            "{field}: this holds characters that cannot be printed; type it again.",
            field=FieldName(field),
        )


def refuse_private(field: str, text: str, unprintable: re.Pattern[str] = UNPRINTABLE) -> None:
    """Refuse a text that holds what a name may not hold, or a diagnosis code."""
    refuse_private_name(field, text, unprintable)
    _refuse_diagnosis(field, text)


def _refuse_diagnosis(field: str, text: str) -> None:
    if _holds_diagnosis_code(text):
        raise Refused(
            "words-carry-diagnosis",
            "{field}: this looks like a diagnosis code. A journey holds no diagnoses: "
            "write what the citizen can do, or what the work has to make room for. Write a "
            "road or a room with its word before it (bus B12) or with a hyphen (B-12).",
            field=FieldName(field),
        )


def _holds_diagnosis_code(text: str) -> bool:
    """Whether a text holds a diagnosis code; beside a word for a place it is a road or a room."""
    searched = plain(text)
    if not DIGIT.search(searched) or not DIAGNOSIS_CODE.search(searched):
        return False
    return DIAGNOSIS_CODE.search(beside_a_place().sub(" ", searched)) is not None


def refuse_private_facts(
    facts: Iterable[BaseModel], unprintable: re.Pattern[str] = UNPRINTABLE
) -> None:
    """Refuse facts with a private text in any field. The refusal names the field.

    What was recorded elsewhere is held to less, `UNSTORABLE`: nobody there can type it again.
    """
    for fact in facts:
        for field, text, marker in texts_of(fact):
            if TO_CHECK.search(text):
                GUARDS.get(marker, refuse_private)(field, text, unprintable)


GUARDS: Mapping[str, Callable[[str, str, re.Pattern[str]], None]] = {
    A_NAME: refuse_private_name,
    A_FIRM: refuse_private_firm,
    A_P_NUMBER: refuse_cpr_as_p_number,
}
"""What guards a text of a field with a marker; any other is somebody's words."""


def texts_of(fact: BaseModel) -> Iterator[tuple[str, str, str]]:
    """Yield each text in a fact: its field, the text, and the marker of the field.

    The marker is A_NAME, A_FIRM or A_P_NUMBER; empty where the text is somebody's words.
    """
    for field, marker in _fields(type(fact)).items():
        value = getattr(fact, field)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, BaseModel):
                yield from texts_of(part)
            elif isinstance(part, str):
                yield field, part, marker


@cache
def _fields(fact: type[BaseModel]) -> Mapping[str, str]:
    """Return the fields of a fact that somebody fills in, each with its marker."""
    names = name_fields(fact)
    return {
        field: A_NAME
        if field in names
        else next((each for each in (A_FIRM, A_P_NUMBER) if each in described.metadata), "")
        for field, described in fact.model_fields.items()
        if field != "kind"
    }
