"""Fingerprints: what tells data from other data, in every process and Python version alike."""

import json
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from pydantic import BaseModel

DIGEST = re.compile("[0-9a-f]{64}")


def is_digest(text: str) -> bool:
    """Return whether a text has the form of a fingerprint: a SHA-256 in lower-case hex."""
    return DIGEST.fullmatch(text) is not None


def fingerprint(value: object) -> str:
    """Return the SHA-256, in hex, of a value written as canonical JSON.

    Its keys are sorted, and so are sets; days are in ISO format. Raises TypeError for anything
    that has no such form, such as a function, and ValueError for what is no number (nan).
    """
    return sha256(_json(_plain(value)).encode()).hexdigest()


def _json(plain: object) -> str:
    return json.dumps(
        plain, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float() | str():
            return value  # a float in its shortest form is the same in every Python version
        case Decimal() | date():
            return str(value)
        case Mapping():
            return {_key(key): _plain(each) for key, each in value.items()}
        case AbstractSet():
            return sorted((_plain(each) for each in value), key=_json)
        case tuple() | list():
            return [_plain(each) for each in value]
        case _:
            return {name: _plain(getattr(value, name)) for name in _fields(value)}


def _fields(value: object) -> list[str]:
    if isinstance(value, BaseModel):
        return list(type(value).model_fields)
    if is_dataclass(value):
        return [each.name for each in fields(value)]
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def _key(key: object) -> str:
    return key if isinstance(key, str) else _json(_plain(key))
