"""The read tables made anew in one transaction, for whoever owns one already."""

from journeys.adapters.sql.rebuild.shadows import note_versions
from journeys.adapters.sql.transactions import SQLTransaction
from journeys.app.ports.maintenance import Rebuilt
from journeys.domain.rulebook import Rulebook


def rebuild_at_once(transaction: SQLTransaction, book: Rulebook) -> Rebuilt:
    """Make every row anew, while everybody else waits. Raises BrokenHistory."""
    transaction.log.hold()
    transaction.rows.clear()
    journeys = transaction.log.journeys()
    for journey in journeys:
        transaction.rows.add({journey: transaction.log.history(journey)}, book)
    note_versions(transaction.connection)
    return Rebuilt(len(journeys), {}, resumed=False)
