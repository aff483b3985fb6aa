"""The start screen: begin an interview, go on with one, or have a document reviewed."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, OptionList
from textual.widgets.option_list import Option

from reviewer.errors import ReviewerError
from reviewer.models.reader import ReaderWords
from reviewer.text import shown
from reviewer.tui.doors import Doors
from reviewer.tui.foreign import QUIET, CleanInput, Row, Words, choice, line, plain, together

if TYPE_CHECKING:
    from reviewer.tui.app import SecondProofApp

_WHAT = "Finds out, before money is spent, whether an AI-agent pilot is designed to scale."
_LOOKING_UP_THE_READER = "Looking up who reads what you say …"


class Earlier(NamedTuple):
    """A session that can be taken up again."""

    name: str
    used: datetime


class StartScreen(Screen[None]):
    """Three ways in. Enter takes the one that has the cursor."""

    app: "SecondProofApp"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (28, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "Next", show=False, id="start.down"),
        Binding("up", "app.focus_previous", "Previous", show=False, id="start.up"),
        Binding("tab", "app.focus_next", "Next", id="start.next", priority=True),
    ]

    def __init__(self, doors: Doors) -> None:
        super().__init__()
        self._doors = doors
        self._proposed = ""
        self._is_eager = False

    def compose(self) -> ComposeResult:
        """What this is, the three ways in, and room for one sentence when something is not right."""
        with VerticalScroll(id="start", can_focus=False):
            yield Words("Second Proof", id="name")
            yield Words("The pilot proves the technology. Scaling proves the organisation.", id="motto")
            yield Words(line(_WHAT), id="what")
            reader = self._doors.reader
            known = reader.sentence if isinstance(reader, ReaderWords) else _LOOKING_UP_THE_READER
            yield Words(line(known), id="reader")
            yield Words(id="problem")
            with Vertical(classes="way"):
                yield _way("New interview", "Enter begins it")
                yield CleanInput(id="new", compact=True, placeholder="a name for it", max_length=60)
            with Vertical(classes="way", id="way-resume"):
                yield _way("Go on with an interview", "Enter takes it up where it stopped")
                yield OptionList(id="sessions", compact=True, markup=False)
                yield Words("There is none yet.", id="no-sessions")
            with Vertical(classes="way"):
                yield _way("Review a document", "Enter reads it")
                yield CleanInput(id="document", compact=True, placeholder="path of a proposal, such as proposal.md")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """The list of sessions comes as soon as it is read."""
        self.query_one("#problem").display = False
        self.query_one("#sessions").display = False
        self.query_one("#new").focus()
        self.call_after_refresh(self._look_for_sessions)

    def welcome_back(self, problem: str) -> None:
        """Show what went wrong elsewhere, and the sessions as they are now."""
        self._tell(problem)
        self._look_for_sessions()

    @work(exclusive=True, thread=True, group="sessions")
    def _look_for_sessions(self) -> None:
        from reviewer.interview.sessions import free_name, session_names, session_path

        try:
            reader = self._doors.reader_words()
            self.app.call_from_thread(self.query_one("#reader", Words).say, line(reader.sentence))
            folder = self._doors.sessions_folder()
            found = [Earlier(name, _last_used(session_path(folder, name))) for name in session_names(folder)]
            free = free_name(folder)
        except (OSError, ReviewerError) as error:
            sentence = str(error) if isinstance(error, ReviewerError) else "The folder of interviews cannot be read."
            self.app.call_from_thread(self._tell, sentence)
            return
        self.app.call_from_thread(self._show_sessions, found, free)

    def _show_sessions(self, found: list[Earlier], free: str) -> None:
        field, listed = self.query_one("#new", CleanInput), self.query_one("#sessions", OptionList)
        if field.value in ("", self._proposed):
            field.value = self._proposed = free
        width = max((len(each.name) for each in found), default=0)
        listed.set_options([_option(each, width) for each in found])
        listed.highlighted = 0 if found else None
        listed.display = bool(found)
        self.query_one("#no-sessions").display = not found
        if self._is_eager:
            self._is_eager = False
            self._begin(free)

    @on(CleanInput.Submitted, "#new")
    def _named(self, event: CleanInput.Submitted) -> None:
        name = event.value.strip() or self._proposed
        if name:
            self._begin(name)
        else:
            # Enter came before a name could be proposed: it begins as soon as there is one.
            self._is_eager = True

    def _begin(self, name: str) -> None:
        from reviewer.interview.sessions import session_path

        try:
            session_path(self._doors.sessions_folder(), name)
        except ReviewerError as error:
            self._tell(str(error))
            return
        self._tell("")
        self.app.open_interview(name)

    @on(OptionList.OptionSelected, "#sessions")
    def _resume(self, event: OptionList.OptionSelected) -> None:
        self._tell("")
        self.app.open_interview(event.option_id or "")

    @on(CleanInput.Submitted, "#document")
    def _review(self, event: CleanInput.Submitted) -> None:
        typed = event.value.strip().strip("\"'")
        if not typed:
            self._tell("Please type the path of the document first.")
            return
        self._tell("")
        self.app.open_document(_expanded(typed))

    def _tell(self, sentence: str) -> None:
        problem = self.query_one("#problem", Words)
        problem.say(line(sentence))
        problem.display = bool(sentence)


def _way(name: str, remark: str) -> Words:
    return Words(together(plain(name, "bold"), plain(f"   {remark}", QUIET)), classes="way-name")


def _option(each: Earlier, width: int) -> Option:
    name = plain(shown(each.name).ljust(width + 3))
    return choice(Row(name, line(_when(each.used), QUIET)), each.name)


def _expanded(typed: str) -> Path:
    """The path with the home folder filled in, where there is one of that name."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)


def _last_used(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone()


def _when(used: datetime) -> str:
    """When a session was last used, as people say it."""
    days = (datetime.now().astimezone().date() - used.date()).days
    if days <= 0:
        return f"today {used:%H:%M}"
    if days == 1:
        return f"yesterday {used:%H:%M}"
    return f"{used.day} {used:%B %Y}"
