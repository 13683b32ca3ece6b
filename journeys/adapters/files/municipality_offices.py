"""Colleagues and offices in a municipality's file: [[staff]] and [[office]], and their faults."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from journeys.adapters.files.problems import Problems, did_you_mean
from journeys.domain.message import Message
from journeys.domain.rulebook import TeamOffice


class Colleague(BaseModel):
    """Kollega: somebody who works here, by the name under which they record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1)]
    team: str = ""


def check_offices(
    staff: Sequence[Colleague], offices: Sequence[TeamOffice], problems: Problems
) -> None:
    """Add a fault for a second office or team, a team without an office, and a colleague's name."""
    teams = [each.team for each in offices]
    for team in sorted({each for each in teams if teams.count(each) > 1}):
        problems.add(
            Message("office: team {team} has two; leave one out.", team=team)
            if team
            else Message("office: two are without a team; name the team of one.")
        )
    members = {(each.name, each.team) for each in staff}
    names = [name for name, _ in members]
    for name in sorted({each for each in names if names.count(each) > 1}):
        problems.add(Message("staff {name}: two teams are named; leave one out.", name=name))
    for office in offices:
        shown = f"{office.name}\n{office.place}\n{office.hours}"
        for name in sorted(set(names)):
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", shown):
                problems.add(
                    Message(
                        "office {office}: it names {name} of the staff, and stands on every page "
                        "that is handed over; leave the name out.",
                        office=office.name,
                        name=name,
                    )
                )
    for name, team in sorted(members):
        if team and team not in teams:
            problems.add(
                Message(
                    "staff {name}: no office has team {team}; add it under [[office]], or leave "
                    "the team out.{hint}",
                    name=name,
                    team=team,
                    hint=did_you_mean(team, teams),
                )
            )
