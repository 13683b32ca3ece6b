"""Safety: the answer, what it rests on, the way back, and where it must be verified."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from journeys import events
from journeys.domain.law import law
from journeys.domain.rulebook import Promise
from journeys.projections.safety.answer import Safety, safety
from tests.invented import (
    APR_1,
    BAKERY,
    BAKING,
    FEB_1,
    GRANTED,
    JUL_1,
    JUN_1,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    RESTED,
    RULED,
    WALK,
    WISHED,
)
from tests.scenario import BOOK, after

TRYING: tuple[events.Event, ...] = (OPENED, GRANTED, WISHED, RESTED)
BACK: tuple[events.Event, ...] = (
    *TRYING,
    events.PensionReturnRequested(on=APR_1),
    events.PensionResumed(on=MAY_1, paid_from=JUN_1),
)
ENDING = RULED.model_copy(
    update={"matter": "frakendelse", "appeal_to": "Ankestyrelsen", "appeal_by": MAY_9}
)
FACTS = Path(__file__).parents[4] / "shared" / "law.md"


def read_on(facts: Path) -> date:
    """Return the day on which the facts of the law were read."""
    found = re.search(r"state of (\d{4}-\d\d-\d\d)", facts.read_text(encoding="utf-8"))
    assert found
    return date.fromisoformat(found[1])


def on(day: date, *facts: events.Event) -> Safety:
    """Return the safety on that day."""
    return safety(WALK, after(*facts).history, BOOK, day)


def english(view: Safety) -> str:
    """Return everything that is said, in English."""
    return " ".join(each.en for each in view.everything_said)


@pytest.mark.parametrize(
    ("day", "state", "entry"),
    [
        (FEB_1, "paid", 2),
        (MAR_1, "resting", 4),
        (APR_1, "return-asked", 5),
        (MAY_1, "resumed", 6),
        (JUN_1, "paid", 6),
    ],
)
def test_the_state_is_that_of_the_day_and_names_the_entry_that_made_it(
    day: date, state: str, entry: int
) -> None:
    """On any day, before and after."""
    view = on(day, *BACK)
    assert view.state == state
    assert view.sentences[0].entries == (entry,)


def test_a_pension_beside_work_is_told_with_the_work() -> None:
    """Until the work ends."""
    ended = events.PlacementEnded(on=JUN_1, placement=BAKERY, reason="Aftalt")
    working = on(MAY_1, OPENED, GRANTED, BAKING, ended)
    assert working.state == "paid-beside-work"
    assert working.sentences[0].entries == (2, 3)
    assert on(JUN_1, OPENED, GRANTED, BAKING, ended).state == "paid"


def test_the_way_back_is_shown_in_steps_with_who_does_what() -> None:
    """Also before anybody needs it; done step by step, and not once it was walked."""
    done = {
        day: [step.done for step in on(day, *BACK).way_back] for day in (MAR_1, APR_1, MAY_9, JUL_1)
    }
    assert done == {
        MAR_1: [False, False, False],
        APR_1: [True, False, False],
        MAY_9: [True, True, False],
        JUL_1: [False, False, False],
    }
    steps = on(MAR_1, *TRYING).way_back
    assert [step.who for step in steps] == ["borger", "kommune", "Udbetaling Danmark"]
    assert [step.step for step in steps] == [1, 2, 3]


def test_every_sentence_names_its_rules_their_versions_and_sources_or_its_entries() -> None:
    """And the answer names every entry about the pension."""
    view = on(MAY_1, *BACK)
    assert view.sentences[1].entries == (2, 4, 5, 6)
    for each in view.everything_said:
        assert each.rules or each.entries
        assert each.versions == {
            rule.id: rule.edition for rule in law().newest.rules if rule.id in each.rules
        }
        assert each.sources or each.tag in (None, "open")
    known = {rule.id for rule in law().rules}
    assert all(set(step.rules) <= known for step in view.way_back)


DOUBTS = {
    "Today's wording of § 43 a not read": "open-rest-wording-new",
    "asked back while one still earns enough": "open-return-while-earning-new",
    "When payment restarts": "open-restart-day",
    "After 31/12/2025": "open-withdrawal-after-2025",
    "the choice ledighedsydelse vs. resumed pension": "open-benefit-after-fleksjob",
    "Supplements while hvilende": "open-supplements",
    "open only for a pension that rests that day": "open-folkepension-while-resting",
    "Rate 2024-26": "open-wage-subsidy-rate",
    "No 2024-26 change of førtidspension offset": "open-income-rules-since-2024",
}
"""What could not be found of the law on a resting pension, in the words of those who looked."""
ELSEWHERE = ("Tidlig pension",)
"""What could not be found of another pension."""
RESTS_AT_67 = GRANTED.model_copy(update={"born": date(1959, 4, 1)})
DOUBTFUL: tuple[tuple[date, tuple[events.Event, ...]], ...] = (
    (FEB_1, TRYING),
    (MAR_1, TRYING),
    (MAY_1, (OPENED, RESTS_AT_67, WISHED, RESTED)),
    (MAR_1, (OPENED, GRANTED.model_copy(update={"scheme": "old", "on": date(2001, 6, 1)}), RESTED)),
)
"""Days and histories in which each of them is shown."""


@pytest.mark.parametrize("rule", DOUBTS.values())
def test_what_no_source_says_is_shown_as_to_be_verified_and_never_promised(rule: str) -> None:
    """In plain words, in both languages, and in no list of what is kept."""
    views = [on(day, *facts) for day, facts in DOUBTFUL]
    (doubt, *_) = [each for view in views for each in view.open_questions if rule in each.rules]
    assert doubt.en.startswith("To be verified: ")
    assert re.search("skal tjekkes|ikke afklaret", doubt.text)
    assert doubt.tag == "open"
    for view in views:
        kept = [each for each in view.sentences[2:] if not each.entries]
        assert all(rule not in each.rules for each in kept)


@pytest.mark.skipif(not FACTS.exists(), reason="the facts of the law are not on this machine")
@pytest.mark.skipif(
    FACTS.exists() and read_on(FACTS) > BOOK.law.edition,
    reason="the facts of the law were read again after this edition of it",
)
def test_every_doubt_in_the_facts_of_the_law_is_one_of_these() -> None:
    """Counted where they were written down."""
    facts = FACTS.read_text(encoding="utf-8").split("\n## 1.")[1].split("\n## 2.")[0]
    assert facts.count("[?]") == len(DOUBTS) + len(ELSEWHERE)
    assert all(doubt in facts for doubt in (*DOUBTS, *ELSEWHERE))


def test_a_reassessment_is_warned_of_with_its_day_and_the_entry_that_set_it() -> None:
    """It stands although the pension rests."""
    view = on(MAY_1, *TRYING, events.ReassessmentSet(on=APR_1, due=date(2027, 6, 1)))
    (warned,) = [each for each in view.warnings if each.rules == ("reassessment-stands",)]
    assert warned.entries == (5,)
    assert "1. juni 2027" in warned.text
    assert "1 June 2027" in warned.en


def test_a_ruling_that_ends_the_pension_is_told_with_where_to_appeal() -> None:
    """Before it has effect, and while an appeal is possible."""
    view = on(MAR_1, *TRYING, ENDING)
    assert "There is a ruling that your right to the pension ends" in english(view)
    appeal = "You can appeal the ruling to Ankestyrelsen, up to and including 9 May 2026"
    assert appeal in english(view)
    assert "appealed" not in english(on(date(2026, 5, 10), *TRYING, ENDING))
    appealed = events.RulingAppealed(on=MAR_1, ruling=ENDING.ruling)
    assert "appealed" not in english(on(MAR_1, *TRYING, ENDING, appealed))


OLD = GRANTED.model_copy(
    update={"scheme": "old", "on": date(2005, 1, 1), "case_begun": date(2002, 9, 1)}
)


@pytest.mark.parametrize(
    "ruling",
    [
        ENDING.model_copy(update={"matter": "tilbud"}),
        ENDING.model_copy(update={"outcome": "not-granted"}),
        ENDING.model_copy(update={"on": date(2004, 12, 31)}),
    ],
    ids=["another matter", "not granted", "before the pension was granted"],
)
def test_a_ruling_that_does_not_end_this_pension_changes_no_answer(
    ruling: events.RulingMade,
) -> None:
    """Only one on withdrawal, that was made of this pension, does."""
    assert on(MAR_1, OPENED, OLD, ENDING).answer == "depends"
    undisturbed = on(MAR_1, OPENED, OLD, ruling)
    assert (undisturbed.answer, undisturbed.until) == ("guaranteed-until", date(2035, 3, 3))


def test_what_came_of_an_appeal_is_no_answer_yet() -> None:
    """One that was changed may end the pension on another day."""
    appealed = events.RulingAppealed(on=FEB_1, ruling=ENDING.ruling)
    answers = {
        answer: on(
            MAY_1,
            OPENED,
            OLD,
            ENDING,
            appealed,
            events.AppealDecided(on=APR_1, ruling=ENDING.ruling, answer=answer),
        ).answer
        for answer in ("upheld", "changed", "sent-back")
    }
    assert answers == {"upheld": "depends", "changed": "verify", "sent-back": "depends"}


def test_of_two_ends_that_are_recorded_the_first_is_told() -> None:
    """A pension that ends, is granted again, and ends again."""
    first = events.PensionWithdrawn(on=MAY_1, ruling=ENDING.ruling, with_consent=True)
    second_grant = OLD.model_copy(update={"on": JUN_1})
    again = first.model_copy(update={"on": JUL_1})
    view = on(MAR_1, OPENED, OLD, first, second_grant, again)
    assert view.until == MAY_1 - timedelta(days=1)
    assert on(JUN_1, OPENED, OLD, first, second_grant, again).until == JUL_1 - timedelta(days=1)


def test_an_end_that_is_recorded_for_a_later_day_is_told_before_that_day() -> None:
    """Nobody reads that the right is kept while its end is recorded."""
    old = GRANTED.model_copy(update={"scheme": "old", "on": date(2001, 6, 1)})
    ends = events.PensionWithdrawn(on=JUN_1, ruling=ENDING.ruling, with_consent=True)
    said_so = ENDING.model_copy(update={"effective": JUN_1})
    view = on(MAY_1, OPENED, old, said_so, ends)
    assert (view.answer, view.until) == ("guaranteed-until", JUN_1 - timedelta(days=1))
    (found,) = [each for each in view.depends_on if "ends on 1 June 2026" in each.en]
    assert found.entries == (4,)


def test_a_withdrawn_pension_keeps_nothing_and_says_what_follows() -> None:
    """Where it can be appealed, and that it may be kept for a while."""
    withdrawn = events.PensionWithdrawn(on=MAY_1, ruling=ENDING.ruling, with_consent=True)
    view = on(MAY_1, OPENED, GRANTED, ENDING, withdrawn)
    assert (view.state, view.answer, view.way_back, view.warnings) == ("withdrawn", "none", (), ())
    assert "up to three months" in english(view)
    assert "Ankestyrelsen" in english(view)
    assert view.sentences[0].entries == (4,)


def test_that_it_may_be_kept_for_a_while_is_told_for_that_while() -> None:
    """Three months after it ended nobody is advised to ask for them."""
    withdrawn = events.PensionWithdrawn(on=MAY_1, ruling=ENDING.ruling, with_consent=True)
    months = [date(2026, 8, 1), date(2026, 8, 2)]
    found = [english(on(day, OPENED, GRANTED, ENDING, withdrawn)) for day in months]
    assert ["three months" in each for each in found] == [True, False]


def test_a_withdrawal_undone_on_appeal_is_owed_again_and_must_be_verified() -> None:
    """The months between stay visible."""
    view = on(
        JUL_1,
        OPENED,
        GRANTED,
        ENDING,
        events.PensionWithdrawn(on=MAY_1, ruling=ENDING.ruling, with_consent=True),
        events.RulingAppealed(on=MAY_9, ruling=ENDING.ruling),
        events.AppealDecided(on=JUN_1, ruling=ENDING.ruling, answer="changed"),
    )
    assert (view.state, view.answer) == ("withdrawn", "verify")
    assert "undo-withdrawal" in {each.kind for each in view.duties}
    assert view.depends_on[0].entries == (3, 6)


def test_without_a_pension_nothing_is_said_of_one() -> None:
    """Neither promised nor warned; what the citizen lives on is shown all the same."""
    view = on(MAR_1, OPENED)
    assert (view.state, view.answer) == ("none", "none")
    assert (view.everything_said, view.way_back, view.promises) == ((), (), ())
    assert [period.lives_on for period in view.income] == [("førtidspension",)]


def test_the_periods_of_income_and_their_gaps_are_told() -> None:
    """From the day the journey was opened; a gap is a duty to look at."""
    view = on(JUL_1, *BACK)
    assert [(each.starts, each.ends, each.lives_on, each.gap) for each in view.income] == [
        (OPENED.on, MAR_1, ("førtidspension",), False),
        (MAR_1, JUN_1, (), True),
        (JUN_1, None, ("førtidspension",), False),
    ]
    owed = {each.kind for each in on(APR_1, *BACK).duties}
    assert owed == {"income-gap", "pension-return", "explain-safety"}


def test_a_promise_of_the_municipality_stands_apart_on_its_days() -> None:
    """It is never among the sentences of the law, and changes no answer."""
    promise = Promise.model_validate(
        {
            "da": "Du beholder din kontaktperson.",
            "en": "You keep your contact person.",
            "from": MAR_1,
            "to": APR_1,
            "decided_by": "Beskæftigelsesudvalget, 12/1/2026",
        }
    )
    book = BOOK._replace(promises=(promise,))
    history = after(*TRYING).history
    for day, promised in {FEB_1: (), MAR_1: (promise,), APR_1: (promise,), MAY_1: ()}.items():
        view = safety(WALK, history, book, day)
        assert view.promises == promised
        assert view.model_copy(update={"promises": ()}) == safety(WALK, history, BOOK, day)
    assert safety(WALK, after(OPENED).history, book, MAR_1).promises == ()
