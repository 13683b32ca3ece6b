"""An edition that only says the law in other words: nothing that anybody may rely on changes."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from journeys.adapters.files.law_file import check_law_file
from journeys.domain.law import Law, law
from journeys.domain.law.rules import Rule
from journeys.errors import InputUnreadable
from journeys.projections.safety.answer import Safety, safety
from journeys.projections.safety.safety_context import SafetyContext
from journeys.projections.safety.since_explained import since_explained
from tests.files.test_law_file import LAW as TEXT
from tests.files.test_law_file import TODAY
from tests.invented import WALK
from tests.lawbooks import under
from tests.projections.safety.test_since_explained import RESTING, explained
from tests.projections.safety.test_situations import SITUATIONS, Row, facts
from tests.scenario import after

OF_WORDS = [edition for edition in law().editions if edition.read is not None]
WORDS = {"da": "", "en": "", "topic": None}


def before(of: Law) -> Law:
    """Return the law without its newest edition."""
    return replace(of, editions=of.editions[:-1])


def without_words(rule: Rule) -> Rule:
    """Return what a rule says, without the words in which it says it."""
    return rule.undated.model_copy(update=WORDS)


def test_each_of_its_rules_is_as_the_law_was_read() -> None:
    """But for the words; and the law is relied on no longer than it was."""
    for edition in OF_WORDS:
        reading = law().reading_on(edition.day)
        was = law().reading_on(edition.read)
        assert edition.dropped == ()
        assert set(map(without_words, reading.rules)) == set(map(without_words, was.rules))
        assert reading.way_back == was.way_back
        assert reading.folkepension_ages == was.folkepension_ages
        assert (reading.good_until, reading.read_on) == (was.good_until, edition.read)
        assert set(map(law().as_read, reading.rules)) == {rule.undated for rule in was.rules}


@pytest.mark.parametrize("row", SITUATIONS, ids=lambda row: row["nr"])
def test_no_answer_is_another_in_other_words(row: Row) -> None:
    """In any situation: the same answer, day, rules and entries, with and without the edition."""
    on, history = date.fromisoformat(row["on"]), after(*facts(row)).history
    now, then = (safety(WALK, history, under(book), on) for book in (law(), before(law())))
    assert rests_on(now) == rests_on(then)


def rests_on(view: Safety) -> tuple[object, ...]:
    """Return the answer and what each sentence rests on and claims."""
    said = {
        (frozenset(each.rules), each.entries, each.tag, each.claim) for each in view.everything_said
    }
    return view.answer, view.until, view.has_exception, said


def test_somebody_to_whom_it_was_explained_before_has_the_same_law_in_other_words() -> None:
    """Nobody is told that the law changed."""
    day = law().editions[-1].day
    given = explained(day - timedelta(days=1)).model_copy(
        update={"edition": law().editions[-2].day}
    )
    known = after(*RESTING, given).history
    found = since_explained(SafetyContext(known, under(law()), law().newest, given.on))
    assert found is not None
    assert (found.changed, found.weaker, found.said_now) == (("words",), False, ())


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("read = 2026-11-29", "read = 2026-11-28", "`read` must be the day of an earlier edition"),
        ("read = 2026-11-29", "read = 2026-11-30", "`read` must be the day of an earlier edition"),
        (
            "read = 2026-11-29\n",
            'read = 2026-11-29\ndropped = ["private-insurance"]\n',
            "rule private-insurance changes more than its words",
        ),
        (
            'id = "open-rest-wording-new"\nedition = 2026-11-30\npart = "question"\ntag = "open"',
            'id = "open-rest-wording-new"\nedition = 2026-11-30\npart = "warning"\ntag = "open"',
            "rule open-rest-wording-new changes more than its words",
        ),
    ],
)
def test_an_edition_of_words_that_changes_more_is_named(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    """So nobody makes a change of the law look like one of words."""
    assert TEXT.count(old) == 1
    file = tmp_path / "law.toml"
    file.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(InputUnreadable) as error:
        check_law_file(file, TODAY)
    assert fault in str(error.value)
