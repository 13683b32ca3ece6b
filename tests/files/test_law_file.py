"""A file of the law is checked before it takes effect: its faults, and what it changes."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from journeys.adapters.files.law_file import LawFileReport, check_law_file
from journeys.errors import InputUnreadable

LAW = files("journeys.domain.law").joinpath("pension.toml").read_text(encoding="utf-8")
RATES = files("journeys.domain.law").joinpath("rates.toml").read_text(encoding="utf-8")
TODAY = date(2027, 12, 1)
EDITIONS = LAW[LAW.index("[[edition]]") : LAW.index("# The right: it may rest")]
AGAIN = EDITIONS + '[[edition]]\nday = 2027-06-01\nnote = "Read again."\n\n'
PAUSE = """
[[rule]]
id = "no-withdrawal-period"
part = "protection"
tag = "verified"
edition = {edition}
from = {begins}
to = {ends}
schemes = ["new"]
lifted_by = "special-circumstances"
da = "I denne tid må kommunen ikke tage din pension fra dig."
en = "The pension is not withdrawn in this period."
sources = [{{ act = "Lov om social pension", read_at = "elov.dk" }}]
"""


def checked(tmp_path: Path, text: str) -> LawFileReport:
    """Return what is found in a file with this text."""
    file = tmp_path / "lov.toml"
    file.write_text(text, encoding="utf-8")
    return check_law_file(file, TODAY)


CHANGED = tuple(
    f"edition {day}: it is not what it was. Stores have sealed it: leave it, and write an edition "
    "of a new day."
    for day in ("2026-11-21", "2026-11-29", "2026-11-30")
)
"""What is said of a change of all editions under their own names."""


def faults(tmp_path: Path, text: str) -> str:
    """Return the faults of a file that cannot be used."""
    with pytest.raises(InputUnreadable) as error:
        checked(tmp_path, text)
    return str(error.value)


def test_the_files_that_come_with_the_library_can_be_used(tmp_path: Path) -> None:
    """And change nothing."""
    found = checked(tmp_path, LAW)
    assert (found.kind, found.changes) == ("rules", ())
    assert found.says == LAW.count("[[rule]]")
    found = checked(tmp_path, RATES)
    assert (found.kind, found.changes) == ("rates", ())


def test_a_rule_that_was_read_anew_is_told_with_its_days(tmp_path: Path) -> None:
    """For the changelog: which periods it is about."""
    grown = LAW.replace(EDITIONS, AGAIN) + PAUSE.format(
        edition="2027-06-01", begins="2023-01-01", ends="2028-12-31"
    )
    assert checked(tmp_path, grown).changes == (
        "no-withdrawal-period: from 2023-01-01 to 2028-12-31",
        "no-withdrawal-period: from 2023-01-01 to 2025-12-31: no longer there",
        "good until 2028-06-01",
    )


def test_a_rule_that_would_be_lost_is_told(tmp_path: Path) -> None:
    """A rule that ended keeps its line."""
    lost = LAW.replace('id = "private-insurance"', 'id = "insurance"')
    assert checked(tmp_path, lost).changes == (
        "insurance: every day",
        "private-insurance: every day: no longer there",
        *CHANGED,
    )


def test_a_rate_that_is_new_is_told_with_its_year(tmp_path: Path) -> None:
    """And one that is gone."""
    grown = RATES.replace("{ year = 2015, value = 17925,", "{ year = 2014, value = 17000,")
    assert checked(tmp_path, grown).changes == (
        "pension-single: 2014, 17000",
        "pension-single: 2015, 17925: no longer there",
    )


def test_a_rate_that_holds_onwards_is_told_with_its_first_year(tmp_path: Path) -> None:
    """From one year on."""
    sooner = RATES.replace("{ from = 2022, value = 0,", "{ from = 2023, value = 0,")
    assert checked(tmp_path, sooner).changes == (
        "smallest-paid: from 2023, 0",
        "smallest-paid: from 2022, 0: no longer there",
    )


def test_a_municipalitys_own_file_is_checked_too(tmp_path: Path) -> None:
    """Its promises and rates are what it changes."""
    found = checked(
        tmp_path,
        '[[promise]]\nda = "Vi ringer."\nen = "We call."\nfrom = 2026-01-01\n'
        'decided_by = "Udvalget"\n'
        '[[rate]]\nname = "pension-single"\nyear = 2031\nkroner = 30000\nact = "LSP"\n'
        'read_at = "borger.dk"\n',
    )
    assert found.kind == "municipality"
    assert found.changes == ("pension-single: 2031, 30000", "promise from 2026-01-01")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (EDITIONS, "", "edition: there is none. Write each as [[edition]]."),
        ("good_for_months = 12", "", "good_for_months: this must be a whole number"),
        ('tag = "verified"', 'tag = "sure"', "rule rest-without-limit-new: tag: Input should be"),
        ('part = "rest"', "", "rule rest-without-limit-new: part: Field required"),
        ("to = 2025-12-31", 'to = "soon"', "rule no-withdrawal-period: to: Input should be"),
        ("to = 2025-12-31", "to = 2022-12-31", "rule no-withdrawal-period: it ends before"),
        ("age = 60", "age = 0", "rule withdrawal-needs-consent-from-age: age: Input should be"),
        (
            'id = "new-scheme-begins"',
            'id = "new-scheme"',
            "rule new-scheme-begins: it is looked up by name, and is missing.",
        ),
        (
            'rules = ["return-without-application", "return-when-work-ends-new"]',
            'rules = ["return-without-aplication"]',
            "there is no rule return-without-aplication. Did you mean 'return-without-application'",
        ),
        (
            'sources = [{ act = "Artikel", read_at = "lundsteenwiederquist.dk" }]',
            "",
            "rule open-rest-under-60-old: it is weak and names no source",
        ),
        (EDITIONS, AGAIN.replace("2027-06", "2025-06"), "edition: list the editions in the order"),
        (EDITIONS, AGAIN.replace("2027-06", "2028-06"), "edition: 2028-06-01 is in the future"),
        ("good_for_months = 12", "good_for_months = 99999", "good_for_months: this must be"),
        ("good_for_months = 12", "good_for_months = -5", "good_for_months: this must be"),
        ("good_for_months = 12", "good_for_month = 12", "Did you mean 'good_for_months'?"),
        ("[[rule]]", "[[rules]]", "rules: there is no such table. Did you mean 'rule'?"),
        ('lifted_by = "consent"', "", "a protection says what lifts it"),
        ("shown_from = 2023-01-01", "", "a protection says from when"),
        ('part = "kept"', 'part = "kept"\nage = 60', "only a right or a protection has age"),
        (
            'part = "kept"',
            'part = "kept"\nuntil_age = 60',
            "only a right or a warning has until_age",
        ),
        ('"open-rest-under-60-old",', '"open-rest-under-60",', "it drops open-rest-under-60, and"),
        ("born_to = 1953-12-31", "born_to = 1954-01-01", "share days of birth"),
        ("years = 65", 'years = "65 år"', "folkepension_age 1: years: Input should be"),
        ('part = "rest"', 'part = "rest"\nmonths = 3', "leave out months"),
        (
            'part = "rest"',
            'part = "rest"\nstates = ["paid"]',
            "what an answer rests on is shown in every state",
        ),
        ('schemes = ["new"]', "schemes = []", "rule rest-without-limit-new: schemes: Tuple should"),
        ('id = "private-insurance"', 'id = ""', "id: String should have at least 1 character"),
    ],
)
def test_a_fault_is_named_with_the_rule_it_is_in(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    """And what to do instead."""
    assert old in LAW
    assert fault in faults(tmp_path, LAW.replace(old, new))


def test_two_periods_of_a_rule_share_no_day_and_belong_to_an_edition(tmp_path: Path) -> None:
    """Else nobody could tell which of them holds."""
    again = PAUSE.format(edition="2026-11-21", begins="2025-12-31", ends="2026-12-31")
    assert "two of its periods in edition 2026-11-21 share days" in faults(tmp_path, LAW + again)
    after = PAUSE.format(edition="2026-11-21", begins="2026-01-01", ends="2026-12-31")
    assert checked(tmp_path, LAW + after).changes
    other = PAUSE.format(edition="2026-12-24", begins="2026-01-01", ends="2026-12-31")
    assert "there is no edition of 2026-12-24" in faults(tmp_path, LAW + other)


def test_a_right_that_no_rule_gives_is_missed(tmp_path: Path) -> None:
    """Without one every answer would have to be verified."""
    ageless = LAW.replace("until_age = 60\n", "").replace('"]\nage = 60\nda', '"]\nda')
    told = faults(tmp_path, ageless.replace('part = "rest"', 'part = "kept"'))
    for scheme in ("new", "old"):
        assert f'no rule gives a pension of the {scheme} scheme the part "rest"' in told
    assert '"return"' not in told


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (RATES.replace("edition = 2026-11-29", "edition = 2099-01-01"), "edition: this must be"),
        (RATES + "[[rates]]\nname = 3", "rates: there is no such table. Did you mean 'rate'?"),
        (
            RATES.replace("value = 17925", "value = -1"),
            "rate pension-single: values: 0: value: Input",
        ),
        (
            RATES.replace("{ year = 2016, value = 18122,", "{ year = 2015, value = 18122,"),
            "rate pension-single: 2015 is described 2 times",
        ),
        (RATES.replace("edition = 2026-11-29", 'edition = "now"'), "edition: this must be the day"),
        ("edition = 2026-11-29", "rate: there is none. Write each as [[rate]]."),
        (
            RATES.replace("{ from = 2022, value = 0,", "{ from = 2021, value = 0,"),
            "rate smallest-paid: 2021 is described 2 times",
        ),
        (
            RATES.replace("{ from = 2022, value = 0,", "{ from = 2022, year = 2022, value = 0,"),
            "rate smallest-paid: values: 7: Value error, give `year` or `from`, not both.",
        ),
        (
            RATES.replace("{ from = 2022, value = 0,", "{ year = 2022, value = 0,"),
            "a value of 0 ends a rate: give the year `from` which it is gone.",
        ),
        (
            RATES.replace('rate = "smallest-paid"', 'rate = "smallest-payd"'),
            "note smallest-open: there is no rate smallest-payd. Did you mean 'smallest-paid'?",
        ),
        ("rule = 3", "rule: there is none. Write each as [[rule]]."),
        ("rule = [3]", "rule 1: Input should be a valid dictionary"),
        ("rule = [", "this is not TOML"),
        ("[[nonsense]]", "nonsense"),
    ],
)
def test_nonsense_is_named_as_what_it_is(tmp_path: Path, text: str, fault: str) -> None:
    """Every fault at once, none as a traceback."""
    assert fault in faults(tmp_path, text)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(InputUnreadable, match="Give the path of a TOML file"):
        check_law_file(tmp_path / "none.toml", TODAY)


def test_what_an_edition_loses_or_moves_is_told(tmp_path: Path) -> None:
    """A period that is no longer there, other steps, other months to trust it."""
    lost = LAW.replace(EDITIONS, AGAIN) + PAUSE.format(
        edition="2027-06-01", begins="2026-01-01", ends="2028-12-31"
    )
    told = checked(tmp_path, lost).changes
    assert "no-withdrawal-period: from 2023-01-01 to 2025-12-31: no longer there" in told
    moved = LAW.replace("good_for_months = 12", "good_for_months = 24").replace(
        'who = "kommune"', 'who = "kommunen"'
    )
    assert checked(tmp_path, moved).changes == (
        "way_back: the steps differ",
        "good until 2028-11-29",
        *CHANGED,
    )
