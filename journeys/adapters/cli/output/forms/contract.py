"""The form of the verdict on an earlier catalogue of events."""

from collections.abc import Iterator, Mapping

from journeys.adapters.cli.output.render import Line, Parts, form, section, title
from journeys.adapters.contract.compatibility import Compatibility, Difference, Verdict
from journeys.adapters.contract.differences import Change
from journeys.adapters.words.language import say
from journeys.domain.message import Message

VERDICTS: Mapping[Verdict, Message] = {
    "full": Message(
        "full: each version can read what the other records. Nothing of the events breaks."
    ),
    "backward": Message(
        "backward: this version can read every event of the earlier catalogue. The earlier version "
        "cannot read every event that this one records."
    ),
    "forward": Message(
        "forward: this version cannot be relied on to read every event of the earlier catalogue. "
        "The earlier version can read every event that this one records."
    ),
    "none": Message("none: neither version can be relied on to read what the other records."),
}
CHANGES: Mapping[Change, Message] = {
    "kind-added": Message("the kind is new"),
    "kind-removed": Message("the kind was removed"),
    "kind-upcast": Message("the kind is no longer recorded; it is still read (upcast)"),
    "field-added-optional": Message("an optional field was added"),
    "field-added-required": Message("a required field was added"),
    "field-removed": Message("the field was removed"),
    "field-made-optional": Message("the field became optional"),
    "field-made-required": Message("the field became required"),
    "default-changed": Message("what a missing field means was changed"),
    "type-widened": Message("more types are allowed"),
    "type-narrowed": Message("fewer types are allowed"),
    "enum-value-added": Message("a choice was added"),
    "enum-value-removed": Message("a choice was removed"),
    "constraint-tightened": Message("a constraint was tightened"),
    "constraint-loosened": Message("a constraint was loosened"),
    "constraint-changed": Message("a constraint was changed, and the two cannot be compared"),
    "not-understood": Message("the schemas differ in a way that is not understood"),
}


@form
def compatibility(view: Compatibility) -> Parts:
    """Draw the verdict, and each difference with what it breaks."""
    yield title(
        "Catalogue {now} compared with the earlier catalogue {earlier}",
        now=view.now,
        earlier=view.earlier,
    )
    yield say(VERDICTS[view.verdict])
    if view.differences:
        yield section("What changed", map(_line, view.differences))


def _line(each: Difference) -> Line:
    place = f"{each.kind}: {each.where}" if each.where else each.kind
    what = f" ({each.what})" if each.what else ""
    breaks = " ".join(_breaks(each))
    return ("!" if breaks else "-", f"{place}: {say(CHANGES[each.change])}{what}. {breaks}".strip())


def _breaks(each: Difference) -> Iterator[str]:
    if not each.backward:
        yield say("Not backward.")
    if not each.forward:
        yield say("Not forward.")
