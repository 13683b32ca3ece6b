"""Those who began a measure, each with the codes by which they can be counted in groups."""

from collections.abc import Sequence
from datetime import date

from journeys.projections.effects.columns import Columns
from journeys.projections.effects.releasing import Starter
from journeys.projections.effects.trials import trials


def starters(columns: Columns, measure: str, *, cut: date) -> Sequence[Starter]:
    """Return those who began, with 13 weeks behind them at the cut: of each the code by split."""
    rows = trials(columns, measure, cut=cut.toordinal())
    began = rows.began
    person, zero, start = rows.person[began], rows.zero[began], rows.start[began]
    places = {
        "basis": columns.values["basis"].at(person, zero),
        "provider": columns.starts.provider[start],
        "target-group": columns.values["target-group"].at(person, zero),
        "team": columns.starts.team[start],
    }
    by_kind = {
        kind: [columns.codes[kind][place] for place in found.tolist()]
        for kind, found in places.items()
    }
    return [dict(zip(by_kind, codes, strict=True)) for codes in zip(*by_kind.values(), strict=True)]
