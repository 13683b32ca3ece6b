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
        "record there, or correct the number there first. If both are about this person, join "
        "them with: journeys merge",
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
    digits = re.sub(r"\D", "", typed)
    born(digits)
    return digits


def born(number: str) -> date:
    """Return the birthday in a CPR number of ten digits; the seventh says the century.

    In a replacement number the day is 60 more. Refused: cpr-no-date.
    """
    day, month, year = (int(number[at : at + 2]) for at in (0, 2, 4))
    spans = next(spans for digits, spans in CENTURIES.items() if number[6] in digits)
    century = next(century for last, century in spans if year <= last)
    try:
        return date(century + year, month, day - REPLACED if day > REPLACED else day)
    except ValueError:
        raise Refused(
            "cpr-no-date",
            "The first six digits of a CPR number are a day, a month and a year; these are not a "
            "date. Check the number.",
        ) from None


def require_born(number: str, today: date) -> None:
    """Require that the person of a CPR number of ten digits is born. Refused: cpr-not-yet-born."""
    if born(number) > today:
        raise Refused(
            "cpr-not-yet-born",
            "By this CPR number the person is not born yet. Check the number: the seventh digit "
            "says in which century somebody is born.",
        )
