"""What every app of ours has: palettes, help, notices without markup, signals, and how it ends."""

import asyncio
import signal
import sys
import traceback
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Literal

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import WorkerFailed

from reviewer.tui.foreign import plain
from reviewer.tui.themes import DARK, LIGHT

# Seconds in which a second Ctrl+C or Ctrl+D means it.
_SURE = 4.0
_OWN_KEYS = ("interview.", "document.", "what_if.")
"""Keys that are commands too, where they say what they do."""


class Frame(App[None]):
    """An app around screens."""

    TITLE = "Second Proof"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", id="help"),
        Binding("ctrl+p", "command_palette", "More", id="commands", priority=True),
        Binding("ctrl+q", "leave_app", "Quit", id="quit", priority=True),
        Binding("ctrl+d", "leave_app(True)", "Quit", show=False, id="quit.ctrl_d", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._asked_to_quit = 0.0
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def on_mount(self) -> None:
        """Take note of signals."""
        self._listen_to_signals()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What can be done here, in words."""
        for active in screen.active_bindings.values():
            binding, node = active.binding, active.node
            if active.enabled and node is screen and binding.tooltip and (binding.id or "").startswith(_OWN_KEYS):
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


class OneScreenApp(Frame):
    """One screen alone; the app ends with it."""

    def __init__(self, screen: "Screen[Any]") -> None:
        super().__init__()
        self._only = screen

    def on_mount(self) -> None:
        """Show the screen."""
        super().on_mount()
        self.push_screen(self._only, lambda _result: self.exit())


def _own_mistake(error: BaseException | None) -> str:
    frames = traceback.extract_tb(error.__traceback__) if error else []
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return (
        "Second Proof made a mistake of its own and closed. "
        "Everything you sent is kept; open the interview again to go on.\n"
        f"For a report: {type(error).__name__}{place}."
    )
