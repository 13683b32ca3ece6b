"""Identity: the number and the name of a person, stored apart from the journey."""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple

from journeys.domain.errors import Refused
from journeys.domain.vocabulary import JourneyId

CPR = re.compile(r"(\d{2})(\d{2})(\d{2})[- ]?(\d)\d{3}", re.ASCII)

CENTURIES: Mapping[str, tuple[tuple[int, int], ...]] = MappingProxyType(
    {
        "0123": ((99, 1900),),
        "49": ((36, 2000), (99, 1900)),
        "5678": ((57, 2000), (99, 1800)),
    }
)
"""By the seventh digit: up to which two-digit year, which century is meant (CPR-kontoret)."""

REPLACED = 60
"""Added to the day in replacement numbers (erstatnings-CPR), which are not a person's own."""


class Identity(NamedTuple):
    """Identitet: the number and name by which a municipality knows a person."""

    kind: Literal["cpr", "reference"]
    """A CPR number, or a reference in the host's own register of persons."""
    number: str
    name: str


def number_taken(holder: JourneyId) -> Refused:
    """Return the refusal of a number that belongs to another journey. It never names the number."""
    return Refused(
        "number-taken",
        "This person already has journey {holder}. One person has one journey, for life: "
        "record there, or correct the number there first.",
        holder=holder,
    )


def too_many_matches(most: int) -> Refused:
    """Return the refusal of a name that more people have than may be shown."""
    if most == 1:
        return Refused(
            "journey-ambiguous",
            "More than one person in this store has that name, so nobody was chosen. Give more of "
            "the name, the CPR number or the id.",
        )
    return Refused(
        "journey-ambiguous",
        "More than {most} people in this store have that name, so nobody is shown. Give more "
        "of the name, the CPR number or the id.",
        most=most,
    )


def cpr(typed: str) -> str:
    """Return a CPR number as ten digits; a replacement number (day + 60) is accepted.

    Modulus 11 is not checked: since 1 October 2007 valid numbers exist without it (cpr.dk).
    Refused: cpr-malformed, cpr-no-date. What was typed is never repeated.
    """
    form = CPR.fullmatch(typed.strip())
    if form is None:
        raise Refused(
            "cpr-malformed",
            "A CPR number is ten digits, with or without a hyphen before the last four.",
        )
    day, month, year = (int(part) for part in form.groups()[:3])
    spans = next(spans for digits, spans in CENTURIES.items() if form[4] in digits)
    century = next(century for last, century in spans if year <= last)
    try:
        date(century + year, month, day - REPLACED if day > REPLACED else day)
    except ValueError:
        raise Refused(
            "cpr-no-date",
            "The first six digits of a CPR number are a day, a month and a year; these are not a "
            "date. Check the number.",
        ) from None
    return re.sub(r"\D", "", typed)
