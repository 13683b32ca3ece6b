"""What every page, PDF and picture comes to, as a digest: `python -m tests.pages.digests`."""

import json
import sys
from collections.abc import Iterator
from hashlib import sha256

from journeys import pages
from journeys.language import LANGUAGES, Language
from tests.effort import LONG
from tests.pages.samples import A_FEW, AT_TEN, CITIZENS, SAMPLES, agreed, pdf_of
from tests.pages.walks import WALKS, path_of


def digests() -> dict[str, str]:
    """Return the digest of each by its name; PDFs and PNGs of a few, with `make long` of all."""
    return {name: sha256(content).hexdigest() for name, content in _made()}


def _made() -> Iterator[tuple[str, bytes]]:
    for name, language, easy in _looks():
        html = SAMPLES[name](language, easy=easy)
        yield f"{name} {language} {easy} html", html.encode()
        if LONG or (name in A_FEW and (language, easy) == ("da", False)):
            yield f"{name} {language} {easy} pdf", pdf_of(html)
    for name in WALKS:
        picture = pages.picture(path_of(name))
        yield f"{name} svg", picture.encode()
        if LONG or name in A_FEW:
            yield f"{name} png", pages.png(picture)
    yield "appointment ics", pages.appointment(agreed(AT_TEN)) or b""


def _looks() -> Iterator[tuple[str, Language, bool]]:
    for name in SAMPLES:
        for language in LANGUAGES:
            for easy in (False, True) if name in CITIZENS else (False,):
                yield name, language, easy


if __name__ == "__main__":
    sys.stdout.write(json.dumps(digests()))
