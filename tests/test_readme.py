"""The README tells the truth."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_library_use_in_the_readme_runs_and_says_what_it_should(tmp_path: Path) -> None:
    """Fifteen lines, as somebody would copy them."""
    (example,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert len([line for line in example.splitlines() if line]) <= 15
    said = subprocess.run(
        [sys.executable, "-c", example], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert said == "reached\n{'su': 1}\n"


def test_every_place_the_readme_names_is_there() -> None:
    """And every make target."""
    targets = re.findall(
        r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(re.findall(r"make ([a-z]+)", README)) <= set(targets)
    for place in re.findall(r"`((?:tests|domain|adapters)/[\w/.]+)`", README):
        assert (ROOT / place).exists() or (ROOT / "journeys" / place).exists(), place
