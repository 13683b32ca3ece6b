"""The page about measures: the word and its sentence first, a table beside everything drawn."""

import re
from typing import Any

import pytest
from lxml import html as lxml_html  # type: ignore[import-untyped]

from journeys import pages
from journeys.adapters.pages.effect_charts import curve_chart, number_line, odds
from journeys.adapters.words import effect_sentences as sentences
from journeys.adapters.words.effect_names import WORDS
from journeys.language import LANGUAGES, Language, say, spoken
from journeys.projections.effects.effect import Effect
from tests.pages.effects import (
    CLEAR,
    EVERY,
    FEW,
    MIXED,
    NOT_ALIKE,
    THREE,
    UNDECIDED,
    differing,
    effects,
)
from tests.scenario import BOOK


def articles(page: str) -> list[Any]:
    """Return the part of a page about each measure."""
    return list(lxml_html.fromstring(page).xpath("//article"))


def words_of(element: Any) -> str:  # noqa: ANN401 - an element
    """Return what is read in an element, without style."""
    texts = element.xpath(".//text()[not(ancestor::style)]")
    return " ".join("".join(texts).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("effect", EVERY.effects, ids=lambda each: each.word)
def test_each_measure_begins_with_the_word_and_the_sentence(
    effect: Effect, language: Language
) -> None:
    """Before any number is drawn."""
    (article,) = articles(pages.effects(effects(effect), language=language))
    with spoken(language):
        word = say(WORDS[effect.word])
        told = " ".join(sentences.committee_sentences(effect, BOOK))
    lines = [words_of(each) for each in article.xpath("./section[1]/*")]
    assert lines[1] == word
    assert not told or lines[2] == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_is_told_what_counts_as_paid_work(language: Language) -> None:
    """Once, before the answers: a job with wage subsidy does not count."""
    page = pages.effects(THREE, language=language)
    with spoken(language):
        assert page.count(say(sentences.PAID_WORK)) == 1


def test_measures_stand_in_the_order_of_their_codes() -> None:
    """Whatever their word or number; and the page says that it ranks nothing."""
    page = pages.effects(THREE)
    names = [words_of(each.xpath(".//h2")[0]) for each in articles(page)]
    assert names == ["Løntilskud", "Mentorstøtte", "Vejledning og opkvalificering"]
    assert "kan ikke sammenlignes med hinanden" in page


def test_of_fewer_than_fifty_nothing_but_their_band_is_shown() -> None:
    """No count, no curve and no table, whatever the view holds."""
    with_all = CLEAR.model_copy(
        update={"word": "too-few", "reason": "few-began", "began": 37, "followed": 12}
    )
    for effect in (FEW, with_all.model_copy(update={"days": None, "unadjusted": None})):
        (article,) = articles(pages.effects(effects(effect)))
        assert "10 til 49 begyndte" in words_of(article)
        assert not article.xpath(".//table | .//*[local-name()='svg']")
        assert not re.search(r"\b(37|12|1\.320)\b", words_of(article))


def test_of_too_few_no_difference_is_shown() -> None:
    """Only what the answer rests on: here, where the two groups differ."""
    (article,) = articles(pages.effects(effects(NOT_ALIKE)))
    text = words_of(article)
    assert "De to grupper kunne ikke gøres ens i fase: Afklaring." in text
    assert "flere dage" not in text
    assert "fase: Afklaring" in words_of(article.xpath(".//table")[0])


def test_beside_everything_drawn_stands_a_table_with_its_numbers() -> None:
    """Every drawing has a name and a table; nothing is for eyes alone."""
    for article in articles(pages.effects(EVERY)):
        drawn = article.xpath(".//*[local-name()='svg'][@role='img']")
        for each in drawn:
            (pair,) = each.xpath("ancestor::div[@class='pair']")
            assert pair.xpath(".//table//td")
            (named,) = article.xpath(f".//*[@id='{each.get('aria-labelledby')}']")
            assert words_of(named)


def test_the_unadjusted_comparison_stands_beside_the_adjusted() -> None:
    """In days, and for every curve."""
    (article,) = articles(pages.effects(effects(CLEAR)))
    first = article.xpath("./section[1]//tbody/tr")
    assert [words_of(row) for row in first] == [
        "Folk, der ligner dem+31+20 til +429665",
        "Alle, uden justering+16+4 til +289680",
    ]
    assert words_of(article).count("Uden justering:") == len(CLEAR.curves)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_difference_says_after_how_long(language: Language) -> None:
    """Days in their heading, shares in their sentence; and no line begins with a per cent sign."""
    page = pages.effects(effects(CLEAR), language=language)
    (article,) = articles(page)
    (heading,) = article.xpath("./section[1]/h3")
    months = "inden for tolv måneder" if language == "da" else "within twelve months"
    assert months in words_of(heading)
    after = "Forskel efter tolv måneder:" if language == "da" else "Difference after twelve months:"
    assert words_of(article).count(after) == len(CLEAR.curves)
    assert " %" not in page


def test_competing_ends_are_curves_of_their_own() -> None:
    """Under a heading of their own, after what was reached."""
    (article,) = articles(pages.effects(effects(CLEAR)))
    reached, ended = article.xpath("./section[.//figure and position()>1]")[:2]
    assert "Førtidspension" not in words_of(reached)
    assert {"Førtidspension", "Fraflyttet"} <= {words_of(each) for each in ended.xpath(".//h4")}


def test_nothing_depends_on_colour_and_no_colour_is_good_or_bad() -> None:
    """Those who began are solid and hatched, the others dashed; a word has no colour."""
    style = pages.effects(THREE)
    assert re.search(r"\.compared \{[^}]*stroke-dasharray", style)
    assert not re.search(r"\.began \{[^}]*stroke-dasharray", style)
    shown = {pages.effects(effects(each)) for each in (CLEAR, MIXED, UNDECIDED)}
    classes = [set(re.findall(r'class="([^"]*)"', page)) for page in shown]
    assert classes[0] == classes[1] == classes[2]


def test_each_line_has_a_colour_in_the_dark() -> None:
    """Every class that is drawn in the light is drawn there, too."""
    page = pages.effects(THREE)
    style = page[page.index(".effect text") :]
    style = style[: style.index("</style>")]
    light, dark = style.split("@media (prefers-color-scheme: dark)")
    classes = set(re.findall(r"\.effect \.(\w+)", light))
    assert {"began", "compared", "tint", "solid"} <= classes
    assert set(re.findall(r"\.effect \.(\w+)", dark)) == classes
    assert re.search(r"\.effect \.began, \.effect \.hatch \{ stroke", dark)


def test_zero_is_always_on_the_number_line() -> None:
    """Also where both ends are on one side of it."""
    for apart in (-40.0, 0.0, 40.0):
        line = number_line(differing(60 + apart, 60, 5), None)
        assert "0" in [tick.label for tick in line.ticks]
        assert min(tick.at for tick in line.ticks) <= line.bars[0].lower
        assert line.bars[0].upper <= max(tick.at for tick in line.ticks)


def test_a_curve_begins_at_nothing_and_stays_inside_its_axes() -> None:
    """For every outcome, however low or high."""
    for curve in CLEAR.curves:
        chart = curve_chart(curve, 52)
        for path in (chart.began.line, chart.began.band, chart.compared.band):
            points = re.findall(r"([\d.]+),([\d.]+)", path)
            assert {points[0]} == {("52.0", "172.0")}
            assert all(52 <= float(x) <= 348 and 12 <= float(y) <= 172 for x, y in points)


def test_of_an_outcome_that_nobody_reached_no_certainty_is_shown() -> None:
    """Neither a curve nor a band of nothing: it is said in words."""
    none = CLEAR.curves[-1].model_copy(
        update={
            "points": tuple(
                each.model_copy(
                    update=dict.fromkeys(type(each).model_fields, 0) | {"week": each.week}
                )
                for each in CLEAR.curves[-1].points
            )
        }
    )
    (article,) = articles(pages.effects(effects(CLEAR.model_copy(update={"curves": (none,)}))))
    assert "Fraflyttet Ingen i de to grupper, så langt de er fulgt." in words_of(article)


def test_the_curves_of_many_answers_are_folded() -> None:
    """Of up to three they are open at once."""
    for view, is_open in ((THREE, True), (EVERY, False)):
        page = lxml_html.fromstring(pages.effects(view))
        assert bool(page.xpath("//details[@open]")) is is_open


def test_odds_are_said_as_people_say_them() -> None:
    """One to eight, or four to one."""
    assert [odds(each) for each in (2**-3, 1.0, 4.0, 0.0)] == ["1:8", "1:1", "4:1", "0"]


def test_a_shorter_follow_up_has_its_months() -> None:
    """Three months are shown month by month."""
    short = CLEAR.model_copy(
        update={
            "within": 13,
            "curves": tuple(
                each.model_copy(update={"points": each.points[:13]}) for each in CLEAR.curves
            ),
        }
    )
    (article,) = articles(pages.effects(effects(short)))
    assert "inden for tre måneder" in words_of(article)
    rows = article.xpath("(.//section)[2]//tbody[1]/tr/th")
    assert [words_of(each) for each in rows][:3] == ["1", "2", "3"]


def test_where_no_measure_has_begun_the_page_says_so() -> None:
    """And is a page all the same."""
    assert "Ingen tilbud er begyndt." in pages.effects(effects())


def test_html_in_a_code_is_inert() -> None:
    """A municipality's own measure may be called anything."""
    evil = CLEAR.model_copy(update={"measure": "<script>alert(1)</script>", "split": "team:<b>"})
    page = pages.effects(effects(evil))
    assert not lxml_html.fromstring(page).xpath("//script | //b")
