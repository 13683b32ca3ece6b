"""Pages: HTML, SVG, PDF and iCalendar, each a pure function of a view."""

from journeys.adapters.pages.citizen import path, picture
from journeys.adapters.pages.handed import appointment, card, letter
from journeys.adapters.pages.printing import pdf, png
from journeys.adapters.pages.staff import overview, timeline

__all__ = ["appointment", "card", "letter", "overview", "path", "pdf", "picture", "png", "timeline"]
