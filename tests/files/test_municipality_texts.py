"""What no text of a municipality's file may hold."""

from pathlib import Path
from typing import Any

import pytest

from journeys import employers, events, verbs
from journeys.adapters.files.municipality import read_municipality
from journeys.errors import InputUnreadable
from tests.invented import BAKE, FEB_1, JAN_1, OPENED, REGISTERED
from tests.scenario import after, after_employer

PROVIDER = '[[provider]]\ncode = "hus"\nda = "{}"\n'
COST = '[[cost]]\nmeasure = "mentorstøtte"\nkroner = 5\nfrom = 2026-01-01\nsource = "{}"\n'
STAFF = '[[staff]]\nname = "{}"\n'
COMPETENCE = '[[competence]]\ncode = "{}"\nda = "Bageri"\n'
CODE = '[[code]]\nvocabulary = "provider"\ncode = "hus"\nda = "x"\nen = "x"\nfrom = 2026-01-01\n'
OFFICE = '[[office]]\nname = "Huset"\ntelephone = "{}"\n'
NUMBER = "010190-1234"


def fault(tmp_path: Path, text: str) -> str:
    """Return what is wrong with a file."""
    file = tmp_path / "kommune.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputUnreadable) as error:
        read_municipality(file)
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (PROVIDER.format(NUMBER), "provider.0.da"),
        (PROVIDER.format("Hus") + f'"{NUMBER}" = 1\n', "provider.0"),
        (COST.format(f"Bilag for {NUMBER}"), "cost.0.source"),
        (STAFF.format(NUMBER), "staff.0.name"),
        (f'[[goal]]\nindicator = "{NUMBER}"\n', "goal.0.indicator"),
        (f"[practice.days]\n{NUMBER} = 5\n", "practice.days"),
    ],
)
def test_a_cpr_number_is_a_fault_that_does_not_repeat_it(
    tmp_path: Path, text: str, where: str
) -> None:
    """In whatever text, and in a key."""
    told = fault(tmp_path, text)
    assert f"{where}: this looks like a CPR number" in told
    assert NUMBER not in told


def test_a_telephone_number_may_look_like_one(tmp_path: Path) -> None:
    """Who is called from abroad has a longer one."""
    file = tmp_path / "kommune.toml"
    file.write_text(OFFICE.format("0101 90 1234"), encoding="utf-8")
    assert read_municipality(file).offices


def test_what_cannot_be_printed_is_a_fault(tmp_path: Path) -> None:
    """A terminal would obey it."""
    assert "provider.0.da: this holds char" in fault(tmp_path, PROVIDER.format("a\\u001b[2J"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (PROVIDER.format(" "), "provider.0.da"),
        (PROVIDER.format("Hus") + CODE, "code hus: provider has it twice"),
        (CODE + CODE.replace('"x"', '"y"'), "code hus: provider has it twice"),
        (PROVIDER.format("Karen.Example") + STAFF.format("karen.example"), "it is a colleague"),
        (COST.format("Du beholder din pension"), "cannot promise it"),
        (COMPETENCE.format("køkken"), "code køkken: competence already has it"),
        (COMPETENCE.format("bageri") * 2, "competence bageri: it is described twice"),
        (COMPETENCE.format("bageri") + "to = 0001-01-01\nfrom = 2026-01-01\n", "ends before"),
    ],
)
def test_what_would_be_passed_over_or_shown_of_a_person_is_a_fault(
    tmp_path: Path, text: str, told: str
) -> None:
    """A provider has one name, and is nobody who works here; a source promises nothing."""
    assert told in fault(tmp_path, text)


def test_a_competence_of_the_municipalitys_own_is_recorded_as_any_other(tmp_path: Path) -> None:
    """From its own day on, in a task and of a citizen."""
    file = tmp_path / "kommune.toml"
    file.write_text(COMPETENCE.format("bageri") + "from = 2026-02-01\n", encoding="utf-8")
    book = read_municipality(file)
    task = BAKE.model_copy(update={"competences": ("bageri",)})
    known = after_employer(REGISTERED).under(book)
    known.when(employers.carve_task, task=task, on=FEB_1).then(
        employers.TaskCarvedOut(on=FEB_1, task=task)
    )
    known.when(employers.carve_task, task=task, on=JAN_1).then_refused("code-not-in-force")
    competent: dict[str, Any] = {"words": "Bager", "codes": ["bageri"]}
    after(OPENED).under(book).when(verbs.record_competence, on=FEB_1, **competent).then(
        events.CompetenceRecorded(on=FEB_1, words="Bager", codes=("bageri",))
    )
    after(OPENED).when(verbs.record_competence, on=FEB_1, **competent).then_refused("code-unknown")
