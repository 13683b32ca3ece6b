"""Erasing one stream (crypto-shredding): decided now, or again in a store that was restored."""

from collections.abc import Sequence

from journeys.app.employer_recording import number_of
from journeys.app.ports.store import Transaction
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.erasure import ErasedCounts, Receipt
from journeys.domain.history import History
from journeys.domain.vocabulary import EmployerId, JourneyId


def erased_journey(transaction: Transaction, history: History, wanted: Receipt) -> Receipt:
    """Erase one stream of a citizen, and seal its receipt after its last entry; return that.

    `history` is that of the citizen; `wanted` is the receipt without its number and counts.
    """
    log, stream = transaction.log, JourneyId(wanted.journey)
    log.destroy_key(stream)
    transaction.moves.forget(stream)
    # The versions of a stream have no gap.
    entries = _entries(history, stream)
    gone = ErasedCounts(
        entries=entries,
        rows=transaction.rows.forget(stream),
        numbers=transaction.people.forget(stream),
    )
    return log.append_receipt(wanted._replace(version=entries + 1, gone=gone))


def erased_employer(transaction: Transaction, history: EmployerHistory, wanted: Receipt) -> Receipt:
    """Erase an employer, and seal its receipt after its last entry; return that."""
    log, employer = transaction.employers, EmployerId(wanted.journey)
    log.destroy_key(employer)
    gone = ErasedCounts(
        entries=history.version,
        rows=transaction.employer_rows.forget(employer),
        numbers=int(number_of(history) is not None),
    )
    return log.append_receipt(wanted._replace(version=history.version + 1, gone=gone))


def erase_again(
    transaction: Transaction, journeys: Sequence[Receipt], employers: Sequence[Receipt]
) -> int:
    """Erase those whom a store that was restored brought back; return how many streams that were.

    The receipts are of erasures that were decided before: no rule is asked again. Those who are
    erased in the store are passed over. Of one who came after the backup the receipt is all there
    is: it refuses a journey that moved here and would be brought again.
    """
    ids = [JourneyId(each.journey) for each in journeys]
    transaction.log.lock_journeys(ids)
    transaction.employers.lock_employers([EmployerId(each.journey) for each in employers])
    # All are read before the first is erased: journeys that were joined are read together.
    people = [
        (transaction.log.history(JourneyId(each.journey)), each)
        for each in journeys
        if transaction.log.receipt(JourneyId(each.journey)) is None
    ]
    firms = [
        (transaction.employers.history(EmployerId(each.journey)), each)
        for each in employers
        if transaction.employers.receipt(EmployerId(each.journey)) is None
    ]
    for history, each in people:
        erased_journey(transaction, history, each)
    for firm, each in firms:
        erased_employer(transaction, firm, each)
    return len(people) + len(firms)


def _entries(history: History, stream: object) -> int:
    return sum(each.journey == stream for each in history.entries)
