"""Journeys in an empty store, on both databases."""

from tests.app.conftest import walks

__all__ = ["walks"]
