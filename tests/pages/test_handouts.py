"""What is handed over beside the way: the letter, the card, the date; on paper and as a picture."""

import sys
from io import BytesIO

import pikepdf
import pytest
from icalendar import Calendar

from journeys import History, pages
from journeys.errors import Refused
from journeys.language import LANGUAGES, Language
from journeys.projections.citizen_path import path
from journeys.projections.safety.answer import safety
from journeys.projections.safety.letter import letter
from tests.invented import WALK
from tests.pages.samples import CITIZENS
from tests.pages.test_path import read
from tests.pages.walks import TODAY, history_of, path_of
from tests.scenario import BOOK


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_says_what_the_letter_says(language: Language) -> None:
    """Every line of it, in its order."""
    told = letter(safety(WALK, history_of("fleksjob"), BOOK, TODAY), language)
    page = " ".join(read(pages.letter(told)).split())
    places = [page.index(" ".join(line.split())) for part in told.printed for line in part.lines]
    assert places == sorted(places)
    assert len(places) > 10
    assert told.title in page


def test_a_letter_in_english_says_as_much() -> None:
    """Danish is the source; no part of it is missing."""
    view = safety(WALK, history_of("fleksjob"), BOOK, TODAY)
    danish, english = letter(view), letter(view, "en")
    assert [len(part.lines) for part in danish.parts] == [len(part.lines) for part in english.parts]
    assert "20 November 2026" in english.text


def test_the_card_asks_and_leaves_room_to_write() -> None:
    """What is open, when the talk is, and that nobody has to answer."""
    card = read(pages.card(path_of("first-weeks")))
    assert "Besøge bageriet i Nørregade" in card
    assert "1. december 2026" in card
    assert "Hvad har du lyst til at prøve?" in card
    assert "Du behøver ikke svare på det hele." in card


def test_where_no_talk_is_agreed_the_card_says_so() -> None:
    """And there is no date for a calendar."""
    view = path(WALK, History(), BOOK, TODAY)
    assert "Vi har ikke aftalt en dag endnu." in read(pages.card(view))
    assert pages.appointment(view) is None


@pytest.mark.parametrize(("language", "title"), [("da", "Aftale"), ("en", "Appointment")])
def test_a_date_in_a_calendar_tells_nobody_what_it_is_about(language: Language, title: str) -> None:
    """The same talk is the same entry, so that a calendar that has it takes it once."""
    view = path_of("first-weeks")
    made = pages.appointment(view, language=language)
    assert made is not None
    assert made == pages.appointment(view, language=language)
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert str(event["SUMMARY"]) == title
    assert event.decoded("DTSTART") == view.next_talk
    assert set(event) == {"SUMMARY", "DTSTART", "DTSTAMP", "UID", "CLASS", "TRANSP"}
    assert str(WALK) not in made.decode()


def described(node: pikepdf.Object) -> list[str]:
    """Return what is said in place of each figure below this element."""
    if isinstance(node, pikepdf.Array):
        return [each for child in node for each in described(child)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    below = described(node.K) if "/K" in node else []
    return [str(node.get("/Alt", "")), *below] if node.S == "/Figure" else below


def elements(node: pikepdf.Object) -> list[str]:
    """Return the kinds of all structure elements below this one, in reading order."""
    if isinstance(node, pikepdf.Array):
        return [each for child in node for each in elements(child)]
    if not isinstance(node, pikepdf.Dictionary) or "/S" not in node:
        return []
    below = elements(node.K) if "/K" in node else []
    return [str(node.S), *below]


@pytest.mark.parametrize("name", CITIZENS)
def test_a_pdf_can_be_read_aloud(name: str) -> None:
    """Tagged, with a language and a title that is shown, headings in order, figures described.

    These are the checks of PDF/UA-1 (ISO 14289-1, 7.1 to 7.4, 7.18) that a machine can make of
    what these pages hold.
    """
    with pikepdf.open(BytesIO(pages.pdf(CITIZENS[name]("da")))) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "da"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"]
        found = elements(root.StructTreeRoot.K)
        headings = [int(each[2:]) for each in found if each[:2] == "/H" and each[2:].isdigit()]
        assert all(described(root.StructTreeRoot.K))
        assert headings[0] == 1
        deepest = 0
        for level in headings:
            assert level <= deepest + 1
            deepest = level
        assert {"/LI", "/P"} <= set(found)
        for page in pdf.pages:
            assert page.Tabs == "/S"
            fonts = page.Resources.Font.values()
            assert all("/ToUnicode" in font for font in fonts)
            if "/Annots" in page:
                assert all("/Contents" in link for link in page.Annots)


def test_a_picture_is_drawn_for_those_who_cannot_show_svg() -> None:
    """PNG, as large as is sharp on paper."""
    made = pages.png(pages.picture(path_of("long-with-pauses")))
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(made[16:20], "big") == 960


@pytest.mark.parametrize(("name", "extra"), [("weasyprint", "pdf"), ("resvg_py", "png")])
def test_who_lacks_the_library_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    """Hosts without a need for PDF have no library for it."""
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(Refused) as refused:
        (pages.pdf if extra == "pdf" else pages.png)("<p>")
    assert refused.value.code == "library-missing"
    assert f"journeys[{extra}]" in str(refused.value)
