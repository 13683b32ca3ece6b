"""Pages: HTML, SVG, PDF and iCalendar, each a pure function of a view."""

from journeys.adapters.pages.effect_page import effects
from journeys.adapters.pages.employer_page import employer
from journeys.adapters.pages.handouts import (
    accessibility,
    appointment,
    appointment_page,
    card,
    letter,
)
from journeys.adapters.pages.law_page import law_tried
from journeys.adapters.pages.management_page import management
from journeys.adapters.pages.path_page import path, picture
from journeys.adapters.pages.printing import pdf, png, printed
from journeys.adapters.pages.room_page import room
from journeys.adapters.pages.staff_pages import overview, timeline

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
    "printed",
    "room",
    "timeline",
]
