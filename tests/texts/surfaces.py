"""Everything that is handed out or shown about one person, as text, a block at a time."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from html import unescape
from io import StringIO

from rich.console import Console, RenderableType

from journeys import History, Rulebook, pages
from journeys.adapters.cli.output.forms import audit, briefing, entries, picture
from journeys.adapters.cli.output.forms import safety as safety_form
from journeys.domain.person_record import PersonRecord
from journeys.language import LANGUAGES, Language, spoken
from journeys.projections import briefing as briefing_view
from journeys.projections.citizen_path import path
from journeys.projections.duties import Duties, JourneyDuty, every_duty
from journeys.projections.milestones import milestones
from journeys.projections.safety.answer import Safety, safety
from journeys.projections.safety.letter import letter
from journeys.projections.subject_access import subject_access
from journeys.projections.timeline import timeline
from tests.invented import WALK

ENDS = re.compile(
    r"</?(p|li|h\d|div|section|td|th|tr|summary|details|dt|dd|title|desc|ol|ul|g|header|footer|main"
    r"|body|figcaption)\b[^>]*>"
)
WIDE = 1000
"""A screen on which no sentence is broken."""


def shown(history: History, book: Rulebook, on: date) -> Iterator[tuple[str, str]]:
    """Yield every block of everything that is shown on that day, after where it is shown."""
    view = safety(WALK, history, book, on)
    for language in LANGUAGES:
        for where, blocks in handed_out(view, history, book, language):
            yield from ((f"{where} ({language})", block) for block in blocks)
        with spoken(language):
            for where, drawn in on_a_screen(view, history, book):
                yield from ((f"{where} ({language})", line) for line in lines(drawn))


def handed_out(
    view: Safety, history: History, book: Rulebook, language: Language
) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the blocks of the pages for citizens, and of the timeline."""
    way = path(WALK, history, book, view.on)
    yield "page", blocks(pages.path(way, language=language))
    yield "foot of a page", feet(pages.path(way, language=language))
    yield "easy page", blocks(joined(pages.path(way, language=language, easy=True)))
    yield "picture", blocks(pages.picture(way, language=language))
    yield "card", blocks(pages.card(way, language=language))
    for full in (False, True) if view.sentences else ():
        written = letter(view, language, full=full)
        yield "letter", blocks(pages.letter(written))
        yield "foot of a letter", feet(pages.letter(written))
        yield "letter as text", written.markdown.splitlines()
    if calendar := pages.appointment(way, language=language):
        yield "calendar", calendar.decode().splitlines()
    known = timeline(WALK, history, view.on)
    yield "timeline page", blocks(pages.timeline(known, language=language))


def on_a_screen(
    view: Safety, history: History, book: Rulebook
) -> Iterator[tuple[str, RenderableType]]:
    """Yield the forms of the script."""
    on = view.on
    seen = history.as_of(on)
    owed = tuple(JourneyDuty(journey=WALK, owed=each) for each in every_duty(seen, book))
    record = PersonRecord(history, (), {}, (), ())
    yield "show", picture.milestones(milestones(WALK, history, book, on))
    yield "briefing", briefing.briefing(briefing_view.briefing(WALK, history, book, on))
    yield "timeline", entries.timeline(timeline(WALK, history, on))
    yield "duties", entries.duties_of_one(Duties(on=on, owed=owed))
    yield "safety", safety_form.safety(view)
    yield "subject access", audit.subject_access(subject_access(WALK, record, book, on))


def feet(page: str) -> Iterator[str]:
    """Yield what is printed at the foot of every sheet, which stands in the style of a page."""
    for written in re.findall(r'content: "([^"]*)"', page):
        signs = re.sub(r"\\([0-9a-f]+) ", lambda each: chr(int(each[1], 16)), written)
        yield " ".join(signs.split())


def joined(page: str) -> str:
    """Return an easy page with the sentences of a text together, which stand one to a line."""
    return re.sub(r"</p>\s*<p>", " ", page)


def blocks(page: str) -> Iterator[str]:
    """Yield what is read on a page, a block at a time."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    apart = re.sub(r"<[^>]+>", " ", ENDS.sub("\0", body))
    yield from filter(None, (" ".join(unescape(each).split()) for each in apart.split("\0")))


def lines(drawn: RenderableType) -> Iterator[str]:
    """Yield what is read on a screen, a line at a time."""
    screen = StringIO()
    Console(
        file=screen, width=WIDE, markup=False, highlight=False, emoji=False, color_system=None
    ).print(drawn)
    yield from filter(None, (" ".join(each.split()) for each in screen.getvalue().splitlines()))
