"""The pages for those who work there: nothing hidden in one, and the same twice in the other."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from lxml import html as lxml_html  # type: ignore[import-untyped]

from journeys import History, events, pages, rulebook
from journeys.adapters.words.counts import count_text, value_name
from journeys.domain.law.vocabularies import Term
from journeys.language import spoken
from journeys.masking import masked
from journeys.projections.overview import Dimension, Overview
from journeys.projections.timeline import timeline
from journeys.testing.strategies import histories
from tests.invented import ANNA, COOK, FEB_1, MAR_1, OPENED, WALK
from tests.pages.samples import MONTHS
from tests.pages.test_path import read
from tests.pages.walks import WALKS, history_of
from tests.scenario import after


def cells(page: str, row: str) -> list[list[str]]:
    """Return what stands in the rows of the tables on a page."""
    found = lxml_html.fromstring(page).xpath(row)
    return [[" ".join(cell.text_content().split()) for cell in line] for line in found]


@pytest.mark.parametrize("name", WALKS)
def test_a_timeline_shows_every_entry_on_both_clocks(name: str) -> None:
    """In the order in which they take effect: what happened, from when, and who recorded it."""
    view = timeline(WALK, history_of(name))
    rows = cells(pages.timeline(view, language="en"), "//tbody/tr")
    assert [row[0] for row in rows] == [
        f"{line.professional} {line.citizen}." for line in view.lines
    ]
    assert [row[1] for row in rows] == [f"Holds from: {line.on}" for line in view.lines]
    assert all(ANNA in row[2] for row in rows)
    assert [row[4] for row in rows] == [f"Entry {line.entry}" for line in view.lines]


def test_a_timeline_says_once_that_its_times_are_danish() -> None:
    """Two hours ahead of UTC in summer, one in winter, also where it says as known when."""
    moments = (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 12, 1, 9, tzinfo=UTC))
    told = after(OPENED, COOK).history
    entries = (
        entry._replace(recorded_at=at) for entry, at in zip(told.entries, moments, strict=True)
    )
    view = timeline(WALK, replace(told, entries=tuple(entries)), known_at=moments[1])
    page = pages.timeline(view)
    rows = cells(page, "//tbody/tr")
    assert "02.07.2026 kl. 00.30" in rows[0][2]
    assert "01.12.2026 kl. 10.00" in rows[1][2]
    assert "1. december 2026 kl. 10.00" in read(page)
    assert read(page).count("dansk tid") == 1
    assert "UTC" not in read(page)


@given(histories())
def test_any_history_gives_a_timeline(history: History) -> None:
    """Each entry once, whoever recorded it and whenever."""
    view = timeline(WALK, history)
    rows = lxml_html.fromstring(pages.timeline(view)).xpath("//tbody/tr")
    assert len(rows) == len(view.lines)


def test_what_was_retracted_is_seen_and_by_which_entry() -> None:
    """In words, and struck through."""
    wrong = events.EntryRetracted(on=MAR_1, entry=2, why="Forkert borger")
    page = pages.timeline(timeline(WALK, after(OPENED, COOK, wrong).history))
    (row,) = lxml_html.fromstring(page).xpath("//tr[@class='retracted']")
    assert "Lave mad til ti" in row.text_content()
    assert "3" in row.xpath(".//em")[0].text_content()
    assert "Forkert borger" in read(page)


def test_what_is_drawn_stands_in_the_row_of_its_number() -> None:
    """The newest month first, every name whole; nothing is for eyes alone."""
    page = pages.overview(MONTHS, language="en")
    last = MONTHS.days[-1]
    with spoken("en"):
        expected = [
            (value_name(value, by), *(count_text(day.by[by][value]) for day in MONTHS.days[::-1]))
            for by in last.by
            for value in last.by[by]
        ]
    tables = [tuple(row) for row in cells(page, "//section[position()>1]//tbody/tr")]
    assert sorted(tables) == sorted(expected)
    headings = cells(page, "//thead/tr")
    assert headings[0] == [f"2026-{month:02}" for month in range(11, 5, -1)]
    rows = lxml_html.fromstring(page).xpath("//section[position()>1]//tbody/tr")
    drawn = [row.xpath(".//*[local-name()='svg'][@aria-hidden='true']") for row in rows]
    assert [len(each) for each in drawn] == [1] * len(rows)


def order(by: Dimension, **counts: int | None) -> list[str]:
    """Return the names on a page of these counts, in their order."""
    values = {name.replace("_", "-"): count for name, count in counts.items()}
    view = Overview(on=date(2026, 11, 20), journeys=90, by={by: values})
    found = lxml_html.fromstring(pages.overview(view, language="en")).xpath("//th[@scope='row']")
    return [each.text_content().strip() for each in found]


def test_the_largest_comes_first_and_what_is_masked_last() -> None:
    """The same number goes by name, as does what is masked; those without a value end the list."""
    counts = {"su": 7, "none": 40, "sygedagpenge": None, "dagpenge": 7, "fleksydelse": None}
    assert order("basis", **counts, kontanthjælp=31) == [
        *("kontanthjælp", "dagpenge", "su"),
        *("fleksydelse", "sygedagpenge", "none recorded"),
    ]


def test_what_has_an_order_of_its_own_keeps_it() -> None:
    """Phases by their rank, a municipality's own after them; hours by how many they are."""
    assert order("phase", formidling=30, afklaring=None, none=5, egen_fase=9) == [
        *("afklaring", "formidling", "egen-fase", "none recorded")
    ]
    view = Overview(
        on=date(2026, 11, 20),
        journeys=90,
        by={"paid-hours": {"over 30": 40, "10-15": 3, "0": 1, "5-10": None, "not-said": 9}},
    )
    rows = cells(pages.overview(view, language="en"), "//section[2]//tbody/tr")
    assert [name for name, _ in rows] == ["0", "5-10", "10-15", "over 30", "not-said"]


def test_a_municipality_ranks_its_own_phases() -> None:
    """Where the page is given its rulebook."""
    book = rulebook()
    own = Term(code="forløber", da="Forløber", en="Forerunner", rank=1)
    phase = book.vocabularies["phase"].with_terms([own])
    book = book._replace(vocabularies={**book.vocabularies, "phase": phase})
    view = Overview(
        on=date(2026, 11, 20), journeys=9, by={"phase": {"formidling": 8, "forløber": 1}}
    )
    rows = cells(pages.overview(view, book=book), "//section[2]//tbody/tr")
    assert [name for name, _ in rows] == ["forløber", "formidling"]


def test_a_masked_number_is_drawn_by_nothing() -> None:
    """Neither as a bar nor as a line: its length would tell it."""
    view = masked(
        Overview(
            on=date(2026, 11, 20),
            journeys=33,
            by={"basis": {"kontanthjælp": 20, "su": 3, "dagpenge": 10}},
        )
    )
    assert None in view.by["basis"].values()
    page = pages.overview(view, language="en")
    drawn = lxml_html.fromstring(page).xpath("//*[local-name()='rect']")
    bars = [float(bar.get("width")) for bar in drawn]
    told = cells(page, "//section[2]//tbody/tr")
    assert [bar == 0 for bar in bars] == [count == "*" for _, count in told]


def test_html_in_a_code_or_in_words_is_inert() -> None:
    """Staff's pages hold citizens' words, too."""
    evil = "<script>alert(1)</script>"
    step = COOK.model_copy(update={"title": evil, "on": FEB_1})
    page = pages.timeline(timeline(WALK, after(OPENED, step).history))
    assert not lxml_html.fromstring(page).xpath("//script")
    assert evil in read(page)
