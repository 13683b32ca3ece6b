"""Options that take a day: somebody at a terminal is asked about one that is not clear."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import typer

from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.dates import IN_FULL, Lies, Reading, read_day, today, unclear
from journeys.adapters.cli.input.prompting import is_confirmed
from journeys.adapters.words.language import say
from journeys.domain.message import Message

DAYS: Mapping[str, Lies] = {
    "appeal_by": "ahead",
    "due": "ahead",
    "effective": "either",
    "paid_from": "either",
    "reassessment": "ahead",
    "review": "ahead",
}
"""Where days lie by their argument; every other is of what happened."""

MAY_BE_PLANNED = frozenset(
    {
        "accept_handover",
        "agree_follow_up",
        "agree_pace",
        "agree_plan",
        "assign_mentor",
        "change_life_phase",
        "change_placement_hours",
        "change_support_basis",
        "change_support_level",
        "close_journey",
        "decline_handover",
        "end_community_tie",
        "end_education",
        "end_placement",
        "enter_phase",
        "grant_aid",
        "grant_measure",
        "grant_pension",
        "involve_relative",
        "offer_handover",
        "open_journey",
        "prioritise_path",
        "put_need_first",
        "release_mentor",
        "release_relative",
        "request_pension_return",
        "rest_journey",
        "rest_pension",
        "resume_journey",
        "resume_pension",
        "set_reassessment",
        "set_target_group",
        "start_community_tie",
        "start_education",
        "start_measure",
        "start_placement",
        "withdraw_pension",
    }
)
"""The verbs whose own day may lie ahead, so that a weekday alone does not say which is meant."""


def a_day(lies: Lies) -> dict[str, Any]:
    """Return how an option is declared that takes a day, which lies there."""
    return {"parser": reader(lies), "callback": settled, "metavar": "DATE"}


def reader(lies: Lies) -> Callable[[str], Reading]:
    """Return what reads a day as of today. It raises ValueError."""

    def read(text: str) -> Reading:
        return read_day(text, date.fromisoformat(today()), lies)

    return read


def settled(ctx: typer.Context, value: Reading | None) -> date | None:
    """Return the day that is meant. Somebody at a terminal is asked once about each.

    Raises BadParameter where it is not meant, or nobody can say.
    """
    if value is not None and value.by_today and session(ctx).reads_a_file:
        raise typer.BadParameter(IN_FULL)
    if value is None or not value.to_confirm:
        return None if value is None else value.day
    asked: dict[Reading, bool] = ctx.meta.setdefault(Reading.__name__, {})
    if ctx.resilient_parsing or not session(ctx).may_ask:
        if value.others and not ctx.resilient_parsing:
            raise typer.BadParameter(unclear(value))
        return value.day
    if value not in asked:
        question = say("Do you mean {day}? (y/n): ", day=value.day)
        asked[value] = is_confirmed(question)
    if not asked[value]:
        raise typer.BadParameter(
            Message("Nothing was recorded. Write the day in full, as 2026-12-31 or 31.12.2026.")
        )
    return value.day
