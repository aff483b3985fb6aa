"""Text from outside is data: nobody but `foreign` may bring it to the screen, and nothing in it is obeyed."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.style import Style
from textual.visual import RenderOptions

import reviewer.tui
from reviewer.tui.foreign import Row, Words, line, plain, shortened
from tests.tui.scripted import CONTROLS

_HERE = Path(reviewer.tui.__file__).parent
_DOORS = {"foreign.py", "foreign_area.py"}
_SAFE_WIDGETS = {"Footer", "OptionList"}
_SAFE_RESULTS = {"plain", "line", "together"}
MODULES = sorted(path for path in _HERE.glob("*.py") if path.name not in _DOORS)


def offences(source: str) -> list[str]:
    """Where a module could bring text to the screen in the raw."""
    return [found for node in ast.walk(ast.parse(source)) for found in _offences_of(node)]


def _offences_of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.module in ("textual.widgets", "rich.text", "rich"):
        return [f"{node.lineno}: imports {alias.name}" for alias in node.names if alias.name not in _SAFE_WIDGETS]
    if isinstance(node, ast.Call):
        return _offences_of_call(node)
    if isinstance(node, ast.Assign):
        names = [target.attr for target in node.targets if isinstance(target, ast.Attribute)]
        shown = {"border_title", "border_subtitle", "tooltip", "title", "sub_title", "placeholder"} & set(names)
        return [f"{node.lineno}: sets {name}" for name in shown if not _is_safe(node.value)]
    return []


def _offences_of_call(node: ast.Call) -> list[str]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    found = [f"{node.lineno}: markup" for word in node.keywords if word.arg == "markup" and _is_true(word.value)]
    if name in ("from_markup", "from_rich_text", "Option", "Static", "Label", "Button", "Markdown", "RichLog"):
        found.append(f"{node.lineno}: {name}")
    if name == "Content" and not all(isinstance(each, ast.Constant) for each in node.args):
        found.append(f"{node.lineno}: Content of something that is not literal")
    if name in ("update", "write") and not all(_is_safe(each) for each in node.args):
        found.append(f"{node.lineno}: {name}")
    found += [
        f"{node.lineno}: {word.arg}"
        for word in node.keywords
        if word.arg in ("placeholder", "tooltip", "title") and not _is_safe(word.value)
    ]
    return found


def _is_true(value: ast.expr) -> bool:
    return not (isinstance(value, ast.Constant) and value.value is False)


def _is_safe(value: ast.expr) -> bool:
    """A literal, a constant, the meaning of a key, or what `foreign` made."""
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.IfExp):
        return _is_safe(value.body) and _is_safe(value.orelse)
    if isinstance(value, ast.Name):
        return value.id.isupper() or value.id == "meaning"
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name):
        return False
    return value.func.id in _SAFE_RESULTS or (value.func.id == "str" and _is_safe(value.args[0]))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_text_goes_through_one_door(path: Path) -> None:
    """No module of the app but the door itself uses a widget, option, notice or title that takes raw text."""
    assert offences(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from textual.widgets import Static",
        "from textual.widgets import Label, Footer",
        "Option(name)",
        "Content(name)",
        "Content.from_markup(name)",
        "self.border_title = name",
        "self.tooltip = f'{name}'",
        "app.notify(name, markup=True)",
        "TextArea(placeholder=name)",
        "widget.update(name)",
    ],
)
def test_the_check_can_fail(source: str) -> None:
    """Every raw form is found."""
    assert offences(source) != []


@given(st.text())
def test_no_control_character_survives(text: str) -> None:
    """Whatever comes in, nothing that a terminal could obey comes out."""
    assert CONTROLS.search(plain(text).plain) is None
    assert CONTROLS.search(line(text).plain) is None
    assert "\n" not in line(text).plain


@pytest.mark.parametrize("text", ["[/foo]", "[@click=app.quit]x[/]", "[link=file:///etc]x[/link]", "[bold", "[[]]"])
def test_markup_is_only_text(text: str) -> None:
    """Square brackets are shown as they are, without a style, a link or an action."""
    assert plain(text).plain == text
    assert plain(text).spans == []
    assert Words(text).said == text


@given(st.text(max_size=60), st.integers(min_value=1, max_value=40))
def test_a_row_is_as_high_as_it_says(text: str, width: int) -> None:
    """The lines of a row are as many as its height, none is wider than the row, and nothing is left out."""
    row = Row(plain("● "), line(f"x{text}"))
    options = RenderOptions(lambda style: Style.parse(style) if isinstance(style, str) else style, {})
    strips = row.render_strips(width, None, Style(), options)

    assert len(strips) == row.get_height({}, width)
    words = "".join(strip.text for strip in strips)
    assert re.sub(r"\s", "", words) == re.sub(r"\s", "", str(row))


def test_a_shortened_text_says_that_it_is_shorter() -> None:
    """What does not fit ends in an ellipsis; what fits is untouched."""
    assert shortened("one two three", 8) == "one two…"
    assert shortened("one two", 8) == "one two"
