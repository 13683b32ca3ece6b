"""Rules: one point of law each, in plain words, with its days, its source and how sure it is."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from journeys.domain.days import birthday, days_after
from journeys.domain.law.source import Source, Tag
from journeys.domain.vocabulary import Claim, PensionNow, Scheme

Part = Literal[
    "rest",
    "return",
    "protection",
    "withdrawal",
    "condition",
    "kept",
    "warning",
    "question",
    "limit",
    "scheme",
    "folkepension",
    "ground",
]
"""What a rule means for somebody who tries work: the right to let the pension rest, and to return
to it; what protects it; how it can end; a fact that it then depends on; what else is kept; what to
look out for; what no source says; what no source says about where the right itself ends, which is
part of every answer that promises; how the scheme is found; what becomes of the pension at the age
of folkepension; or only a ground that refusals and other rules rest on."""

RIGHT_PARTS: tuple[Part, ...] = ("rest", "return")
"""The two rights that somebody who tries work needs."""

CARRYING: tuple[Part, ...] = (*RIGHT_PARTS, "protection", "withdrawal", "condition", "scheme")
"""The parts that an answer rests on."""

RIGHT_STATES: tuple[PensionNow, ...] = (
    "paid",
    "paid-beside-work",
    "resting",
    "return-asked",
    "resumed",
)
"""The states in which there is a right to the pension."""


class Topic(BaseModel):
    """Emne: what an open question is about, as the end of a sentence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    da: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class Rule(BaseModel):
    """Regel: one point of law in plain words, when it is in force, and its sources."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: Annotated[str, Field(min_length=1)]
    part: Part
    tag: Tag
    edition: date
    """The edition in which it was read: its version."""
    starts: date = Field(default=date.min, alias="from")
    ends: date = Field(default=date.max, alias="to")
    """The last day on which it is in force."""
    shown_from: date | None = None
    """For a protection without `from`: the first day on which a source shows it. Before that day it
    promises nothing."""
    schemes: Annotated[tuple[Scheme, ...], Field(min_length=1)] = ("new", "old")
    states: Annotated[tuple[PensionNow, ...], Field(min_length=1)] = RIGHT_STATES
    """In which states of the pension it is shown. One that an answer rests on is always shown."""
    lifted_by: Literal["consent", "own-wish", "special-circumstances"] | None = None
    """For a protection: what lifts it. A pause is lifted by special circumstances only."""
    age: Annotated[int, Field(gt=0)] | None = None
    """The age in years from which it applies, if it depends on age."""
    until_age: Annotated[int, Field(gt=0)] | None = None
    """The age in years from which it applies no longer, if it depends on age."""
    unless: tuple[Literal["reassessment", "ending", "withdrawal-undone"], ...] = ()
    """Facts beside which it is not shown: a reassessment is set, its end is pending or
    decided, or a withdrawal was overturned on appeal."""
    topic: Topic | None = None
    """For a rule that is unsure: what it is about, for the one line to the citizen."""
    months: Annotated[int, Field(gt=0)] | None = None
    """For how many months of that state it is shown; None as long as the state lasts."""
    da: Annotated[str, Field(min_length=1)]
    """For the citizen, in plain words."""
    en: Annotated[str, Field(min_length=1)]
    """The same in English, as exactly as in the source."""
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        """Refuse a rule that would make an answer stronger than it reads. Raises ValueError."""
        if self.part in CARRYING and self.states != RIGHT_STATES:
            raise ValueError("what an answer rests on is shown in every state: leave out states")
        if self.months is not None and self.part in CARRYING:
            raise ValueError("what an answer rests on is always shown: leave out months")
        if (self.shown_from or self.lifted_by) and self.part != "protection":
            raise ValueError("only a protection has shown_from or lifted_by")
        if self.age and self.part not in ("protection", *RIGHT_PARTS):
            raise ValueError("only a right or a protection has age")
        if self.until_age and self.part not in (*RIGHT_PARTS, "warning"):
            raise ValueError("only a right or a warning has until_age")
        if self.part == "protection":
            if self.lifted_by is None:
                raise ValueError("a protection says what lifts it (lifted_by)")
            if self.starts == date.min and self.shown_from is None:
                raise ValueError("a protection says from when (from), or since when it is shown")
        return self

    def in_force(self, day: date) -> bool:
        """Whether the rule is in force on that day."""
        return self.starts <= day <= self.ends

    def in_force_for(self, born: date | None) -> tuple[date, date]:
        """Return the first and last day on which it is in force for somebody born on that day.

        A rule that depends on age is never in force where the day of birth is not known: then the
        first day is after the last.
        """
        starts, ends = self.starts, self.ends
        if self.age is None and self.until_age is None:
            return starts, ends
        if born is None:
            return date.max, date.min
        if self.age is not None:
            starts = max(starts, birthday(born, self.age))
        if self.until_age is not None:
            ends = min(ends, days_after(birthday(born, self.until_age), -1))
        return starts, ends

    @property
    def undated(self) -> Self:
        """The rule without its edition, to compare it with the same rule of another edition."""
        return self.model_copy(update={"edition": date.min})

    @property
    def claim(self) -> Claim:
        """What its text claims about the right to the pension: it names its condition."""
        gives = self.part in (*RIGHT_PARTS, "protection", "kept")
        return "weak" if gives and "withdrawn" not in self.states else "none"

    @property
    def basis(self) -> str:
        """Hjemmel: the citations of its sources; empty where none was found."""
        return "; ".join(source.citation for source in self.sources)


class ReturnStep(BaseModel):
    """Skridt på vejen tilbage: one step until the pension is paid again, and who takes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    done_when: Literal["asked", "decided", "paid"]
    edition: date
    """The edition in which it was read; an edition that changes one step has all of them."""
    who: str
    da: str
    en: str
    rules: tuple[str, ...]
