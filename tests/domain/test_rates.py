"""Rates: what each year's is, where it was read, and that none is made up."""

from decimal import Decimal
from pathlib import Path

import pytest

from journeys import rulebook
from journeys.adapters.files.municipality import read_municipality
from journeys.domain.law.rates import Rate, rates
from journeys.errors import InputUnreadable, JourneysError, RateMissing

SHIPPED = rates()
EVERY = list(SHIPPED.rates.values())
OWN = """
[[rate]]
name = "pension-single"
year = 2026
kroner = 12345.50
act = "Lov om social pension"
read_at = "an invented page"
"""


@pytest.mark.parametrize("rate", EVERY, ids=lambda rate: f"{rate.kind.name}-{rate.year}")
def test_every_rate_has_a_source_and_says_how_sure_it_is(rate: Rate) -> None:
    """What no source says is no rate; no amount went through a float."""
    assert rate.tag in ("verified", "weak", "derived")
    assert rate.source.act
    assert rate.source.read_at
    assert rate.kind.da
    assert rate.kind.en
    assert type(rate.value) is Decimal
    assert (rate.value < 1) == (rate.kind.unit == "share")


def test_only_shares_hold_without_a_year() -> None:
    """Kroner are those of a year."""
    for rate in EVERY:
        assert (rate.year is None) == (rate.kind.unit == "share"), rate.kind.name


def test_a_year_without_a_source_has_no_rate() -> None:
    """2026 has none; nor have those years where only a part was found."""
    assert {rate.year for rate in EVERY} == {None, *range(2015, 2026)} - {2017, 2019, 2021}
    assert SHIPPED.years("deduction-single") == (2015, 2016, 2018, 2020, 2022)
    assert SHIPPED.years("deduction-couple") == (2015, 2016, 2020, 2022, 2024, 2025)
    assert SHIPPED.years("fleks-most") == SHIPPED.years("fleks-threshold") == (2022, 2024)


def test_a_weak_or_derived_rate_says_so() -> None:
    """2023 and 2024 were read in weak sources; 2025 for a single was computed."""
    weak = {(rate.kind.name, rate.year) for rate in EVERY if rate.tag == "weak"}
    assert weak == {
        (name, year) for name in ("pension-single", "pension-other") for year in (2023, 2024)
    }
    assert SHIPPED.of("pension-single", 2025).tag == "derived"


def test_what_is_computed_comes_out_as_it_stands() -> None:
    """21,104 from 17,938, whose year is 215,256 (borger.dk)."""
    other = SHIPPED.of("pension-other", 2025).value
    assert round(other / Decimal("0.85")) == SHIPPED.of("pension-single", 2025).value
    assert other * 12 == 215_256


def test_a_missing_rate_says_which_and_what_to_do() -> None:
    """Nobody is given a neighbour's year."""
    with pytest.raises(RateMissing) as told:
        rulebook().rates.of("deduction-single", 2026)
    assert isinstance(told.value, JourneysError)
    assert (told.value.rate, told.value.year) == ("deduction-single", 2026)
    assert told.value.years == (2015, 2016, 2018, 2020, 2022)
    assert "2015, 2016, 2018, 2020, 2022" in str(told.value)
    assert '[[rate]] name = "deduction-single", year = 2026' in str(told.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a municipality's own file, with one rate more."""
    file = tmp_path / "kommune.toml"
    file.write_text(OWN, encoding="utf-8")
    return file


def test_a_rate_of_a_municipalitys_own_is_told_as_its_own(file: Path) -> None:
    """In addition to those of the library, which stay as they are."""
    own = read_municipality(file).rates
    rate = own.of("pension-single", 2026)
    assert (rate.value, rate.tag) == (Decimal("12345.50"), "own")
    assert rate.source.citation == "Lov om social pension"
    assert rate.kind == SHIPPED.kinds["pension-single"]
    assert own.rates.keys() - SHIPPED.rates.keys() == {("pension-single", 2026)}
    assert own.of("pension-single", 2022) == SHIPPED.of("pension-single", 2022)
    assert ("pension-single", 2026) not in SHIPPED.rates


@pytest.mark.parametrize(
    ("was", "written", "told"),
    [
        ("pension-single", "pension-singel", "no such rate. Did you mean 'pension-single'?"),
        ("2026", "2022", "the library already has it for 2022, 19360 (Lov om social pension, bo"),
        ("pension-single", "reduction", "the library already has it for 2026, 0.30 ("),
        ("12345.50", "-1", "rate.0.kroner: Input should be greater than 0."),
        ("12345.50", "nan", "rate.0.kroner: Input should be a finite number."),
        ("12345.50", "true", "rate.0.kroner: "),
        ("2026", "12026", "rate.0.year: "),
        ('"an invented page"', '""', "rate.0.read_at: String should have at least 1 character."),
        ("read_at", "read", "rate.0.read_at: Field required."),
    ],
)
def test_a_fault_in_a_rate_is_told(file: Path, was: str, written: str, told: str) -> None:
    """In plain words, before anything is answered by it."""
    file.write_text(OWN.replace(was, written), encoding="utf-8")
    with pytest.raises(InputUnreadable) as fault:
        read_municipality(file)
    assert f"{file}: rate" in str(fault.value)
    assert told in str(fault.value)


def test_a_rate_described_twice_is_told(file: Path) -> None:
    """Which of the two holds nobody could say."""
    file.write_text(OWN + OWN.replace("12345.50", "54321"), encoding="utf-8")
    with pytest.raises(InputUnreadable, match="rate pension-single: 2026 is described twice"):
        read_municipality(file)
