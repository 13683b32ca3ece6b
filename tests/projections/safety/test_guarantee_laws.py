"""The laws of the guarantee: what holds of every answer, on arbitrary histories and laws."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from journeys import History, events
from journeys.domain.duties import duties, open_duties
from journeys.domain.income import incomes
from journeys.domain.law import Law, law
from journeys.domain.law.rules import RIGHT_PARTS, Rule
from journeys.projections.safety.answer import Safety, safety
from journeys.testing.strategies import Request, days, histories, requests
from tests.domain.test_laws import walked
from tests.invented import GRANTED, OPENED, RESTED, RULED, WALK, WISHED
from tests.lawbooks import AGELESS, FIRST, LAW, instead, read_again, under
from tests.meeting import met
from tests.scenario import BOOK

GUARANTEED = ("guaranteed", "guaranteed-until")

turns = [day + timedelta(days=off) for day in law().turning_days for off in (-1, 0)]
anydays = (
    st.sampled_from(turns)
    | st.dates(date(2022, 6, 1), date(2027, 12, 31))
    | st.dates(date(2000, 1, 1), date(2032, 12, 31))
)
births = st.dates(date(1945, 1, 1), date(2000, 1, 1))


@st.composite
def varied(draw: st.DrawFn, of: Rule) -> Rule:
    """Return a rule that was read differently: as certain, or less so; on other days."""
    starts = draw(st.none() | anydays)
    ends = draw(st.none() | anydays)
    begins = of.starts if starts is None else starts
    return of.model_copy(
        update={
            "tag": draw(st.sampled_from([of.tag, "open", "weak", "derived", "verified"])),
            "starts": begins,
            "ends": max(begins, of.ends if ends is None else ends),
        }
    )


some_rules: st.SearchStrategy[list[Rule]] = st.lists(
    st.sampled_from(LAW.rules).flatmap(varied), max_size=8
)
changed_laws = some_rules.map(lambda rules: instead(*rules))
laws: st.SearchStrategy[Law] = (
    st.sampled_from([law(), AGELESS])
    | changed_laws
    | changed_laws.map(lambda changed: replace(changed, folkepension_ages=()))
)


ANEW = (events.PensionGranted, events.RulingAppealed, events.AppealDecided, events.PensionResumed)
"""What can make another answer of what is known already."""

ENDINGS: st.SearchStrategy[list[events.Event]] = st.lists(
    st.one_of(
        st.builds(
            events.RulingMade,
            on=days(),
            ruling=st.just(RULED.ruling),
            matter=st.just("frakendelse"),
            outcome=st.sampled_from(["granted", "not-granted"]),
            legal_basis=st.just("LSP"),
            effective=st.none() | days(),
        ),
        st.builds(events.PensionWithdrawn, on=days(), ruling=st.just(RULED.ruling)),
        st.builds(
            events.WishesHeard, on=days(), matter=st.just("frakendelse"), words=st.just("Nej")
        ),
        st.builds(events.ReassessmentSet, on=days(), due=days()),
    ),
    max_size=3,
)
"""What can end the right, in any order and on any day."""


@st.composite
def pensioners(draw: st.DrawFn) -> History:
    """Return an arbitrary history that begins with somebody who has a pension."""
    granted = GRANTED.model_copy(
        update={
            "on": date(2003, 2, 1),
            "scheme": draw(st.sampled_from(["new", "old"])),
            "born": draw(births),
            "reassessment": draw(st.sampled_from([None, None, date(2027, 1, 1)])),
        }
    )
    resting = draw(st.sampled_from([(), (WISHED, RESTED)]))
    # Often nothing more: a right without a limit is seldom left by what is drawn.
    more = draw(st.just(History()) | histories(max_size=5))
    endings = draw(st.just(list[events.Event]()) | ENDINGS)
    return History().followed_by([OPENED, granted, *resting, *more.events, *endings])


def answers(history: History, of: Law, on: date) -> Safety:
    """Return the answer under that law."""
    return safety(WALK, history, under(of), on)


@given(pensioners(), laws, anydays)
def test_nothing_is_guaranteed_that_rests_on_what_is_unsure_or_out_of_date(
    history: History, of: Law, on: date
) -> None:
    """Whatever the law says, and however sure anybody is of it."""
    view = answers(history, of, on)
    if view.answer not in GUARANTEED:
        return
    assert on <= of.newest.good_until
    said = view.sentences[1]
    rules = [rule for rule in of.newest.rules if rule.id in said.rules]
    assert rules
    assert {rule.tag for rule in rules} == {"verified"}
    assert any(rule.part == "protection" and rule.in_force(on) for rule in rules)
    assert set(RIGHT_PARTS) <= {rule.part for rule in rules}
    last = view.until or date.max
    assert last >= on
    for rule in rules:
        assert rule.part == "protection" or rule.starts <= on <= last <= rule.ends


@given(pensioners(), laws, anydays)
def test_the_last_day_of_a_guarantee_is_the_last_day_it_is_given_on(
    history: History, of: Law, on: date
) -> None:
    """By law alone: asked on that day it still holds, and a day later it is another answer."""
    view = answers(history, of, on)
    if view.answer != "guaranteed-until" or view.until is None:
        return
    ahead = (event for event in history.events if event.on > on)
    if view.until > of.newest.good_until or any(isinstance(event, ANEW) for event in ahead):
        return
    held = answers(history, of, view.until)
    assert (held.answer, held.until) == ("guaranteed-until", view.until)
    later = answers(history, of, view.until + timedelta(days=1))
    assert later.answer not in GUARANTEED


@given(pensioners() | histories(), laws, anydays | days())
def test_every_sentence_names_a_rule_or_an_entry_and_the_answer_is_its_weakest(
    history: History, of: Law, on: date
) -> None:
    """No sentence stands on nothing; what makes the answer weak is said."""
    view = answers(history, of, on)
    for each in view.everything_said:
        assert each.rules or each.entries
        assert each.text
        assert each.en
    carrying = {rule.id for rule in of.newest.rules if rule.tag != "verified"}
    if view.answer not in ("none", "verify"):
        assert not carrying & set(view.sentences[1].rules)
    if view.state != "none":
        assert bool(view.depends_on) == (view.answer not in ("guaranteed", "none"))


@given(pensioners(), st.data(), anydays, anydays)
def test_the_view_of_a_day_never_changes_when_law_with_later_days_is_added(
    history: History, data: st.DataObject, on: date, later: date
) -> None:
    """Rules that begin after it leave it as it was, in this edition and in the next.

    Not so what protects the right, or gives it from an age on: a promise goes on where they do.
    """
    begins = max(later, on + timedelta(days=1))
    new = [
        rule.model_copy(update={"id": f"new-{nr}", "starts": begins, "ends": date.max})
        for nr, rule in enumerate(data.draw(some_rules))
        if rule.part not in ("protection", "scheme") and rule.age is None
    ]
    before = answers(history, LAW, on)
    assert without_digest(answers(history, instead(*new), on)) == without_digest(before)
    if on <= LAW.newest.good_until and on < begins:
        grown = read_again(new)
        assert without_comparison(answers(history, grown, on)) == without_comparison(before)
        known = grown.editions[-1].day - timedelta(days=1)
        assert known >= FIRST
        assert grown.reading_on(known).rules == LAW.newest.rules


def without_digest(view: Safety) -> Safety:
    """Return the view without the digest of the law it used."""
    return view.model_copy(update={"law_digest": ""})


def without_comparison(view: Safety) -> Safety:
    """Return the view without what it says of another day, and when and how the law was read."""
    other_day = {"since_explained": None, "duties": (), "law_read": FIRST, "law_read_on": FIRST}
    return without_digest(view).model_copy(update=other_day)


@given(st.lists(requests(), max_size=30), days())
def test_no_day_after_asking_the_pension_back_is_without_income_or_an_open_duty(
    asked: list[Request], on: date
) -> None:
    """Whatever else is recorded: either there is something to live on, or somebody owes it."""
    history = walked(asked, History().followed_by([OPENED, GRANTED, WISHED, RESTED]))
    history = history.followed_by([events.PensionReturnRequested(on=on)])
    for nr in range(200):
        day = on + timedelta(days=nr)
        lives_on = [
            each.lives_on
            for each in incomes(history.on(day), BOOK)
            if each.starts <= day and (each.ends is None or day < each.ends)
        ]
        assert lives_on
        if not lives_on[0]:
            assert open_duties(history, BOOK, day)


@given(pensioners() | histories(), days())
def test_income_is_told_for_every_day_it_is_followed_and_its_gaps_are_owed(
    history: History, on: date
) -> None:
    """One period after the other, never two at once; each gap is a duty, and each duty a gap."""
    found = incomes(history, BOOK)
    for one, other in pairwise(found):
        assert one.ends is not None
        assert one.starts < one.ends <= other.starts
    gaps = [(each.starts, each.ends) for each in found if not each.lives_on]
    owed = [(each.since, each.met) for each in duties(history, BOOK) if each.kind == "income-gap"]
    assert owed == gaps
    journey = history.on(on).journey
    if journey.people.status in ("open", "resting"):
        assert any(
            each.starts <= on and (each.ends is None or on < each.ends)
            for each in incomes(history.on(on), BOOK)
        )


def test_the_strategies_meet_every_answer() -> None:
    """A law that no example reaches proves nothing."""
    wanted = {"guaranteed", "guaranteed-until", "depends", "verify"}

    def of(asked: tuple[History, Law, date]) -> str:
        return answers(*asked).answer

    assert met(of, st.tuples(pensioners(), laws, anydays), wanted, 3000) >= wanted
