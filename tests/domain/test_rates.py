"""Rates: what each year's is, where it was read, and that none is made up."""

import ast
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

import journeys
from journeys import rulebook
from journeys.adapters.files.municipality import read_municipality
from journeys.domain.days import in_danish
from journeys.domain.law.rates import Rate, rates
from journeys.errors import InputUnreadable, JourneysError, RateMissing
from journeys.language import say, spoken

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
    """What no source says is no rate, or is open; no amount went through a float."""
    assert rate.tag in ("verified", "weak", "derived", "open")
    assert rate.tag != "open" or rate.kind.name == "smallest-paid"
    assert rate.source.act
    assert rate.source.read_at
    assert rate.kind.da
    assert rate.kind.en
    assert type(rate.value) is Decimal
    assert (rate.value < 1) == (rate.kind.unit == "share")


def test_the_notes_name_the_day_on_which_the_rates_were_read() -> None:
    """In both languages, so that nobody takes an older reading for a newer one."""
    (note,) = (note for note in SHIPPED.notes if note.id == "changed-since")
    assert f"({in_danish(SHIPPED.edition)})" in note.da
    assert f"({SHIPPED.edition})" in note.en


def test_only_shares_hold_without_a_year() -> None:
    """Kroner are those of a year; and so is 1/40, which ended."""
    for rate in EVERY:
        named = rate.kind.unit != "share" or rate.kind.name == "smallest-paid"
        assert (rate.year is not None) == named, rate.kind.name


def test_a_year_without_a_source_has_no_rate() -> None:
    """2026 has no pension; nor have those years where only a part was found."""
    pensions = (2015, 2016, 2018, 2020, 2022, 2023, 2024, 2025)
    assert SHIPPED.years("pension-single") == SHIPPED.years("pension-other") == pensions
    assert SHIPPED.years("deduction-single") == (2015, 2016, 2018, 2020, 2022, 2024)
    assert SHIPPED.years("deduction-couple") == (2015, 2016, 2020, 2022, 2024, 2025)
    assert SHIPPED.years("partner-ignored") == (2015, 2020, 2024, 2025)
    assert SHIPPED.years("fleks-most") == (2022, 2023, 2024, 2025, 2026)
    assert SHIPPED.years("fleks-threshold") == (2021, 2022, 2024)


def test_a_weak_or_derived_rate_says_so() -> None:
    """Two were read at second hand or in an old source; four were computed."""
    tagged = {
        tag: {(rate.kind.name, rate.year) for rate in EVERY if rate.tag == tag}
        for tag in ("weak", "derived")
    }
    assert tagged["weak"] == {("fleks-most", 2026), ("fleks-threshold", 2021)}
    assert tagged["derived"] == {
        ("pension-single", 2025),
        ("fleks-most", 2023),
        ("fleks-most", 2025),
        ("smallest-paid", 2022),
    }


@pytest.mark.parametrize(
    ("name", "year", "value"),
    [
        ("pension-single", 2023, 19_738),
        ("pension-other", 2023, 16_778),
        ("pension-single", 2024, 20_370),
        ("pension-other", 2024, 17_315),
        ("deduction-single", 2024, 86_900),
        ("deduction-couple", 2024, 138_000),
        ("deduction-couple", 2025, 143_000),
        ("partner-ignored", 2015, 182_832),
        ("partner-ignored", 2020, 254_472),
        ("partner-ignored", 2024, 275_556),
        ("partner-ignored", 2025, 285_480),
        ("partner-most", 2024, 282_600),
        ("partner-most", 2025, 292_800),
        ("fleks-threshold", 2024, 16_323),
        ("labour-market-contribution", 2024, Decimal("0.08")),
    ],
)
def test_what_was_read_again_is_verified(name: str, year: int, value: Decimal) -> None:
    """The values of the second reading, each in a source."""
    rate = SHIPPED.of(name, year)
    assert (rate.value, rate.tag) == (value, "verified")


@pytest.mark.parametrize(
    ("year", "value", "tag"),
    [
        (2015, "0.025", "verified"),
        (2016, "0.025", "open"),
        (2019, "0.025", "open"),
        (2020, "0.025", "verified"),
        (2021, "0.025", "open"),
        (2022, "0", "derived"),
        (2024, "0", "derived"),
        (2031, "0", "derived"),
    ],
)
def test_the_smallest_pension_that_is_paid_is_a_dated_rate(year: int, value: str, tag: str) -> None:
    """Read for two years, open between and after them, and gone from 2022 on."""
    rate = SHIPPED.of("smallest-paid", year)
    assert (rate.value, rate.tag) == (Decimal(value), tag)
    with pytest.raises(RateMissing):
        SHIPPED.of("smallest-paid", 2014)


@pytest.mark.parametrize(("year", "dagpenge"), [(2023, 19_728), (2025, 21_092), (2026, 22_041)])
def test_the_highest_subsidy_is_computed_from_the_highest_dagpenge(
    year: int, dagpenge: int
) -> None:
    """98 % of it, in whole kroner (LAB § 123)."""
    assert SHIPPED.of("fleks-most", year).value == round(dagpenge * Decimal("0.98"))


def test_what_is_computed_comes_out_as_it_stands() -> None:
    """21,104 from 17,938, whose year is 215,256 (borger.dk)."""
    other = SHIPPED.of("pension-other", 2025).value
    assert round(other / Decimal("0.85")) == SHIPPED.of("pension-single", 2025).value
    assert other * 12 == 215_256


def test_a_missing_rate_is_one_sentence_that_says_which() -> None:
    """Nobody is given a neighbour's year, and no caseworker is taught the format of a file."""
    with pytest.raises(RateMissing) as told:
        rulebook().rates.of("deduction-single", 2026)
    assert isinstance(told.value, JourneysError)
    assert (told.value.rate, told.value.year) == ("deduction-single", 2026)
    assert told.value.years == (2015, 2016, 2018, 2020, 2022, 2024)
    assert str(told.value) == (
        'No source gives "Income that does not lower the pension, single" for 2026, and it is not'
        " guessed; it was found for 2015, 2016, 2018, 2020, 2022, 2024."
    )
    with spoken("da"):
        assert say(told.value.args[0]) == (
            "Satsen »Fradrag i indtægten, enlig« er ikke fundet i nogen kilde for 2026 og bliver"
            " ikke gættet. Den er fundet for 2015, 2016, 2018, 2020, 2022, 2024."
        )
    copied = pickle.loads(pickle.dumps(told.value.args[0]))  # noqa: S301 - our own
    assert copied == told.value.args[0]


PACKAGE = Path(journeys.__file__).parent
SHARES = {rate.value for rate in EVERY if 0 < rate.value < 1}
NUMBERS = {rate.value for rate in EVERY if rate.value > 1} | SHARES | {1 - each for each in SHARES}
"""Every amount and share of the rates, and what a share leaves."""
YEARS = set(map(Decimal, range(2000, 2050)))
NO_YEAR = (PACKAGE / "projections" / "safety", PACKAGE / "domain" / "law")
"""Where sums are made, and where rates are looked up."""


def numbers(source: str) -> set[Decimal]:
    """Return every number that a piece of code holds, also as the text of a Decimal."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=bool()):
                pass
            case ast.Constant(value=int() | float() as number):
                found.add(Decimal(str(number)))
            case ast.Call(func=ast.Name(id="Decimal"), args=[ast.Constant(value=str() as text)]):
                found.add(Decimal(text))
    return found


@pytest.mark.parametrize(
    "planted", ["20_370", "rate = 0.3", 'Decimal("0.92")', "if x > 86900: pass", "AM = 0.08"]
)
def test_a_number_of_the_law_that_is_planted_is_found(planted: str) -> None:
    """However it is written; a month and a week are no law."""
    assert numbers(planted) & NUMBERS
    assert not numbers("MONTHS, WEEKS = 12, 52") & (NUMBERS | YEARS)


def test_no_code_holds_a_number_of_the_law() -> None:
    """No amount or share of the rates, and no year where sums are made."""
    found = {}
    for file in PACKAGE.rglob("*.py"):
        forbidden = NUMBERS | (YEARS if any(map(file.is_relative_to, NO_YEAR)) else set())
        found[str(file)] = numbers(file.read_text(encoding="utf-8")) & forbidden
    assert {file: held for file, held in found.items() if held} == {}


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
