"""What measures seem to do, as the script says it: for people, for scripts, and as a page."""

import csv
import io
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from journeys.adapters.cli.commands.effects import with_outcomes
from journeys.adapters.cli.output.forms.effects import effects as drawn
from journeys.adapters.cli.output.sheets import sheet
from journeys.adapters.words import effect_sentences as sentences
from journeys.language import LANGUAGES, Language, say, spoken
from journeys.projections.effects.effect import Effects
from tests.cli.script import Script
from tests.pages.effects import CLEAR, EVERY, FEW, MIXED, THREE, effects
from tests.scenario import BOOK
from tests.texts.surfaces import lines

MANAGER = ("--role", "manager", "--purpose", "Ledelse")
ON = ("--on", "2026-11-29")


@pytest.fixture
def began(script: Script, journey: str) -> Script:
    """Return the script on a store in which one measure began."""
    kind = ("--kind", "virksomhedspraktik")
    script("measure", "grant", journey, *kind, "--on", "2026-02-02")
    script("ruling", "hear", journey, "--matter", "tilbud", "--words", "Ja", "--on", "2026-02-02")
    script("measure", "start", journey, "--on", "2026-02-03")
    return script


@pytest.mark.parametrize(
    "asked",
    [
        "effects",
        "effects --publish --yes",
        "overview --publish --yes --by basis",
        "audit publications",
    ],
)
def test_who_only_counts_is_asked_for_no_purpose(began: Script, asked: str) -> None:
    """Nobody is looked at, so there is nothing for a citizen to read."""
    on = () if asked.startswith("audit") else ("--on", "2026-06-30")
    assert began("--role", "manager", *asked.split(), *on)


def test_what_was_noted_of_each_that_ended_is_shown_to_a_manager(
    began: Script, journey: str
) -> None:
    """In the words of the day, with whose journey it is; the look is logged."""
    began("measure", "end", journey, "--effect", "Tør tage bussen", "--on", "2026-03-02")
    asked = (*MANAGER, "effects", "--measure", "virksomhedspraktik", "--notes", *ON)
    assert "Tør tage bussen" in began(*asked)
    looks = began.json("access", "show", journey)["looks"]
    assert "effect-notes" in {look["view"] for look in looks}


@pytest.mark.parametrize(
    "more",
    [
        (),
        ("--measure", "løntilskud", "--by", "basis"),
        ("--measure", "løntilskud", "--within", "3m"),
    ],
)
def test_notes_go_with_one_measure_alone(began: Script, more: tuple[str, ...]) -> None:
    """And with no choice that is about an answer."""
    assert "--measure" in began.refused(2, *MANAGER, "effects", "--notes", *more)


def on_screen(view: Effects, language: Language) -> list[str]:
    """Return what is read on a screen, a line at a time."""
    with spoken(language):
        return list(lines(drawn(view, BOOK)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_shows_the_word_what_can_be_seen_and_the_sentence(language: Language) -> None:
    """How much so few can show is read before the answer."""
    seen = on_screen(effects(CLEAR), language)
    with spoken(language):
        before = " ".join(sentences.precision_sentences(CLEAR))
        told = " ".join(sentences.committee_sentences(CLEAR, BOOK))
        paid_work = say(sentences.PAID_WORK)
    assert seen.index(before) < seen.index(told)
    assert any("Ser ud til at hjælpe" in line or "Seems to help" in line for line in seen)
    assert paid_work in seen


def test_a_screen_of_eighty_columns_has_room_for_all_of_it() -> None:
    """No line is longer, and no number is broken."""
    file = StringIO()
    with spoken("da"):
        Console(file=file, width=80, markup=False, highlight=False).print(drawn(EVERY, BOOK))
    assert max(map(len, file.getvalue().splitlines())) <= 80
    assert "+20 til +42" in file.getvalue()


def test_of_fewer_than_fifty_a_screen_shows_only_their_band() -> None:
    """Neither a table nor what it would rest on."""
    seen = " ".join(on_screen(effects(FEW), "da"))
    assert "10 til 49 begyndte" in seen
    assert "37" not in seen
    assert "Det hviler svaret på" not in seen


def test_a_table_for_a_spreadsheet_has_a_row_for_each_outcome() -> None:
    """With the same header where too few began to say anything."""
    rows = list(csv.DictReader(io.StringIO(sheet(THREE), newline="")))
    assert [row["outcome"] for row in rows if row["measure"] == "løntilskud"] == [
        *("days", "first-hour", "kept", "pension")
    ]
    (days,) = [row for row in rows if (row["measure"], row["outcome"]) == ("mentorstøtte", "days")]
    assert CLEAR.days is not None
    assert float(days["at_end.difference"]) == CLEAR.days.difference
    assert (days["word"], days["began"]) == ("helps", "390")
    few = sheet(effects(FEW))
    assert few.splitlines()[0] == sheet(THREE).splitlines()[0]
    assert sheet(effects()).splitlines() == few.splitlines()[:1]


def test_a_measure_that_one_began_has_too_few_to_say_anything(began: Script) -> None:
    """The answer for scripts has its word and its reason as codes."""
    view = began.json(*MANAGER, "effects", *ON)
    assert [(each["measure"], each["word"], each["reason"]) for each in view["effects"]] == [
        ("virksomhedspraktik", "too-few", "few-began")
    ]
    said = began.speaking("da")(*MANAGER, "virkning", *ON)
    assert "Virksomhedspraktik: For få til at sige noget" in said
    assert "Færre end 10 begyndte" in said
    assert "\nvirksomhedspraktik,,52,2026-11-29,," in began("--csv", *MANAGER, "effects", *ON)


def test_it_is_written_as_a_page(began: Script, tmp_path: Path) -> None:
    """For its owner alone, in the language that is spoken."""
    file = tmp_path / "virkning.html"
    began.speaking("da")(*MANAGER, "virkning", *ON, "--side", str(file))
    assert "For få til at sige noget" in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("typed", "within"), [((), 52), (("--within", "6m"), 26), (("--within", "3m"), 13)]
)
def test_those_who_began_are_followed_for_so_long(
    began: Script, typed: tuple[str, ...], within: int
) -> None:
    """Twelve months unless something shorter is chosen."""
    (effect,) = began.json(*MANAGER, "effects", *ON, *typed)["effects"]
    assert effect["within"] == within


def test_each_part_of_those_who_began_has_an_answer(began: Script) -> None:
    """After that of all of them."""
    found = began.json(*MANAGER, "effects", *ON, "--by", "basis")["effects"]
    assert [each["split"] for each in found] == ["", "basis:kontanthjælp"]


def test_one_measure_is_chosen_in_either_language(began: Script) -> None:
    """In capital letters or small; a change of caseworker by its Danish name, too."""
    for typed in ("Virksomhedspraktik", "LØNTILSKUD", "danskundervisning", "new-caseworker"):
        found = began.json(*MANAGER, "effects", *ON, "--measure", typed)["effects"]
        assert len(found) == 1
    danish = began.speaking("da").json(*MANAGER, "virkning", *ON, "--tilbud", "ny-sagsbehandler")
    assert [each["measure"] for each in danish["effects"]] == ["new-caseworker"]
    assert "code-unknown" in began.refused(
        1, "--json", *MANAGER, "effects", *ON, "--measure", "guld"
    )


def test_only_the_outcomes_that_are_chosen_are_shown() -> None:
    """Departures together and each by its own."""
    shown = with_outcomes(effects(CLEAR, MIXED), ["kept", "departed"])
    assert [[each.outcome for each in one.curves] for one in shown.effects] == [
        ["kept", "pension"],
        ["kept", "departed", "pension", "moved"],
    ]


def test_who_may_not_see_management_figures_is_refused(began: Script) -> None:
    """As a caseworker; nothing of it is shown."""
    assert "role-may-not" in began.refused(1, "--json", "effects", *ON)


AUDITOR = ("--role", "auditor", "--purpose", "Revision")


def test_rows_answer_as_the_store_does(began: Script, tmp_path: Path) -> None:
    """Without a store, and without its key: only the folder is read."""
    began(*AUDITOR, "population", "rows", "--real-ids", str(tmp_path / "rows"))
    view = began.json(*MANAGER, "effects", *ON)
    assert view["effects"]
    elsewhere = ("--store", f"sqlite:///{tmp_path}/none.db")
    asked = ("effects", *ON, "--rows", str(tmp_path / "rows"))
    assert began.json(*elsewhere, *MANAGER, *asked) == view
    assert began(*elsewhere, *MANAGER, *asked) == began(*MANAGER, "effects", *ON)
    assert not (tmp_path / "none.db").exists()


def test_rows_are_no_way_around_a_role_or_a_log(began: Script, tmp_path: Path) -> None:
    """Notes are words of a citizen, and what is published is recorded: both need the store."""
    rows = ("--rows", str(tmp_path))
    assert "role-may-not" in began.refused(1, "--json", "effects", *ON, *rows)
    for more in ("--publish", "--notes --measure løntilskud", "--known-at 2026-01-01T00:00"):
        assert "--rows" in began.refused(2, *MANAGER, "effects", *ON, *rows, *more.split())
    assert "it has no manifest" in began.refused(1, *MANAGER, "effects", *ON, *rows)
