"""What trying work would leave, as the script tells it: no store, plain words, 80 columns."""

import json
from pathlib import Path

from tests.cli.script import Script

SINGLE = ["what-if", "--household", "single", "--year", "2022"]
FLEKSJOB = [*SINGLE, "--fleksjob", "--full-time-wage", "30000"]


def flat(seen: str) -> str:
    """Return what is seen as one line."""
    return " ".join(seen.split())


def test_a_paid_pension_beside_a_wage(script: Script) -> None:
    """The sums, the ground one falls back to, and what each krone more leaves."""
    seen = flat(script(*SINGLE, "--wage-month", "12000"))
    assert "Pension beside it 17,825 213,900" in seen
    assert "Together 29,825 357,900" in seen
    assert "what you fall back to 19,360 232,320" in seen
    assert "70 øre would be left" in seen
    assert "reach zero at 857,000 kr." in seen
    assert "Source: Lov om social pension § 32 c, stk. 1 (borger.dk)" in seen
    assert not script.store.exists()


def test_a_fleksjob_while_the_pension_rests(script: Script) -> None:
    """By hours a week, and never past the full-time wage."""
    seen = flat(script(*FLEKSJOB, "--hours", "7,5", "--hourly-wage", "160"))
    assert "Fleksløntilskud beside it 17,404" in seen
    assert "The full pension: what you fall back to 19,360" in seen
    assert "never more than the full-time wage, 30,000 kr. It does not limit it" in seen
    assert "limits it here" in flat(script(*FLEKSJOB, "--wage-month", "25000"))
    assert "Together is less than that by 396" in flat(script(*FLEKSJOB, "--wage-month", "0"))


def test_what_is_not_counted_is_said_each_time(script: Script) -> None:
    """And it fits a page, in plain text."""
    for asked in (SINGLE, FLEKSJOB):
        seen = script(*asked, "--wage-month", "12000")
        assert "What is not counted" in seen
        assert "all amounts are before tax" in flat(seen)
        assert "Housing support" in seen
        assert max(len(line) for line in seen.splitlines()) <= 80
        assert "\x1b" not in seen


def test_a_weak_rate_is_told(script: Script) -> None:
    """And a derived one, by the rate."""
    year_2024 = ["what-if", "--household", "couple", "--year", "2024", "--wage-month", "12000"]
    assert "Not sure: it rests on a rate from a weak or old source." in flat(script(*year_2024))
    assert "Not sure" not in script(*SINGLE, "--wage-month", "12000")


def test_a_script_is_given_the_view_as_it_is(script: Script) -> None:
    """Amounts as text, so that none becomes a float."""
    told = script.json(*SINGLE, "--wage-month", "12000")
    assert (told["case"], told["reaches_zero_at"]) == ("paid", "857000")
    assert told["together"] == {"year": "357900", "month": "29825"}
    resting = script.json(*FLEKSJOB, "--wage-month", "8000,50")
    assert (resting["case"], resting["wage"]["month"]) == ("resting", "8001")
    assert {each["note"] for each in resting["not_counted"]} >= {"tax", "supplements"}


def test_a_year_without_a_rate_is_not_answered(script: Script) -> None:
    """It says which years there are, and how to add one."""
    asked = ["what-if", "--household", "single", "--year", "2026", "--wage-month", "100"]
    said = script.refused(1, *asked)
    assert "There is no rate pension-single for 2026" in said
    assert "2020, 2022" in said
    assert json.loads(script.refused(1, "--json", *asked))["error"] == "RateMissing"


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
    assert "Pension beside it 19,250 231,000" in seen
    assert "90,000 kr. a year. Added in the municipality's own file." in seen


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
    ):
        assert told in flat(script.refused(2, *typed))
