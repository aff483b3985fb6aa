"""Plots as SVG, drawn here: lines with their limit, round numbers at the axes, told apart by dashes as well as colour.

Colours and fonts come from the page's style sheet by class. Every plot says in words what it shows, for those who
cannot see it.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

Point = tuple[float, float]
_WIDTH, _HEIGHT = 480, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 20, 34, 74
_MOST_TICKS = 6
_LETTER = 7.0  # width of a letter of the legend, about


@dataclass(frozen=True)
class Line:
    """A line with its name and its class in the style sheet; with `dots` each point is marked."""

    name: str
    kind: str
    points: tuple[Point, ...]
    dots: bool = False


@dataclass(frozen=True)
class Mark:
    """A point that is named on the plot itself."""

    name: str
    at: Point


@dataclass(frozen=True)
class Axis:
    """What an axis shows, and the unit written behind its numbers."""

    name: str
    unit: str = ""


def ticks(high: float) -> list[float]:
    """Round numbers in equal steps from 0 to at least `high`, which is above 0; from two to six of them."""
    rough = high / (_MOST_TICKS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    # The tolerance keeps a step of exactly 1, 2 or 5 from becoming the next by the last bit.
    step = next(times * power for times in (1, 2, 5, 10, 20) if times * power >= rough * (1 - 1e-9))
    return [round(number * step, 12) for number in range(math.ceil(high / step - 1e-9) + 1)]


def plot(
    title: str, described: str, lines: Sequence[Line], across: Axis, upward: Axis, marks: Iterable[Mark] = ()
) -> Element:
    """The lines over common axes that begin at 0."""
    frame = _Frame(lines)
    identity = "".join(letter for letter in title.casefold() if letter.isalpha() and letter.isascii())
    svg = Element("svg", _frame_attributes(identity))
    SubElement(svg, "title", id=f"{identity}-title").text = title
    SubElement(svg, "desc", id=f"{identity}-words").text = described
    _axes(svg, frame, across, upward)
    for line in lines:
        _line(svg, frame, line)
    for mark in marks:
        _mark(svg, frame, mark)
    _legend(svg, lines)
    return svg


def _frame_attributes(identity: str) -> dict[str, str]:
    return {
        "viewBox": f"0 0 {_WIDTH} {_HEIGHT}",
        "role": "img",
        "aria-labelledby": f"{identity}-title {identity}-words",
    }


class _Frame:
    """Where a point lies on the picture."""

    def __init__(self, lines: Sequence[Line]) -> None:
        points = [point for line in lines for point in line.points]
        self.across = ticks(max(x for x, _ in points))
        self.upward = ticks(max(1.0, *(y for _, y in points)))

    def x(self, value: float) -> float:
        """The place across, in units of the picture."""
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * value / self.across[-1]

    def y(self, value: float) -> float:
        """The place from the top."""
        return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / self.upward[-1]


def _axes(svg: Element, frame: _Frame, across: Axis, upward: Axis) -> None:
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    for value in frame.upward:
        y = frame.y(value)
        _stroke(svg, "grid" if value else "axis", ((_LEFT, y), (right, y)))
        _text(svg, (_LEFT - 6, y + 4), f"{value:,g}{upward.unit}", "end")
    for value in frame.across:
        x = frame.x(value)
        _stroke(svg, "axis", ((x, bottom), (x, bottom + 4)))
        _text(svg, (x, bottom + 18), f"{value:,g}{across.unit}", "middle")
    _text(svg, (4, 16), upward.name, "start", "name")
    _text(svg, (right, bottom + 36), across.name, "end", "name")


def _line(svg: Element, frame: _Frame, line: Line) -> None:
    placed = tuple((frame.x(x), frame.y(y)) for x, y in line.points)
    _stroke(svg, line.kind, placed)
    for x, y in placed if line.dots else ():
        SubElement(svg, "circle", {"class": line.kind, "cx": _short(x), "cy": _short(y), "r": "3"})


def _mark(svg: Element, frame: _Frame, mark: Mark) -> None:
    x, y = frame.x(mark.at[0]), frame.y(mark.at[1])
    SubElement(svg, "circle", {"class": "mark", "cx": _short(x), "cy": _short(y), "r": "6"})
    has_room = x > _LEFT + _LETTER * len(mark.name) + 10
    _text(svg, (x - 8 if has_room else x, y - 12), mark.name, "end" if has_room else "start", "over")


def _legend(svg: Element, lines: Sequence[Line]) -> None:
    x, y = float(_LEFT), _HEIGHT - 12.0
    for line in lines:
        _stroke(svg, line.kind, ((x, y - 4), (x + 26, y - 4)))
        _text(svg, (x + 32, y), line.name, "start")
        x += 32 + _LETTER * len(line.name) + 18


def _stroke(svg: Element, kind: str, points: Sequence[Point]) -> None:
    placed = " ".join(f"{_short(x)},{_short(y)}" for x, y in points)
    SubElement(svg, "polyline", {"class": kind, "points": placed})


def _text(svg: Element, at: Point, words: str, anchor: str, kind: str = "label") -> None:
    place = {"x": _short(at[0]), "y": _short(at[1]), "text-anchor": anchor, "class": kind}
    SubElement(svg, "text", place).text = words


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
