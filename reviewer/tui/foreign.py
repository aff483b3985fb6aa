"""The one way for text to reach the screen.

Text of people, models, documents and files is data: it is cleaned, and never read as markup. The rest of the app uses
what is defined here in place of Textual's own widgets that take text; a test keeps it so.
"""

from collections.abc import Iterator, Sequence

from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from reviewer.text import clean, shown

Shown = Content | str
QUIET = "$secondary"
"""The style of what may be read later. Textual's own muted colour is lost in text that carries its styles."""
# Below this width a body beside its head would be a column of single words.
_NARROWEST_BODY = 12


def plain(text: str, style: str = "") -> Content:
    """`text` as it is, line by line, in one style."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def line(text: str, style: str = "") -> Content:
    """`text` on one line, in one style."""
    return plain(shown(text), style)


def together(*parts: Shown, between: str = "") -> Content:
    """Several pieces as one."""
    return Content(between).join([part if isinstance(part, Content) else plain(part) for part in parts])


def shortened(text: str, longest: int) -> str:
    """`text` on one line; what does not fit is left out, and an ellipsis says so."""
    words = shown(text)
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip(' ,;')}…"


class Words(Static):
    """Text on the screen."""

    def __init__(self, text: Shown = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(_content(text), markup=False, id=id, classes=classes)

    def say(self, text: "Shown | Rows") -> None:
        """Show `text` instead. The same words again cost nothing: the screen is laid out for every update."""
        words = text if isinstance(text, Rows) else _content(text)
        if not _is_same(words, self.content):
            self.update(words if isinstance(words, Rows) else _content(words))

    @property
    def said(self) -> str:
        """What it shows, without styles."""
        return str(self.content)


class Row(Visual):
    """A head and a body side by side; the lines of the body stay under each other."""

    def __init__(self, head: Content, body: Content) -> None:
        self.head = head
        self.body = body

    def __str__(self) -> str:
        return f"{self.head}{self.body}"

    def __iter__(self) -> Iterator[Content]:
        return iter((self.head, self.body))

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The lines of both. Part of Textual's protocol for things that can be seen."""
        indent = self._indent(width)
        if not indent:
            return (self.head + self.body).render_strips(width, height, style, options)
        head = self.head.render_strips(indent, 1, style, options)
        body = self.body.render_strips(width - indent, height, style, options)
        heads = [*head, *(Strip.blank(indent, style.rich_style) for _ in body[1:])]
        return [Strip.join(pair) for pair in zip(heads, body, strict=True)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Width without any wrapping."""
        return self.head.cell_length + self.body.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines at this width."""
        indent = self._indent(width)
        words, room = (self.body, width - indent) if indent else (self.head + self.body, width)
        return words.get_height(rules, room)

    def _indent(self, width: int) -> int:
        return self.head.cell_length if width - self.head.cell_length >= _NARROWEST_BODY else 0


class Rows(Visual):
    """Rows under each other."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = tuple(rows)

    def __str__(self) -> str:
        return "\n".join(str(row) for row in self.rows)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """The lines of all of them. Part of Textual's protocol for things that can be seen."""
        strips = [strip for row in self.rows for strip in row.render_strips(width, None, style, options)]
        return strips if height is None else strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Width of the widest."""
        return max((row.get_optimal_width(rules, container_width) for row in self.rows), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Lines of all of them at this width."""
        return sum(row.get_height(rules, width) for row in self.rows)


def choice(prompt: Content | Row | str, key: str | None = None, *, disabled: bool = False) -> Option:
    """One line of a list that can be chosen."""
    return Option(plain(prompt) if isinstance(prompt, str) else prompt, id=key, disabled=disabled)


def _is_same(one: object, other: object) -> bool:
    if isinstance(one, Rows) and isinstance(other, Rows):
        pairs = [pair for row, then in zip(one.rows, other.rows, strict=False) for pair in zip(row, then, strict=True)]
        return len(one.rows) == len(other.rows) and all(now.is_same(then) for now, then in pairs)
    return isinstance(one, Content) and isinstance(other, Content) and one.is_same(other)


def _content(text: Shown) -> Content:
    return text if isinstance(text, Content) else plain(text)


class CleanInput(Input):
    """A field of one line. What is pasted is cleaned first."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(shown(event.text), *self.selection)
