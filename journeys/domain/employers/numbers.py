"""The numbers of an employer: CVR-nummer and P-nummer."""

import re

from journeys.domain.errors import Refused

CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
"""Modulus 11 of a CVR number: each digit times its weight, in all, is a multiple of eleven
(erhvervsstyrelsen.dk, modulus_11)."""

CVR = re.compile(r"\d{8}", re.ASCII)

P_NUMBER = re.compile(r"\d{10}", re.ASCII)


def checked_cvr(typed: str) -> str:
    """Return a CVR number as eight digits; spaces in it are left out.

    Refused: cvr-malformed, cvr-wrong. What was typed is never repeated.
    """
    number = "".join(typed.split())
    if not CVR.fullmatch(number):
        raise Refused("cvr-malformed", "A CVR number is eight digits.")
    if sum(int(digit) * weight for digit, weight in zip(number, CVR_WEIGHTS, strict=True)) % 11:
        raise Refused(
            "cvr-wrong", "There is no CVR number with these digits. Check how they were typed."
        )
    return number


def checked_p_number(typed: str) -> str:
    """Return a P-number as ten digits; spaces in it are left out.

    Modulus 11 is not checked: there are valid numbers without it (erhvervsstyrelsen.dk). That it is
    no CPR number is a rule for all events (`decisions/privacy.py`).

    Refused: p-number-malformed. What was typed is never repeated.
    """
    number = "".join(typed.split())
    if not P_NUMBER.fullmatch(number):
        raise Refused("p-number-malformed", "A P-number is ten digits.")
    return number
