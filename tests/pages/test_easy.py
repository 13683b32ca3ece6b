"""How easy the citizens' texts are to read: Danish is their source."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from journeys import pages
from journeys.adapters.pages.hard_words import HARD_WORDS, hard_words_in
from journeys.domain.law.duty_kinds import duty_kinds
from journeys.language import LANGUAGES, Language, spoken
from tests.pages.test_path import read as visible
from tests.pages.walks import WALKS, path_of
from tests.projections.safety.test_letter import TEMPLATES
from tests.reading import lix, sentences, words
from tests.words.catalogue import kept
from tests.words.test_catalogue import parts

CITIZENS = re.compile(
    r"journeys/adapters/pages/(items|citizen|handed|templates/(path|card|base|picture))\."
)
LONGEST = 12
"""Words in a sentence of what is easy to read."""


def fixed_texts() -> Iterator[str]:
    """Yield what the citizens' pages say in Danish of their own."""
    for each in kept():
        if each.id and any(CITIZENS.match(file) for file, _ in each.locations):
            yield from parts(each.string)
    yield from TEMPLATES
    yield from (kind.citizen_da for kind in duty_kinds().values())
    yield from (word.means.da for word in HARD_WORDS)


def test_the_fixed_texts_are_easy_even_where_nobody_asks_for_it() -> None:
    """LIX under 30; without a sentence in a heading's place they would be easier still."""
    assert lix(" ".join(f"{text.rstrip('.?:')}." for text in fixed_texts())) < 30


def test_no_sentence_holds_more_than_one_can_keep_in_mind() -> None:
    """Twelve words at most, in the law's sentences too: the same stand on every page."""
    long = {
        sentence
        for text in fixed_texts()
        for sentence in sentences(text)
        if len(words(sentence)) > LONGEST
    }
    assert long == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WALKS)
def test_easy_is_larger_and_explains_its_hard_words(name: str, language: Language) -> None:
    """Nothing is left out of it that the other page says."""
    view = path_of(name)
    plain, easy = (pages.path(view, language=language, easy=each) for each in (False, True))
    assert 'class="easy"' in easy
    with spoken(language):
        explained = hard_words_in(visible("<main" + easy.partition("<main")[2]))
    assert ('id="words"' in easy) is bool(explained)
    read = unescape(easy)
    assert 'id="words"' not in plain
    for each in (*view.net.said, *view.net.way_back):
        said = each.da if language == "da" else each.en
        assert all(sentence in read for sentence in re.split(r"(?<=[.!?]) +(?=[A-ZÆØÅ])", said))
