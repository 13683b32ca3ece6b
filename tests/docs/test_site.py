"""The site of docs/: built without a warning, with every page, and asking nobody for anything."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import DOCS

ROOT = DOCS.parent
FROM_ELSEWHERE = re.compile(
    r"\bsrc(?:set)?=[\"']?(?:https?:)?//"
    r"|<link\b[^>]*\bhref=[\"']?(?:https?:)?//"
    r"|\burl\([\"']?(?:https?:)?//|@import\s"
)
"""What a browser would fetch from another host. A link that a reader follows is none."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site, built as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    return folder


def test_every_page_is_in_the_site(site: Path) -> None:
    """As a page that can be opened without a server."""
    pages = {file.relative_to(DOCS).with_suffix("") for file in DOCS.rglob("*.md")}
    made = {file.relative_to(site).with_suffix("") for file in site.rglob("*.html")}
    assert made - pages == {Path("404")}
    assert pages <= made
    assert (site / "sider" / "first-weeks.png").exists()


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    """No font, no script and no picture of another host: nobody is told who reads."""
    looked_at = [file for file in site.rglob("*") if file.suffix in {".html", ".css"}]
    assert len(looked_at) > 20
    for file in looked_at:
        assert not FROM_ELSEWHERE.search(file.read_text(encoding="utf-8")), file.name


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://fonts.example/a.js">',
        '<img src="//pictures.example/a.png">',
        '<link rel="stylesheet" href="https://fonts.example/a.css">',
        "@font-face { src: url(https://fonts.example/a.woff2) }",
        '@import "https://fonts.example/a.css";',
    ],
)
def test_what_would_be_loaded_from_elsewhere_is_found(text: str) -> None:
    """A test that cannot fail proves nothing."""
    assert FROM_ELSEWHERE.search(text)
