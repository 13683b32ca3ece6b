"""The colours of the pages: every text can be read on every ground, in light and in dark."""

import re

import pytest

from journeys.adapters.pages.rendering import TEMPLATES

STYLE = (TEMPLATES / "page.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", root))
    for root in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
)
GROUNDS = ("ground", "card", "step-ground", "net")
TEXTS = ("ink", "soft", "step", "done", "glad", "road", "net-ink")
READABLE = 4.5
"""WCAG 2.1, 1.4.3."""


def brightness(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [
        each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast between two colours, from 1 to 21."""
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_each_text_can_be_read_on_each_ground(colours: dict[str, str]) -> None:
    """Also where a page puts another text on another ground than today's."""
    pairs = {
        (text, ground): contrast(colours[text], colours[ground])
        for ground in GROUNDS
        for text in TEXTS
    }
    assert {pair for pair, found in pairs.items() if found < READABLE} == set()
    assert contrast(colours["road"], colours["on-road"]) >= READABLE
    assert LIGHT.keys() == DARK.keys()
