"""Maskering: counts that can be published, in which nobody can be recognised.

    publish(masked(store.overview(on=day)))

`masked` replaces numbers under `FEWEST`, and those from which they could be worked out, with None;
`masked_trend` does so for each day of a trend, `masked_management` for a manager's figures.
`masked_room` leaves only what employers offer. Counts that nobody outside sees need none of them.
Tables of several days that go out are held to each other by `seen_by(...).publish_overview`.
"""

from journeys.projections.employers.masked_room import masked_room
from journeys.projections.masked_management import masked_management
from journeys.projections.masking import FEWEST, masked, masked_trend

__all__ = ["FEWEST", "masked", "masked_management", "masked_room", "masked_trend"]
