"""What is typed as a store: an address, a path, or something mistyped.

What was mistyped may hold a password. It is never repeated, and no file gets it as its name.
"""

import os
import re
from urllib.parse import unquote

from journeys.domain.errors import StoreUnreachable
from journeys.domain.message import Message

NO_ADDRESS = Message(
    "This is no address of a store. Give sqlite:///path/to/file.db or postgresql://host/database."
)
NOT_REPEATED = Message(
    "This is no address of a store, and is not repeated, because it may hold a password: give "
    "sqlite:///path/to/file.db or postgresql://host/database, with %40 for an @ in the password, "
    "or begin the path of a file with ./"
)
UNPRINTABLE = Message("It holds a line break or another character that cannot be printed.")
OF_WINDOWS = Message("It is a path of Windows, and this machine does not run Windows.")

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
PASSWORD = re.compile(r":.*@|(password|passwd|pwd|passfile|\bdbname)\s*=", re.IGNORECASE)
SCHEME = re.compile(
    r"\s*([a-z][a-z0-9+.-]+\s*:|(postgres|postgresql|sqlite3?|mysql|mariadb)\s*//)", re.IGNORECASE
)
DRIVE = re.compile(r"\s*[a-z]:|.*\\", re.IGNORECASE)


def no_address(why: Message) -> StoreUnreachable:
    """Return the error that something is no address of a store. It repeats nothing of it."""
    if why is NOT_REPEATED:
        return StoreUnreachable(why)
    return StoreUnreachable("{what} {why}", what=NO_ADDRESS, why=why)


def is_address(text: str) -> bool:
    """Return whether this is to be read as a URL, and not as the path of a file."""
    return "://" in text


def fault_of_path(text: str, *, typed: bool = False) -> Message | None:
    """Return why this can be no path of a file; None where it can.

    `typed` is for a path that stands alone, without `sqlite:///`: there a word and a colon at its
    beginning are taken for a mistyped address. `./` before it says that it is a path.
    """
    if not text.strip():
        return NOT_REPEATED
    if CONTROL.search(text):
        return UNPRINTABLE
    # On Windows the colon after a drive belongs to the path.
    path = os.path.splitdrive(text)[1]
    if PASSWORD.search(path) or PASSWORD.search(unquote(path)):
        return NOT_REPEATED
    if os.sep == "/" and DRIVE.match(path):
        return OF_WINDOWS
    return NOT_REPEATED if typed and (SCHEME.match(path) or is_address(path)) else None


def fault_of_address(text: str) -> Message | None:
    """Return why this can be no address, as far as its text says; None where it can."""
    if CONTROL.search(unquote(text)):
        return UNPRINTABLE
    settings = text.partition("?")[2]
    # SQLAlchemy drops a setting without a value: a ? in a file's name, or a password.
    if settings and not all("=" in each for each in settings.split("&")):
        return NOT_REPEATED
    return None
