"""The shape of the code: imports go down only, names say what is inside, functions stay short."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "reviewer").rglob("*.py"))
_ATTICS = {"utils", "helpers", "manager", "base", "common", "misc"}


def test_imports_go_down_only() -> None:
    """Every import contract of pyproject.toml holds, and every module has its place in the layers."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(program), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    """No module is over 300 lines or named like an attic, and no function is over 40 lines."""
    text = path.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 40]

    assert text.count("\n") <= 300
    assert path.stem not in _ATTICS
    assert long == []


def test_every_test_states_its_fact() -> None:
    """Each test function has a docstring of one sentence."""
    missing = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_test = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
            if is_test and not ast.get_docstring(node):
                missing.append(f"{path.name}: {node.name}")

    assert missing == []
