"""Two journeys of one citizen become one: every view is made of both, and nothing is copied."""

from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from journeys import Actor, History, JourneyId, Journeys, decide, events, verbs
from journeys.adapters.sql.database.tables import tables_of
from journeys.domain.history import JOINED
from journeys.errors import Conflict, Erased, Refused, UnknownJourney
from journeys.testing import strategies
from tests.app.queueing import at_once
from tests.app.rows import stored_rows
from tests.connections import connection_of
from tests.effort import tries
from tests.invented import (
    ANNA,
    APR_1,
    BY_ANNA,
    BY_BO,
    FEB_1,
    GRANTED,
    JAN_1,
    JUN_1,
    KITCHEN,
    MAR_1,
    WALK,
    looking,
    opened,
)

ENDED = JourneyId(UUID("00000000-0000-4000-8000-00000000000e"))
THIRD = JourneyId(UUID("00000000-0000-4000-8000-00000000000f"))
LEADER = Actor("dorte.example", "manager")
AUDITOR = Actor("revisor.example", "auditor")
PURPOSE = "sagsbehandling"
WHY = "Samme borger: erstatnings-CPR"
NUMBERS = {WALK: "610203-1234", ENDED: "710203-1235"}
GROUND = {"reason": "Tiden er gået", "authority": "Arkivet har dem"}


@pytest.fixture
def two(walks: Journeys) -> Journeys:
    """Return two journeys, of which the one that is to end holds a pension and a subgoal."""
    opened(walks)
    opened(walks, ENDED)
    walks.decide(
        ENDED, verbs.grant_pension, BY_ANNA, "p-1", scheme="new", born=GRANTED.born, on=GRANTED.on
    )
    walks.decide(ENDED, verbs.express_wish_to_work, actor=BY_ANNA, words="Et bageri", on=FEB_1)
    step = {"subgoal": KITCHEN, "title": "Lave mad", "why": "Ro", "on": FEB_1}
    walks.decide(ENDED, verbs.set_subgoal, BY_ANNA, None, **step)  # type: ignore[arg-type]
    for journey, number in NUMBERS.items():
        identify(walks, journey, number)
    return walks


def identify(walks: Journeys, journey: JourneyId, number: str, *, corrects: bool = False) -> None:
    """Say who a journey is about."""
    walks.persons.identify(
        journey,
        name="Opfundet Borgersen",
        number=number,
        actor=BY_ANNA,
        purpose=PURPOSE,
        corrects=corrects,
    )


def join(
    walks: Journeys, ended: JourneyId = ENDED, into: JourneyId = WALK, request_id: str | None = None
) -> list[int]:
    """Join two journeys; return the numbers of the new entries."""
    entries = walks.merge(ended, into=into, why=WHY, on=MAR_1, actor=BY_ANNA, request_id=request_id)
    return [each.version for each in entries]


def assert_sound(walks: Journeys) -> None:
    """Assert that every row follows from the log, now and after a rebuild, and the seal holds."""
    assert list(walks.maintenance.check()) == []
    before = stored_rows(walks)
    walks.maintenance.rebuild()
    assert stored_rows(walks) == before
    assert list(walks.maintenance.check()) == []
    assert walks.maintenance.status().set_aside == {}
    assert all(verdict.fault is None for verdict in walks.seal.verify())


def test_what_stands_in_the_one_that_ended_counts_in_the_one_that_stays(two: Journeys) -> None:
    """The pension, the wish and the step; both ids answer with the one that stays."""
    assert looking(two).safety(WALK, on=APR_1).answer == "none"
    alone = looking(two).safety(ENDED, on=APR_1)
    assert join(two) == [5, 2]
    for journey in (WALK, ENDED):
        view = looking(two).milestones(journey, on=APR_1)
        assert (view.journey, view.pension) == (WALK, "paid")
        assert [step.title for step in view.steps] == ["Lave mad"]
        assert looking(two).safety(journey, on=APR_1).answer == alone.answer
    assert [each.journey for each in looking(two).caseload(on=APR_1).cases] == [WALK]
    assert {row[0] for _, row in stored_rows(two)} == {str(WALK)}
    assert_sound(two)


def test_every_entry_has_a_number_of_its_own_in_the_order_it_was_recorded(two: Journeys) -> None:
    """Those that came with it begin above a million; nothing was copied in the log."""
    join(two)
    history = looking(two).history(ENDED)
    assert [entry.version for entry in history.entries] == [
        1,
        *(JOINED + nr for nr in (1, 2, 3, 4, 5)),
        2,
    ]
    assert history.streams == (WALK, ENDED)
    assert history.version == 2
    positions = [entry.position for entry in history.entries]
    assert positions == sorted(positions)
    with two.store.reading() as transaction:
        rows = connection_of(transaction).execute(select(tables_of("journeys").events)).all()
    assert len(rows) == len(history.entries)


def test_a_decision_on_either_id_is_recorded_on_the_one_that_stays(two: Journeys) -> None:
    """And sees both: the subgoal of the one that ended is reached."""
    join(two)
    (entry,) = two.decide(
        ENDED, verbs.reach_subgoal, BY_ANNA, "r-1", subgoal=KITCHEN, on=APR_1, words="Klaret"
    )
    assert (entry.journey, entry.version) == (WALK, 3)
    for journey in (ENDED, WALK):
        again = two.decide(
            journey, verbs.reach_subgoal, BY_ANNA, "r-1", subgoal=KITCHEN, on=APR_1, words="Klaret"
        )
        assert again == (entry,)
    assert_sound(two)


def test_a_request_of_before_is_answered_as_before(two: Journeys) -> None:
    """By the numbers that the entries have now."""
    join(two)
    for journey in (ENDED, WALK):
        (entry,) = two.decide(
            journey,
            verbs.grant_pension,
            BY_ANNA,
            "p-1",
            scheme="new",
            born=GRANTED.born,
            on=GRANTED.on,
        )
        assert (entry.version, entry.journey) == (JOINED + 2, ENDED)


def test_an_entry_of_the_one_that_ended_can_be_retracted(two: Journeys) -> None:
    """By its number in the history of both; never by the old id, whose numbers were others."""
    join(two)
    with pytest.raises(Refused) as refused:
        two.retract(ENDED, entry=1, why="Forkert", on=APR_1, actor=BY_ANNA)
    assert refused.value.code == "journey-merged"
    assert str(WALK) in str(refused.value)
    (entry,) = two.retract(WALK, entry=JOINED + 4, why="Forkert mål", on=APR_1, actor=BY_ANNA)
    assert (entry.journey, entry.version) == (WALK, 3)
    assert looking(two).milestones(WALK, on=APR_1).steps == ()
    assert two.retract(WALK, entry=JOINED + 4, why="Forkert", on=APR_1, actor=BY_ANNA) == ()
    assert_sound(two)


def test_a_retraction_of_before_still_retracts_what_it_did(two: Journeys) -> None:
    """It is about the entry with that number in its own stream."""
    two.retract(ENDED, entry=4, why="Forkert mål", on=FEB_1, actor=BY_ANNA)
    join(two)
    assert looking(two).milestones(WALK, on=APR_1).steps == ()
    lines = looking(two).timeline(WALK).lines
    assert next(each.retracted_by for each in lines if each.entry == JOINED + 4) == JOINED + 5


def test_a_wrong_joining_is_taken_back_and_nothing_is_lost(two: Journeys) -> None:
    """One retraction separates both, in one commit; and they can be joined again."""
    before = stored_rows(two)
    seen = {each: looking(two).timeline(each).lines for each in (WALK, ENDED)}
    join(two)
    back = two.retract(WALK, entry=2, why="To borgere", on=APR_1, actor=BY_ANNA)
    assert [(each.journey, each.version) for each in back] == [(WALK, 3), (ENDED, 6)]
    for journey, lines in seen.items():
        history = looking(two).history(journey)
        assert history.streams == (journey,)
        assert looking(two).timeline(journey).lines[: len(lines)] == lines
    versions = {row[0]: row[3] for table, row in stored_rows(two) if table == "journeys"}
    assert versions == {str(WALK): 3, str(ENDED): 6}
    assert len(stored_rows(two)) == len(before)
    assert_sound(two)
    assert join(two) == [7, 4]
    assert looking(two).history(WALK).entries[-1].version == 4
    assert max(each.version for each in looking(two).history(WALK).entries) == 2 * JOINED + 7
    assert_sound(two)


def test_what_was_recorded_on_both_holds_them_together(two: Journeys) -> None:
    """It rests on the other; so does the retraction of an entry of the other."""
    join(two)
    two.decide(WALK, verbs.reach_subgoal, actor=BY_ANNA, subgoal=KITCHEN, on=APR_1)
    for rests in (3, 4):
        with pytest.raises(Refused) as refused:
            two.retract(WALK, entry=2, why="To borgere", on=APR_1, actor=BY_ANNA)
        assert refused.value.code == "entry-still-cited"
        assert str(rests) in str(refused.value)
        two.retract(WALK, entry=rests, why="To borgere", on=APR_1, actor=BY_ANNA)
        if rests == 3:
            two.retract(WALK, entry=JOINED + 4, why="Mål", on=APR_1, actor=BY_ANNA)
            two.retract(WALK, entry=5, why="Nej", on=APR_1, actor=BY_ANNA)
            two.decide(WALK, verbs.reach_subgoal, actor=BY_ANNA, subgoal=KITCHEN, on=APR_1)
            break
    two.retract(WALK, entry=7, why="Nej", on=APR_1, actor=BY_ANNA)
    two.retract(WALK, entry=JOINED + 4, why="Mål", on=APR_1, actor=BY_ANNA)
    with pytest.raises(Refused, match="9"):
        two.retract(WALK, entry=2, why="To borgere", on=APR_1, actor=BY_ANNA)
    two.retract(WALK, entry=9, why="Nej", on=APR_1, actor=BY_ANNA)
    assert len(two.retract(WALK, entry=2, why="To borgere", on=APR_1, actor=BY_ANNA)) == 2


def code_of(walks: Journeys, ended: JourneyId, into: JourneyId, **more: object) -> str:
    """Return by which code a joining is refused."""
    given = {"why": WHY, "on": MAR_1, "actor": BY_ANNA, **more}
    with pytest.raises(Refused) as refused:
        walks.merge(ended, into=into, **given)  # type: ignore[arg-type]
    return refused.value.code


def test_what_cannot_be_joined_is_refused_by_its_code(two: Journeys) -> None:
    """Whoever may not, no reason, one journey twice, and those that were joined before."""
    opened(two, THIRD)
    assert code_of(two, ENDED, WALK, actor=AUDITOR) == "role-may-not"
    assert code_of(two, ENDED, WALK, why=" ") == "why-missing"
    assert code_of(two, ENDED, WALK, why="Nummer 010203-1234") == "words-carry-cpr"
    assert code_of(two, WALK, WALK) == "journey-same"
    with pytest.raises(UnknownJourney):
        join(two, JourneyId(UUID(int=99)))
    join(two)
    assert join(two) == []
    assert code_of(two, WALK, ENDED) == "journey-merged"  # back
    assert code_of(two, ENDED, THIRD) == "journey-merged"  # twice
    assert code_of(two, THIRD, ENDED) == "journey-merged"  # into the one that ended


def test_the_joining_facts_are_recorded_by_merge_alone(two: Journeys) -> None:
    """On one stream alone, they would leave the other without its counterpart."""
    for fact in (
        events.JourneyMerged(on=MAR_1, why=WHY, into=WALK),
        events.JourneyAbsorbed(on=MAR_1, why=WHY, absorbed=WALK, numbered_from=JOINED),
    ):
        with pytest.raises(Refused) as refused:
            two.record(ENDED, lambda _, fact=fact: [fact], BY_ANNA)  # type: ignore[misc]
        assert refused.value.code == "merge-only"


def test_an_open_journey_is_not_closed_by_a_joining(two: Journeys) -> None:
    """The closing of the other is retracted first."""
    two.decide(ENDED, verbs.set_aside_subgoal, actor=BY_ANNA, subgoal=KITCHEN, reason="-", on=FEB_1)
    two.decide(ENDED, verbs.close_journey, actor=BY_ANNA, reason="Dobbelt", on=MAR_1)
    assert code_of(two, ENDED, WALK) == "merge-would-close"
    two.retract(ENDED, entry=6, why="Dobbelt", on=MAR_1, actor=BY_ANNA)
    assert join(two)


def test_a_chain_is_one_citizen_and_is_separated_from_its_end(two: Journeys) -> None:
    """A into B, and B into C: all three ids find C; an inner joining is not retracted alone."""
    opened(two, THIRD)
    join(two)
    assert join(two, WALK, THIRD) == [3, 2]
    for journey in (ENDED, WALK, THIRD):
        view = looking(two).milestones(journey, on=APR_1)
        assert (view.journey, view.pension) == (THIRD, "paid")
    history = looking(two).history(ENDED)
    assert history.streams == (THIRD, WALK, ENDED)
    numbers = [each.version for each in history.entries]
    assert len(set(numbers)) == len(numbers) == 10
    assert_sound(two)
    inner = next(
        each.version
        for each in history.entries
        if isinstance(each.event, events.JourneyAbsorbed) and each.version > JOINED
    )
    for number in (inner, JOINED + 3, 2 * JOINED + 5):
        with pytest.raises(Refused) as refused:
            two.retract(THIRD, entry=number, why="Nej", on=APR_1, actor=BY_ANNA)
        assert refused.value.code == "merge-outermost"
        assert "entry 2 " in str(refused.value)
    two.retract(THIRD, entry=2, why="Nej", on=APR_1, actor=BY_ANNA)
    assert looking(two).history(ENDED).streams == (WALK, ENDED)
    with pytest.raises(Refused) as refused:
        two.retract(THIRD, entry=3, why="Jo", on=APR_1, actor=BY_ANNA)
    assert refused.value.code == "merge-again"
    two.retract(WALK, entry=2, why="Nej", on=APR_1, actor=BY_ANNA)
    assert looking(two).history(ENDED).streams == (ENDED,)
    assert_sound(two)


def test_a_joining_is_idempotent_and_can_be_rehearsed(two: Journeys) -> None:
    """The same request returns the same entries, and another under its id is refused."""
    before = stored_rows(two)
    assert join(two.rehearsing()) == [5, 2]
    assert stored_rows(two) == before
    assert looking(two).history(ENDED).streams == (ENDED,)
    first = join(two, request_id="m-1")
    assert join(two, request_id="m-1") == first
    opened(two, THIRD)
    with pytest.raises(Refused) as refused:
        join(two, THIRD, request_id="m-1")
    assert refused.value.code == "request-id-used"


def test_both_numbers_find_the_one_that_stays(two: Journeys) -> None:
    """And a name finds it once; no look at the one that ended is lost."""
    join(two)
    for number in NUMBERS.values():
        assert looking(two).find(number) == WALK
    (named,) = looking(two).called("Opfundet", most=5)
    assert named.journey == WALK
    identify(two, ENDED, NUMBERS[ENDED])
    for journey in (WALK, ENDED):
        known = looking(two).identity(journey)
        assert known is not None
        assert known.number == "7102031235"
    for number in NUMBERS.values():
        assert looking(two).find(number) == WALK
    assert all(verdict.fault is None for verdict in two.seal.verify())
    assert two.ids_like(str(ENDED)) == (WALK,)
    assert two.ids_like(str(ENDED)[:-1]) != ()


def test_who_is_known_on_one_of_them_alone_is_named_by_either_id(walks: Journeys) -> None:
    """And a journey that was never joined stays without a name."""
    for journey in (WALK, ENDED, THIRD):
        opened(walks, journey)
    identify(walks, ENDED, NUMBERS[ENDED])
    join(walks)
    named = {each.journey: each.name for each in looking(walks).names([WALK, ENDED, THIRD])}
    assert named == dict.fromkeys((WALK, ENDED), "Opfundet Borgersen")


def test_subject_access_and_the_log_of_looks_show_both(two: Journeys) -> None:
    """Each look once, in order; after a separation each citizen's copy has it."""
    looking(two).milestones(WALK)
    looking(two).milestones(ENDED)
    join(two)
    view = looking(two).subject_access(ENDED, on=APR_1)
    assert view.journey == WALK
    assert len(view.entries) == 7
    assert {each.number for each in (view.identity, *view.former_identities) if each} == {
        number.replace("-", "") for number in NUMBERS.values()
    }
    assert [each.view for each in view.looks] == [*["identified"] * 2, *["milestones"] * 2]
    assert view.requests == ("p-1",)
    shown = looking(two).access(WALK).looks
    assert [each.view for each in shown][-1] == "subject-access"
    assert len(shown) == 5
    two.retract(WALK, entry=2, why="To borgere", on=APR_1, actor=BY_ANNA)
    for journey in (WALK, ENDED):
        assert "subject-access" in [each.view for each in looking(two).access(journey).looks]


@pytest.mark.parametrize("by", [WALK, ENDED])
def test_erasing_by_either_id_erases_both(two: Journeys, by: JourneyId) -> None:
    """Keys, identities and rows; with a receipt on each stream."""
    two.decide(ENDED, verbs.set_aside_subgoal, actor=BY_ANNA, subgoal=KITCHEN, reason="-", on=FEB_1)
    join(two)
    two.decide(WALK, verbs.close_journey, actor=BY_ANNA, reason="Flyttet", on=APR_1)
    receipt = two.persons.erase(by, on=APR_1, actor=LEADER, request_id="e-1", **GROUND)
    assert receipt.journey == by
    again = two.persons.erase(by, on=APR_1, actor=LEADER, request_id="e-1", **GROUND)
    assert again == receipt
    for journey in (WALK, ENDED):
        assert two.persons.receipt(journey) is not None
        with pytest.raises(Erased):
            looking(two).history(journey)
        with pytest.raises(Erased):
            two.decide(journey, verbs.rest_journey, actor=BY_ANNA, on=JUN_1)
    for number in NUMBERS.values():
        assert looking(two).find(number) is None
    assert not stored_rows(two)
    assert_sound(two)


def test_many_decisions_at_once_are_recorded_on_the_one_that_stays(two: Journeys) -> None:
    """One journey comes once: by two ids it is refused."""
    join(two)

    def resting(history: object) -> list[events.Event]:
        return decide(history, verbs.rest_journey, BY_ANNA, two.book, two.today(), on=JUN_1)  # type: ignore[arg-type]

    assert two.record_all([(ENDED, resting)], BY_ANNA).journeys == 1
    assert looking(two).history(WALK).entries[-1].event.kind == "journey-rested"

    def resumed(history: object) -> list[events.Event]:
        return decide(history, verbs.resume_journey, BY_ANNA, two.book, two.today(), on=JUN_1)  # type: ignore[arg-type]

    with pytest.raises(Refused) as refused:
        two.record_all([(ENDED, resumed), (WALK, resumed)], BY_ANNA)
    assert refused.value.code == "journey-merged"
    assert_sound(two)


def test_a_joined_citizen_is_not_exported_half(two: Journeys) -> None:
    """They are separated first: each leaves with its own proofs."""
    join(two)
    for journey in (WALK, ENDED):
        with pytest.raises(Refused) as refused:
            two.seen_by(AUDITOR, "flytning").audit.export(journey)
        assert refused.value.code == "joined-cannot-leave"
    two.retract(WALK, entry=2, why="Flytter", on=APR_1, actor=BY_ANNA)
    for journey in (WALK, ENDED):
        assert two.seen_by(AUDITOR, "flytning").audit.export(journey).journey == journey


def test_an_entry_of_either_is_proved(two: Journeys) -> None:
    """By its number in the history of both, and by that in its own stream."""
    join(two)
    ours = two.seal.prove(WALK, JOINED + 2)
    assert ours.position == two.seal.prove(ENDED, 2).position


def test_replays_pass_each_citizen_once(two: Journeys) -> None:
    """As the lists do."""
    join(two)
    replays = two.seen_by(AUDITOR, "revision").audit.replay_all(on=APR_1)
    assert [each.journey for each in replays] == [WALK]
    assert replays.set_aside == {}


def test_of_two_who_join_at_once_one_is_refused(two: Journeys) -> None:
    """Into each other, into two others, the same twice; while others decide on both."""
    opened(two, THIRD)
    told = list[object]()

    def joining(thread: int) -> None:
        ended, into = [(WALK, ENDED), (ENDED, WALK), (ENDED, THIRD), (WALK, THIRD)][thread % 4]
        try:
            told.append(join(two, ended, into))
        except (Refused, Conflict) as refusal:
            told.append(getattr(refusal, "code", "conflict"))

    def deciding(thread: int) -> None:
        journey = [WALK, ENDED][thread % 2]
        words = f"Håb {thread}"
        two.decide(journey, verbs.state_hope, BY_BO, None, words=words, on=FEB_1)

    at_once(8, lambda thread: (joining if thread < 4 else deciding)(thread))
    assert len(told) == 4
    assert "journey-merged" in told
    found = {looking(two).history(each).stream for each in (WALK, ENDED, THIRD)}
    assert 1 <= len(found) <= 2
    hopes = [
        entry.event.words
        for each in found
        for entry in looking(two).history(each).entries
        if isinstance(entry.event, events.HopeStated)
    ]
    assert sorted(hopes) == [f"Håb {thread}" for thread in range(4, 8)]
    assert_sound(two)


def test_both_clocks_hold_for_both(two: Journeys) -> None:
    """What was not recorded yet is not known, on whichever stream it was recorded."""
    join(two)
    history = looking(two).history(WALK)
    granted = next(e for e in history.entries if isinstance(e.event, events.PensionGranted))
    at = history.known_at(granted.recorded_at)
    assert granted in at.entries
    assert all(each.recorded_at <= granted.recorded_at for each in at.entries)
    assert history.on(JAN_1).journey.pension.exists
    assert not history.on(JAN_1).journey.path.wishes
    assert history.journey.people.responsible == ANNA


@settings(max_examples=tries(4, 100), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(strategies.requests(), max_size=12),
    st.lists(strategies.requests(), max_size=12),
    st.lists(strategies.requests(), max_size=6),
)
def test_any_two_journeys_keep_their_rows_once_they_are_joined(
    walks: Journeys,
    before: list[strategies.Request],
    other: list[strategies.Request],
    later: list[strategies.Request],
) -> None:
    """Whatever was recorded on them, on either and on both: the rows are those of a rebuild."""
    stays, ended = JourneyId(uuid4()), JourneyId(uuid4())

    def asked(journey: JourneyId, requests: list[strategies.Request]) -> None:
        for verb, arguments in requests:
            with suppress(Refused):
                walks.decide(journey, verb, actor=BY_ANNA, **arguments)

    for journey, requests in ((stays, before), (ended, other)):
        opened(walks, journey)
        asked(journey, requests)
    with suppress(Refused):
        join(walks, ended, stays)
    asked(ended, later)
    assert list(walks.maintenance.check()) == []
    history = looking(walks).history(stays)
    assert history == History(history.entries)
    walks.maintenance.rebuild()
    assert list(walks.maintenance.check()) == []
