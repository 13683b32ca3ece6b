"""Take screenshots of the pages: `python -m tests.pages FOLDER`.

Every page at the width of a phone and of a desktop, in light and dark; small ones of the invented
paths go into the documentation. Where real data are found, twenty real paths are added; those stay
in the folder.
"""

import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from journeys import JourneyId, pages
from tests.files.registers.tables import DATA, opened, put, write_codes
from tests.files.registers.test_real_data import MVAD
from tests.invented import looking
from tests.pages.browsing import Scheme, started
from tests.pages.browsing import opened as shown
from tests.pages.effects import CLEAR, MIXED, effects
from tests.pages.samples import SAMPLES
from tests.pages.walks import SHOWN_IN_DOCS

PICTURES = Path(__file__).parents[2] / "docs" / "sider"
LOOKS: tuple[tuple[int, Scheme], ...] = ((390, "light"), (390, "dark"), (1280, "light"))
MANY = 20
OF_THE_HOUSE = ("management", "employer", "room")
"""The other pages that are shown in the documentation."""


def main(folder: Path) -> None:
    """Write all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    PICTURES.mkdir(exist_ok=True)
    with started() as browser:
        for name, made in SAMPLES.items():
            _look(browser, folder, name, made("da"))
            if name in SHOWN_IN_DOCS or name in OF_THE_HOUSE:
                _picture(browser, name, made("da"))
        for name, effect in (("effect-clear", CLEAR), ("effect-mixed", MIXED)):
            _picture(browser, name, pages.effects(effects(effect)))
        for name, page_of_one in _real_ones():
            _look(browser, folder, name, page_of_one)


def _picture(browser: Browser, name: str, html: str) -> None:
    with shown(browser, html, width=390, height=844) as page:
        page.screenshot(path=PICTURES / f"{name}.png")


def _look(browser: Browser, folder: Path, name: str, html: str) -> None:
    for width, scheme in LOOKS:
        with shown(browser, html, width=width, scheme=scheme) as page:
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)


def _real_ones() -> Iterator[tuple[str, str]]:
    """Yield the pages of real paths, those that change most."""
    if not DATA.exists():
        return
    with TemporaryDirectory() as folder, opened(f"sqlite:///{folder}/real.db") as walks:
        put(walks, MVAD.file, write_codes(Path(folder), MVAD.codes()))
        people = MVAD.people()
        changes = {
            journey: sum(one != other for one, other in pairwise(states))
            for journey, states in people.items()
        }
        for nr, journey in enumerate(sorted(people, key=changes.__getitem__)[-MANY:]):
            view = looking(walks).path(JourneyId(journey), on=date(1999, 6, 1))
            yield f"real-{nr}", pages.path(view)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
