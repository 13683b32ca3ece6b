"""The verdict of a catalogue of events on an earlier one."""

from typing import Literal

from journeys.adapters.contract.catalogue import Catalogue
from journeys.adapters.contract.differences import Change, Found, schema_differences
from journeys.projections.view import View

Verdict = Literal["full", "backward", "forward", "none"]
"""backward: what the earlier catalogue allowed can be read now. forward: the earlier version can
read what is recorded now. full: both. none: neither."""


class Difference(View):
    """Forskel: one difference between two catalogues, and what it leaves in place."""

    kind: str
    where: str
    """The path of the field, as `scores[].value`; empty for the kind itself."""
    change: Change
    what: str
    """The value, the type or the constraint that it is about."""
    backward: bool
    """Whether what the earlier catalogue allowed can be read in spite of it."""
    forward: bool
    """Whether the earlier version can read what is recorded now in spite of it."""


class Compatibility(View):
    """Sammenlignelighed: whether events of two catalogues can be read by the other's version."""

    earlier: int
    """The number of the earlier catalogue."""
    now: int
    """The number of the catalogue of this version."""
    verdict: Verdict
    differences: tuple[Difference, ...]

    @property
    def is_backward(self) -> bool:
        """Whether everything that was recorded under the earlier one can be read now."""
        return self.verdict in ("backward", "full")


def compatibility(earlier: Catalogue, now: Catalogue) -> Compatibility:
    """Return how far two catalogues are compatible, with every difference between their kinds."""
    found = tuple(
        Difference(kind=kind, **difference._asdict())
        for kind in sorted({*earlier.kinds, *earlier.upcasts, *now.kinds})
        for difference in _of_a_kind(kind, earlier, now)
    )
    return Compatibility(
        earlier=earlier.number,
        now=now.number,
        verdict=_verdict(
            backward=all(each.backward for each in found),
            forward=all(each.forward for each in found),
        ),
        differences=found,
    )


def _verdict(*, backward: bool, forward: bool) -> Verdict:
    if backward and forward:
        return "full"
    if backward:
        return "backward"
    return "forward" if forward else "none"


def _of_a_kind(kind: str, earlier: Catalogue, now: Catalogue) -> list[Found]:
    before, after = earlier.kinds.get(kind), now.kinds.get(kind)
    if before and after:
        return schema_differences(before.json_schema, after.json_schema)
    if after:
        # An earlier version does not record what it upcasts; it reads only its own older shape.
        return [Found("", "kind-added", "", backward=kind not in earlier.upcasts, forward=False)]
    if kind in now.upcasts:
        return [Found("", "kind-upcast", "", backward=True, forward=True)] if before else []
    return [Found("", "kind-removed", "", backward=False, forward=True)]
