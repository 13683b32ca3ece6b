"""The pages for those who work there: nothing hidden in one, and the same twice in the other."""

from datetime import date

import pytest
from lxml import html as lxml_html  # type: ignore[import-untyped]

from journeys import events, pages
from journeys.adapters.words.counts import count_text
from journeys.masking import masked
from journeys.projections.overview import Overview
from journeys.projections.timeline import timeline
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
    """In the order in which they take effect, with who recorded them."""
    view = timeline(WALK, history_of(name))
    rows = cells(pages.timeline(view, language="en"), "//tbody/tr")
    assert [row[0] for row in rows] == [str(line.entry) for line in view.lines]
    assert [row[1] for row in rows] == [line.on.isoformat() for line in view.lines]
    assert all(ANNA in row[2] for row in rows)


def test_what_was_retracted_is_seen_and_by_which_entry() -> None:
    """In words, and struck through."""
    wrong = events.EntryRetracted(on=MAR_1, entry=2, why="Forkert borger")
    page = pages.timeline(timeline(WALK, after(OPENED, COOK, wrong).history))
    (row,) = lxml_html.fromstring(page).xpath("//tr[@class='retracted']")
    assert "Lave mad til ti" in row.text_content()
    assert "3" in row.xpath(".//em")[0].text_content()
    assert "Forkert borger" in read(page)


def test_every_chart_stands_beside_its_table() -> None:
    """With the same numbers; none is for eyes alone."""
    page = pages.overview(MONTHS, language="en")
    tables = cells(page, "//section[position()>1]//tbody/tr")
    last = MONTHS.days[-1]
    expected = [
        [value, *(count_text(day.by[by][value]) for day in MONTHS.days)]
        for by in last.by
        for value in last.by[by]
    ]
    assert tables == expected
    drawn = lxml_html.fromstring(page).xpath("//*[local-name()='svg']")
    assert len(drawn) == len(last.by)


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
