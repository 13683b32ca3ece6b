"""What the tests of pages may ask for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.pages.browsing import started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield a browser for this test process."""
    with started() as each:
        yield each
