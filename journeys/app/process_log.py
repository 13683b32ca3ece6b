"""Process log: the events of everybody, for process mining. Each look is logged first.

Journeys are read in parts from one state of the store. One that is damaged, or restricted to
others, is set aside, by name, and the others go on.
"""

from collections.abc import Iterator

from journeys.app.histories import PART, OneByOne
from journeys.app.logged_reads import RESTRICTED, LoggedReads
from journeys.app.ports.maintenance import Progress, silent
from journeys.domain.decisions.access import require_may_export, require_may_look_across
from journeys.domain.decisions.restriction import may_open
from journeys.domain.errors import StoreError
from journeys.domain.history import History
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId
from journeys.projections.process_log import Named, ProcessCase, process_case


class ProcessLog(OneByOne[ProcessCase]):
    """Proceslog: the cases of a store, in the order of what they are called."""


def process_log(
    logged: LoggedReads, view: str, named: Named, progress: Progress | None
) -> ProcessLog:
    """Return the cases of every journey. The looks at a part of them are logged before the first.

    Refused: role-may-not, where the actor may not export journeys or see several people at once.
    """
    require_may_export(logged.actor, logged.book)
    require_may_look_across(logged.actor, logged.book)
    set_aside = dict[str, Message]()
    return ProcessLog(_cases(logged, view, named, progress or silent, set_aside), set_aside)


def _cases(
    logged: LoggedReads,
    view: str,
    named: Named,
    report: Progress,
    set_aside: dict[str, Message],
) -> Iterator[ProcessCase]:
    with logged.store.reading() as transaction:
        set_aside.update(transaction.many.set_aside())
        today = transaction.now.date()
        # In the order of the ids, the place of a case would tell something about its id.
        journeys = sorted(transaction.log.journeys(), key=lambda each: named(each, None))
        report(0, len(journeys))
        for first in range(0, len(journeys), PART):
            part, histories = journeys[first : first + PART], dict[JourneyId, History]()
            for journey, history in transaction.many.read_together(part).items():
                if isinstance(history, StoreError):
                    set_aside[str(journey)] = history.sentence
                elif not may_open(history, logged.actor, logged.book, today):
                    set_aside[str(journey)] = RESTRICTED
                else:
                    histories[journey] = history
            streams = {journey: history.streams for journey, history in histories.items()}
            set_aside.update(logged.note_each(view, streams))
            yield from (
                process_case(history, named, logged.book.roles)
                for journey, history in histories.items()
                if str(journey) not in set_aside
            )
            report(first + len(part), len(journeys))
