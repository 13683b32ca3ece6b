"""A real Chromium, headless, that tests look at pages with."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_core_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, Request, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium is found, so no page was looked at: make browser"
)
QUIET = [
    "--no-sandbox",  # a container's root has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""It asks the network for nothing of its own."""

WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
"""What is asked of axe-core; what passed is not told in full."""
AXE = Axe().axe_script

RUN = "options => axe.run(options).then(JSON.stringify)"

Scheme = Literal["light", "dark"]


@contextmanager
def started() -> Iterator[Browser]:
    """Yield a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(
    browser: Browser, html: str, *, width: int = 1280, height: int = 900, scheme: Scheme = "light"
) -> Iterator[Page]:
    """Yield a page as it is shown; whatever it asks of a network is an error.

    All are shown in one tab, one in place of the other: each tab is a process.
    """
    page = browser.contexts[0].pages[0] if browser.contexts else browser.new_page()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    try:
        page.set_content(html, wait_until="load")
        yield page
        assert asked == []
    finally:
        page.remove_listener("request", note)


def violations(page: Page) -> list[tuple[str, Any]]:
    """Return what axe-core finds wrong by WCAG 2.1, A and AA, and where."""
    page.evaluate(AXE)
    # As one string: Playwright would take each value over by itself.
    found: dict[str, Any] = json.loads(page.evaluate(RUN, WCAG))
    assert found["passes"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]
