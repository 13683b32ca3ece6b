"""What of an employer a command is about: the employer with its name, a need, or a partnership."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.input.employers.finding import Meant, find_employer, like, one_of_several
from journeys.adapters.cli.output.danish import folded
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused
from journeys.domain.message import Message
from journeys.domain.vocabulary import EmployerId, NeedId, PartnershipId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.projections.employers.employer import EmployerOverview

T = TypeVar("T")


def employer_meant(run: Session, journeys: "Journeys", typed: str, on: date) -> Meant:
    """Return the employer that is typed, with its name where it may be seen. Refused: as `find`."""
    found = find_employer(run, journeys, typed, on)
    return (
        found if found.name else Meant(found.employer, name_of(run, journeys, found.employer, on))
    )


def name_of(run: Session, journeys: "Journeys", employer: EmployerId, on: date) -> str:
    """Return what an employer is called; the first signs of its id where that may not be seen."""
    try:
        lines = run.at_employers(journeys).employers(on=on).employers
    except Refused:
        return short(employer)
    return next((each.name for each in lines if each.employer == employer), short(employer))


def same_name(run: Session, journeys: "Journeys", name: str, employer: EmployerId, on: date) -> str:
    """Return a sentence about others of the same name; empty without, or where none may be seen."""
    try:
        lines = run.at_employers(journeys).employers(on=on).employers
    except Refused:
        return ""
    others = [
        short(each.employer)
        for each in lines
        if folded(each.name) == folded(name) and each.employer != employer
    ]
    if not others:
        return ""
    return say(
        "Another employer has that name: {ids}. If it is the same one, take this back.",
        ids=", ".join(others),
    )


def need_meant(  # noqa: PLR0917 - what is typed, and when
    run: Session,
    journeys: "Journeys",
    employer: EmployerId,
    typed: str | None,
    on: date,
    answer: str | None = None,
) -> NeedId:
    """Return the need that begins like this; else the only one without an answer.

    One that has this answer of that day already is meant first: the request is repeated.
    Refused: need-not-told, need-ambiguous.
    """
    needs = _overview(run, journeys, employer, on).needs
    open_ones = [
        each for each in needs if any((on, answer) == (one.on, one.words) for one in each.answers)
    ] or [each for each in needs if not each.answers]
    found = _meant(run, typed, open_ones, needs, lambda each: (each.words,), lambda each: each.need)
    if found is None:
        raise Refused(
            "need-not-told",
            "The employer told no need by that day that waits for an answer. `journeys employer "
            "show` shows them all.",
        )
    return NeedId(found)


def partnership_meant(
    run: Session, journeys: "Journeys", employer: EmployerId, typed: str | None, on: date
) -> PartnershipId:
    """Return the partnership that begins like this; else the only one that has not ended.

    Refused: partnership-unknown, partnership-ambiguous.
    """
    all_of_them = _overview(run, journeys, employer, on).partnerships
    running = [each for each in all_of_them if each.ended is None]
    found = _meant(
        run,
        typed,
        running,
        all_of_them,
        lambda each: (each.employer_promises,),
        lambda each: each.partnership,
    )
    if found is None:
        raise Refused(
            "partnership-unknown",
            "No partnership with the employer runs on that day. `journeys employer show` shows "
            "them all.",
        )
    return PartnershipId(found)


def _overview(
    run: Session, journeys: "Journeys", employer: EmployerId, on: date
) -> "EmployerOverview":
    return run.at_employers(journeys).employer(employer, on=on)


def _meant(  # noqa: PLR0917 - what is chosen from, and how
    run: Session,
    typed: str | None,
    running: Sequence[T],
    all_of_them: Sequence[T],
    words_of: Callable[[T], tuple[str, ...]],
    id_of: Callable[[T], UUID],
) -> UUID | None:
    found = running if typed is None else like(typed, all_of_them, id_of, words_of)
    if not found:
        return None
    what = Message("need" if hasattr(found[0], "need") else "partnership")
    return id_of(one_of_several(run, found, lambda each: words_of(each)[0], what))
