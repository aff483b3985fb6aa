"""The app: screens, commands, and how it ends. Slow imports happen in a thread, after the first picture."""

import asyncio
import signal
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import WorkerFailed

from reviewer.tui.doors import StartContext
from reviewer.tui.engine import Engine
from reviewer.tui.foreign import plain
from reviewer.tui.start import StartScreen
from reviewer.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from reviewer.tui.interview import InterviewScreen

# Seconds in which a second Ctrl+C or Ctrl+D means it.
_SURE = 4.0


class SecondProofApp(App[None]):
    """The whole app. `engine` does everything slow."""

    TITLE = "Second Proof"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="help"),
        Binding("ctrl+p", "command_palette", "More", id="commands", priority=True),
        Binding("ctrl+q", "leave_app", "Quit", id="quit", priority=True),
        Binding("ctrl+d", "leave_app(True)", "Quit", show=False, id="quit.ctrl_d", priority=True),
    ]

    def __init__(self, start: StartContext) -> None:
        super().__init__()
        self.context = start
        self.engine = Engine()
        self.drafts: dict[str, str] = {}
        self._putting_away: asyncio.Task[None] | None = None
        self._asked_to_quit = 0.0
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def get_default_screen(self) -> Screen[None]:
        """The start screen lies under everything else: there is always somewhere to go back to."""
        return StartScreen(self.context.doors)

    def on_mount(self) -> None:
        """Take note of signals, and import what is slow once the first picture stands."""
        self._listen_to_signals()
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

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What can be done here, in words."""
        for active in screen.active_bindings.values():
            binding, node = active.binding, active.node
            if active.enabled and binding.id and binding.id.startswith("interview.") and node is screen:
                meaning = f"{binding.tooltip[:1].upper()}{binding.tooltip[1:]}"
                yield SystemCommand(binding.description, meaning, lambda each=binding: self._act(screen, each))
        yield SystemCommand("Light or dark", "Switch between the light and the dark palette", self.action_light_or_dark)
        yield SystemCommand("Help", "The keys and the signs, and how to answer", self.action_help)
        yield SystemCommand("Quit", "Close the app; everything you said is kept", self.action_leave_app)

    def _act(self, screen: Screen[object], binding: Binding) -> None:
        self.run_worker(self.run_action(binding.action, default_namespace=screen))

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they are printed on the keyboard."""
        shown = super().get_key_display(binding)
        return shown.upper() if shown[:1] in ("f", "^") else shown

    def action_light_or_dark(self) -> None:
        """Switch the palette."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_help(self) -> None:
        """Show the keys and the signs."""
        from reviewer.tui.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_help_quit(self) -> None:
        """Ctrl+C quits, as everywhere else."""
        self.action_leave_app(careful=True)

    def action_leave_app(self, careful: bool = False) -> None:
        """Quit. Where something typed would be lost, a key that is easily hit by mistake asks first."""
        now = asyncio.get_running_loop().time()
        if careful and getattr(self.screen, "unsent", False) and now - self._asked_to_quit > _SURE:
            self._asked_to_quit = now
            self.notify("What you are typing is not sent yet. Press the same key again to quit without it.")
            return
        self.exit()

    async def on_unmount(self) -> None:
        """Put everything away before the program ends."""
        await asyncio.to_thread(self.engine.close)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = False,  # noqa: ARG002
    ) -> None:
        """A short notice. Never markup, whoever asks for it."""
        super().notify(str(plain(message)), title=str(plain(title)), severity=severity, timeout=timeout, markup=False)

    def _listen_to_signals(self) -> None:
        if self.is_headless or sys.platform == "win32":
            return
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            end = partial(self.exit, return_code=128 + number)
            asyncio.get_running_loop().add_signal_handler(number, end)

    def _fatal_error(self) -> None:
        """A mistake of our own: one sentence and its place. Values are left out, as they may be somebody's words."""
        self.bell()
        error: BaseException | None = self._exception
        if isinstance(error, WorkerFailed):
            error = error.error
        self._exit_renderables.append(plain(_own_mistake(error)).plain)
        self._close_messages_no_wait()


def _own_mistake(error: BaseException | None) -> str:
    frames = traceback.extract_tb(error.__traceback__) if error else []
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return (
        "Second Proof made a mistake of its own and closed. "
        "Everything you sent is kept; open the interview again to go on.\n"
        f"For a report: {type(error).__name__}{place}."
    )


def run(start: StartContext) -> int:
    """Run the app until it is closed; the exit code for the command line."""
    app = SecondProofApp(start)
    try:
        app.run()
    finally:
        app.engine.close()
    return app.return_code or 0
