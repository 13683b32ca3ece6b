"""A manager's figures fit for publication: without caseworkers, and without small numbers."""

from journeys.projections.employers.masked_room import masked_room_day
from journeys.projections.figure_codes import FIGURES, FigureCode
from journeys.projections.management import Figure, Management
from journeys.projections.masking import FEWEST, masked_counts

COUNTS = ("number", "month_before", "year_before")
SPREAD = ("number", "of", "mean", "longest")
OF_THE_SAME: dict[FigureCode, FigureCode] = {
    "past-due-days": "past-due",
    "without-effort-days": "without-effort",
    "pensions-asked-back-days": "pensions-asked-back",
    "changes-each": "citizens",
    "longest-gap": "citizens",
}
"""Medians of the rows that another figure counts."""


def masked_management(view: Management) -> Management:
    """Return the figures with None for counts under 5, and for those that would give one away.

    Caseworkers are left out. The longest wait is one person's, and is left out. A median and a mean
    of fewer than 5 are left out too. Of the room at employers
    only what they offer is left (`masked_room`). Comparing two days can still show who came in
    between.
    """
    numbers = {(each.code, each.value): each for each in view.figures}
    for code, kind in FIGURES.items():
        if kind.counted == "median":
            continue
        whole, parts = view.of(code), view.parts_of(code)
        if whole is None:
            continue
        for each in _masked(whole, parts, view.of("citizens")):
            numbers[each.code, each.value] = each
    bands = [each for (code, _), each in numbers.items() if code == "hours-band"]
    paid = numbers.get(("in-paid-hours", ""))
    for code in ("in-paid-hours", "hours-a-week"):
        # With the total and the other bands, it would give away one that is masked.
        if (code, "") in numbers and (
            any(each.number is None for each in bands) or paid is None or paid.number is None
        ):
            numbers[code, ""] = _without(numbers[code, ""], COUNTS)
    for code, of in OF_THE_SAME.items():
        for key in [each for each in numbers if each[0] == code]:
            same = numbers.get((of, key[1]))
            if same is not None and same.number is None:
                numbers[key] = _without(numbers[key], SPREAD)
    figures = (_spread(each) for each in numbers.values())
    room = view.room and masked_room_day(view.room)
    return view.model_copy(update={"figures": tuple(figures), "caseworkers": (), "room": room})


def _masked(whole: Figure, parts: tuple[Figure, ...], citizens: Figure | None) -> list[Figure]:
    """Return a whole figure and its parts, where each count is that of several or is left out."""
    hidden: dict[str, set[str]] = {each.value: set() for each in (whole, *parts)}
    for name in COUNTS:
        counts = masked_counts({each.value: getattr(each, name) or 0 for each in parts})
        if counts is None or _is_few(getattr(whole, name)):
            for names in hidden.values():
                names.add(name)
            continue
        for value, count in counts.items():
            if count is None:
                hidden[value].add(name)
    total = None if citizens is None else citizens.number
    if whole.unit == "citizens" and _is_few((total or 0) - (whole.number or 0)):
        hidden[""].add("number")
    return [_without(each, tuple(hidden[each.value])) for each in (whole, *parts)]


def _is_few(number: float | None) -> bool:
    return 0 < (number or 0) < FEWEST


def _spread(figure: Figure) -> Figure:
    """Return a median without the longest, and without anything where it is of few."""
    if FIGURES[figure.code].counted != "median":
        return figure
    return _without(figure, SPREAD if _is_few(figure.of) else ("longest",))


def _without(figure: Figure, names: tuple[str, ...]) -> Figure:
    return figure.model_copy(update=dict.fromkeys(names))
