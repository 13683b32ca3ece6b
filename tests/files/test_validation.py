"""What pydantic finds wrong with a value of a file is said in both languages."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core.core_schema import ErrorType

from journeys.adapters.files.law_file import check_law_file
from journeys.adapters.files.municipality import Municipality, read_municipality
from journeys.adapters.files.registers.code_file import CodeFile
from journeys.adapters.files.validation import DANISH, OTHER, fault_of
from journeys.domain.law.rules import Rule
from journeys.domain.message import Message
from journeys.errors import InputUnreadable
from journeys.language import say, spoken

anything = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats()
    | some.decimals()
    | some.text()
    | some.dates()
    | some.datetimes(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=6,
)


class Sample(BaseModel):
    """A model with the kinds of fields that files have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[str, Field(min_length=2, max_length=3)] = "ab"
    number: Annotated[int, Field(ge=1, le=9)] = 1
    amount: Annotated[Decimal, Field(gt=0, max_digits=4, decimal_places=2)] = Decimal(1)
    day: date = date(2026, 1, 1)
    choice: Literal["a", "b"] = "a"
    several: Annotated[tuple[int, ...], Field(min_length=1)] = (1,)
    table: dict[str, int] = Field(default_factory=dict)
    sure: bool = True

    @model_validator(mode="after")
    def _fits(self) -> "Sample":
        if self.number == 9:
            raise ValueError(Message("two items have the same id"))
        return self


def faults(model: type[BaseModel], data: Any) -> list[Message]:  # noqa: ANN401 - what a file may hold
    """Return what is wrong with the data."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        return [fault_of(each) for each in error.errors()]
    return []


def in_danish(fault: Message) -> str:
    """Return it as it is said in Danish."""
    with spoken("da"):
        return say(fault)


@pytest.mark.parametrize(
    ("data", "danish", "english"),
    [
        ({"text": "a"}, "teksten skal have mindst 2 tegn", "String should have at least 2 "),
        ({"text": 1}, "det skal være tekst i anførselstegn", "Input should be a valid string"),
        ({"number": 0}, "tallet skal være mindst 1", "Input should be greater than or equal"),
        ({"number": 9}, "to punkter har samme id", "Value error, two items have the same id"),
        ({"number": "x"}, "det skal være et helt tal", "Input should be a valid integer"),
        ({"amount": 0}, "tallet skal være større end 0", "Input should be greater than 0"),
        ({"amount": "1.234"}, "tallet må højst have 2 decimaler", "Decimal input should have no"),
        ({"day": "soon"}, "det skal være en dato, som 2026-12-31", "Input should be a valid date"),
        ({"choice": "c"}, "vælg mellem 'a' eller 'b'", "Input should be 'a' or 'b'"),
        ({"several": []}, "der skal være mindst 1", "Tuple should have at least 1 item"),
        ({"other": 1}, "det findes ikke her", "Extra inputs are not permitted"),
    ],
)
def test_a_fault_is_said_in_danish_with_its_limits(
    data: dict[str, Any], danish: str, english: str
) -> None:
    """In English it is said as pydantic says it."""
    (found,) = faults(Sample, data)
    assert in_danish(found) == danish
    assert found.startswith(english)


@pytest.mark.parametrize("model", [Sample, Municipality, CodeFile, Rule])
@given(data=some.data())
def test_no_fault_of_a_file_is_said_in_english(
    model: type[BaseModel], data: some.DataObject
) -> None:
    """Whatever the file holds, every type of fault that it can have has words in Danish."""
    names = some.sampled_from([field.alias or name for name, field in model.model_fields.items()])
    held = data.draw(some.dictionaries(names, anything) | anything)
    try:
        model.model_validate(held)
    except ValidationError as error:
        for each in error.errors():
            assert each["type"] in {*DANISH, "value_error"}
            assert in_danish(fault_of(each))


def test_each_type_in_the_table_is_one_that_pydantic_has() -> None:
    """No words for what never comes."""
    assert set(get_args(ErrorType)) >= DANISH.keys()


def test_a_type_that_the_table_does_not_have_is_still_in_danish() -> None:
    """A newer pydantic may have more."""
    fault: Any = {"type": "of_tomorrow", "loc": ("a",), "msg": "Something new", "input": 1}
    assert in_danish(fault_of(fault)) == OTHER
    assert str(fault_of(fault)) == "Something new"


def test_a_municipality_reads_of_its_own_file_in_danish(tmp_path: Any) -> None:  # noqa: ANN401 - pytest's
    """Where it is, what is wrong, and nothing in English around it."""
    file = tmp_path / "kommune.toml"
    file.write_text('[[rate]]\nname = "x"\nyear = 2026\nkroner = -1\nact = "a"\n', encoding="utf-8")
    with pytest.raises(InputUnreadable) as error:
        read_municipality(file)
    assert [in_danish(each) for each in error.value.problems] == [
        f"{file}: rate.0.kroner: tallet skal være større end 0.",
        f"{file}: rate.0.read_at: det mangler.",
    ]


def test_a_law_file_is_read_in_danish_too(tmp_path: Any) -> None:  # noqa: ANN401 - pytest's
    """Each fault with the line that has it."""
    file = tmp_path / "law.toml"
    file.write_text('[[rule]]\nid = "one"\n[[edition]]\nday = 2026-01-01\n', encoding="utf-8")
    with pytest.raises(InputUnreadable) as error:
        check_law_file(file, date(2026, 6, 1))
    said = [in_danish(each) for each in error.value.problems]
    assert f"{file}: rule one: da: det mangler." in said
