"""The README tells the truth."""

import re
import subprocess
import sys
from pathlib import Path

from tests.docs.console import ID, Console, typed_on

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = "3f2a91c0"


def test_the_library_use_in_the_readme_runs_and_says_what_it_should(tmp_path: Path) -> None:
    """Fifteen lines, as somebody would copy them."""
    (example,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert len([line for line in example.splitlines() if line]) <= 15
    said = subprocess.run(
        [sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert said == "reached\n{'su': 1}\n"


def test_the_library_use_in_the_readme_imports_only_the_face() -> None:
    """What a stranger copies first is what stays as it is."""
    (example,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert set(re.findall(r"journeys[.\w]*", example)) - {"journeys.db"} <= {
        "journeys",
        "journeys.open",
    }


def test_the_script_in_the_readme_runs(tmp_path: Path) -> None:
    """Ten commands, one after the other in an empty folder; none of them is refused."""
    console = Console(tmp_path, "anna.example", "en")
    typed = [each for each in typed_on(README) if each.command.startswith("journeys ")]
    assert len(typed) == 10
    for each in typed:
        seen = console.type(each._replace(command=f"{{ {each.command}\n}} || echo REFUSED"))
        assert "REFUSED" not in seen, f"$ {each.command}\n{seen}"
        if not console.real:
            # What the first command says is the id that the README shows.
            console.real[SHOWN] = ID.findall(seen)[0][:8]


def test_the_readme_fits_on_two_screens() -> None:
    """What is said in detail stands in docs/."""
    assert len(README.splitlines()) <= 95


def test_every_place_the_readme_names_is_there() -> None:
    """And every make target."""
    targets = re.findall(
        r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(re.findall(r"make ([a-z]+)", README)) <= set(targets)
    for place in re.findall(r"`((?:tests|domain|adapters)/[\w/.]+)`", README):
        assert (ROOT / place).exists() or (ROOT / "journeys" / place).exists(), place
