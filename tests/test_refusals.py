"""Every refusal has a code, and every code has a scenario."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
RULES = [ROOT / "journeys" / "domain" / folder for folder in ("decisions", "employers")]
SCENARIOS = ROOT / "tests" / "domain"


def calls(folders: list[Path], name: str) -> list[ast.Call]:
    """Return every call of that name in the Python files of these folders."""
    return [
        node
        for folder in folders
        for file in sorted(folder.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", None) == name or getattr(node.func, "attr", None) == name)
    ]


def constants(nodes: list[ast.expr]) -> set[str]:
    """Return the strings among them."""
    return {str(node.value) for node in nodes if isinstance(node, ast.Constant)}


def refusals() -> set[str]:
    """Return the code of every refusal there is."""
    raised = {
        *constants([call.args[0] for call in calls(RULES, "Refused")]),
        *constants([call.args[0] for call in calls(RULES, "Doubt")]),
    }
    missing = {
        f"{what}-missing" for what in constants([c.args[1] for c in calls(RULES, "require_text")])
    }
    return raised | missing


def test_every_code_has_a_scenario() -> None:
    """A rule nobody has seen refuse is no rule."""
    seen = constants([call.args[0] for call in calls([SCENARIOS], "then_refused")])
    assert refusals() == seen
