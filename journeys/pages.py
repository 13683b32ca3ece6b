"""Sider: a view as something to hand over or hang up: HTML, a picture, a PDF or a date.

    seen = store.seen_by(me, "sagsbehandling")
    page = pages.path(seen.path(walk, on=today), language="da")

Each is a pure function of a view: the same view gives the same page to the letter. `path`, `card`,
`letter`, `appointment` and `appointment_page` are for the citizen, `employer` for an employer,
`timeline`, `overview`, `effects`, `management`, `room` and `law_tried` for staff. `accessibility`
is about nobody: the municipality publishes it. Needs the extra `pages`; `pdf` and `png` need the
extras of those names.
"""

from journeys.adapters.pages import (
    accessibility,
    appointment,
    appointment_page,
    card,
    effects,
    employer,
    law_tried,
    letter,
    management,
    overview,
    path,
    pdf,
    picture,
    png,
    room,
    timeline,
)

__all__ = [
    "accessibility",
    "appointment",
    "appointment_page",
    "card",
    "effects",
    "employer",
    "law_tried",
    "letter",
    "management",
    "overview",
    "path",
    "pdf",
    "picture",
    "png",
    "room",
    "timeline",
]
