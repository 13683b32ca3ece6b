"""Days, moments and hours as people type them. What was typed is never repeated in an error."""

import re
from datetime import date, datetime, time
from decimal import Decimal

ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
DANISH = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})")
HOURS = re.compile(r"\d{1,3}([.,]\d{1,2})?")


def today() -> str:
    """Return the day it is here, as it would be typed."""
    return datetime.now().astimezone().date().isoformat()


def hour() -> int:
    """Return the hour of day that it is here."""
    return datetime.now().astimezone().hour


def day(text: str) -> date:
    """Return the day: 2026-12-31, 31.12.2026 or 31/12-2026. Raises ValueError."""
    written = ISO.fullmatch(text.strip()) or DANISH.fullmatch(text.strip())
    try:
        if written:
            return date(**{part: int(number) for part, number in written.groupdict().items()})
    except ValueError:
        raise ValueError("The calendar has no such day.") from None
    raise ValueError("Write a day as 2026-12-31 or 31.12.2026.")


def moment(text: str) -> datetime:
    """Return the moment: a day (all of it), or a day and a time. Raises ValueError."""
    try:
        if "T" in text or ":" in text:
            return datetime.fromisoformat(text.strip()).astimezone()
        return datetime.combine(day(text), time.max).astimezone()
    except (ValueError, OverflowError):
        raise ValueError("Write a moment as 2026-12-31 or 2026-12-31T14:30.") from None


def hours(text: str) -> Decimal:
    """Return hours a week: 7, 7.5 or 7,5. Raises ValueError."""
    if not HOURS.fullmatch(text.strip()):
        raise ValueError("Write hours a week as 7 or 7.5.")
    return Decimal(text.strip().replace(",", "."))
