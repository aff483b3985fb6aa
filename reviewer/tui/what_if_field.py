"""A field for one figure: typed, or moved by Up and Down, or by clicking its signs."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message

from reviewer.tui.foreign import QUIET, CleanInput, Words, line, plain
from reviewer.tui.what_if_trial import Start
from reviewer.tui.what_if_values import Figure, WrongValueError


class StepInput(CleanInput):
    """One line that Up and Down move."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(1)", "Up", tooltip="one step more", show=False, id="what_if.more"),
        Binding("down", "step(-1)", "Down", tooltip="one step less", show=False, id="what_if.less"),
    ]

    class Stepped(Message):
        """One step up (1) or down (-1) is wanted."""

        def __init__(self, direction: int) -> None:
            super().__init__()
            self.direction = direction

    async def _on_key(self, event: events.Key) -> None:
        """Do at once what a key of the field does. Passed on first, a deletion would come after what is typed next."""
        bound = self._bindings.key_to_bindings.get(event.key, [])
        if bound:
            event.stop()
            event.prevent_default()
            for binding in bound:
                await self.run_action(binding.action)

    def action_step(self, direction: int) -> None:
        """Ask for a step."""
        self.post_message(self.Stepped(direction))


class Sign(Words):
    """A sign that moves the figure when it is clicked."""

    def __init__(self, sign: str, direction: int) -> None:
        super().__init__(plain(sign), classes="field-sign")
        self._direction = direction

    def on_click(self) -> None:
        """Ask for a step."""
        self.post_message(StepInput.Stepped(self._direction))


class Field(Vertical):
    """One figure. `value` is the last good one; where it started from is always to be seen."""

    class Moved(Message):
        """The figure has another value now, or what is typed has begun or ceased to be one."""

    def __init__(self, figure: Figure, start: Start) -> None:
        super().__init__(classes="field")
        self.figure = figure
        self.start = start
        self.value = start.value

    def compose(self) -> ComposeResult:
        """Name and origin; the figure between its signs, with its unit; room for what is wrong."""
        with Horizontal(classes="field-head"):
            yield Words(line(self.figure.name), classes="field-name")
            yield Words(self._origin(), classes="field-origin")
        with Horizontal(classes="field-row"):
            yield Sign("− ", -1)
            yield StepInput(self._written(), id=f"try-{self.figure.facet}", compact=True, max_length=40)
            yield Sign(" + ", 1)
            yield Words(line(self.figure.unit), classes="field-unit")
        yield Words(classes="field-problem")

    def on_mount(self) -> None:
        """There is nothing wrong yet."""
        self.remark("")

    def on_descendant_focus(self) -> None:
        """The name says where one is. (`:focus-within` reaches no cousins of what has the focus.)"""
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        """One is elsewhere."""
        self.remove_class("-here")

    @property
    def is_moved(self) -> bool:
        """Whether another value than the one it starts from is tried out."""
        is_cleared_assumption = self.value is None and self.start.origin == "assumed"
        return self.value != self.start.value and not is_cleared_assumption

    @property
    def is_wrong(self) -> bool:
        """Whether what is typed is no figure."""
        return self.has_class("-wrong")

    def follow(self, start: Start) -> None:
        """Start from somewhere else: an assumption follows from other figures."""
        untouched = self.value == self.start.value and not self.is_wrong
        self.start = start
        if untouched and self.value != start.value and not self._is_being_typed:
            self._put(start.value)
        self.query_one(".field-origin", Words).say(self._origin())

    @property
    def _is_being_typed(self) -> bool:
        """Whether keys may be under way for it. Marked as a whole, as on entering, the next key replaces everything."""
        box = self.query_one(StepInput)
        return box.has_focus and box.selected_text != box.value

    def begin_again(self) -> None:
        """Back to where it started from."""
        self._put(self.start.value)
        self.follow(self.start)

    def remark(self, words: str, is_wrong: bool = False) -> None:
        """Say something about the figure, in a few words."""
        problem = self.query_one(".field-problem", Words)
        problem.say(line(f"! {words}" if is_wrong else words))
        if problem.display != bool(words):
            problem.display = bool(words)
        self.set_class(is_wrong, "-wrong")

    @on(CleanInput.Changed)
    def _typed(self, event: CleanInput.Changed) -> None:
        event.stop()
        if event.value != self.query_one(StepInput).value:
            return  # More keys have come since; what they made of it is on its way.
        try:
            value = self._read(event.value)
        except WrongValueError as error:
            was_wrong = self.is_wrong
            self.remark(f"{error}", is_wrong=True)
            if not was_wrong:
                self.post_message(self.Moved())
            return
        was_wrong = self.is_wrong
        self.remark("")
        self._take(value, always=was_wrong)

    def _read(self, typed: str) -> float | None:
        """What is typed. What it starts from is written rounded, and is itself all the same."""
        start = self.start.value
        if start is not None and typed == self.figure.rounded(start):
            return start
        return self.figure.read(typed)

    @on(StepInput.Stepped)
    def _step(self, event: StepInput.Stepped) -> None:
        event.stop()
        value = self.figure.moved(self.value, event.direction)
        self._put(value)
        self._take(value, always=True)

    def _put(self, value: float | None) -> None:
        """Show a value. What had been typed instead is gone."""
        self.value = value
        self.remark("")
        box = self.query_one(StepInput)
        is_marked = bool(box.value) and box.selected_text == box.value
        with box.prevent(CleanInput.Changed):
            box.value = self._written()
            if is_marked:
                box.select_all()
            else:
                box.cursor_position = len(box.value)

    def _take(self, value: float | None, always: bool = False) -> None:
        if value != self.value or always:
            self.value = value
            self.query_one(".field-origin", Words).say(self._origin())
            self.post_message(self.Moved())

    def _written(self) -> str:
        return "" if self.value is None else self.figure.rounded(self.value)

    def _origin(self) -> Content:
        start = self.start
        if self.is_moved:
            was = "not stated" if start.value is None else self.figure.rounded(start.value)
            return line(f"was {'assumed ' if start.origin == 'assumed' else ''}{was}", "$text-accent")
        if self.value is None and start.origin == "assumed":
            return line(f"assumed: {self.figure.rounded(start.value or 0)}", QUIET)
        return line("sources differ" if start.origin == "disputed" else start.origin, QUIET)
