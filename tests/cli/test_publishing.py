"""Publishing from the script: shown first, asked about, recorded, and listed."""

from datetime import date

import pytest
from rich.console import Console

from journeys.adapters.cli.output.forms import publishing as forms
from journeys.language import LANGUAGES, Language, spoken
from journeys.projections.effects.published import ReleasedEffects, ReleasedMeasure
from journeys.projections.effects.publishing import published
from tests.cli.script import Script
from tests.disclosure.answers import effect
from tests.pages.effects import EVERY
from tests.scenario import BOOK
from tests.texts.surfaces import lines

MANAGER = ("--role", "manager", "--purpose", "Udvalget")
TABLE = (*MANAGER, "overview", "--publish", "--by", "basis", "--on", "2026-01-31")
DAY = date(2026, 7, 1)


def released(stays: str | None = None, withheld: str | None = None) -> ReleasedEffects:
    """Return what would be published of a measure, with a group."""
    answers = [effect(80), effect(12, split="provider:x"), *EVERY.effects]
    return ReleasedEffects(
        on=DAY,
        cut=DAY,
        dry_run=True,
        measures=(
            ReleasedMeasure.model_validate(
                {
                    "measure": "mentorstøtte",
                    "published_on": DAY,
                    "stays": stays,
                    "withheld": withheld,
                    "answers": [published(each, ["first-hour"]) for each in answers],
                }
            ),
        ),
    )


def test_nobody_is_asked_where_nobody_is_there(script: Script, journey: str) -> None:
    """A script says that it means it."""
    assert journey
    assert "--yes" in script.refused(2, *TABLE)
    assert script.json(*MANAGER, "audit", "publications") == {"publications": []}


def test_what_is_published_is_listed_and_stays(script: Script, journey: str) -> None:
    """With the numbers for scripts; a table of fewer than five has none."""
    assert journey
    assert script.json(*TABLE, "--yes")["table"]["counts"] == {}
    again = script.json(*TABLE, "--yes")
    assert (again["stays"], again["table"]["counts"]) == ("too-soon", {})
    (listed,) = script.json(*MANAGER, "audit", "publications")["publications"]
    assert (listed["figure"], listed["cut"]) == ("overview:basis", "2026-01-31")
    assert "Overview: Lives on" in script(*MANAGER, "audit", "publications")
    assert "three months" in script(*TABLE, "--yes")


def test_a_table_is_published_by_one_dimension(script: Script, journey: str) -> None:
    """And neither as a trend nor as a page."""
    assert journey
    for more in (["--by", "phase"], ["--trend"], ["--mask"], ["--page", "x.html"]):
        assert "--publish takes one --by" in script.refused(2, *TABLE, "--yes", *more)
    assert "--outcome" in script.refused(
        2, *MANAGER, "effects", "--publish", "--yes", "--outcome", "kept"
    )
    assert "--within" in script.refused(
        2, *MANAGER, "effects", "--publish", "--yes", "--within", "3m"
    )


def test_effects_are_published_with_yes(script: Script, journey: str) -> None:
    """Where no measure has begun, there is nothing to publish."""
    assert journey
    seen = script.json(*MANAGER, "effects", "--publish", "--yes", "--on", "2026-11-20")
    assert (seen["dry_run"], seen["measures"]) == (False, [])
    assert "role" in script.refused(1, "--purpose", "x", "effects", "--publish", "--yes")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_would_be_published_is_shown_with_the_reason_why_it_stays(language: Language) -> None:
    """In eighty columns, in the language that is spoken."""
    with spoken(language):
        seen = " ".join(lines(forms.released_effects(released(), BOOK)))
        why = " ".join(lines(forms.released_effects(released("same-quarter", "few-apart"), BOOK)))
    would, stays = {
        "da": ("ville blive offentliggjort", "indtil næste kvartal"),
        "en": ("would be published", "until the next quarter"),
    }[language]
    assert would in seen
    assert stays in why
    assert "80" in seen


def test_the_form_has_room_in_eighty_columns() -> None:
    """No number is broken."""
    with spoken("da"):
        console = Console(width=80, markup=False, highlight=False, record=True, file=None)
        with console.capture() as captured:
            console.print(forms.released_effects(released(), BOOK))
    assert max(map(len, captured.get().splitlines())) <= 80
