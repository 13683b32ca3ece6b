"""Accessibility statement: how the pages were tried, and what the law asks; it is about nobody."""

from datetime import date

from journeys.domain.days import months_after
from journeys.domain.law.accessibility import AccessibilityRule, accessibility_law
from journeys.domain.rulebook import Rulebook
from journeys.projections.office import Office
from journeys.projections.view import View


class AccessibilityStatement(View):
    """Tilgængelighedserklæring: it is about the pages as a kind, so no history is read for it."""

    tried: date
    """The day on which the pages were last tried, as the caller says."""
    renew_by: date
    """The last day on which it is looked through again."""
    office: Office | None
    """Whom to tell that something is wrong; None where the municipality's file has no office."""
    rules: tuple[AccessibilityRule, ...]
    law_read: date
    """The day on which the sources of the rules were read."""


def accessibility_statement(book: Rulebook, tried: date) -> AccessibilityStatement:
    """Return the statement of a municipality whose pages were last tried on that day.

    The office is the one without a team: a statement is for everybody.
    """
    law, found = accessibility_law(), book.office_of("")
    return AccessibilityStatement(
        tried=tried,
        renew_by=months_after(tried, law.months),
        office=None if found is None else Office(**found.model_dump(exclude={"team"})),
        rules=law.rules,
        law_read=law.read,
    )
