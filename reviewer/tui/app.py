"""The app: screens, commands, and how it ends. Slow imports happen in a thread, after the first picture."""

import asyncio
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual.screen import Screen

from reviewer.tui.doors import StartContext
from reviewer.tui.engine import Engine
from reviewer.tui.frame import Frame
from reviewer.tui.start import StartScreen

if TYPE_CHECKING:
    from reviewer.tui.interview import InterviewScreen


class SecondProofApp(Frame):
    """The whole app. `engine` does everything slow."""

    def __init__(self, start: StartContext) -> None:
        super().__init__()
        self.context = start
        self.engine = Engine()
        self.drafts: dict[str, str] = {}
        self._putting_away: asyncio.Task[None] | None = None

    def get_default_screen(self) -> Screen[None]:
        """The start screen lies under everything else: there is always somewhere to go back to."""
        return StartScreen(self.context.doors)

    def on_mount(self) -> None:
        """Take note of signals, and import what is slow once the first picture stands."""
        super().on_mount()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        # A daemon: whoever closes the app at once does not wait for what is still being imported.
        Thread(target=self._prepare, name="prepare", daemon=True).start()
        if self.context.session is not None:
            self.open_interview(self.context.session)
        elif self.context.document is not None:
            self.open_document(self.context.document)

    def _prepare(self) -> None:
        """What is imported here is there by the time somebody has chosen."""
        import reviewer.tui.document
        import reviewer.tui.interview  # noqa: F401

        # What fails here fails again, and is told, when it is needed.
        with suppress(Exception):
            if self.context.doors.prepare is not None:
                self.context.doors.prepare()

    def open_interview(self, name: str) -> None:
        """Open the interview `name`, new or begun."""
        self.run_worker(self._interview(name), group="interview", exclusive=True)

    async def _interview(self, name: str) -> None:
        from reviewer.tui.interview import InterviewScreen

        if self._putting_away is not None:
            await self._putting_away
        screen = InterviewScreen(self.engine, self.context.doors, name, self.context.depth, self.drafts.pop(name, ""))
        problem = await self.push_screen_wait(screen)
        self._put_away(name, screen)
        await self._back_at_start(problem)

    def _put_away(self, name: str, screen: "InterviewScreen") -> None:
        if screen.unsent:
            self.drafts[name] = screen.unsent
        self._putting_away = asyncio.create_task(screen.sitting.close())

    def open_document(self, path: Path) -> None:
        """Review the document at `path`."""
        self.run_worker(self._document(path), group="document", exclusive=True)

    async def _document(self, path: Path) -> None:
        from reviewer.tui.document import DocumentScreen

        await self._back_at_start(await self.push_screen_wait(DocumentScreen(self.engine, self.context.doors, path)))

    async def _back_at_start(self, problem: str | None) -> None:
        start = self.screen_stack[0]
        if isinstance(start, StartScreen):
            if self._putting_away is not None:
                await self._putting_away
            start.welcome_back(problem or "")

    async def on_unmount(self) -> None:
        """Put everything away before the program ends."""
        await asyncio.to_thread(self.engine.close)


def run(start: StartContext) -> int:
    """Run the app until it is closed; the exit code for the command line."""
    app = SecondProofApp(start)
    try:
        app.run()
    finally:
        app.engine.close()
    return app.return_code or 0
