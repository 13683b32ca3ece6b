"""How long closed journeys are kept, in a municipality's file: read, and every fault named."""

from pathlib import Path

import pytest

from journeys import Rulebook, rulebook
from journeys.adapters.files.municipality import read_municipality
from journeys.domain.keeping import Retention
from journeys.errors import InputUnreadable

KEPT = {
    "may_go_months": "60",
    "may_go_source": '"KLE 15.20, byrådet 12/1/2026"',
    "must_go_months": "72",
    "must_go_source": '"KLE 15.20, byrådet 12/1/2026"',
    "discard": '"allowed"',
    "discard_source": '"Arkivets brev, 12/1/2026"',
}


def read(tmp_path: Path, more: str = "", **facts: str) -> Rulebook:
    """Return the rulebook of a file with this section, in which these facts are others."""
    lines = "\n".join(f"{name} = {fact}" for name, fact in (KEPT | facts).items() if fact)
    file = tmp_path / "kommune.toml"
    file.write_text(f"[retention]\n{lines}\n{more}", encoding="utf-8")
    return read_municipality(file)


def faults(tmp_path: Path, more: str = "", **facts: str) -> str:
    """Return what is said to be wrong with such a file."""
    with pytest.raises(InputUnreadable) as refused:
        read(tmp_path, more, **facts)
    return str(refused.value)


def test_the_periods_are_read_with_their_sources(tmp_path: Path) -> None:
    """Each may be left out with its source, and then it is not known."""
    kept = read(tmp_path).keeping
    assert (kept.may_go_months, kept.must_go_months, kept.discard) == (60, 72, "allowed")
    assert kept.may_go_source == "KLE 15.20, byrådet 12/1/2026"
    kept = read(tmp_path, may_go_months="", may_go_source="", discard="", discard_source="").keeping
    assert (kept.may_go_months, kept.discard) == (None, None)
    assert rulebook().keeping == Retention()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"may_go_source": ""}, "say where it was decided or read, in may_go_source"),
        ({"must_go_source": '"  "'}, "say where it was decided or read, in must_go_source"),
        ({"discard_source": ""}, "say where it was decided or read, in discard_source"),
        ({"discard": ""}, "there is no discard that it is the source of"),
        ({"must_go_months": "59"}, "would have to go before it may"),
        ({"may_go_months": "0"}, "retention.may_go_months"),
        ({"may_go_months": "1201"}, "retention.may_go_months"),
        ({"may_go_months": "true"}, "retention.may_go_months"),
        ({"may_go_months": "60.5"}, "retention.may_go_months"),
        ({"discard": '"perhaps"'}, "retention.discard"),
        ({"discard": "true"}, "retention.discard"),
        ({"may_go_source": '"Facet G01"'}, "looks like a diagnosis code"),
        ({"may_go_source": '"610203-1234"'}, "looks like a CPR number"),
        ({"keep": "60"}, "retention.keep"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, facts: dict[str, str], said: str) -> None:
    """With what to do about it."""
    assert said in faults(tmp_path, **facts)


def test_its_days_stand_in_one_place(tmp_path: Path) -> None:
    """And not among the deadlines that no law names."""
    more = "[practice.days]\ndiscard-or-archive = 30\n"
    assert "its days are under [retention]" in faults(tmp_path, more)
