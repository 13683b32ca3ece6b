"""Import a table of states, with a row per person and a column per period, as journeys.

Each run of one state becomes the events that begin and end it on the right days. The last run
stays open: the table ends with the present.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid5

from journeys.adapters.files.problems import Problems, did_you_mean, quoted
from journeys.adapters.files.registers.code_file import State, read_code_file
from journeys.adapters.files.registers.import_plan import Opening
from journeys.adapters.files.registers.reading import read_table
from journeys.adapters.files.registers.row_decision import RowDecision
from journeys.adapters.files.registers.table import PersonRow
from journeys.domain.decisions.deciding import Decision, decide
from journeys.domain.errors import InputUnreadable, Refused
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.message import Message
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.verbs import open_journey
from journeys.domain.vocabulary import NOT_STATED, JourneyId

REGISTERS = UUID("736375b5-3fdc-4d4e-97f4-2fdfab4d6116")
"""The namespace of every imported journey's id: never change it."""


@dataclass(frozen=True, slots=True)
class StatesImport:
    """A file's content in numbers, and the decisions to record with `Journeys.record_all`."""

    source: str
    people: int
    """How many rows the file has."""
    unobserved: int
    """How many rows have no observation, and so no journey."""
    first: date
    """The first day of the first period."""
    last: date
    """The first day of the last period."""
    decisions: tuple[tuple[JourneyId, Decision], ...]
    left_out: dict[int, Sequence[str]]
    """By row of the file, why a person was left out. With `keep_going` a decision that is refused
    adds its row here, and decides nothing."""


def journey_of(source: str, person: str) -> JourneyId:
    """Return the journey id of a person in a register: the same for every file of the register."""
    return JourneyId(uuid5(REGISTERS, f"{source}/{person}"))


def read_states(
    file: Path,
    codes: Path | str,
    *,
    book: Rulebook,
    actor: Actor,
    today: date,
    responsible: str,
    municipality: str | None = None,
    source: str | None = None,
    keep_going: bool = False,
) -> StatesImport:
    """Return the decisions after which journeys show what the table says.

    Codes that ended are accepted on days of their own, also where no source gives the last day:
    the register knows when they were paid. Nothing is imported for a day after `today` that may
    not be planned.
    `codes` is the path of a code file, or `dream`; `municipality` and `source` replace the file's
    own. Its states mean codes of the book's vocabularies.
    Raises InputUnreadable with every fault of a file, and Refused where no journey can be opened
    with this municipality and this responsible person.

    Recording the decisions raises InputUnreadable where a journey's past contradicts the table.
    With `keep_going` neither that nor a fault in one person's rows stops the others: `left_out` has
    them.
    """
    book = book.as_registers_know_it
    described = read_code_file(codes)
    _refuse_unknown(codes, described.states, book)
    layout = described.table
    municipalities = layout.municipality if municipality is None else (municipality,)
    opening = Opening(municipalities, responsible)
    table = read_table(file, described, keep_going=keep_going)
    source = source or layout.source or file.stem
    first, last = table.columns.days[0], table.columns.days[-1]
    # Opens no journey: it is refused here rather than at the first of many journeys.
    decide(
        History(),
        open_journey,
        actor,
        book,
        today,
        municipality=opening.municipality(first, book),
        basis=NOT_STATED,
        responsible=responsible,
        on=first,
    )
    observed = [row for row in table.rows if row.runs]
    left_out = dict(table.left_out)

    def decision(journey: JourneyId, row: PersonRow) -> Decision:
        decided = RowDecision(journey, table, row, opening, book, actor, today)
        return leaving_out(decided, row.line, left_out) if keep_going else decided

    return StatesImport(
        source=source,
        people=len(table.rows),
        unobserved=len(table.rows) - len(observed),
        first=first,
        last=last,
        decisions=tuple(
            (journey := journey_of(source, row.person), decision(journey, row)) for row in observed
        ),
        left_out=left_out,
    )


def leaving_out(decision: Decision, line: int, left_out: dict[int, Sequence[str]]) -> Decision:
    """Return the same decision, which decides nothing where it is refused, and says so there."""

    def decided(history: History) -> list[Event]:
        left_out.pop(line, None)  # it is decided again where a transaction is
        try:
            return decision(history)
        except InputUnreadable as error:
            left_out[line] = error.problems
        except Refused as refusal:
            left_out[line] = (refusal.sentence,)
        return []

    return decided


def _refuse_unknown(codes: Path | str, states: Mapping[str, State], book: Rulebook) -> None:
    """Raise InputUnreadable where a state has a code that no vocabulary has."""
    problems = Problems(codes)
    for name, state in states.items():
        for key, vocabulary, code in (
            ("support_basis", "support-basis", state.support_basis),
            ("placement", "placement", state.placement),
            ("education", "education", state.education),
        ):
            known = book.vocabularies[vocabulary].terms
            if code is not None and code not in known:
                problems.add(
                    Message(
                        "{key} of the state {name}: this is not a code of the vocabulary "
                        "{vocabulary}.{hint} `journeys vocabulary {vocabulary}` lists them; a "
                        "municipality adds its own in its file.",
                        key=key,
                        name=quoted(name),
                        vocabulary=vocabulary,
                        hint=did_you_mean(code, known),
                    )
                )
    problems.refuse()
