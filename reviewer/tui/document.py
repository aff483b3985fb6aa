"""The review of one document: what the rules found in it."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Footer

from reviewer.errors import ReviewerError
from reviewer.models.reader import ReaderWords
from reviewer.tui.detail import DetailScreen
from reviewer.tui.doors import Doors, Reviewed
from reviewer.tui.engine import Engine
from reviewer.tui.foreign import Words, line
from reviewer.tui.readiness import ReadinessPanel
from reviewer.tui.side_notes import notes_on_document
from reviewer.tui.waiting import WaitingLine

if TYPE_CHECKING:
    from reviewer.framework.catalogue import Framework


class DocumentScreen(Screen[str | None]):
    """One document with its findings. It ends with a sentence on what went wrong, or None."""

    CSS_PATH = "interview.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Back", id="document.leave"),
        Binding("ctrl+r", "verdict", "Verdict", id="document.verdict"),
        Binding("f6", "what_if", "What if", tooltip="try figures out on what was found", id="document.what_if"),
    ]

    def __init__(self, engine: Engine, doors: Doors, path: Path) -> None:
        super().__init__()
        self._engine = engine
        self._doors = doors
        self._path = path
        self._reviewed: tuple[Reviewed, Framework] | None = None

    def compose(self) -> ComposeResult:
        """The name of the document, then what was found."""
        yield Words(line(self._path.name, "bold"), id="document-name")
        yield Words(line("Reading …"), id="document-state")
        yield WaitingLine(id="waiting")
        yield ReadinessPanel(id="readiness")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Read it once the screen stands."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        waiting = self.query_one(WaitingLine)
        try:
            reader = await self._engine.run(self._look_up_reader)
            waiting.begin(f"{reader.name} is reading", "Esc leaves.")
            reviewed, framework = await self._engine.run(self._review)
        except ReviewerError as error:
            self.dismiss(str(error))
            return
        waiting.end()
        self._reviewed = (reviewed, framework)
        self.refresh_bindings()
        self.query_one("#document-state", Words).say("Enter looks closer at a line. Every finding has its words.")
        panel = self.query_one(ReadinessPanel)
        panel.show(reviewed.assessed, framework, {}, notes=notes_on_document(reviewed.published, reader))
        panel.focus()

    async def _look_up_reader(self) -> ReaderWords:
        return self._doors.reader_words()

    async def _review(self) -> "tuple[Reviewed, Framework]":
        return await self._doors.review(self._path), self._doors.framework()

    @on(ReadinessPanel.LookedCloser)
    def _look_closer(self, event: ReadinessPanel.LookedCloser) -> None:
        self.app.push_screen(DetailScreen(event.detail))

    def action_verdict(self) -> None:
        """Look closer at the verdict."""
        self.query_one(ReadinessPanel).look_at_verdict()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Figures are tried out on what was found, once it is found."""
        return action != "what_if" or self._reviewed is not None or None

    def action_what_if(self) -> None:
        """Try figures out on what was found. There is no record to keep a plan in."""
        if self._reviewed is not None:
            from reviewer.tui.what_if import WhatIfScreen
            from reviewer.tui.what_if_trial import Trial

            reviewed, framework = self._reviewed
            self.app.push_screen(WhatIfScreen(Trial(reviewed.readiness, framework, "proposal", frozenset())))
