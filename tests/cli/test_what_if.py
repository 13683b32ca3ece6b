"""What trying work would leave, as the script tells it: no store, plain words, 80 columns."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from journeys.adapters.cli.output.forms.money import what_if as drawn
from journeys.adapters.cli.output.forms.wage_range import Chart
from journeys.adapters.cli.output.screen import paper
from journeys.domain.law.rates import rates
from journeys.language import spoken
from journeys.money import wage_range
from journeys.money import what_if as calculate
from tests.cli.script import Script

SINGLE = ["what-if", "--household", "single", "--year", "2022"]
FLEKSJOB = [*SINGLE, "--fleksjob", "--full-time-wage", "30000"]


def flat(seen: str) -> str:
    """Return what is seen as one line."""
    return " ".join(seen.split())


def test_a_paid_pension_beside_a_wage(script: Script) -> None:
    """The sums, what they are compared with, and what each krone more leaves."""
    seen = flat(script(*SINGLE, "--wage-month", "12000"))
    assert "Before tax and AM-bidrag kr. a month" in seen
    assert "Pension beside it 18,113 217,356" in seen
    assert "Together 30,113 361,356" in seen
    assert "The pension, without a wage, to compare with 19,360 232,320" in seen
    assert "fall back" not in seen
    assert "72 øre would be left" in seen
    assert "Income counted here: 132,480 kr. a year." in seen
    assert "Of that, 132,480 kr. is the wage after AM-bidrag." in seen
    assert "reaches zero at a counted income of 857,000 kr." in seen
    assert "(1/40): none from 2022 on." in seen
    assert "Source: Lov om social pension § 32 c, stk. 1 (borger.dk)" in seen
    assert not script.store.exists()


def test_a_fleksjob_while_the_pension_rests(script: Script) -> None:
    """By hours a week, and never past the full-time wage."""
    seen = flat(script(*FLEKSJOB, "--hours", "7,5", "--hourly-wage", "160"))
    assert "Fleksløntilskud beside it 17,404" in seen
    assert "The full pension, to compare with 19,360" in seen
    assert "never more than the full-time wage, 30,000 kr. It does not limit it" in seen
    assert "limits it here" in flat(script(*FLEKSJOB, "--wage-month", "25000"))
    assert "Together is less than that by 396" in flat(script(*FLEKSJOB, "--wage-month", "0"))


def test_what_is_not_counted_is_said_each_time(script: Script) -> None:
    """And it fits a page, in plain text."""
    for asked in (SINGLE, FLEKSJOB):
        seen = script(*asked, "--wage-month", "12000")
        assert "What is not counted" in seen
        assert "all amounts shown are before both" in flat(seen)
        assert "Housing support" in seen
        assert max(len(line) for line in seen.splitlines()) <= 80
        assert "\x1b" not in seen


def test_a_weak_rate_is_told() -> None:
    """In a section of its own, and by the rate."""
    shipped = rates()
    rate = shipped.of("pension-single", 2022).model_copy(update={"tag": "weak"})
    weak = shipped.model_copy(update={"rates": {**shipped.rates, ("pension-single", 2022): rate}})
    for book, seen in ((weak, True), (shipped, False)):
        view = calculate(book, year=2022, household="single", wage_month=Decimal(12_000))
        file = io.StringIO()
        with spoken("en"):
            paper(file).print(drawn(view))
        told = flat(file.getvalue())
        assert ("Not sure: it rests on a rate from a weak or old source." in told) == seen
        assert ("Weak: read in a weak or old source only." in told) == seen


def test_the_limit_on_small_pensions_is_told_by_year(script: Script) -> None:
    """It was there in 2020, is open for 2016, and gone from 2022 on."""
    asked = ["what-if", "--household", "couple", "--wage-month", "1", "--year"]
    seen = flat(script(*asked, "2020"))
    assert "Less of it than 4,872 kr. a year is not paid" in seen
    seen = flat(script(*asked, "2016"))
    assert "To be verified: a pension below 4,620 kr. a year may not have been paid in 2016" in seen
    assert "(1/40), 2016: 0.025 of each krone. To be verified: it was not read" in seen
    assert "nothing at all" not in seen
    much = ["--other-income", "733000"]
    assert "so little that it may be nothing at all" in flat(script(*asked, "2016", *much))
    assert "4,872" not in flat(script(*asked, "2024"))


def test_without_a_year_the_first_line_says_which_it_is(script: Script) -> None:
    """The newest for which every rate is known, of that household and case."""
    for household, year in (("single", 2024), ("couple", 2025)):
        seen = script("what-if", "--household", household, "--wage-month", "12000").splitlines()
        assert seen[0] == f"By the rates of {year}: the newest year with all of them."
    danish = script.speaking("da")("what-if", "--household", "single", "--wage-month", "1")
    assert danish.startswith("Efter satserne for 2024: det nyeste år, hvor alle er kendt.\n")
    assert "the newest year" not in script(*SINGLE, "--wage-month", "12000")
    told = script.json("what-if", "--household", "single", "--wage-month", "12000")
    assert (told["year"], told["newest_year"]) == (2024, True)


def test_a_range_of_wages_is_a_table_and_a_chart(script: Script) -> None:
    """A line for each wage, the same as a column; without colour where nobody sees it."""
    typed = ["what-if", "--household", "single", "--year", "2024", "--from", "0", "--to", "20000"]
    seen = script(*typed, "--step", "5000")
    lines = [flat(line) for line in seen.splitlines()]
    assert "5,000 20,370 25,370 1,000" in lines
    assert "20,000 17,023 37,023 724" in lines
    assert "37,023 ▒▒" in lines
    assert "█ Wage ▒ Pension beside it ─ The pension, without a wage" in lines
    assert "1,000 kr. more leave" in flat(seen)
    assert max(map(len, seen.splitlines())) <= 80
    assert "\x1b" not in seen
    assert len(script.json(*typed)["wages"]) == 21
    assert "Rækken" not in seen
    assert "1.000 kr. mere giver" in flat(script.speaking("da")(*typed))


def test_a_range_in_a_fleksjob_shows_where_more_wage_leaves_nothing(script: Script) -> None:
    """Between where the full-time wage limits the subsidy, and where the wage alone is that."""
    seen = script(*FLEKSJOB, "--from", "0", "--to", "30000", "--step", "10000")
    lines = [flat(line) for line in seen.splitlines()]
    assert "10,000 15,964 25,964 700" in lines
    assert "20,000 10,000 30,000 0" in lines
    assert "▒ Fleksløntilskud beside it" in seen


def test_a_range_is_rows_for_a_spreadsheet(script: Script) -> None:
    """And as data it has the shape of its schema."""
    typed = [*SINGLE, "--from", "0", "--to", "2000"]
    told = script("--csv", *typed).splitlines()
    assert told[0].startswith("wage.year,wage.month,beside.year,")
    assert told[1] == "0,0,232320,19360,232320,19360,1000"
    assert len(told) == 4
    assert set(json.loads(script("schema", "what-if-range"))["properties"]) == set(
        script.json(*typed)
    )
    assert '"no-table"' in script.refused(1, "--json", "--csv", *SINGLE, "--wage-month", "1")


@pytest.mark.parametrize(("setting", "colours"), [({}, {"36", "32"}), ({"NO_COLOR": "1"}, set())])
def test_the_chart_has_colours_at_a_terminal_that_wants_them(
    script: Script, setting: dict[str, str], colours: set[str]
) -> None:
    """What is the wage and what is beside it differs in shape too."""
    typed = ["--from", "20000", "--to", "22000"]
    code, seen = script.at_a_terminal(*SINGLE, *typed, **setting)
    assert code == 0
    assert {each for each in ("36", "32") if f"\x1b[{each}m" in seen} == colours
    assert "█" in seen
    assert "▒" in seen


def test_a_narrow_terminal_shows_fewer_wages_in_the_chart(script: Script) -> None:
    """The table has all of them; no line is broken."""
    seen = script(*SINGLE, "--from", "0", "--to", "99000", "--step", "500")
    assert (
        len(script.json(*SINGLE, "--from", "0", "--to", "99000", "--step", "500")["wages"]) == 199
    )
    assert max(map(len, seen.splitlines())) <= 80


def test_a_terminal_without_such_signs_is_shown_others() -> None:
    """Plain letters of a keyboard."""
    view = wage_range(
        lambda wage: calculate(rates(), year=2022, household="single", wage_month=wage),
        lowest=Decimal(0),
        highest=Decimal(9_000),
    )
    file = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with spoken("en"):
        paper(file).print(Chart(view))
    file.seek(0)
    assert "# Wage   : Pension beside it   - The pension, without a wage" in file.read()


def test_a_script_is_given_the_view_as_it_is(script: Script) -> None:
    """Amounts as text, so that none becomes a float."""
    told = script.json(*SINGLE, "--wage-month", "12000")
    assert (told["case"], told["reaches_zero_at"]) == ("paid", "857000")
    assert told["together"] == {"year": "361356", "month": "30113"}
    resting = script.json(*FLEKSJOB, "--wage-month", "8000,50")
    assert (resting["case"], resting["wage"]["month"]) == ("resting", "8001")
    assert {each["note"] for each in resting["not_counted"]} >= {"tax", "supplements"}


def test_a_year_without_a_rate_is_not_answered(script: Script) -> None:
    """One sentence, in the language that is spoken, says which years there are."""
    asked = ["what-if", "--household", "single", "--year", "2026", "--wage-month", "100"]
    said = script.refused(1, *asked)
    assert 'No source gives "Førtidspension, new scheme, single" for 2026' in said
    assert "2020, 2022" in said
    assert json.loads(script.refused(1, "--json", *asked))["error"] == "RateMissing"
    said = script.speaking("da").refused(1, *asked)
    assert said.startswith("Ikke udført: Satsen »Førtidspension, ny ordning, reelt enlig« er ikke")
    assert "[[rate]]" not in said


def test_a_municipalitys_own_rates_answer_for_its_year(script: Script, tmp_path: Path) -> None:
    """And are told as its own."""
    file = tmp_path / "kommune.toml"
    file.write_text(
        "".join(
            f'[[rate]]\nname = "{name}"\nyear = 2026\nkroner = {kroner}\n'
            'act = "Lov om social pension"\nread_at = "an invented page"\n'
            for name, kroner in (("pension-single", 20000), ("deduction-single", 90000))
        ),
        encoding="utf-8",
    )
    asked = ["what-if", "--household", "single", "--year", "2026", "--wage-month", "10000"]
    seen = flat(script("--settings", str(file), *asked))
    assert "Pension beside it 19,490 233,880" in seen
    assert "90,000 kr. a year. Added in the municipality's own file." in seen


def test_a_year_that_a_municipality_completes_is_the_newest(script: Script, tmp_path: Path) -> None:
    """And a sum that rests on a weak rate beside it says that it is not sure."""
    file = tmp_path / "kommune.toml"
    file.write_text(
        "".join(
            f'[[rate]]\nname = "{name}"\nyear = 2026\nkroner = {kroner}\n'
            'act = "LAB"\nread_at = "an invented page"\n'
            for name, kroner in (("pension-single", 20000), ("fleks-threshold", 17000))
        ),
        encoding="utf-8",
    )
    asked = ["what-if", "--household", "single", "--fleksjob", "--full-time-wage", "30000"]
    seen = flat(script("--settings", str(file), *asked, "--wage-month", "10000"))
    assert seen.startswith("By the rates of 2026: the newest year with all of them.")
    assert "Fleksløntilskud beside it 18,600" in seen
    assert "Not sure: it rests on a rate from a weak or old source." in seen
    assert "By the rates of 2024" in script(*asked, "--wage-month", "10000")


def test_what_does_not_go_together_is_not_understood(script: Script) -> None:
    """Each time with what to do."""
    for typed, told in (
        (SINGLE, "Give the monthly wage, or the hours"),
        ([*SINGLE, "--hours", "5"], "Give the monthly wage, or the hours"),
        ([*SINGLE, "--wage-month", "4.000"], "Write kroner as 4000"),
        ([*SINGLE, "--wage-month", "-4000"], "Write kroner as 4000"),
        ([*SINGLE, "--wage-month", "1", "--partner-income", "1"], "no partner's income"),
        ([*SINGLE, "--wage-month", "1", "--fleksjob"], "needs --full-time-wage"),
        ([*SINGLE, "--wage-month", "1", "--full-time-wage", "1"], "needs --fleksjob"),
        ([*FLEKSJOB, "--wage-month", "1", "--other-income", "0"], "leave it out"),
        ([*SINGLE, "--from", "0"], "needs both --from and --to"),
        ([*SINGLE, "--wage-month", "1", "--step", "5"], "needs both --from and --to"),
        ([*SINGLE, "--from", "0", "--to", "5", "--wage-month", "1"], "Give one wage, or a range"),
        ([*SINGLE, "--from", "6", "--to", "5"], "begins with the lower wage"),
        ([*SINGLE, "--from", "0", "--to", "5", "--step", "0"], "its step is above zero"),
        ([*SINGLE, "--from", "0", "--to", "9999", "--step", "1"], "make the step larger"),
    ):
        assert told in flat(script.refused(2, *typed))


def test_what_does_not_go_together_is_told_in_danish(script: Script) -> None:
    """As every other sentence."""
    danish = script.speaking("da")
    for typed, told in (
        (SINGLE, "Skriv månedslønnen, eller timerne om ugen og timelønnen"),
        (
            [*SINGLE, "--wage-month", "1", "--partner-income", "1"],
            "har ingen partner med indtægt",
        ),
        ([*SINGLE, "--from", "0"], "Flere lønninger kræver både --fra og --til"),
        ([*SINGLE, "--from", "6", "--to", "5"], "Den første løn skal være den laveste"),
    ):
        assert told in flat(danish.refused(2, *typed))
