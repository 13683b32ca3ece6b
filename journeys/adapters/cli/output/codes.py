"""The views of the codes: every list on a day, and the codes of one list."""

from datetime import date

from journeys.domain.law.vocabularies import Term, Vocabularies, Vocabulary
from journeys.projections.view import View


class CodeLine(View):
    """Kodeliste: its name, and the number of its codes in force."""

    vocabulary: str
    da: str
    en: str
    in_force: int


class Lists(View):
    """Kodelister: every vocabulary, on a day."""

    on: date
    lists: tuple[CodeLine, ...]


class Code(View):
    """Kode: its words, when it can be recorded, and its sources."""

    code: str
    da: str
    en: str
    starts: date | None
    ends: date | None
    """The last day on which it can be recorded."""
    ended: bool
    """Whether it ended on a day that no source gives."""
    ended_by: date | None
    """The first day on which it surely had ended."""
    in_force: bool
    sources: tuple[str, ...]


class Codes(View):
    """Kodeliste: the codes of one vocabulary on a day."""

    on: date
    vocabulary: str
    da: str
    en: str
    codes: tuple[Code, ...]


def lists(vocabularies: Vocabularies, on: date) -> Lists:
    """Return every list, with the number of its codes in force on that day."""
    return Lists(
        on=on,
        lists=tuple(
            CodeLine(vocabulary=each.name, da=each.da, en=each.en, in_force=len(each.in_force(on)))
            for each in vocabularies.values()
        ),
    )


def codes(vocabulary: Vocabulary, on: date, *, every: bool = False) -> Codes:
    """Return the codes of a list in force on that day; with `every`, all of them."""
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
        ended=term.ended,
        ended_by=term.ended_by,
        in_force=term.in_force(on),
        sources=tuple(source.reference for source in term.sources),
    )
