"""Codes as they are looked up: the lists there are on a day, and the codes of one."""

from datetime import date

from journeys.domain.law.vocabularies import Term, Vocabularies, Vocabulary
from journeys.projections.view import View


class CodeLine(View):
    """Kodeliste: its name, and how many codes of it are in force."""

    vocabulary: str
    da: str
    en: str
    in_force: int


class Lists(View):
    """Kodelister: every vocabulary there is, on a day."""

    on: date
    lists: tuple[CodeLine, ...]


class Code(View):
    """Kode: what it says, from when to when it can be recorded anew, and where that was read."""

    code: str
    da: str
    en: str
    starts: date | None
    ends: date | None
    """The last day on which it can be recorded anew."""
    in_force: bool
    sources: tuple[str, ...]


class Codes(View):
    """Kodeliste: the codes of one vocabulary on a day."""

    on: date
    vocabulary: str
    da: str
    en: str
    codes: tuple[Code, ...]


def lists(known: Vocabularies, on: date) -> Lists:
    """Return every list, with how many of its codes are in force on that day."""
    return Lists(
        on=on,
        lists=tuple(
            CodeLine(vocabulary=each.name, da=each.da, en=each.en, in_force=len(each.in_force(on)))
            for each in known.values()
        ),
    )


def codes(vocabulary: Vocabulary, on: date, *, every: bool = False) -> Codes:
    """Return the codes of a list that are in force on that day; with `every` the others too."""
    return Codes(
        on=on,
        vocabulary=vocabulary.name,
        da=vocabulary.da,
        en=vocabulary.en,
        codes=tuple(
            _code(term, on) for term in vocabulary.terms.values() if every or term.in_force(on)
        ),
    )


def _code(term: Term, on: date) -> Code:
    return Code(
        code=term.code,
        da=term.da,
        en=term.en,
        starts=None if term.starts == date.min else term.starts,
        ends=None if term.ends == date.max else term.ends,
        in_force=term.in_force(on),
        sources=tuple(source.reference for source in term.sources),
    )
