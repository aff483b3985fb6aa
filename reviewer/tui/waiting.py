"""What a slow service looks like: who is reading, for how long, and that nothing is lost by leaving."""

from time import monotonic

from textual.timer import Timer

from reviewer.tui.foreign import Words, line

SLOW = 2.0
"""Seconds after which somebody wonders whether anything happens at all."""


class WaitingLine(Words):
    """One line that appears when a wait has become long, and counts its seconds."""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._since = 0.0
        self._what = self._remark = ""
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """Nothing is waited for yet."""
        self.display = False

    def begin(self, what: str, remark: str) -> None:
        """Begin to wait for `what`, such as "large at example.com is reading"; `remark` says what can be done."""
        self.end()
        self._since, self._what, self._remark = monotonic(), what, remark
        self._timer = self.set_interval(0.5, self._tick)

    def change(self, what: str) -> None:
        """The wait goes on, for something else."""
        self._what = what

    def end(self) -> None:
        """It is over."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.display = False

    def _tick(self) -> None:
        waited = monotonic() - self._since
        if waited >= SLOW:
            self.say(line(f"… {self._what}, {waited:.0f} s. {self._remark}"))
            self.display = True


class Notice(Words):
    """What went wrong with the last reply. It stays until a reply is read without fault."""

    def on_mount(self) -> None:
        """Nothing went wrong yet."""
        self.display = False

    def tell(self, sentence: str) -> None:
        """Show `sentence`; an empty one takes the notice away."""
        self.say(line(f"! {sentence}" if sentence else ""))
        self.display = bool(sentence)
