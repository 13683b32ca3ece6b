"""Collecting garbage seldom, while much is made that is no garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 200_000  # objects made before anybody looks: tens of megabytes


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let the body make many objects: looking through them again and again costs a fifth of it."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
