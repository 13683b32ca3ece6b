"""A municipality's own file: how it works, its deadlines, codes and instruments."""

from datetime import date
from pathlib import Path

import pytest

import journeys
from journeys import Actor, rulebook, verbs
from journeys.adapters.files.municipality import read_municipality
from journeys.errors import InputUnreadable, Refused
from tests.invented import ANNA, BY_ANNA, FEB_1, JAN_1, KEYS, KITCHEN, MAY_1, WALK, looking, opened

OWN = """
[practice]
method = "phases"
few_open = 1

[practice.days]
silence = 10

[[code]]
vocabulary = "track"
code = "køkkenhave"
da = "Køkkenhave"
en = "Kitchen garden"
from = 2026-01-01
to = 2026-02-28

[[instrument]]
name = "hverdag"
version = 2
rater = "citizen"
lowest = 1
highest = 10
items = [{ id = "morgen", text = "Hvordan går dine morgener?" }]
"""

PROMISE = """
[[promise]]
da = "Vi ringer."
en = "We call."
from = 2026-01-01
to = 2026-12-31
decided_by = "Udvalget"
"""


PROVIDER = """
[[provider]]
code = "eksempelhuset"
da = "Eksempelhuset"
"""

COST = """
[[cost]]
measure = "mentorstøtte"
provider = "eksempelhuset"
kroner = 18500.50
from = 2026-01-01
to = 2026-12-31
source = "Regnskab 2025, bilag 4"
"""


def written(tmp_path: Path, text: str) -> Path:
    """Return a file with this text."""
    file = tmp_path / "kommune.toml"
    file.write_text(text, encoding="utf-8")
    return file


def faults(tmp_path: Path, text: str) -> str:
    """Return what is told of a file that cannot be read."""
    with pytest.raises(InputUnreadable) as error:
        read_municipality(written(tmp_path, text))
    return str(error.value)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    """What comes with the library is gone by."""
    assert read_municipality(written(tmp_path, "")) == rulebook()


def test_a_store_goes_by_its_municipalitys_own_file(tmp_path: Path, database_url: str) -> None:
    """Its codes can be used on their days, its instruments scored, its silence is shorter."""
    with journeys.open(database_url, keys=KEYS, municipality=written(tmp_path, OWN)) as walks:
        opened(walks)
        walks.decide(
            WALK,
            verbs.set_subgoal,
            actor=BY_ANNA,
            subgoal=KITCHEN,
            title="Så radiser",
            why="De kommer hurtigt",
            track="køkkenhave",
            on=FEB_1,
        )
        walks.decide(
            WALK,
            verbs.measure_progress,
            actor=BY_ANNA,
            instrument="hverdag",
            version=2,
            rater="citizen",
            scores={"morgen": 7},
            on=FEB_1,
        )
        with pytest.raises(Refused) as refusal:
            walks.decide(
                WALK,
                verbs.set_subgoal,
                actor=BY_ANNA,
                subgoal=journeys.SubgoalId(WALK),
                title="Så mere",
                why="Ro",
                track="køkkenhave",
                on=MAY_1,
            )
        assert refusal.value.code == "code-not-in-force"
        assert "from 2026-01-01 until 2026-02-28" in str(refusal.value)
        owed = {each.owed.kind: each.owed.since for each in looking(walks).duties(on=MAY_1).owed}
        assert owed == {"enter-phase": JAN_1, "silence": date(2026, 2, 11)}
        assert looking(walks).milestones(WALK).notices == (
            "No phase is entered yet; this municipality works with phases.",
        )


def test_a_promise_of_a_municipality_stands_in_the_rulebook_beside_the_law(tmp_path: Path) -> None:
    """The law itself is the library's."""
    book = read_municipality(written(tmp_path, PROMISE))
    (promise,) = book.promises
    assert (promise.da, promise.decided_by) == ("Vi ringer.", "Udvalget")
    assert (promise.starts, promise.ends) == (date(2026, 1, 1), date(2026, 12, 31))
    assert book.law == rulebook().law


def test_providers_and_costs_of_a_municipality_stand_in_the_rulebook(tmp_path: Path) -> None:
    """A provider as a code with one name in both languages, unless the file has two."""
    book = read_municipality(written(tmp_path, PROVIDER + COST))
    (provider,) = book.vocabularies["provider"].terms.values()
    assert (provider.code, provider.da, provider.en) == (
        "eksempelhuset",
        "Eksempelhuset",
        "Eksempelhuset",
    )
    (cost,) = book.costs
    assert book.cost_of("mentorstøtte", MAY_1, "eksempelhuset") == cost
    assert str(cost.kroner) == "18500.50"
    assert book.rows_fingerprint == rulebook().rows_fingerprint


def test_which_method_a_municipality_works_by_never_changes_what_can_be_recorded(
    tmp_path: Path,
) -> None:
    """Only notices and duties."""
    told = {}
    for method in ("phases", "job-first"):
        text = f'[practice]\nmethod = "{method}"\n'
        url = f"sqlite:///{tmp_path / method}.db"
        with journeys.open(url, keys=KEYS, municipality=written(tmp_path, text)) as walks:
            opened(walks)
            walks.decide(WALK, verbs.enter_phase, actor=BY_ANNA, phase="afklaring", on=FEB_1)
            with pytest.raises(Refused, match="which job effort"):
                walks.decide(
                    WALK,
                    verbs.grant_measure,
                    actor=BY_ANNA,
                    measure=journeys.MeasureId(WALK),
                    measure_kind="mentorstøtte",
                    on=FEB_1,
                )
            told[method] = [entry.event for entry in looking(walks).history(WALK).entries]
            assert (looking(walks).milestones(WALK).notices == ()) is (method == "phases")
    assert told["phases"] == told["job-first"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[practice", "this is not TOML"),
        ('[practice]\nmethod = "stairs"', "practice.method"),
        ("[practice]\nstairs = 1", "practice.stairs"),
        ("[practice.days]\nsilense = 3", "Did you mean 'silence'?"),
        ("[practice.days]\npension-decision = 3", "a source gives this deadline"),
        ("[practice.days]\nsilence = -1", "practice.days.silence"),
        (
            '[[code]]\nvocabulary = "trak"\ncode = "x"\nda = "X"\nen = "X"',
            "there is no vocabulary trak. Did you mean 'track'?",
        ),
        (
            '[[code]]\nvocabulary = "track"\ncode = "job"\nda = "X"\nen = "X"',
            "track already has it",
        ),
        (PROMISE.replace("2026-12-31", "2025-12-31"), "it ends before it begins; correct `to`"),
        (PROMISE.replace('decided_by = "Udvalget"', ""), "promise.0.decided_by"),
        (PROMISE.replace('"Vi ringer."', '" "'), "promise.0.da"),
        (OWN.replace("highest = 10", "highest = 0"), "the scale must rise"),
        (OWN + OWN[OWN.index("[[instrument]]") :], "version 2 is described twice"),
        (PROVIDER + PROVIDER, "provider eksempelhuset: it is described twice"),
        (PROVIDER + "from = 2026-02-01\nto = 2026-01-01", "provider eksempelhuset: it ends before"),
        (
            PROVIDER + PROVIDER.replace('code = "eksempelhuset"', 'code = "huset"'),
            "provider eksempelhuset, huset: eksempelhuset is also another provider's code or name",
        ),
        (PROVIDER.replace('"Eksempelhuset"', '"Du beholder din pension"'), "code eksempelhuset"),
        (COST, "cost of mentorstøtte: there is no code eksempelhuset in provider."),
        (
            PROVIDER + COST.replace('"mentorstøtte"', '"mentorstotte"'),
            "there is no code mentorstotte in measure. Did you mean 'mentorstøtte'?",
        ),
        (
            PROVIDER + COST.replace("2026-12-31", "2025-12-31"),
            "cost of mentorstøtte: it ends before it begins",
        ),
        (
            PROVIDER + COST + COST.replace("2026-01-01", "2026-12-31"),
            "cost of mentorstøtte: two hold on 2026-12-31",
        ),
        (PROVIDER + COST.replace("18500.50", "0"), "cost.0.kroner"),
        (PROVIDER + COST.replace('source = "Regnskab 2025, bilag 4"', ""), "cost.0.source"),
    ],
)
def test_every_fault_of_the_file_is_told_with_where_it_is(
    tmp_path: Path, text: str, problem: str
) -> None:
    """And what stands there instead, or should."""
    told = faults(tmp_path, text)
    assert "kommune.toml: " in told
    assert problem in told


def test_a_host_hands_in_its_own_table_of_roles(database_url: str) -> None:
    """What that does not name is denied, also to those who might by ours."""
    own = {"navigator": frozenset({"open_journey", "look"})}
    with journeys.open(database_url, keys=KEYS, roles=own) as walks:
        navigator = Actor(ANNA, "navigator")
        opening = {"municipality": "621", "basis": "su", "responsible": ANNA}
        walks.decide(WALK, verbs.open_journey, actor=navigator, on=JAN_1, **opening)
        for actor in (navigator, BY_ANNA):
            with pytest.raises(Refused) as refusal:
                walks.decide(WALK, verbs.rest_journey, actor=actor, on=FEB_1)
            assert refusal.value.code == "role-may-not"
        assert len(walks.seen_by(navigator, "samtale").history(WALK).entries) == 1
        with pytest.raises(Refused, match="navigator"):
            looking(walks)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Before any store is opened."""
    with pytest.raises(InputUnreadable, match="cannot be read"):
        journeys.open(f"sqlite:///{tmp_path / 'x.db'}", municipality=tmp_path / "none.toml")
    assert not (tmp_path / "x.db").exists()
