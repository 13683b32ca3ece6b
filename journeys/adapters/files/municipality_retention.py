"""How long closed journeys are kept, in a municipality's file: what can be wrong with it."""

from journeys.adapters.files.problems import Problems
from journeys.domain.decisions.privacy import DIAGNOSIS_CODE
from journeys.domain.keeping import Retention
from journeys.domain.message import Message

DECIDED = {
    "may_go_months": "may_go_source",
    "must_go_months": "must_go_source",
    "discard": "discard_source",
}
"""By what is decided, the field that says where."""


def check_keeping(retention: Retention, problems: Problems) -> None:
    """Add a fault for each period without a source, and the other way round; and for a wrong order.

    A source stands in the receipt of an erasure, so none may look like a diagnosis.
    """
    for what, source in DECIDED.items():
        decided, said = getattr(retention, what) is not None, getattr(retention, source)
        if decided and not said:
            problems.add(
                Message(
                    "[retention] {what}: say where it was decided or read, in {source}.",
                    what=what,
                    source=source,
                )
            )
        if said and not decided:
            problems.add(
                Message(
                    "[retention] {source}: there is no {what} that it is the source of.",
                    source=source,
                    what=what,
                )
            )
        if DIAGNOSIS_CODE.search(said):
            problems.add(
                Message(
                    "[retention] {source}: this looks like a diagnosis code. Write it in another "
                    "way: a KLE facet such as K without its number.",
                    source=source,
                )
            )
    may, must = retention.may_go_months, retention.must_go_months
    if may is not None and must is not None and must < may:
        problems.add(
            Message(
                "[retention] must_go_months: a journey would have to go before it may; correct one "
                "of the two."
            )
        )
