"""A file of the law, of rates or of a municipality claims no more than its part allows."""

from importlib.resources import files
from pathlib import Path

import pytest

from journeys.adapters.files.law_file import check_law_file
from journeys.errors import InputUnreadable
from journeys.language import say, spoken
from tests.files.test_law_file import TODAY

LAW, RATES = (
    files("journeys.domain.law").joinpath(name).read_text(encoding="utf-8")
    for name in ("pension.toml", "rates.toml")
)
PROMISE = """
[[promise]]
da = "{da}"
en = "{en}"
from = 2026-01-01
decided_by = "Udvalget, 12/1/2026"
"""
CODE = """
[[code]]
vocabulary = "measure"
code = "madværksted"
da = "{da}"
en = "{en}"
"""


def refusal(tmp_path: Path, text: str) -> InputUnreadable:
    """Return the refusal of a file with this text."""
    file = tmp_path / "fil.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputUnreadable) as error:
        check_law_file(file, TODAY)
    return error.value


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "Din pension kan kun tages fra dig, hvis du siger ja. Det gælder, når du er fyldt 60",
            "Din pension kan ikke tages fra dig. Du er fyldt 60",
            "rule withdrawal-needs-consent-from-age: its words claim more about the pension than",
        ),
        (
            "Kommunen skal altid følge med i, om du har ret til pension.",
            "Du beholder din pension, når kommunen siger ja.",
            "rule entitlement-is-followed: its words claim more about the pension than its part",
        ),
        (
            'da = "om din pension er beskyttet efter 2025"',
            'da = "din pension er beskyttet efter 2025"',
            "not known: din pension er beskyttet efter 2025",
        ),
        (
            "Det kan du gøre, så længe du har ret til den.",
            "Du kan altid få den igen.",
            "way_back: this step promises the pension. Name the condition: Du kan altid få den",
        ),
    ],
)
def test_a_text_of_the_law_that_claims_too_much_is_named(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    """With its id, and the sentence."""
    assert old in LAW
    assert fault in str(refusal(tmp_path, LAW.replace(old, new)))


def test_a_note_beside_an_amount_says_nothing_of_the_right(tmp_path: Path) -> None:
    """It says what the amount leaves out."""
    first = RATES.index("da = ", RATES.index("[[note]]"))
    promising = f'{RATES[:first]}da = "Pensionen er sikker."\n{RATES[RATES.index("en =", first) :]}'
    assert "an amount says nothing of a right" in str(refusal(tmp_path, promising))


@pytest.mark.parametrize("kind", [PROMISE, CODE])
@pytest.mark.parametrize(
    ("da", "en"),
    [
        ("Du beholder din pension.", "We call."),
        ("Du beholder pensionen, hvis du siger ja.", "We call."),
        ("Vi ringer.", "Your pension is safe with us."),
        ("Intet går tabt.", "We call."),
    ],
)
def test_a_municipality_cannot_say_that_a_pension_is_kept(
    tmp_path: Path, kind: str, da: str, en: str
) -> None:
    """Not on a condition either: that is said by the answer of a day, which knows the facts."""
    refused = refusal(tmp_path, kind.format(da=da, en=en))
    assert "a municipality cannot promise it" in str(refused)
    with spoken("da"):
        assert "det kan kommunen ikke love" in " ".join(map(say, refused.problems))


@pytest.mark.parametrize(
    ("da", "en"),
    [
        ("Du beholder din faste kontaktperson.", "You keep your contact person."),
        ("Vi ringer, før din pension hviler.", "We call before your pension rests."),
        ("Vi hjælper dig med at få din pension igen.", "We help you to have your pension back."),
        ("Vi svarer om din pension inden to uger.", "We answer about it within two weeks."),
    ],
)
def test_what_it_does_itself_it_can_promise(tmp_path: Path, da: str, en: str) -> None:
    """Also about the pension."""
    file = tmp_path / "fil.toml"
    file.write_text(PROMISE.format(da=da, en=en), encoding="utf-8")
    assert check_law_file(file, TODAY).kind == "municipality"


def test_a_question_of_its_instrument_promises_nothing(tmp_path: Path) -> None:
    """What is scored is read by the citizen too."""
    text = """
[[instrument]]
name = "hverdag"
version = 1
rater = "citizen"
lowest = 1
highest = 5
items = [{ id = "ro", text = "Vidste du, at du altid kan få din pension igen?" }]
"""
    assert "instrument hverdag: only the answer" in str(refusal(tmp_path, text))
