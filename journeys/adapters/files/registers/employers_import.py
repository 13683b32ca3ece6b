"""Import a list of firms: a row each, with CVR number, P-number, name, kind and contact.

Every fault is named by row and column, and nothing is decided while there is one. Somebody's CPR
number is refused in any column, and never repeated.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from journeys.adapters.files.problems import Problems, did_you_mean, listed, quoted
from journeys.adapters.files.registers.cells import Row, delimiter_of, read_cells
from journeys.adapters.files.registers.table import add_width
from journeys.domain.decisions.privacy import holds_cpr_number
from journeys.domain.employers.deciding import EmployerDecision, decide_employer
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.numbers import checked_cvr, checked_p_number
from journeys.domain.employers.verbs import register_employer
from journeys.domain.errors import Refused
from journeys.domain.message import Message
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook

COLUMNS: Mapping[str, Sequence[str]] = {
    "cvr": ("cvr", "cvrnummer", "cvrnr"),
    "p_number": ("pnumber", "pnummer", "pnr", "produktionsenhed", "produktionsenhedsnummer"),
    "name": ("name", "navn", "virksomhed", "virksomhedsnavn", "firma", "employer"),
    "kind": ("kind", "slags", "type"),
    "contact": ("contact", "kontakt", "kontaktperson"),
}
"""By field, what its column may be called, in either language and without spaces and hyphens."""

SHOWN = {"cvr": "CVR", "p_number": "P-nummer", "name": "Navn"}
"""What a column is called where it is missing."""

EXPONENT = re.compile(r"\d+([.,]\d+)?[eE][+-]?\d+", re.ASCII)
GROUPED = re.compile(r"\d{1,3}(\.\d{3})+", re.ASCII)
DECIMALS = re.compile(r"(\d+)[.,]0+", re.ASCII)
DIGITS = {"cvr": 8, "p_number": 10}


class Firm(NamedTuple):
    """A row: the line of the file, the number it is known by, and what it is registered with."""

    line: int
    number: str
    """The P-number, or the CVR number where there is none."""
    name: str
    cvr: str | None
    p_number: str | None
    employer_kind: str
    contact: str

    def decision(self, book: Rulebook, actor: Actor, today: date) -> EmployerDecision:
        """Return the decision to register it."""
        return partial(
            decide_employer,
            verb=register_employer,
            actor=actor,
            book=book,
            today=today,
            name=self.name,
            cvr=self.cvr,
            p_number=self.p_number,
            employer_kind=self.employer_kind,
            contact=self.contact,
            on=today,
        )


@dataclass(frozen=True, slots=True)
class FirmList:
    """The firms of a file, and the names of the columns that are not read."""

    firms: tuple[Firm, ...]
    unread: tuple[str, ...]


def read_firms(file: Path, *, book: Rulebook, actor: Actor, today: date, kind: str) -> FirmList:
    """Return the firms of a file; `kind` is the kind of those that say none.

    Their contact is the actor where they name none. Raises InputUnreadable with every fault.
    """
    problems = Problems(file)
    lines = read_cells(file, delimiter_of(file), problems)
    header = next(lines, None)
    if header is None:
        if not problems.faults:
            problems.add("the file is empty. Its first row must name the columns.")
        problems.refuse()
        return FirmList((), ())
    columns = _columns(header, problems)
    problems.refuse()
    width, firms, known = len(header.cells), list[Firm](), dict[str, int]()
    names = [quoted(cell.strip()) for cell in header.cells]
    reader = _Reader(names, columns, book, actor, today, kind, problems)
    for row in lines:
        if not any(cell.strip() for cell in row.cells):
            continue
        if len(row.cells) != width:
            add_width(problems, row.line, len(row.cells), width)
        elif (firm := reader.firm(row, known)) is not None:
            firms.append(firm)
    if not firms and not problems.faults:
        problems.add("the file has a header and no rows: no firm is in it.")
    problems.refuse()
    places = set(columns.values())
    unread = tuple(name for place, name in enumerate(names) if place not in places)
    return FirmList(tuple(firms), unread)


def _columns(header: Row, problems: Problems) -> dict[str, int]:
    """Return the place of each column that is read; a missing or doubled one is a fault."""
    found = dict[str, int]()
    for place, cell in enumerate(header.cells):
        name = re.sub(r"[\s_.-]", "", cell).casefold()
        field = next((field for field, names in COLUMNS.items() if name in names), None)
        if field in found:
            problems.add(
                Message("two columns say the same: {name}. Keep one.", name=quoted(cell.strip())),
                row=header.line,
            )
        elif field is not None:
            found[field] = place
    names = listed([cell.strip() for cell in header.cells])
    if "name" not in found:
        problems.add(
            Message(
                "no column is called {expected}; there are {names}.",
                expected=SHOWN["name"],
                names=names,
            ),
            row=header.line,
        )
    if not found.keys() & DIGITS.keys():
        problems.add(
            Message(
                "no column is called {cvr} or {p_number}; there are {names}. One of them is "
                "needed: a firm is known again by its number.",
                cvr=SHOWN["cvr"],
                p_number=SHOWN["p_number"],
                names=names,
            ),
            row=header.line,
        )
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one row after another; each fault is added to the problems."""

    names: Sequence[str]
    """What each column is called, as an error may quote it."""
    columns: Mapping[str, int]
    book: Rulebook
    actor: Actor
    today: date
    kind: str
    problems: Problems

    def firm(self, row: Row, known: dict[str, int]) -> Firm | None:
        """Return the firm of a row; None where it has a fault, which is added."""
        before = len(self.problems.faults) + self.problems.more
        cells = {field: row.cells[place].strip() for field, place in self.columns.items()}
        self._refuse_cpr(row)
        cvr = self._number(row, cells, "cvr")
        p_number = self._number(row, cells, "p_number")
        if not cells["name"]:
            self._add(row, "name", Message("the firm has no name."))
        if (number := p_number or cvr) is None:
            if len(self.problems.faults) + self.problems.more == before:
                self._add(
                    row,
                    "cvr" if "cvr" in self.columns else "p_number",
                    Message("the firm has no number: give its CVR number or its P-number."),
                )
            return None
        if first := known.setdefault(number, row.line) != row.line and known[number]:
            column = "p_number" if p_number else "cvr"
            self._add(
                row,
                column,
                Message("row {row} has the same number. Each firm has one row.", row=first),
            )
        firm = Firm(
            line=row.line,
            number=number,
            name=cells["name"],
            cvr=cvr,
            p_number=p_number,
            employer_kind=self._kind(row, cells.get("kind", "")),
            contact=cells.get("contact") or self.actor.principal.name,
        )
        if len(self.problems.faults) + self.problems.more > before:
            return None
        return firm if self._can_be_registered(row, firm) else None

    def _refuse_cpr(self, row: Row) -> None:
        numbers = {self.columns[field] for field in DIGITS if field in self.columns}
        for place, cell in enumerate(row.cells):
            is_written_as_cpr = "-" in cell or place not in numbers
            if is_written_as_cpr and holds_cpr_number(cell):
                self.problems.add(
                    Message(
                        "this looks like a CPR number, which a list of firms must not hold. Take "
                        "it out of the file."
                    ),
                    row=row.line,
                    column=self.names[place],
                )

    def _number(self, row: Row, cells: Mapping[str, str], field: str) -> str | None:
        typed = "".join(cells.get(field, "").split()).removeprefix("DK")
        if not typed or ("-" in typed and holds_cpr_number(typed)):
            return None
        if GROUPED.fullmatch(typed):
            typed = typed.replace(".", "")
        if whole := DECIMALS.fullmatch(typed):
            typed = whole[1]
        fault = self._damage(typed, DIGITS[field])
        if fault is None:
            try:
                return (checked_cvr if field == "cvr" else checked_p_number)(typed)
            except Refused as refusal:
                fault = refusal.sentence
        self._add(row, field, fault)
        return None

    @staticmethod
    def _damage(typed: str, digits: int) -> Message | None:
        """Return what a spreadsheet did to a number; None where it did nothing."""
        if EXPONENT.fullmatch(typed):
            return Message(
                "a spreadsheet has shortened this number (as in 1,23E+09), and digits are lost. "
                "Format the column as text, and save the file again from its source."
            )
        if typed.isdigit() and len(typed) < digits:
            return Message(
                "this number has {count} digits and should have {digits}. A spreadsheet may have "
                "cut off zeros at its start: format the column as text, and save the file again.",
                count=len(typed),
                digits=digits,
            )
        return None

    def _kind(self, row: Row, typed: str) -> str:
        if not typed:
            return self.kind
        vocabulary = self.book.vocabularies["employer"]
        for code, term in vocabulary.terms.items():
            if typed.casefold() in (code.casefold(), term.da.casefold(), term.en.casefold()):
                return code
        self._add(
            row,
            "kind",
            Message(
                "no kind of employer is called {typed}.{hint} There are: {known}.",
                typed=quoted(typed),
                hint=did_you_mean(typed, vocabulary.terms),
                known=listed(list(vocabulary.terms)),
            ),
        )
        return typed

    def _can_be_registered(self, row: Row, firm: Firm) -> bool:
        try:
            firm.decision(self.book, self.actor, self.today)(EmployerHistory())
        except Refused as refusal:
            if refusal.code in ("role-may-not", "not-understood"):
                raise
            self.problems.add(refusal.sentence, row=row.line)
            return False
        return True

    def _add(self, row: Row, field: str, what: Message) -> None:
        self.problems.add(what, row=row.line, column=self.names[self.columns[field]])
