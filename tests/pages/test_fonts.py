"""What no font of the machine can show stands as words in what is printed here."""

import re
from io import BytesIO

import pytest
from hypothesis import given, settings
from wcwidth import iter_graphemes

from journeys import pages
from journeys.adapters.pages import fonts
from journeys.adapters.pages.fonts import in_words
from journeys.adapters.pages.png_text import for_png
from journeys.adapters.pages.text_width import text_width
from journeys.projections.citizen_path import path
from tests.effort import tries
from tests.invented import COOK, MAY_1, OPENED, WALK
from tests.pages.boxes import on_paper
from tests.pages.strange_words import WORDS
from tests.scenario import BOOK, after

TEXTS = re.compile("<text[^>]*>([^<]*)")


def danish_alone(character: str) -> bool:
    """Whether a font has a character, where the machine has one of Western Europe's alone."""
    return ord(character) < 0x180 or character in "»«…"


@pytest.mark.parametrize(
    ("words", "da", "en"),
    [
        ("Godt gået 🎉", "Godt gået (emoji)", "Godt gået (emoji)"),
        ("👍🏽👨\u200d👩\u200d👧 🏳️\u200d🌈!", "(emoji)!", "(emoji)!"),
        ("我想 工作", "(kinesiske tegn)", "(Chinese characters)"),
        ("En 我 🎉 to", "En (kinesiske tegn) (emoji) to", "En (Chinese characters) (emoji) to"),
        ("أريد أن", "(arabisk skrift)", "(Arabic script)"),
        ("Æblegrød på 5 · »ja«", "Æblegrød på 5 · »ja«", "Æblegrød på 5 · »ja«"),
        ("arbejds\u00adplads\u200b", "arbejds\u00adplads\u200b", "arbejds\u00adplads\u200b"),
        (
            "\ue000 \U00012000",
            "(tegn, der ikke kan vises her)",
            "(characters that cannot be shown here)",
        ),
    ],
)
def test_words_stand_for_what_cannot_be_shown(words: str, da: str, en: str) -> None:
    """Each once, whatever stands beside it; an emoji is one, of however many characters."""
    for language, expected in (("da", da), ("en", en)):
        page = f'<html lang="{language}"><p title="{words}">{words}</p>'
        made = in_words(page, danish_alone)
        assert made == f'<html lang="{language}"><p title="{expected}">{expected}</p>'


@given(WORDS)
def test_in_the_picture_nothing_becomes_wider_than_it_was_measured(words: str) -> None:
    """There "…" stands for it; the words of the page and the title say what it was."""
    step = COOK.model_copy(update={"title": words})
    picture = pages.picture(path(WALK, after(OPENED, step).history, BOOK, MAY_1))
    made = in_words(picture, danish_alone)
    shown = [line for line in made.splitlines() if line.startswith("<text")]
    assert not any("(emoji)" in line or "skrift)" in line for line in shown)
    assert all(danish_alone(each) or not each.isprintable() for each in "".join(shown))


@settings(max_examples=tries(10, 200))
@given(WORDS)
def test_a_png_is_made_of_whatever_somebody_says(words: str) -> None:
    """With no emoji of several characters, where another font is needed for a line."""
    step = COOK.model_copy(update={"title": words})
    picture = pages.picture(path(WALK, after(OPENED, step).history, BOOK, MAY_1))
    assert pages.png(picture).startswith(b"\x89PNG")
    before, simple = (TEXTS.findall(each) for each in (picture, for_png(picture)))
    for line, drawn in zip(before, simple, strict=True):
        assert text_width(drawn, 15) <= text_width(line, 15) + 1
        if "🎉" in line:
            assert all(len(each) == 1 for each in iter_graphemes(drawn) if each[0] >= "\U0001f000")


def test_accents_stay_on_their_letters_in_a_png() -> None:
    """Where the line needs no other font."""
    for line in ("e\u0301\u0323 på", "Æblegrød", "\u2067שבת\u2069"):
        svg = f'<text data-measured="" x="1">{line}</text>'
        assert for_png(svg) == svg


def test_a_machine_shows_what_its_fonts_have() -> None:
    """Danish at least; what no font has is said in words, on paper too."""
    pdf = pages.pdf('<html lang="da"><title>Test</title><p>Æblegrød \u0378')
    words = " ".join(box.text for box in on_paper(pdf))
    assert "Æblegrød (tegn, der ikke kan vises her)" in words
    assert BytesIO(pdf).read(4) == b"%PDF"


def test_without_fontconfig_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can be asked then."""
    monkeypatch.setattr(fonts, "LIBRARIES", ())
    fonts._shown_here.cache_clear()  # noqa: SLF001 - as in a process of its own
    assert in_words("<p>🎉 \ue000</p>") == "<p>🎉 \ue000</p>"
    fonts._shown_here.cache_clear()  # noqa: SLF001
