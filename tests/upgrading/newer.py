"""A newer version of the library: a copy of this one, which has more to record."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
ALL_VERSIONS = re.compile(r'\nVERSIONS = \(\s*\*\("0001",.*?\n\)', re.DOTALL)
"""Where the schema versions there have been are listed."""

NEXT, NEXT_SCHEMA = "99.0.0", "9999"

KIND = '''class DreamDreamt(PathFact):
    """Drøm: a kind of event that the older version does not know."""

    kind: Literal["dream-dreamt"] = "dream-dreamt"
    professional: ClassVar = "A dream was dreamt"
    citizen: ClassVar = "You told us a dream"
    words: Words


PathEvent = (
    DreamDreamt
    | '''

MIGRATION = '''"""A change of tables that the older version does not know."""

revision, down_revision = "{after}", "{before}"


def upgrade() -> None:
    """Change nothing but the version."""
'''


def make_newer(folder: Path, *, schema: bool = False) -> Path:
    """Copy the package into this folder with a kind and a field more, and return the folder.

    `dream-dreamt` is new, and a hope may say with whom it was shared. With `schema`, its tables are
    of a newer version, too.
    """
    package = folder / "journeys"
    # With its bytecode: Python compiles again what is changed here, and nothing else.
    shutil.copytree(ROOT / "journeys", package)
    about = folder / f"journeys-{NEXT}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: journeys\nVersion: {NEXT}\n")
    path = package / "domain" / "events" / "path.py"
    change(path, r"PathEvent = \(\n\s*", KIND)
    case = r"        case DreamDreamt():\n            return path\n"
    change(path, r"(def evolve\(.*?match event:\n)", r"\1" + case)
    optional = "Field(default=None, exclude_if=is_missing)"
    change(path, r'(    job_goal: Words = ""\n)', rf"\1    shared_with: Name | None = {optional}\n")
    change(
        path,
        r"(from journeys\.domain\.events\.fact import )Fact\n",
        r"from pydantic import Field\n\1Fact, is_missing\n",
    )
    if schema:
        raise_schema(package / "adapters" / "sql")
    return folder


def raise_schema(sql: Path) -> None:
    """Add a migration after the last, and name it where the known versions are."""
    migrations = sql / "migrations" / "versions"
    before = max(migrations.glob("v[0-9]*.py")).name[1:5]
    text = MIGRATION.format(after=NEXT_SCHEMA, before=before)
    (migrations / f"v{NEXT_SCHEMA}_newer.py").write_text(text, encoding="utf-8")
    (known,) = (file for file in sql.rglob("*.py") if ALL_VERSIONS.search(file.read_text("utf-8")))
    change(known, ALL_VERSIONS.pattern, rf'\g<0>\nVERSIONS = (*VERSIONS, "{NEXT_SCHEMA}")\n')


def change(file: Path, where: str, to: str) -> None:
    """Change one place in a file, which must be there."""
    text, count = re.subn(where, to, file.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
    assert count == 1, f"{file.name} has no {where}"
    file.write_text(text, encoding="utf-8")
