"""Answers of text alone: what a pipe gets without rich is what rich prints on a page."""

from io import StringIO

from hypothesis import given
from hypothesis import strategies as some

from journeys.adapters.cli.output.render import Parts, bullets, form, keep, section, table, title
from journeys.adapters.cli.output.text_parts import NARROW, Drawn, Line, Section, Title
from journeys.language import spoken

words = some.text("abcæøå»«-.,§ 0123456789", min_size=1, max_size=30).map(lambda text: text.strip())
texts = some.lists(words.filter(bool), min_size=1, max_size=30).map(" ".join)
several = some.lists(texts, min_size=1, max_size=3).map("\n".join)
lines = texts | some.tuples(some.sampled_from(["-", "12", "08.04.2026"]), several)
sections = some.builds(
    Section, some.builds(Title, texts), some.lists(lines, max_size=4).map(tuple[Line, ...])
)
answers = some.builds(
    Drawn,
    some.lists(some.just("") | some.builds(Title, texts) | sections, max_size=4).map(
        tuple[Title | Section | str, ...]
    ),
)


@given(answers)
def test_the_plain_text_is_what_rich_prints(answer: Drawn) -> None:
    """But for the spaces at the end of a line, with which rich fills its tables."""
    page = StringIO()
    keep(answer, page)
    printed = [line.rstrip() for line in page.getvalue().splitlines()]
    assert answer.plain(NARROW) == printed


@given(answers, some.integers(min_value=1, max_value=100))
def test_every_line_keeps_to_the_width(answer: Drawn, width: int) -> None:
    """But where the sign before a text takes all of it: a letter stands beside it then."""
    before = len("  08.04.2026 ")
    assert all(len(line) <= max(width, before + 1) for line in answer.plain(width) or ())


def test_a_section_without_lines_is_left_out() -> None:
    """Unless it says what stands there then."""
    with spoken("en"):
        nothing = Drawn((section("Hopes", []), section("Steps", [], "None is set.")))
    assert nothing.plain(NARROW) == ["Steps", "  None is set.", ""]


def test_a_table_is_more_than_text() -> None:
    """Rich alone draws it."""

    @form
    def drawn() -> Parts:
        yield title("Counts")
        yield section("Of them", bullets(["one"]))
        yield table([])

    assert drawn().plain(NARROW) is None
