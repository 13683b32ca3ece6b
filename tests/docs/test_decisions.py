"""Decision records: each has the same headings, and names files that there are."""

import re
from pathlib import Path

import pytest

import journeys
from tests.docs.pages import DOCS

ROOT = DOCS.parent
RECORDS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
HEADINGS = ["Context", "Options", "Decision", "Consequences", "Where it lives"]
PLACE = re.compile(r"`((?:journeys|tests|docs)/[\w./-]+)`")


@pytest.mark.parametrize("record", RECORDS, ids=[record.stem for record in RECORDS])
def test_a_record_says_what_was_weighed_and_where_it_lives(record: Path) -> None:
    """Under the same headings in each; at least two options, and no file that is not there."""
    text = record.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    assert text.startswith(f"# {record.name[:4]}. ")
    _, _, options = text.partition("## Options")
    assert len(re.findall(r"^\d\. ", options, re.MULTILINE)) >= 2
    _, _, where = text.partition("## Where it lives")
    assert PLACE.findall(where)
    for place in PLACE.findall(text):
        assert (ROOT / place).exists(), place


def test_the_index_lists_every_record_in_order() -> None:
    """With its own title."""
    index = (DOCS / "decisions" / "index.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d{4}) \| \[(.+)\]\((.+)\) \|$", index, re.MULTILINE)
    titles = [each.read_text(encoding="utf-8").partition("\n")[0] for each in RECORDS]
    assert [(f"# {nr}. {title}", file) for nr, title, file in listed] == [
        (title, record.name) for title, record in zip(titles, RECORDS, strict=True)
    ]
    assert [int(nr) for nr, _, _ in listed] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "glossary.md", "library.md", "stored-row.md"])
def test_every_place_that_a_page_names_is_there(page: str) -> None:
    """A page about the code goes stale where a file is moved; this says so."""
    named = PLACE.findall((DOCS / page).read_text(encoding="utf-8"))
    assert named
    for place in named:
        assert (ROOT / place).exists(), place


TRAPS = (
    "`subscribe()` is not implemented on SQLite",
    "lock on the whole table, with no time limit",
    "readers pass over ids that are not committed",
    "leaves a gap in the ids",
    "second time after a delete",
    "after a lost connection the append is tried again and raises `IntegrityError`",
    "it is imported when the row is read",
    "two encrypted bodies can be swapped",
    "read from the environment of the process",
    "A newest event that was deleted, or a hole",
    "turns tuples into lists",
    "lone surrogate",
    "seventeen failed on concurrent `CREATE`",
    "wait on `busy_timeout` ask less often",
    "`cached_statements=True`",
    "keeps connections that died",
    "A process that forks after `open`",
)
"""What was seen in the parts that this project is built on: each is why some line is there."""


@pytest.mark.parametrize("trap", TRAPS)
def test_every_trap_that_was_seen_is_told_in_one_record(trap: str) -> None:
    """A line that guards against it can be looked up before it is taken away."""
    told = [" ".join(record.read_text(encoding="utf-8").split()) for record in RECORDS]
    assert len([text for text in told if trap in text.partition("## Options")[0]]) == 1


TERMS = (
    "event store",
    "unit of work",
    "idempotent",
    "optimistic concurrency",
    "bitemporal",
    "crypto-shredding",
    "outbox",
    "lease",
    "dead letter",
    "read model",
)


def test_the_glossary_has_every_standard_term_beside_the_houses_own() -> None:
    """And where it is in the code."""
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("| ")]
    told = {standard.strip(): where for standard, *_, where in rows}
    for term in TERMS:
        assert PLACE.search(told[term]), term


def test_the_page_about_the_library_names_what_a_store_has() -> None:
    """Methods, views and modules of the face, by their own names."""
    text = (DOCS / "library.md").read_text(encoding="utf-8")
    asked = set(re.findall(r"`store\.(\w+)", text))
    assert asked == {name for name in asked if hasattr(journeys.Journeys, name)}
    assert {"decide", "seen_by", "seal", "maintenance", "reactors", "unit_of_work"} <= asked
    views = set(re.findall(r"seen_by\([^)]*\)\.(\w+)", text))
    assert views == {name for name in views if hasattr(journeys.Reader, name)}
    for module in re.findall(
        r"`journeys\.(errors|verbs|keys|language|masking|money|pages)\b", text
    ):
        assert (ROOT / "journeys" / f"{module}.py").exists()
