"""The code file: how a register's table is read, and what its states mean here.

    [table]
    person = "id"            # the column that names the person, by a pseudonym; of several
                             # names, the first that the table has
    ignore = ["weight"]      # columns that are no states; all others, in their order, are periods
    step = "month"           # year, month, week or two weeks
    first = "1993-07"        # the first period: 1993, 1993-07 or 1993-W27
    source = "mvad"          # the register's name; without it, the table file's name
    municipality = "621"     # without it "000": not stated; of several codes, the one that is in
                             # force on the day a journey is opened: ["731", "730"]
    delimiter = ";"          # without it comma, semicolon or tab, as the first row has most of
    empty = "0"              # the state of an empty cell; without it: not observed
    missing = ["NA", "."]    # what stands for an empty cell
    check_header = false     # the names of the columns are not compared with the periods

    [states.employment]
    support_basis = "selvforsørgelse"     # without it: not stated
    placement = "fuldtid"
    education = "videregående"
    closes = "Moved abroad"  # a reason: the journey is closed while in this state

What a state means is given in codes of the vocabularies support-basis, placement and education:
`journeys vocabulary` lists them, and a municipality adds its own in its file.
A journey belongs to a source and a person, so that the next file of a source continues it.
With `layout = "long"` a row is a person in one state for a time: the columns `from`, `to` and
`state` (or other names under those keys) instead of step, first and ignore. A day is written
2024-12-31 or 31-12-2024; a month, a week or a year is all its days; an empty `to` goes on.
With `layout = "dream"` the columns are named by week (`y_YYWW`): no step, first or ignore.
`dream` in place of a path is the code file that comes with the library.
"""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import ErrorDetails

from journeys.adapters.files.problems import Problems, did_you_mean, read_toml
from journeys.adapters.files.registers.period_days import PeriodLength, first_day
from journeys.adapters.files.validation import fault_of, place_of
from journeys.domain.decisions.privacy import refuse_private
from journeys.domain.decisions.rules import require_text
from journeys.domain.errors import Refused
from journeys.domain.message import Message, as_message
from journeys.domain.vocabulary import NOT_STATED, Code, Words, is_municipality_code

BUILT_IN = "dream"

WITH_DECIMALS = re.compile(r"(\d+)[.,]0+")

UNREADABLE = Message(
    "the code file cannot be read ({why}). Give the path of a TOML file that says how the table "
    "is read, or 'dream' for DREAM."
)


def _recordable(text: str, info: ValidationInfo) -> str:
    """Return a text that entries will hold; the rules for entries apply here already."""
    try:
        refuse_private(str(info.field_name), require_text(text, str(info.field_name)))
    except Refused as refusal:
        raise ValueError(refusal.sentence) from None
    return text


def _three_digits(codes: tuple[str, ...]) -> tuple[str, ...]:
    if not all(map(is_municipality_code, codes)):
        raise ValueError("give the municipality's three digits, such as '621' for Kolding")
    return codes


def _one_character(text: str) -> str:
    if len(text) != 1 or text in '"\r\n':
        raise ValueError("give the one character between two cells, such as ';'")
    return text


def _one_or_more(names: object) -> object:
    return [names] if isinstance(names, str) else names


class State(BaseModel):
    """What a state of the register means: what somebody in it lives on and does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    support_basis: Annotated[Code, AfterValidator(_recordable)] = NOT_STATED
    placement: Annotated[Code, AfterValidator(_recordable)] | None = None
    education: Annotated[Code, AfterValidator(_recordable)] | None = None
    closes: Annotated[Words, AfterValidator(_recordable)] | None = None

    @model_validator(mode="after")
    def _closed_is_idle(self) -> Self:
        if self.closes and (self.placement or self.education):
            raise ValueError("a state that closes the journey has no placement and no education")
        return self


Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_more), Field(min_length=1)]
"""One or several names of a column; the first that the table has is meant."""


class Layout(BaseModel):
    """How the table is laid out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    layout: Literal["periods", "long", "dream"] = "periods"
    person: Names
    starts: Names = Field(("from", "fra"), alias="from")
    ends: Names = Field(("to", "til"), alias="to")
    state: Names = ("state", "tilstand")
    ignore: tuple[str, ...] = ()
    step: PeriodLength | None = None
    first: str | None = None
    source: Annotated[str, Field(min_length=1)] | None = None
    municipality: Annotated[
        tuple[str, ...],
        BeforeValidator(_one_or_more),
        Field(min_length=1),
        AfterValidator(_three_digits),
    ] = ("000",)
    delimiter: Annotated[str, AfterValidator(_one_character)] | None = None
    empty: str | None = None
    missing: tuple[str, ...] = ()
    check_header: bool = True
    """Whether the names of the columns are compared with their periods."""

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.layout == "dream":
            if self.step or self.first or self.ignore:
                raise ValueError("leave out step, first and ignore: DREAM's columns name the week")
        elif self.layout == "long":
            if self.step or self.first or self.ignore:
                raise ValueError("leave out step, first and ignore: each row has its own days")
        elif self.step is None or self.first is None:
            raise ValueError("say what the columns are: step ('year', 'month' or 'week') and first")
        else:
            first_day(self.first, self.step)
        return self

    @property
    def periods(self) -> tuple[PeriodLength, date]:
        """The step and the first day. Only for the layout `periods`."""
        assert self.step is not None, "a layout of periods has a step"  # noqa: S101 - for mypy
        return self.step, first_day(str(self.first), self.step)


class CodeFile(BaseModel):
    """The code file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: Layout
    states: Annotated[dict[str, State], Field(min_length=1)]

    def code(self, cell: str) -> str | None:
        """Return the code that a cell says; None where nothing is observed.

        A program that takes codes for numbers saves 783 as 783.0.
        """
        text = cell.strip()
        if not text or text in self.table.missing:
            return self.table.empty
        if text not in self.states and (number := WITH_DECIMALS.fullmatch(text)):
            return number[1]
        return text

    @model_validator(mode="after")
    def _empty_is_a_state(self) -> Self:
        if self.table.empty is not None and self.table.empty not in self.states:
            raise ValueError(
                Message(
                    "table.empty: there is no state {empty!r}.{hint} Describe it under [states], "
                    "or leave `empty` out: then an empty cell means not observed",
                    empty=self.table.empty,
                    hint=did_you_mean(self.table.empty, self.states),
                )
            )
        return self


def read_code_file(codes: Path | str) -> CodeFile:
    """Return a code file's content; `dream` is the one that comes with the library.

    Raises InputUnreadable with every fault of the file.
    """
    file = Path(codes)
    problems = Problems(file)
    built_in = str(codes) == BUILT_IN and not file.exists()
    source = files(__package__).joinpath("dream.toml") if built_in else file
    described = read_toml(source, problems, UNREADABLE)
    try:
        return CodeFile.model_validate(described)
    except ValidationError as error:
        for fault in error.errors():
            problems.add(_described(fault))
    problems.refuse()
    raise AssertionError  # pragma: no cover - every way here has a problem


def _described(fault: ErrorDetails) -> Message:
    """Return a fault of the code file as a sentence that begins with its key."""
    where = place_of(fault)
    match fault["type"]:
        case "extra_forbidden":
            key, known = str(fault["loc"][-1]), {**Layout.model_fields, **State.model_fields}
            what = Message("this key is not known.{hint}", hint=did_you_mean(key, known))
            if len(fault["loc"]) == 1:
                what = Message(
                    "this key is outside [table] and [states]; move it into one of them."
                )
        case "missing":
            what = Message("this key is missing.")
        case "value_error":
            # A refusal's sentence has its full stop; what is wrong with a value has none.
            error = as_message(fault["ctx"]["error"].args[0])
            what = error if error.endswith(".") else Message("{what}.", what=error)
        case _:
            what = Message("{what}.", what=fault_of(fault))
    return Message("{where}: {what}", where=where, what=what) if where else what
