"""Lov på prøve: a file of rules or of rates, tried before it is made; nothing is changed.

    found = law.read_law_file(Path("pension.toml"), today=day)
    view = store.seen_by(me, "lovforberedelse").try_law(found, on=day)
    page = pages.law_tried(view)

`read_law_file` returns the rules or the rates of a file without a fault. Rules are tried on
everybody: `Reader.try_law` counts, and `Reader.changed_by_law` says who, each a logged look; of
many municipalities `Municipalities` has the same. Rates are tried by `rates_tried`, in invented
situations: nobody's wage is recorded.
"""

from journeys.adapters.files.law_file import read_law_file
from journeys.projections.safety.law_tried import LawTried, TriedJourneys
from journeys.projections.safety.rates_tried import RatesTried, rates_tried

__all__ = ["LawTried", "RatesTried", "TriedJourneys", "rates_tried", "read_law_file"]
