"""Effects over a whole store: who may ask, what is read, and that nobody is shown."""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine

from journeys import Actor, JourneyId, Journeys, MeasureId, PlacementId, Reader, events, verbs
from journeys.adapters.sql.database.connections import writing
from journeys.app.effects import Gathered, estimated, gathered, together
from journeys.app.ports.log import Recording
from journeys.errors import Refused
from journeys.projections.effects import estimating
from journeys.projections.effects.effect import Effect
from journeys.projections.effects.estimating import Columns, columns_of, effect, settled_cut
from journeys.projections.effects.facts import NEW_CASEWORKER, Departed, JourneyFacts, Started
from journeys.projections.effects.reading import facts
from journeys.projections.effects.settings import Settings
from tests.app.door import refused, unchanged
from tests.damaging import DAMAGES, damaged
from tests.invented import BO, BY_ANNA, JAN_1, KITCHEN, MAR_1, TODAY, WALK, looking, opened
from tests.pages.effects import FEW
from tests.scenario import BOOK

MANAGER = Actor(BO, "manager")
OTHER = JourneyId(UUID(int=77))
PEOPLE = 12
MEASURES_ASKED = ("danskundervisning", "mentorstøtte")


def asking(walks: Journeys) -> Reader:
    """Return the journeys of a store as a manager sees them."""
    return walks.seen_by(MANAGER, "udvalget")


def walked(nr: int) -> Sequence[events.Event]:
    """Return what was recorded on one of several journeys; every second one began a measure."""
    on, thing = JAN_1 + timedelta(days=nr), MeasureId(UUID(int=nr + 1))
    basis = "dagpenge" if nr % 3 else "kontanthjælp"
    began: list[events.Event] = [
        events.MeasureGranted(
            on=on,
            measure=thing,
            measure_kind="mentorstøtte" if nr % 4 else "danskundervisning",
            provider_code="eksempelhuset" if nr % 8 else None,
        ),
        events.MeasureStarted(on=on + timedelta(days=30), measure=thing),
    ]
    return [
        events.JourneyOpened(on=on, municipality="621", basis=basis, responsible=BO),
        *(() if nr % 2 else began),
    ]


@pytest.fixture
def town(walks: Journeys) -> Journeys:
    """Return a store with several journeys."""
    recordings = [Recording(JourneyId(UUID(int=100 + nr)), 0, walked(nr)) for nr in range(PEOPLE)]
    with walks.store.writing() as transaction:
        transaction.log.append(recordings, BY_ANNA, None)
    return walks


@pytest.mark.parametrize(("measures", "level"), [(10, 0.95), (11, 0.99)])
def test_of_more_than_ten_measures_at_once_the_word_asks_more(
    monkeypatch: pytest.MonkeyPatch, measures: int, level: float
) -> None:
    """Else one of many that do nothing would seem to help."""
    levels = set[float]()

    def noting(_: Columns, measure: str, *, settings: Settings, **__: object) -> Effect:
        levels.add(settings.level)
        return FEW.model_copy(update={"measure": measure})

    monkeypatch.setattr(estimating, "effect", noting)
    codes = [f"indsats {nr}" for nr in range(measures)]
    began = Started("", JAN_1, None, JAN_1)
    everybody = [
        JourneyFacts(WALK, (), started=tuple(began._replace(measure=each) for each in codes))
    ]
    estimated(Gathered(everybody, {}, 0), [BOOK], (), on=TODAY, known_at=None, within=52, split="")
    assert levels == {level}


def test_the_effect_of_each_measure_that_somebody_began_is_estimated(town: Journeys) -> None:
    """In the order of the codes, from the facts of every journey, on a settled day."""
    told = list[tuple[int, int]]()
    view = asking(town).effects(on=TODAY, progress=lambda *done: told.append(done))
    assert [each.measure for each in view.effects] == ["danskundervisning", "mentorstøtte"]
    with town.store.reading() as transaction:
        people = [facts(transaction.log.history(each), town.book) for each in _ids(town)]
    cut = settled_cut(people, TODAY)
    assert view.cut == cut
    assert view.effects[1] == effect(
        columns_of(people), "mentorstøtte", on=TODAY, known_at=None, cut=cut
    )
    assert (view.effects[1].began, view.effects[1].word) == (3, "too-few")
    assert told == [(0, PEOPLE), (PEOPLE, PEOPLE)]


def _ids(town: Journeys) -> Sequence[JourneyId]:
    with town.store.reading() as transaction:
        return transaction.log.journeys()


def test_measures_are_asked_for_by_code(town: Journeys) -> None:
    """A change of caseworker is one that is asked for; what is no measure is refused."""
    named = asking(town).effects([NEW_CASEWORKER, "mentorstøtte"], on=TODAY, within=13)
    assert [each.measure for each in named.effects] == ["mentorstøtte", NEW_CASEWORKER]
    assert {each.within for each in named.effects} == {13}
    with pytest.raises(Refused, match="Did you mean mentorstøtte") as unknown:
        asking(town).effects(["mentorstotte"], on=TODAY)
    assert unknown.value.code == "code-unknown"


def test_a_measure_is_split_by_the_codes_of_those_who_began_it(town: Journeys) -> None:
    """All of them first; without a code of the provider is a part of its own. Or one part alone."""
    view = asking(town).effects(on=TODAY, split="provider")
    assert [(each.measure, each.split) for each in view.effects] == [
        ("danskundervisning", ""),
        ("danskundervisning", "provider:"),
        ("danskundervisning", "provider:eksempelhuset"),
        ("mentorstøtte", ""),
        ("mentorstøtte", "provider:eksempelhuset"),
    ]
    view = asking(town).effects(["mentorstøtte"], on=TODAY, split="basis")
    assert [each.split for each in view.effects] == ["", "basis:dagpenge", "basis:kontanthjælp"]
    view = asking(town).effects(["mentorstøtte"], on=TODAY, split="basis:dagpenge")
    assert [each.split for each in view.effects] == ["basis:dagpenge"]
    assert view.effects[0].began == 2
    view = asking(town).effects(["mentorstøtte"], on=TODAY, split="target-group")
    assert [each.split for each in view.effects] == [""]


def test_what_was_not_known_at_a_moment_is_not_read(town: Journeys) -> None:
    """Nobody had begun anything before it was recorded."""
    before = datetime(2020, 1, 1, tzinfo=UTC)
    view = asking(town).effects(on=TODAY, known_at=before)
    assert (view.effects, view.known_at) == ((), before)
    assert asking(town).effects(on=TODAY, known_at=datetime.now(UTC)).effects


def test_nobody_is_looked_at(town: Journeys) -> None:
    """The access log and all else is as before."""
    with unchanged(town):
        asking(town).effects(on=TODAY)


def test_who_sees_management_figures_sees_effects(town: Journeys) -> None:
    """A manager and an auditor, and no caseworker."""
    town.seen_by(Actor(BO, "auditor"), "revision").effects(on=TODAY)
    with pytest.raises(Refused) as refusal:
        looking(town).effects(on=TODAY)
    assert refusal.value.code == "role-may-not"


def test_effects_are_asked_with_the_right_types(town: Journeys) -> None:
    """A refusal names the argument, and shows nothing of it."""
    seen: Any = asking(town)
    refused(partial(seen.effects, on="2026-12-31"), "on")
    refused(partial(seen.effects, on=TODAY, known_at=TODAY), "known_at")
    refused(partial(seen.effects, "mentorstøtte", on=TODAY), "measures")
    refused(partial(seen.effects, on=TODAY, split="name"), "split")
    refused(partial(seen.effects, on=TODAY, progress=4), "progress")
    for no_weeks in (12, "52", True):
        refused(partial(seen.effects, on=TODAY, within=no_weeks), "within")


def test_without_numpy_it_says_what_to_install(
    town: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All else works without it."""
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(Refused, match=r"Install: journeys\[effects\]") as refusal:
        asking(town).effects(on=TODAY)
    assert refusal.value.code == "library-missing"


def test_a_damaged_journey_is_set_aside_by_name(walks: Journeys, engine: Engine) -> None:
    """And the others are read."""
    for each in (WALK, OTHER):
        opened(walks, each)
        with walks.store.writing() as transaction:
            measure = walked(0)[1:]
            transaction.log.append([Recording(each, 1, measure)], BY_ANNA, None)
    with writing(engine) as connection:
        damaged(connection, DAMAGES["an altered body"], str(WALK), str(OTHER))
    view = asking(walks).effects(on=TODAY)
    assert [*view.set_aside] == [str(WALK)]
    assert [each.measure for each in view.effects] == ["danskundervisning"]


def test_joined_journeys_count_once(walks: Journeys) -> None:
    """What began on either is of the one that stays."""
    for each in (WALK, OTHER):
        opened(walks, each)
    with walks.store.writing() as transaction:
        transaction.log.append([Recording(OTHER, 1, walked(0)[1:])], BY_ANNA, None)
    walks.merge(OTHER, into=WALK, why="Samme borger", on=MAR_1, actor=BY_ANNA)
    told = list[tuple[int, int]]()
    view = asking(walks).effects(on=TODAY, progress=lambda *done: told.append(done))
    assert [(each.measure, each.began) for each in view.effects] == [("danskundervisning", 1)]
    assert told[-1] == (1, 1)


def test_a_journey_that_moved_counts_in_the_store_it_moved_to() -> None:
    """Whichever of the two is read first."""
    left = JourneyFacts(WALK, (), departed=Departed(date(2026, 2, 1), "moved"))
    here, other = JourneyFacts(WALK, ()), JourneyFacts(JourneyId(KITCHEN), ())
    first, second = Gathered([left], {}, 1), Gathered([here, other], {"x": "y"}, 2)  # type: ignore[dict-item]
    for stores in ((first, second), (second, first)):
        both = together(stores)
        assert sorted(both.people) == sorted([here, other])
        assert (both.set_aside, both.stamped_ahead) == ({"x": "y"}, 3)


LIVES = 60
"""So many that an answer is given, of whom half begin."""
FROM_2024 = date(2024, 1, 1)


def lived(nr: int) -> Sequence[events.Event]:
    """Return what was known first of one of many: half began a measure, and many found work."""
    opened_on = FROM_2024 + timedelta(days=nr * 11 % 90)
    thing, place = MeasureId(UUID(int=nr + 1)), PlacementId(UUID(int=nr + 1))
    began = opened_on + timedelta(days=40 + nr * 7 % 60)
    worked = began + timedelta(days=20 + nr * 13 % 300)
    return [
        events.JourneyOpened(on=opened_on, municipality="621", basis="dagpenge", responsible=BO),
        *(
            (
                events.MeasureGranted(on=began, measure=thing, measure_kind="mentorstøtte"),
                events.MeasureStarted(on=began, measure=thing),
            )
            if nr % 2
            else ()
        ),
        *(
            (events.PlacementStarted(on=worked, placement=place, placement_kind="småjob"),)
            if nr % 3
            else ()
        ),
    ]


def learned(nr: int, versions: int) -> Sequence[events.Event]:
    """Return what became known later: what is late, retracted, judged, ended or closed."""
    day = FROM_2024 + timedelta(days=200 + nr)
    thing, place = MeasureId(UUID(int=nr + 1001)), PlacementId(UUID(int=nr + 1001))
    match nr % 6:
        case 0:
            return [
                events.MeasureGranted(on=day, measure=thing, measure_kind="mentorstøtte"),
                events.MeasureStarted(on=day, measure=thing),
            ]
        case 1:
            return [events.EntryRetracted(on=TODAY, entry=versions, why="Fejl")]
        case 2:
            return [events.PhaseEntered(on=day, phase="afklaring")]
        case 3:
            return [events.PlacementStarted(on=day, placement=place, placement_kind="fuldtid")]
        case 4:
            return [events.JourneyClosed(on=day, reason="Slut")]
        case _:
            return [events.PensionGranted(on=day, scheme="new", born=date(1980, 5, 5))]


def test_as_known_at_a_moment_the_answer_is_what_it_was_then(walks: Journeys) -> None:
    """Whatever was recorded since, and whoever opened a journey since: each number of it."""
    ids = [JourneyId(UUID(int=500 + nr)) for nr in range(LIVES)]
    first = [Recording(each, 0, lived(nr)) for nr, each in enumerate(ids)]
    with walks.store.writing() as transaction:
        transaction.log.append(first, BY_ANNA, None)
    kinds = (*MEASURES_ASKED, NEW_CASEWORKER)
    before = asking(walks).effects(kinds, on=TODAY)
    people = gathered(asking(walks).logged, None).people
    then = max(each.recorded_at for one in ids for each in looking(walks).history(one).entries)
    versions = [len(each.events) for each in first]
    later = [
        Recording(each, versions[nr], learned(nr, versions[nr])) for nr, each in enumerate(ids)
    ]
    new = [Recording(JourneyId(UUID(int=900 + nr)), 0, lived(nr)) for nr in range(9)]
    with walks.store.writing() as transaction:
        transaction.log.append([*later, *new], BY_ANNA, None)
    assert gathered(asking(walks).logged, then).people == people
    assert gathered(asking(walks).logged, None).people != people
    known = asking(walks).effects(kinds, on=TODAY, known_at=then)
    assert known.cut == before.cut
    answers = [each.model_copy(update={"known_at": None}) for each in known.effects]
    assert [each.model_dump_json() for each in answers] == [
        each.model_dump_json() for each in before.effects
    ]
    assert before.effects[1].began > LIVES / 3


def test_who_was_erased_is_in_no_answer_and_who_was_joined_since_is_in_it_once(
    walks: Journeys,
) -> None:
    """Also as known at a moment before."""
    ids = [JourneyId(UUID(int=500 + nr)) for nr in range(6)]
    with walks.store.writing() as transaction:
        recordings = [
            Recording(each, 0, lived(0 if nr == 2 else 2 * nr + 1)) for nr, each in enumerate(ids)
        ]
        transaction.log.append(recordings, BY_ANNA, None)
    then = max(each.recorded_at for one in ids for each in looking(walks).history(one).entries)
    walks.merge(ids[1], into=ids[0], why="Samme borger", on=TODAY, actor=BY_ANNA)
    ground = {"reason": "Kassationsfristen er udløbet", "authority": "Arkivloven § 9"}
    walks.decide(ids[2], verbs.close_journey, BY_ANNA, reason="Slut", on=MAR_1)
    walks.persons.erase(ids[2], actor=MANAGER, on=MAR_1, **ground)
    for moment in (None, then):
        found = gathered(asking(walks).logged, moment)
        assert sorted(each.journey for each in found.people) == [ids[0], *ids[3:]]
        one = next(each for each in found.people if each.journey == ids[0])
        assert len(one.started) == 2
