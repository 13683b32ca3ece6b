"""Processes of our own: as many as there are, and what becomes of a part whose process dies."""

import os
from functools import partial
from pathlib import Path
from random import Random

import pytest

from journeys import Journeys
from journeys.adapters.population import crews
from journeys.app.population import PartAnswers
from journeys.errors import KeyMissing, PartFailed
from tests.effort import tries
from tests.invented import KEYS
from tests.population import views
from tests.population.country import RARE, answered, as_bytes, by_journey, population, settle
from tests.population.traces import House
from tests.processes import PROCESSES

KILLS = tries(1, 20)


@pytest.fixture
def town(sqlite_town: Journeys) -> Journeys:
    """Return a town on one database: that others read both is tested with what is answered."""
    return sqlite_town


@pytest.fixture
def _loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes of our own start with the library loaded."""
    monkeypatch.setattr(crews, "get_context", lambda _: PROCESSES)


def marks(folder: Path, number: int) -> Path:
    """Return a folder of so many marks, each of which a process dies of."""
    folder.mkdir()
    for nr in range(number):
        (folder / str(nr)).touch()
    return folder


def test_processes_of_our_own_answer_the_same_and_leave_no_trace(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    """As `spawn` starts them: no word, name or key is outside the store."""
    view = partial(views.opening, seen=house.opened)
    mine, theirs = (by_journey(answered(house.town, view, workers=each)) for each in (1, 2))
    said = {each: words for each, (words, _) in mine.items()}
    assert {each: words for each, (words, _) in theirs.items()} == said
    assert RARE[0] in "".join(said.values())
    assert os.getpid() not in {process for _, process in theirs.values()}
    house.require_no_trace("".join(capfd.readouterr()))


@pytest.mark.usefixtures("_loaded")
def test_wherever_a_process_is_killed_the_answer_is_the_same(
    town: Journeys, tmp_path: Path
) -> None:
    """Its part is done again, by a new process; each look is there once."""
    journeys = sorted(by_journey(answered(town, views.count)))
    expected = as_bytes(answered(town, views.count))
    for nr in range(KILLS):
        of = Random(nr).choice(journeys)  # noqa: S311 - no secret
        view = partial(views.dying, of=of, marks=marks(tmp_path / str(nr), 1 + nr % 3))
        assert as_bytes(answered(town, view, workers=2)) == expected
    with town.store.reading() as transaction:
        looks = transaction.access.of(of)
    assert len(looks) == 2 + KILLS


@pytest.mark.usefixtures("_loaded")
def test_the_part_that_every_process_dies_of_is_named(town: Journeys, tmp_path: Path) -> None:
    """After the fourth; those before it were answered, and the rest can be resumed."""
    whole = answered(town, views.count)
    deadly = next(part for part in whole[3:] if part.answers)
    of = next(iter(deadly.answers))
    view = partial(views.dying, of=of, marks=marks(tmp_path / "marks", 20))
    taken = list[PartAnswers[int]]()
    with pytest.raises(PartFailed, match=f"Part {deadly.name} "):
        taken.extend(population(town).answers(view, on=views.DAY, workers=2))
    assert 20 - 3 * 4 <= len(list((tmp_path / "marks").iterdir())) <= 16
    assert as_bytes(taken) == as_bytes(whole[: whole.index(deadly)])
    left = answered(town, views.count, done=[part.name for part in taken])
    assert as_bytes([*taken, *left]) == as_bytes(whole)


@pytest.mark.usefixtures("_loaded")
def test_keys_that_cannot_be_handed_over_are_used_by_this_process(sqlite_url: str) -> None:
    """A vault is asked by this process alone."""
    import journeys  # noqa: PLC0415 - its name is an argument elsewhere

    class Vault:
        """A provider of a host's own, that no other process can be given."""

        wrap, unwrap = KEYS.wrap, KEYS.unwrap

    with journeys.open(sqlite_url, keys=Vault()) as vaulted:
        settle(vaulted, 1, 12)
        with pytest.raises(KeyMissing, match="one worker"):
            answered(vaulted, views.count, workers=2)
        assert len(by_journey(answered(vaulted, views.count, workers=1))) == 12
