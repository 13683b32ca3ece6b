"""Values of the read tables as the driver returns them. SQLite may hold a value that is none."""

from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

WRITTEN = 15
"""So many digits of a decimal are the same again after a column of doubles."""


def uuid(value: object) -> UUID:
    """Return the id. Raises ValueError where it is none."""
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004 - as every other value that is none
    return UUID(value)


def day(value: object) -> date:
    """Return the day, which SQLite stores as text. Raises ValueError where it is none."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def hours(value: object) -> Decimal:
    """Return the hours a week. Raises ValueError where they are none."""
    try:
        number = Decimal(f"{value:.{WRITTEN}g}" if isinstance(value, float) else str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError
    return number


def number(value: object) -> int:
    """Return the number. Raises ValueError where it is none."""
    if not isinstance(value, int):
        raise ValueError  # noqa: TRY004 - as every other value that is none
    return value
