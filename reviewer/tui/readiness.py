"""The readiness model beside the chat: verdict so far, figures, gaps, areas and items. Choosing a line looks closer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reviewer.assessment.capacity.words import headline
from reviewer.tui.details import Detail, figures_detail, gap_detail, item_detail, verdict_detail
from reviewer.tui.doors import Assessed
from reviewer.tui.foreign import QUIET, Row, Words, choice, line, plain, shortened, together
from reviewer.tui.side_notes import SideNote
from reviewer.tui.wording import (
    AREA_STATES,
    SEVERITIES,
    VERDICTS,
    area_in_words,
    coverage_in_words,
    gap_counts,
    state_of,
)

if TYPE_CHECKING:
    from reviewer.assessment.model import AreaResult, Gap, ItemResult
    from reviewer.framework.catalogue import Framework, Item

_LONGEST_LIMIT = 110


class ReadinessPanel(OptionList):
    """Everything the rules say so far, as one list. Verdict first, then figures, gaps, and areas with their items."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "Look closer", id="readiness.look"),
    ]

    class LookedCloser(Message):
        """The person wants to see what stands behind a line."""

        def __init__(self, detail: Detail) -> None:
            super().__init__()
            self.detail = detail

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id=id, compact=True, markup=False)
        self._assessed: Assessed | None = None
        self._framework: Framework | None = None
        self._who_knows: Mapping[str, str] = {}
        self._notes: dict[str, SideNote] = {}
        self._open: set[str] = set()
        self._asked_area: str | None = None

    def show(
        self,
        assessed: Assessed,
        framework: "Framework",
        who_knows: Mapping[str, str],
        asked: str | None = None,
        notes: Sequence[SideNote] = (),
    ) -> None:
        """Show an assessment, with notes on who read it; the area of the item that is `asked` about is opened."""
        self._notes = {note.key: note for note in notes}
        self._assessed, self._framework, self._who_knows = assessed, framework, dict(who_knows)
        area = framework.item(asked).area if asked in framework.items_by_id else self._asked_area
        if area != self._asked_area:
            self._open.discard(self._asked_area or "")
            self._open |= {area} if area else set()
            self._asked_area = area
        self._draw()

    def look_at_verdict(self) -> None:
        """Look closer at the verdict, wherever the cursor is."""
        self._look("verdict")

    def _draw(self) -> None:
        place = self.highlighted
        chosen = self.get_option_at_index(place).id if place is not None and place < self.option_count else None
        self.clear_options()
        self.add_options(list(self._all_lines()))
        known = {option.id: index for index, option in enumerate(self.options)}
        self.highlighted = known.get(chosen, 0) if chosen else 0

    def _all_lines(self) -> Iterator[Option | None]:
        if self._assessed is None or self._framework is None:
            return
        yield from _summary(self._assessed)
        yield from (_note(note) for note in self._notes.values())
        yield _heading("Gaps", gap_counts(self._assessed.gaps))
        yield from (_gap(gap) for gap in self._assessed.gaps)
        yield _heading("Areas", "known items in brackets")
        items = {item.id: item for item in self._assessed.items}
        for area in self._assessed.areas:
            yield _area(area, area.id in self._open)
            if area.id in self._open:
                own = [item for item in self._framework.items if item.area == area.id and item.id in items]
                yield from (_item(items[item.id], item.name) for item in sorted(own, key=_place))

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._look(event.option_id or "")

    def _look(self, key: str) -> None:
        if self._assessed is None or self._framework is None:
            return
        kind, _, name = key.partition(":")
        if kind == "area":
            self._open ^= {name}
            self._draw()
            return
        sheets: dict[str, Callable[[], Detail]] = {
            "verdict": partial(verdict_detail, self._assessed, self._framework, self._who_knows),
            "note": lambda: self._notes[name].detail,
            "figures": partial(figures_detail, self._assessed),
            "gap": partial(self._gap_detail, self._framework, self._assessed, name),
            "item": partial(self._item_detail, self._framework, self._assessed, name),
        }
        self.post_message(self.LookedCloser(sheets[kind]()))

    @staticmethod
    def _gap_detail(framework: "Framework", assessed: Assessed, name: str) -> Detail:
        return gap_detail(next(gap for gap in assessed.gaps if gap.id == name), framework)

    @staticmethod
    def _item_detail(framework: "Framework", assessed: Assessed, name: str) -> Detail:
        item = next(item for item in assessed.items if item.id == name)
        return item_detail(item, framework, assessed.gaps)


class ReadinessBesideChat(ReadinessPanel):
    """The panel next to a chat: there is a reply to go back to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.readiness", "To the reply", id="readiness.back"),
    ]


class ReadinessStrip(Words):
    """The same in two lines, for narrow screens."""

    def show(self, assessed: Assessed, took: str = "") -> None:
        """Show an assessment, and what a service took so far."""
        mark = VERDICTS[assessed.verdict.code]
        covered, number = assessed.coverage, headline(assessed.capacity.results)
        known = f"{covered.essentials_known} of {covered.essentials} essentials known"
        first = " · ".join(filter(None, (mark.words, known, took)))
        second = f"Gaps: {gap_counts(assessed.gaps)}{f' · {number}' if number else ''}"
        self.say(together(plain(f"{mark.sign} ", mark.style), line(first, "bold"), plain("\n"), line(second)))


def _place(item: "Item") -> tuple[int, str]:
    """EX-2 before EX-10."""
    return len(item.id), item.id


def _summary(assessed: Assessed) -> Iterator[Option | None]:
    mark = VERDICTS[assessed.verdict.code]
    limit = line(f"\n{shortened(assessed.verdict.limiting_fact, _LONGEST_LIMIT)}", QUIET)
    words = together(line(assessed.verdict.sentence, "bold"), plain("\n"), limit)
    yield choice(Row(plain(f"{mark.sign} ", mark.style), words), "verdict")
    number = headline(assessed.capacity.results)
    known = f"{coverage_in_words(assessed)}. Confidence {assessed.confidence.level}."
    yield choice(Row(plain("  "), line(known)), "verdict:coverage")
    if number:
        yield choice(Row(plain("≡ ", "$text-accent"), line(f"{number}.")), "figures")


def _note(note: SideNote) -> Option:
    return choice(
        Row(plain(f"{note.mark.sign} ", note.mark.style), line(note.words, note.mark.style)), f"note:{note.key}"
    )


def _heading(name: str, remark: str) -> Option:
    words = together(plain(f"\n{name}", "bold $text-primary"), plain(f"  {remark}", QUIET))
    return choice(words, disabled=True)


def _gap(gap: "Gap") -> Option:
    mark = SEVERITIES[gap.severity]
    words = together(plain(f"{mark.words}  ", mark.style), line(gap.title))
    return choice(Row(plain(f"{mark.sign} ", mark.style), words), f"gap:{gap.id}")


def _area(area: "AreaResult", is_open: bool) -> Option:
    mark = AREA_STATES[area.state]
    known = plain(f" ({area_in_words(area)})", QUIET)
    words = together(line(area.name, "bold"), plain(f"  {mark.words}", mark.style), known)
    head = together(plain("▾ " if is_open else "▸ ", QUIET), plain(f"{mark.sign} ", mark.style))
    return choice(Row(head, words), f"area:{area.id}")


def _item(item: "ItemResult", name: str) -> Option:
    mark = state_of(item)
    words = together(line(name), plain(f"  {mark.words}", mark.style))
    return choice(Row(plain(f"    {mark.sign} ", mark.style), words), f"item:{item.id}")
