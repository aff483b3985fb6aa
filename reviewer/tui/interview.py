"""The interview: the chat on the left, the readiness model on the right."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Footer

from reviewer.errors import ReviewerError
from reviewer.models.reader import OFFLINE_READER, ReaderWords, tokens_in_words
from reviewer.tui.detail import DetailScreen
from reviewer.tui.doors import Depth, Doors
from reviewer.tui.ending import RETRY_STEPS, NextSteps, next_steps, outcome
from reviewer.tui.engine import Engine
from reviewer.tui.exchange import ChatLog, Exchange
from reviewer.tui.foreign import Words
from reviewer.tui.keys import INTERVIEW_KEYS, SENT_BY_KEY, can_speak
from reviewer.tui.question import QuestionBox
from reviewer.tui.readiness import ReadinessBesideChat, ReadinessPanel, ReadinessStrip
from reviewer.tui.reply import ReplyBox
from reviewer.tui.side_notes import notes_on_interview
from reviewer.tui.sitting import Sitting, Standing
from reviewer.tui.waiting import SLOW, Notice, WaitingLine

if TYPE_CHECKING:
    from reviewer.interview.planning import PlannedValues

_KEPT = "What you sent is kept: Esc leaves, and you can type on."
_WIDTHS = (34, 40, 46, 54, 64, 76)


class InterviewScreen(Screen[str | None]):
    """One interview. It ends with a sentence on what went wrong, or None."""

    CSS_PATH = "interview.tcss"
    AUTO_FOCUS = "#reply"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = INTERVIEW_KEYS
    phase: reactive[str] = reactive("opening")
    """opening, asking, reading, failed or ended."""

    def __init__(self, engine: Engine, doors: Doors, name: str, depth: Depth = "essential", draft: str = "") -> None:
        super().__init__()
        self._engine = engine
        self._doors = doors
        self.session_name = name
        self._draft = draft
        self.sitting = Sitting(engine, doors, name, depth)
        self._standing: Standing | None = None
        self._width_step = 2
        self._reader = OFFLINE_READER

    def compose(self) -> ComposeResult:
        """Chat and readiness side by side; on narrow screens two lines stand for the readiness."""
        yield ReadinessStrip(id="strip")
        with Horizontal(id="columns"):
            with Vertical(id="chat"):
                yield ChatLog(id="log")
                yield Notice(id="notice")
                yield QuestionBox(id="asking")
                yield WaitingLine(id="waiting")
                yield ReplyBox(id="reply")
                yield NextSteps(id="next")
            with Vertical(id="side"):
                yield ReadinessBesideChat(id="readiness")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Open the interview once the screen stands."""
        self.query_one(QuestionBox).tell(f"Opening {self.session_name} …")
        self.query_one(ReplyBox).fill(self._draft)
        self.query_one(ReplyBox).wait(True, opening=True)
        self._resume(self._open)

    async def _open(self) -> tuple[Standing, list[Exchange]]:
        self._reader = await self._engine.run(self._look_up_reader)
        self.query_one(WaitingLine).begin("Opening the interview", "What you sent is kept: Esc leaves.")
        return await self.sitting.open()

    async def _look_up_reader(self) -> ReaderWords:
        return self._doors.reader_words()

    def _wait_for_reader(self) -> None:
        self.phase = "reading"
        self.query_one(WaitingLine).begin(f"{self._reader.name} is reading", _KEPT)

    @property
    def unsent(self) -> str:
        """What is typed and not sent."""
        return self.query_one(ReplyBox).text.strip() if self.is_mounted else ""

    @work(exclusive=True, group="talk")
    async def _resume(self, step: Callable[[], Coroutine[Any, Any, tuple[Standing, list[Exchange]]]]) -> None:
        try:
            standing, earlier = await step()
        except ReviewerError as error:
            self._failed(str(error))
            return
        self.query_one(ChatLog).load(earlier)
        self.query_one(ReplyBox).remember([exchange.reply for exchange in earlier])
        self._stand(standing)

    @on(ReplyBox.Sent)
    def _sent(self, event: ReplyBox.Sent) -> None:
        if self.phase == "asking":
            self._send(event.text)
        else:
            # It was typed before the screen could say that a reply is being read.
            self.query_one(ReplyBox).fill(event.text)

    def _send(self, text: str) -> None:
        self._wait_for_reader()
        self.set_timer(SLOW, self.query_one(ReplyBox).take_drafts)
        self._talk(text)

    @work(exclusive=True, group="talk")
    async def _talk(self, text: str) -> None:
        """Send a reply and show what came of it. An error leaves nothing half done: what was kept is kept."""
        asked = self._standing.turn.question if self._standing else None
        view = await self.query_one(ChatLog).add(Exchange(asked.wording if asked else "", text, is_read=False))
        box = self.query_one(QuestionBox)
        box.listen()
        try:
            standing, exchange = await self.sitting.reply(text, box.hear)
        except ReviewerError as error:
            await view.remove()
            self._refused(text, error)
            return
        with self.app.batch_update():
            view.show(exchange)
            self._stand(standing)

    @on(QuestionBox.Heard)
    def _is_writing(self) -> None:
        self.query_one(WaitingLine).change(f"{self._reader.name} is writing the next question")

    def _refused(self, text: str, error: ReviewerError) -> None:
        from reviewer.interview.conversation import ReplyError

        if not isinstance(error, ReplyError):
            self._failed(str(error))
            return
        self.phase = "asking"
        self.query_one(ReplyBox).fill("\n".join(filter(None, (text, self.unsent))))
        self.notify(str(error), severity="warning")

    def _failed(self, sentence: str) -> None:
        if self._standing is None:
            self.dismiss(sentence)
            return
        self.phase = "failed"
        self.query_one(QuestionBox).tell(sentence, "Your reply is kept. It is read when you try again.")
        self._offer(RETRY_STEPS)

    def _stand(self, standing: Standing) -> None:
        """Show where the interview stands now."""
        self._standing = standing
        question, assessment = standing.turn.question, standing.turn.assessment
        asked = question.item if question else None
        notes = notes_on_interview(standing.served, self._reader)
        self.query_one(ReadinessPanel).show(assessment, standing.framework, standing.who_knows, asked, notes)
        took = tokens_in_words(standing.served.usage, self._reader.currency)
        self.query_one(ReadinessStrip).show(assessment, took)
        self.query_one(Notice).tell(standing.turn.degraded)
        if question is None:
            self._end(standing)
            return
        self.phase = "asking"
        self.query_one(QuestionBox).ask(question.wording, question.why)

    def _end(self, standing: Standing) -> None:
        self.phase = "ended"
        turn = standing.turn
        text = outcome(turn.assessment, standing.framework, standing.who_knows, self.session_name)
        log = self.query_one(ChatLog)
        found = Words(text, classes="outcome")
        log.mount(found)
        log.anchor(False)
        self.call_after_refresh(log.scroll_to_widget, found, top=True, animate=False)
        said = "Stopped here." if turn.ended == "stopped" else "That was the last question."
        self.query_one(QuestionBox).tell(said, "Everything you said is kept. What would you like to do?")
        self._offer(next_steps(turn.ended, self.sitting.depth))

    def _offer(self, steps: list[tuple[str, str]]) -> None:
        self.query_one(NextSteps).offer(steps)
        self._focus_below()

    def watch_phase(self, before: str, phase: str) -> None:
        """The reply, or what can be done instead; it never takes text that would be lost."""
        if not self.is_mounted:
            return
        self.query_one(ReplyBox).wait(phase in ("opening", "reading"))
        if phase not in ("opening", "reading"):
            self.query_one(WaitingLine).end()
        self.query_one(QuestionBox).set_class(phase == "reading", "-reading")
        self.set_class(phase in ("failed", "ended"), "-choosing")
        # Only where it changes what the keys can do: the footer is made anew, and it should not flicker.
        if can_speak(before) != can_speak(phase):
            self.refresh_bindings()
        self._focus_below()

    def _focus_below(self) -> None:
        below = self.query_one(NextSteps if self.has_class("-choosing") else ReplyBox)
        if not below.has_focus:
            below.focus()

    @on(NextSteps.Taken)
    def _step(self, event: NextSteps.Taken) -> None:
        steps: dict[str, Callable[[], object]] = {
            "go_on": self._take_up,
            "retry": self._take_up,
            "full": self._deepen,
            "verdict": self.action_verdict,
            "readiness": self.action_readiness,
            "leave": self.action_leave,
        }
        steps[event.step]()

    def _take_up(self) -> None:
        self._wait_for_reader()
        self._resume(self.sitting.go_on)

    @work(exclusive=True, group="talk")
    async def _deepen(self) -> None:
        self._wait_for_reader()
        await self.sitting.close()
        self.sitting = Sitting(self._engine, self._doors, self.session_name, "full")
        self._resume(self.sitting.open)

    @on(ReadinessPanel.LookedCloser)
    def _look_closer(self, event: ReadinessPanel.LookedCloser) -> None:
        self.app.push_screen(DetailScreen(event.detail))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Words are put in the person's mouth only while a question stands, and not from the readiness model."""
        if action == "what_if":
            return self.phase in ("asking", "ended") or None
        if action != "say":
            return True
        if self.is_mounted and self.query_one(ReadinessPanel).has_focus:
            return False
        return can_speak(self.phase) or None

    def action_say(self, what: str) -> None:
        """Say one of the fixed words; what is being typed stays."""
        if self.phase == "asking":
            self._send(SENT_BY_KEY[what])

    def action_readiness(self) -> None:
        """Go to the readiness model, or back to the reply."""
        panel = self.query_one(ReadinessPanel)
        showing = not panel.has_focus
        self.set_class(showing, "-readiness")
        if showing:
            panel.focus()
        else:
            self._focus_below()

    def action_verdict(self) -> None:
        """Look closer at the verdict."""
        self.query_one(ReadinessPanel).look_at_verdict()

    def action_what_if(self) -> None:
        """Try figures out on what is known; what is typed stays."""
        if self._standing is None or self.phase not in ("asking", "ended"):
            return
        from reviewer.tui.what_if import WhatIfScreen
        from reviewer.tui.what_if_trial import Trial

        standing = self._standing
        trial = Trial(standing.readiness, standing.framework, "interview", standing.answered)
        self.app.push_screen(WhatIfScreen(trial, can_keep=True), self._planned)

    def _planned(self, planned: "PlannedValues | None") -> None:
        if planned is not None:
            self.phase = "reading"
            self._resume(lambda: self.sitting.plan(planned))

    def action_resize(self, step: int) -> None:
        """Make the readiness panel wider or narrower."""
        self._width_step = max(0, min(len(_WIDTHS) - 1, self._width_step + step))
        self.query_one("#side").styles.width = _WIDTHS[self._width_step]

    def action_scroll_log(self, direction: int) -> None:
        """Scroll through what was said."""
        log = self.query_one(ChatLog)
        (log.scroll_page_up if direction < 0 else log.scroll_page_down)(animate=False)

    def action_leave(self) -> None:
        """Back from the readiness to the reply; from there back to the start."""
        if self.query_one(ReadinessPanel).has_focus:
            self.action_readiness()
        else:
            self.dismiss(None)
