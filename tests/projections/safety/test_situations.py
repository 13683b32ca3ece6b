"""Every situation in SITUATIONS.md has the answer, and rests on the rules, that stand there."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from journeys import PlacementId, RulingId, events
from journeys.domain.days import days_after
from journeys.domain.law import law
from journeys.domain.law.rules import RIGHT_PARTS
from journeys.projections.safety.answer import Safety, safety
from journeys.projections.safety.sentence import Sentence
from tests.invented import ANNA, BAKERY, KITCHEN, WALK
from tests.scenario import BOOK, after

TABLES = Path(__file__).parent / "SITUATIONS.md"
RULING = RulingId(KITCHEN)
STATES = {
    "none": "none",
    "paid": "paid",
    "beside work": "paid-beside-work",
    "rests": "resting",
    "asked": "return-asked",
    "decided": "resumed",
    "withdrawn": "withdrawn",
}
OF_SENIORPENSION = "seniorpension-decided-by-atp"
"""A ground that is shown to those who live on one."""
KEPT = (*RIGHT_PARTS, "protection", "withdrawal")

Row = dict[str, str]


def lines() -> Iterator[list[str]]:
    """Yield the cells of every line of a table."""
    for line in TABLES.read_text(encoding="utf-8").splitlines():
        if line.startswith("| "):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def letters() -> dict[str, str]:
    """Return the rule that each letter stands for."""
    return {cells[0]: cells[1] for cells in lines() if len(cells) == 3 and cells[0] != "letter"}


def rows() -> list[Row]:
    """Return every situation."""
    columns: list[str] = []
    found = []
    for cells in lines():
        if cells[0] == "nr":
            columns = cells
        elif columns:
            found.append(dict(zip(columns, cells, strict=True)))
    return found


LETTERS = letters()
SITUATIONS = rows()


def facts(row: Row) -> Iterator[events.Event]:
    """Yield what is recorded of somebody in this situation."""
    on = date.fromisoformat(row["on"])
    rested = on - timedelta(days=60)
    old = date(2001, 6, 1)
    new = date(2015, 6, 1) if rested > date(2015, 6, 1) else date(2003, 6, 1)
    reassessment = None if row["reassessment"] == "-" else date.fromisoformat(row["reassessment"])
    granted = new if row["scheme"] == "new" else old
    basis = row.get("basis", "førtidspension")
    yield events.JourneyOpened(
        on=date(2001, 5, 1), municipality="621", basis=basis, responsible=ANNA
    )
    if row["state"] == "none":
        return
    yield events.PensionGranted(
        on=date.fromisoformat(row.get("granted", granted.isoformat())),
        scheme="new" if row["scheme"] == "new" else "old",
        born=date.fromisoformat(row["born"]),
        reassessment=reassessment,
        case_begun=None if row.get("begun", "-") == "-" else date.fromisoformat(row["begun"]),
    )
    if row.get("moved", "-") != "-":
        yield events.PensionSchemeChanged(on=date.fromisoformat(row["moved"]))
    if row["state"] in ("rests", "asked", "decided"):
        yield events.WishToWorkExpressed(on=rested, words="Gerne")
        yield events.PensionRested(on=rested)
    if row["state"] in ("asked", "decided"):
        yield events.PensionReturnRequested(on=on - timedelta(days=10))
    if row["state"] == "decided":
        yield events.PensionResumed(on=on - timedelta(days=5), paid_from=on + timedelta(days=20))
    if row["fleksjob"] == "yes" or row["state"] == "beside work":
        kind = "fleksjob" if row["fleksjob"] == "yes" else "småjob"
        yield events.PlacementStarted(
            on=on - timedelta(days=20), placement=PlacementId(BAKERY), placement_kind=kind
        )
    yield from ends(row, on)


def ends(row: Row, on: date) -> Iterator[events.Event]:
    """Yield what is recorded of a ruling that ends the pension."""
    withdrawn = row["state"] == "withdrawn"
    if not withdrawn and row["ruling"] == "-":
        return
    ended = on - timedelta(days=10) if withdrawn else on + timedelta(days=30)
    yield events.RulingMade(
        on=on - timedelta(days=40 if withdrawn else 5),
        ruling=RULING,
        matter="frakendelse",
        outcome="granted",
        legal_basis="Lov om social pension",
        effective=ended,
    )
    if withdrawn or row["ruling"] == "ahead":
        yield events.PensionWithdrawn(
            on=ended, ruling=RULING, with_consent=row["ruling"] == "consent"
        )
    if row["ruling"] == "undone":
        yield events.RulingAppealed(on=on - timedelta(days=5), ruling=RULING)
        yield events.AppealDecided(on=on - timedelta(days=1), ruling=RULING, answer="changed")


def answer(row: Row) -> Safety:
    """Return what the library answers in this situation."""
    return safety(WALK, after(*facts(row)).history, BOOK, date.fromisoformat(row["on"]))


def ids(cell: str) -> set[str]:
    """Return the rules that a cell names."""
    return {LETTERS[letter] for letter in cell.split() if letter not in "-!"}


def of(sentences: Iterable[Sentence]) -> set[str]:
    """Return the rules of sentences that tell one rule each."""
    return {each.rules[0] for each in sentences if len(each.rules) == 1}


def test_there_are_enough_of_them_and_every_rule_of_the_law_is_in_one() -> None:
    """Except the grounds, which are never shown by themselves."""
    assert len(SITUATIONS) >= 60
    assert [row["nr"] for row in SITUATIONS] == [str(nr + 1) for nr in range(len(SITUATIONS))]
    told = {rule.id for rule in law().newest.rules if rule.part != "ground"}
    assert set(LETTERS.values()) - {"(no rule)", OF_SENIORPENSION} == told
    named = " ".join(" ".join(row.values()) for row in SITUATIONS).split()
    assert LETTERS.keys() <= set(named)


def test_each_side_of_every_day_of_the_law_is_in_one() -> None:
    """The day a rule begins and the day before; its last day and the day after."""
    asked = {row["on"] for row in SITUATIONS}
    told = [rule for rule in law().newest.rules if rule.part not in ("ground", "scheme")]
    turns = {rule.starts for rule in told} | {days_after(rule.ends, 1) for rule in told}
    for day in turns - {date.min, date.max}:
        assert {day.isoformat(), (day - timedelta(days=1)).isoformat()} <= asked


@pytest.mark.parametrize("row", SITUATIONS, ids=lambda row: row["nr"])
def test_the_answer_is_the_one_that_stands_there(row: Row) -> None:
    """And so is everything it rests on, is shown with it, or must be verified."""
    view = answer(row)
    assert view.state == STATES[row["state"]]
    assert view.answer == row["answer"]
    assert str(view.until or "-") == row["until"]
    if row["state"] == "none":
        assert of(view.everything_said) == ids(row["kept"])
        return
    said, gives_the_answer, *kept = view.sentences
    assert said.entries
    assert set(gives_the_answer.rules) == ids(row["rests on"])
    parts = {rule.id: rule.part for rule in law().newest.rules}
    assert {rule for rule in of(kept) if parts[rule] not in KEPT} == ids(row["kept"])
    assert of(view.warnings) == ids(row["warned"])
    assert of(view.open_questions) == ids(row["to verify"])
    out_of_date = any(re.search("Vi læste loven", each.text) for each in view.open_questions)
    assert out_of_date == ("!" in row["to verify"])
