"""What was said so far: questions, replies, and what was understood in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from textual.app import ComposeResult
from textual.containers import VerticalGroup, VerticalScroll
from textual.content import Content

from reviewer.tui.foreign import QUIET, Words, line, plain, together
from reviewer.tui.wording import Understood

RICH = 12
"""So many exchanges at most stay rich, twice over; older ones become plain text, this many to a widget."""


@dataclass
class Exchange:
    """One question with its reply, what was understood in it, and what the interviewer said about it."""

    question: str
    reply: str
    understood: Sequence[Understood] = field(default=())
    note: str = ""
    is_read: bool = True

    def as_text(self) -> Content:
        """All of it as one plain text."""
        lines = [line(self.question, "bold"), plain(self.reply)]
        lines += understood_lines(self.understood)
        lines += [line(self.note, f"italic {QUIET}")] if self.note else []
        return together(*lines, between="\n")


def understood_lines(understood: Sequence[Understood]) -> list[Content]:
    """ "✓ understood: longest wait: 4 hours  “four hours at most”".

    Where several lines follow each other, the word stands once before them and the same quote once after them.
    """
    before = ["", *(each.mark.words for each in understood)]
    after = [*(each.quote for each in understood[1:]), ""]
    return [
        _line(each, each.mark.words != earlier, each.quote != later)
        for each, earlier, later in zip(understood, before, after, strict=False)
    ]


def _line(each: Understood, is_first: bool, is_last: bool) -> Content:
    head = plain(f"{each.mark.sign} {f'{each.mark.words}: ' if is_first else ''}", each.mark.style)
    if not each.quote:
        return together(head, line(each.says, QUIET))
    if not is_last:
        return together(head, line(each.says))
    return together(head, line(each.says), plain("  “", QUIET), line(each.quote, f"italic {QUIET}"), plain("”", QUIET))


class ExchangeView(VerticalGroup):
    """One exchange, rich."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(classes="exchange")
        self.exchange = exchange

    def compose(self) -> ComposeResult:
        """Question, reply, and what came of it."""
        yield Words(line(self.exchange.question), classes="asked")
        yield Words(plain(self.exchange.reply), classes="replied")
        yield Words(self._after(), classes="after")

    def show(self, exchange: Exchange) -> None:
        """Show what came of the reply."""
        self.exchange = exchange
        after = self.query_one(".after", Words)
        after.say(self._after())
        after.display = bool(after.said)

    def on_mount(self) -> None:
        """An empty line would look like something missing."""
        after = self.query_one(".after", Words)
        after.display = bool(after.said)

    def _after(self) -> Content:
        if not self.exchange.is_read:
            return plain("… reading", f"italic {QUIET}")
        lines = understood_lines(self.exchange.understood)
        lines += [plain(self.exchange.note, "italic")] if self.exchange.note else []
        return together(*lines, between="\n")


class ChatLog(VerticalScroll):
    """All exchanges, the newest at the bottom. Only the newest are rich, so that hundreds of turns stay quick."""

    def load(self, exchanges: Iterable[Exchange]) -> None:
        """Show the exchanges of an earlier sitting."""
        every = list(exchanges)
        older = max(0, len(every) - RICH)
        self.remove_children()
        self.mount_all([*_as_text(every[:older]), *(ExchangeView(exchange) for exchange in every[older:])])
        self.anchor()

    async def add(self, exchange: Exchange) -> ExchangeView:
        """Add one at the bottom."""
        view = ExchangeView(exchange)
        await self.mount(view)
        rich = list(self.query(ExchangeView))
        if len(rich) > 2 * RICH:
            await self._flatten(rich[:RICH])
        self.anchor()
        return view

    async def _flatten(self, views: Sequence[ExchangeView]) -> None:
        await self.mount_all(_as_text([view.exchange for view in views]), before=views[0])
        await self.remove_children(views)


def _as_text(exchanges: Sequence[Exchange]) -> list[Words]:
    packs = [exchanges[start : start + RICH] for start in range(0, len(exchanges), RICH)]
    return [
        Words(together(*(exchange.as_text() for exchange in pack), between="\n\n"), classes="earlier") for pack in packs
    ]
