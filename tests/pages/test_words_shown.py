"""Words on pages: quotation marks, activities as what somebody did, and whom to call."""
# ruff: noqa: RUF001 - the quotation marks are what is tested

import re
from datetime import date
from decimal import Decimal
from unicodedata import bidirectional
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weasyprint import HTML  # type: ignore[import-untyped]

from journeys import SubgoalId, events, pages
from journeys.adapters.pages.activity_words import FORMS, began, ended, moved
from journeys.adapters.pages.foot import foot_of_sheet
from journeys.adapters.pages.rendering import css_string, quoted
from journeys.domain.law.vocabularies import vocabularies
from journeys.language import LANGUAGES, Language, say, spoken
from journeys.projections.citizen_path import path
from journeys.projections.office import Office
from journeys.projections.path_marks import FoldedYear
from journeys.projections.safety.answer import safety
from journeys.projections.safety.letter import letter
from journeys.projections.view import BothLanguages
from tests.invented import APR_1, BAKERY, JUN_1, MAY_1, OPENED, WALK
from tests.pages.test_path import read
from tests.pages.walks import TODAY, history_of, path_of
from tests.scenario import BOOK, after

OFFICE = Office(
    name="Jobhuset", place="Torvet 1", telephone="12 34 56 78", hours="Mandag til torsdag kl. 9-15"
)
MARKS: dict[Language, str] = {"da": "»«", "en": "“”"}


@pytest.mark.parametrize(
    ("words", "da", "en"),
    [
        ("Jeg vil gerne", "»Jeg vil gerne«", "“Jeg vil gerne”"),
        ('"Jeg vil gerne"', "»Jeg vil gerne«", "“Jeg vil gerne”"),
        ("»Jeg vil gerne«", "»Jeg vil gerne«", "“Jeg vil gerne”"),
        ("”Jeg vil gerne”", "»Jeg vil gerne«", "“Jeg vil gerne”"),
        ('Han sagde "kom nu"', "»Han sagde ›kom nu‹«", "“Han sagde ‘kom nu’”"),
        ("»Han sagde “kom nu”«", "»Han sagde ›kom nu‹«", "“Han sagde ‘kom nu’”"),
        ('"Ja", sagde han, "nej"', "»›Ja‹, sagde han, ›nej‹«", "“‘Ja’, sagde han, ‘nej’”"),
        ('Et bræt på 5"', '»Et bræt på 5"«', '“Et bræt på 5"”'),
        ("Det er Ida's", "»Det er Ida's«", "“Det er Ida's”"),
        ('"', '»"«', '“"”'),
    ],
)
def test_words_stand_between_the_marks_of_the_language_once(words: str, da: str, en: str) -> None:
    """Also those that were written down with marks, or with marks inside them."""
    with spoken("da"):
        assert quoted(words) == da
    with spoken("en"):
        assert quoted(words) == en


@given(st.text())
def test_no_mark_is_ever_doubled(words: str) -> None:
    """Whatever was written down; and no other word is changed."""
    for language, marks in MARKS.items():
        with spoken(language):
            shown = quoted(words)
        assert (shown[0], shown[-1]) == tuple(marks)
        inside = shown[1:-1]
        if len(re.findall('["“”„»«]', words)) % 2 == 0:
            assert not re.search('["“”„»«]', inside)
        assert re.sub("[^a-zæøå]", "", inside) == re.sub("[^a-zæøå]", "", words)


PLACED = events.PlacementStarted(
    on=APR_1, placement=BAKERY, placement_kind="praktik", employer="Bageriet"
)


def test_what_somebody_began_and_what_ended_are_sentences() -> None:
    """Nobody reads of an offer that is over."""
    left = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Aftalt tid")
    view = path(WALK, after(OPENED, PLACED, left).history, BOOK, JUN_1)
    danish = read(pages.path(view))
    assert "Du begyndte i praktik hos Bageriet" in danish
    assert "Praktikken hos Bageriet er slut" in danish
    english = read(pages.path(view, language="en"))
    assert "You began a traineeship at Bageriet" in english
    assert "The traineeship at Bageriet has ended" in english


def test_every_kind_of_work_or_education_has_its_forms() -> None:
    """A measure with a name of several words, and the municipality's own, are named as they are."""
    book = vocabularies()
    for kinds in ("placement", "education"):
        assert {term.da for term in book[kinds].terms.values()} <= FORMS.keys()
    own = BothLanguages(da="Madværksted", en="Kitchen workshop")
    with spoken("da"):
        assert ended(own, "Ro") == "Slut: Madværksted hos Ro"
        assert began(own, "") == "Begyndte: Madværksted"
    with spoken("en"):
        assert ended(own, "Ro") == "Ended: Kitchen workshop at Ro"


def test_a_name_is_small_inside_a_sentence_and_somebodys_own_words_are_left() -> None:
    """Where one thing led to another."""
    job = BothLanguages(da="Småjob", en="Small job")
    own = BothLanguages(da="Café Ro", en="Café Ro")
    with spoken("da"):
        assert moved(own, job, "Kroen") == "Fra Café Ro til småjob hos Kroen"


def test_why_a_step_is_taken_stands_as_it_was_said() -> None:
    """Between the marks of the language."""
    step = events.SubgoalSet(
        on=APR_1, subgoal=SubgoalId(UUID(int=9)), title="Bus", why='"Ro på"', done_by="me"
    )
    view = path(WALK, after(OPENED, step).history, BOOK, JUN_1)
    assert "Hvorfor: »Ro på«" in read(pages.path(view))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("easy", [False, True])
def test_whom_to_call_stands_on_every_sheet_of_the_letter(language: Language, easy: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Also on the last; and what to do before saying yes."""
    view = safety(WALK, history_of("fleksjob"), BOOK, TODAY)
    view = view.model_copy(update={"office": OFFICE})
    for full in (False, True):
        page = pages.letter(letter(view, language, full=full), easy=easy)
        sheets = HTML(string=page).render().pages
        assert len(sheets) > int(full)
        for sheet in sheets:
            foot = " ".join(texts_outside(sheet))
            assert "12 34 56 78" in foot
            assert ("Spørg os" if language == "da" else "Ask us") in foot
            assert "Torvet 1" in foot


def texts_outside(sheet: object) -> list[str]:
    """Return what is printed in the margin of a sheet."""
    margins = [box for box in sheet._page_box.children if type(box).__name__ == "MarginBox"]  # type: ignore[attr-defined] # noqa: SLF001
    found = [each for box in margins for each in box.descendants() if hasattr(each, "text")]
    return [each.text.replace("\N{NO-BREAK SPACE}", " ") for each in found]


def test_without_an_office_the_sheet_says_to_ask_ones_contact() -> None:
    """Nothing empty is printed."""
    view = safety(WALK, history_of("fleksjob"), BOOK, TODAY)
    page = pages.letter(letter(view))
    assert "tel:" not in page
    assert "<address>" not in page
    with spoken("da"):
        assert "din kontakt i kommunen" in foot_of_sheet(None, "da")
    only = Office(name="Jobhuset", place="", telephone="12345678", hours="")
    with spoken("en"):
        assert foot_of_sheet(only, "en") == "Call us: 12345678. Jobhuset"


def test_the_letter_as_text_says_whom_to_call_too() -> None:
    """After the answer, as the page does; the contact is not named beside the office."""
    view = safety(WALK, history_of("fleksjob"), BOOK, TODAY)
    written = letter(view.model_copy(update={"office": OFFICE}))
    assert "JOBHUSET\n- Torvet 1\n- Mandag til torsdag kl. 9-15\n- Ring til os: 12 34 56 78" in (
        written.text
    )
    assert "din kontakt i kommunen" not in written.text
    assert "din kontakt i kommunen" in letter(view).text
    page = pages.letter(written)
    assert 'href="tel:12345678"' in page


@given(st.text())
def test_no_name_of_an_office_gets_out_of_the_style_sheet(text: str) -> None:
    """Every sign that could end the string is escaped."""
    inside = str(css_string(text))[1:-1]
    assert not set(inside) & set("\"'<>{};\n\r\f")
    assert str(css_string("Torvet 1")) == '"Torvet\\20 1"'


@given(st.text())
def test_words_in_a_sentence_leave_the_others_in_their_order(words: str) -> None:
    """Those with right-to-left letters are isolated; signs that turn others around are left out."""
    with spoken("da"):
        shown = say("Why: {why}", why=words)
    inside = shown.removeprefix("Hvorfor: ")
    assert not re.search("[\u202a-\u202e\u2066\u2067]", inside)
    assert inside.strip("\u2068\u2069") == re.sub("[\u202a-\u202e\u2066-\u2069]", "", words)
    from_right = any(bidirectional(each) in ("R", "AL") for each in words)
    assert inside.startswith("\u2068") == inside.endswith("\u2069") == from_right


def test_a_folded_year_says_what_went_well_and_else_how_much_happened() -> None:
    """The list and the picture alike."""
    view = path_of("long-with-pauses")
    year = FoldedYear(year=2021, marks=(view.done[0].model_copy(update={"what": "rested"}),))
    quiet = view.model_copy(update={"earlier": (year, *view.earlier)})
    shown = " ".join(read(pages.path(quiet)).split())
    assert "2021 Der skete 1 ting" in shown
    assert "2024 2 små succeser" in shown


def test_hours_are_shown_as_they_were_that_day() -> None:
    """A later rise is a thing of its own."""
    placed = PLACED.model_copy(update={"placement_kind": "fleksjob", "paid_hours": Decimal(6)})
    more = events.PlacementHoursChanged(
        on=date(2026, 5, 1), placement=BAKERY, paid_hours=Decimal(9)
    )
    view = path(WALK, after(OPENED, placed, more).history, BOOK, JUN_1)
    shown = " ".join(read(pages.path(view)).split())
    assert "Du begyndte i fleksjob hos Bageriet 6 timer med løn om ugen" in shown
    assert "fra 6 til 9 om ugen" in shown
