"""Every link between the pages leads somewhere: to a file there is, and to a heading in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import DOCS

ROOT = DOCS.parent
AT_THE_TOP = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")
PAGES = sorted([*(ROOT / name for name in AT_THE_TOP), *DOCS.rglob("*.md")])

LINK = re.compile(r"\]\((?P<link>[^)\s]+)\)|<img [^>]*src=\"(?P<image>[^\"]+)\"")
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def links(text: str) -> Iterator[str]:
    """Yield where each link and each picture of a page leads; what stands as code is none."""
    for found in LINK.finditer(CODE.sub("", text)):
        yield found["link"] or found["image"]


def anchors(text: str) -> set[str]:
    """Return what a link can name of a page: its headings, as a reader of Markdown names them."""
    titles = HEADING.findall(FENCED.sub("", text))
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def faults(page: Path, text: str) -> Iterator[str]:
    """Yield each link of a page that leads nowhere."""
    for link in links(text):
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", path):
            yield f"{link} leads out of the project"
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or not target.is_relative_to(ROOT):
            yield f"{link}: there is no such file"
        elif page.is_relative_to(DOCS) and not target.is_relative_to(DOCS):
            yield f"{link} leads out of the site"
        elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
            yield f"{link}: there is no such heading"


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    """Also pictures, and headings within the page itself."""
    assert list(faults(page, page.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "[a](nowhere.md)",
        "[a](THREATS.md#no-such-heading)",
        "![a](sider/no-such.png)",
        '<img src="sider/no-such.png">',
        "[a](../README.md)",
        "[a](#no-such-heading)",
        "[a](https://example.org/)",
    ],
)
def test_a_link_that_leads_nowhere_is_found(text: str) -> None:
    """A test that cannot fail proves nothing."""
    assert len(list(faults(DOCS / "index.md", text))) == 1


def test_a_link_that_stands_as_code_is_none() -> None:
    """What a page only shows is not followed."""
    assert list(links("`[a](b)`\n```python\nx[0](y)\n```\n[c](d)")) == ["d"]


def test_every_page_can_be_reached_from_the_readme() -> None:
    """A page nobody links to is read by nobody."""
    reached, left = set[Path](), [ROOT / "README.md"]
    while left:
        page = left.pop()
        reached.add(page)
        for link in links(page.read_text(encoding="utf-8")):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target not in reached:
                left.append(target)
    assert set(PAGES) <= reached
