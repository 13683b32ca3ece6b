"""Effects over a whole store: who may ask, what is read, and that nobody is shown."""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine

from journeys import Actor, JourneyId, Journeys, MeasureId, Reader, events
from journeys.adapters.sql.database.connections import writing
from journeys.app.effects import Gathered, estimated, together
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
