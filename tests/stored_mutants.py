"""Mutants of a stored body: what somebody, a fault or another version might have written."""

import json
from collections.abc import Iterator
from typing import Any

DEEP = 400
"""So many lists in each other: more than are read."""

MANY = 10**30

ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    MANY,
    "",
    " ",
    "37",
    "2026-02-30",
    "2026-02-28T00:00:00",
    "00000000-0000-4000-8000-00000000000g",
    "bru\u030aset",
    "a\0b",
    "x" * 5000,
    [],
    ["a", "a"],
    {},
    {"kind": "hope-stated"},
)
"""Values of every type, in place of each that is stored."""


def mutants(body: bytes) -> Iterator[bytes]:
    """Yield the body, and others made of it: always the same."""
    yield body
    for path, fields in _objects(json.loads(body)):
        for name in fields:
            for odd in ODD:
                yield _changed(body, path, {**fields, name: odd})
            yield _changed(body, path, {key: each for key, each in fields.items() if key != name})
        yield _changed(body, path, {**fields, "another": "field"})
        yield _changed(body, path, dict(reversed(fields.items())))
    said = body.decode()
    yield said.replace("{", '{"actor": 1, ', 1).encode()  # said twice: the later counts
    yield (said[:-1] + ', "actor": "another"}').encode()
    yield (said[:-1] + f', "sure": {"[" * DEEP}{"]" * DEEP}}}').encode()
    yield said.replace('"on":"', '"on":"\\ud800', 1).encode()
    yield said.replace('"actor":"', '"actor":"\\u00e6\\u0000', 1).encode()
    yield said.replace('"actor":"', '"actor":"\N{SMILING FACE WITH HORNS}', 1).encode()
    yield body.replace(b'"actor":"', b'"actor":"\xff', 1)
    yield body.replace(b'"request_id":null', b'"request_id":NaN', 1)
    yield body[:-1]
    yield b" " + body + b"\n"
    yield body + body
    yield b"\xef\xbb\xbf" + body
    yield from (b"", b"null", b"[]", b"{}", b'{"event": {}}')


def _objects(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:  # noqa: ANN401 - any JSON
    """Yield each object in a JSON value, with where it is."""
    if isinstance(value, dict):
        yield path, value
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in inside if isinstance(value, dict | list) else ():
        if isinstance(each, dict | list):
            yield from _objects(each, (*path, key))


def _changed(body: bytes, path: tuple[Any, ...], fields: dict[str, Any]) -> bytes:
    whole = fields
    if path:
        whole = json.loads(body)
        place: Any = whole
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = fields
    return json.dumps(whole, ensure_ascii=False).encode()
