"""The letter: what the view says, in short and plain Danish sentences, to be handed over."""

import re
from datetime import date

import pytest
from hypothesis import given

from journeys import History
from journeys.domain.law import law
from journeys.domain.law.duty_kinds import duty_kinds
from journeys.domain.rulebook import Promise
from journeys.domain.vocabulary import PensionNow
from journeys.errors import Refused
from journeys.language import LANGUAGES, say, spoken
from journeys.projections.safety import letter as letter_module
from journeys.projections.safety import wording
from journeys.projections.safety.answer import Safety, safety
from journeys.projections.safety.letter import Letter, letter, way_back_title
from journeys.projections.safety.sentences import UNCERTAIN
from journeys.testing.strategies import days, histories
from tests.invented import APR_1, GRANTED, MAR_1, OPENED, WALK
from tests.projections.safety.test_answer import BACK, ENDING, TRYING
from tests.projections.safety.test_situations import SITUATIONS, Row, answer
from tests.reading import lix, sentences, words
from tests.scenario import BOOK, after

DAYS = dict.fromkeys(
    (
        "on",
        "asked",
        "starts",
        "paid_from",
        "since",
        "rested",
        "return_asked",
        "until",
        "due",
        "effective",
        "ends",
        "edition",
        "by",
        "day",
    ),
    date(2025, 12, 31),
)
TEMPLATES = [
    *(each.da for each in law().rules if each.part != "ground"),
    *(step.da for step in law().way_back),
    *(kind.citizen_da for kind in duty_kinds().values() if kind.safety),
    *(
        text.filled(**DAYS, to="Ankestyrelsen").da
        for texts in (wording.STATE, wording.ANSWER, wording.FACT)
        for text in texts.values()
    ),
    wording.REASSESSMENT_PASSED.filled(**DAYS).da,
    wording.FLEKSJOB_NOW.da,
    wording.WITHDRAWAL_UNDONE.filled(**DAYS).da,
    wording.RESTS_AHEAD.filled(**DAYS).da,
    wording.REST_RULED.filled(**DAYS).da,
    wording.RETURN_NOTED.filled(**DAYS).da,
    *(text.da for text in wording.LIFTED.values()),
    wording.APPEAL.filled(**DAYS, to="Ankestyrelsen").da,
]


@pytest.mark.parametrize("text", TEMPLATES)
def test_every_sentence_is_easy_to_read(text: str) -> None:
    """LIX under 35, fifteen words or fewer a sentence on average, no section of a law."""
    assert lix(text) < 35
    assert len(words(text)) / len(sentences(text)) <= 15
    assert "§" not in text


WITH_A_PENSION = [row for row in SITUATIONS if answer(row).sentences]


def body(written: Letter) -> str:
    """Return what is read by the citizen: all but where to read more."""
    return " ".join(f"{line}" for part in written.parts for line in part.lines)


@pytest.mark.parametrize("row", WITH_A_PENSION, ids=lambda row: row["nr"])
def test_the_full_letter_is_easy_to_read_and_says_all_that_the_view_says(row: Row) -> None:
    """Every sentence once, in every situation; no source is a newspaper."""
    view = answer(row)
    written = letter(view, full=True)
    read = body(written)
    assert lix(read) < 35
    assert len(words(read)) / len(sentences(read)) <= 15
    assert "§" not in read
    lines = [line for part in written.parts for line in part.lines]
    assert len(lines) == len(set(lines))
    for each in view.everything_said:
        assert read.count(each.text) == 1
    sources = {source for each in view.everything_said for source in each.sources}
    press = {source for each in view.everything_said for source in each.press}
    assert sources - press == {*written.read_more[:-1]}
    if row["state"] != "none":
        assert written.read_more[-1] == "Loven er læst den 29. november 2026."


@pytest.mark.parametrize("row", WITH_A_PENSION, ids=lambda row: row["nr"])
def test_the_letter_has_the_answer_the_risk_and_one_line_of_what_is_open(row: Row) -> None:
    """No list of doubts and no source; what bears on the choice is never left out."""
    view = answer(row)
    written = letter(view)
    read = body(written)
    assert lix(read) < 35
    assert "§" not in read
    assert written.read_more == ()
    lines = [line for part in written.parts for line in part.lines]
    assert len(lines) == len(set(lines))
    doubts = (*view.depends_on, *view.open_questions)
    open_ones = {each.text for each in doubts if each.tag in UNCERTAIN and not each.entries}
    open_ones |= {each.text for each in doubts if each.part == "scheme"}
    answers = {each.text for each in view.sentences[:2]}
    for each in view.everything_said:
        hidden = each.text in open_ones or each.part == "withdrawal"
        assert (each.text in read) != (hidden and each.text not in answers)
    assert ("kan forsørge dig selv, kan kommunen tage stilling" in read) == (view.risk is not None)
    assert ("Det undersøger vi for dig: " in read) == (view.looking_into is not None)
    assert ("Det har du ret til." in read) == (row["state"] != "none")


@pytest.mark.parametrize("row", SITUATIONS, ids=lambda row: row["nr"])
def test_the_risk_is_said_wherever_a_rule_on_withdrawal_may_apply(row: Row) -> None:
    """Under the new scheme before 60, where no pause forbids it; or where the scheme is unclear."""
    view = answer(row)
    exposed = {"w", "X", "O", "Z"} & set(row["rests on"].split())
    pause_ends = view.answer == "guaranteed-until" and row["until"] == "2025-12-31"
    assert (view.risk is not None) == bool(exposed or pause_ends)


@given(histories(), days())
def test_any_view_is_a_letter(history: History, on: date) -> None:
    """And as Markdown and as text it says the same; only without a pension there is none."""
    view = safety(WALK, history, BOOK, on)
    if not view.sentences:
        assert view.state == "none"
        refused(view)
        return
    written = letter(view)
    flat = re.sub(r"\s+", " ", written.text)
    for part in written.parts:
        assert f"## {part.title}\n" in written.markdown
        assert part.title.upper() in written.text
        for line in part.lines:
            assert line in written.markdown
            assert re.sub(r"\s+", " ", line) in flat


def test_the_letter_begins_with_the_answer_and_ends_with_where_to_read_more() -> None:
    """The way back is numbered; each step says who does it."""
    written = letter(safety(WALK, after(*TRYING).history, BOOK, MAR_1))
    assert written.text.startswith(
        "Din pension, når du prøver at arbejde\n1. marts 2026\n\nSVARET\n"
    )
    assert "\n1. Sig til din kommune" in written.text
    assert "\n2. Din kommune afgør" in written.markdown
    full = letter(safety(WALK, after(*TRYING).history, BOOK, MAR_1), full=True)
    assert full.read_more[-1] == "Loven er læst den 29. november 2026."
    assert "§ 43 a" in full.text.split("LÆS MERE")[1]
    assert max(map(len, full.text.splitlines())) <= 72


def test_a_step_that_is_done_says_so_and_what_is_owed_stands_in_it() -> None:
    """While somebody waits."""
    history = after(*TRYING, ENDING).history
    assert "Det lover vi" in letter(safety(WALK, history, BOOK, MAR_1)).markdown


def test_what_the_municipality_promises_stands_apart_with_who_decided_it() -> None:
    """In its own words, under a heading of its own."""
    promise = Promise.model_validate(
        {"da": "Du beholder Anna.", "en": "You keep Anna.", "from": MAR_1, "decided_by": "Udvalget"}
    )
    book = BOOK._replace(promises=(promise,))
    written = letter(safety(WALK, after(*TRYING).history, book, APR_1))
    (part,) = [each for each in written.parts if each.title == "Det lover din kommune selv"]
    assert part.lines == ("Du beholder Anna. (Udvalget)",)


def refused(view: Safety) -> None:
    """Assert that there is no letter of this view, in either language, full or not."""
    for language in LANGUAGES:
        for full in (False, True):
            with pytest.raises(Refused) as error:
                letter(view, language, full=full)
            assert error.value.code == "letter-without-pension"
            with spoken(language):
                assert "--" in say(error.value.sentence)


def test_where_no_pension_is_recorded_there_is_no_letter_and_it_is_said_what_to_print() -> None:
    """Until the grant is recorded; a seniorpension has one, which says who decides."""
    refused(safety(WALK, after(OPENED).history, BOOK, MAR_1))
    assert len(letter(safety(WALK, after(OPENED, GRANTED).history, BOOK, MAR_1)).parts) > 1
    (row,) = [row for row in WITH_A_PENSION if row["state"] == "none"][:1]
    assert "Seniorpension i ATP" in letter(answer(row)).text


def test_the_right_to_have_it_again_is_read_before_the_doubt() -> None:
    """Where nothing can be promised, to somebody whose pension rests."""
    for row in WITH_A_PENSION:
        view = answer(row)
        lines = letter(view).parts[0].lines
        doubt = [nr for nr, line in enumerate(lines) if line.startswith("Vi kan ikke love")]
        rights = [
            nr
            for nr, line in enumerate(lines)
            if "kun tages fra dig, hvis du siger ja" in line or "Du skal ikke søge forfra" in line
        ]
        assert all(right < first for right in rights for first in doubt[:1])
        known = {each.part for each in view.sentences} & {"return"}
        if view.state == "resting" and doubt and not any(each.entries for each in view.depends_on):
            assert bool(rights) == bool(known)
    assert letter(answer(SITUATIONS[5])).parts[0].lines[1].startswith("Arbejder du ikke mere")


def test_what_holds_now_is_read_before_what_would_hold_while_it_rests() -> None:
    """By somebody who is paid the pension, or has it back."""
    history = after(*BACK).history
    written = letter(safety(WALK, history, BOOK, date(2026, 11, 20)))
    titles = [part.title for part in written.parts]
    assert titles[0] == "Svaret"
    assert "Hvis du vil have din pension igen" not in titles
    now, resting = titles.index("Det gælder for dig"), titles.index(letter_module.RESTING.da)
    assert now < resting < titles.index("Hvis din pension hviler, og du vil have den igen")
    assert "Du må gerne arbejde" in " ".join(written.parts[now].lines)
    assert "Din pension kan hvile" in " ".join(written.parts[resting].lines)


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ("resting", "Hvis du vil have din pension igen"),
        ("return-asked", "Vejen tilbage til din pension"),
        ("resumed", "Vejen tilbage til din pension"),
        ("paid", "Hvis din pension hviler, og du vil have den igen"),
        ("paid-beside-work", "Hvis din pension hviler, og du vil have den igen"),
    ],
)
def test_the_heading_over_the_way_back_is_of_the_day(state: PensionNow, title: str) -> None:
    """Nobody who waits for an answer, or is paid, reads that she may ask."""
    assert way_back_title(state).da == title
