"""Sider: what can be handed over or hung up, as a page of HTML, a picture, a PDF or a date.

Each is a pure function of a view: made again it is the same to the letter. Needs the extra `pages`;
`pdf` and `png` need the extras of those names.

    seen = store.seen_by(me, "sagsbehandling")
    page = journeys.pages.path(seen.path(walk, on=today), language="da")
"""

from journeys.adapters.pages import (
    appointment,
    card,
    letter,
    overview,
    path,
    pdf,
    picture,
    png,
    timeline,
)

__all__ = ["appointment", "card", "letter", "overview", "path", "pdf", "picture", "png", "timeline"]
