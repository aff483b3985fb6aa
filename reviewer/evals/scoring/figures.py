"""Figures as metrics: shares, precision and F1 from counts, all of which are better when higher."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from reviewer.evals.case import Suite
from reviewer.evals.score import Metric


class Counts(NamedTuple):
    """How many are right, how many were said, and how many were meant."""

    right: int = 0
    said: int = 0
    meant: int = 0

    @property
    def precision(self) -> float | None:
        """Of what was said. Nothing said where something was meant is 0, and no figure where nothing was."""
        return self.right / self.said if self.said else _nothing_said(self.meant)

    @property
    def recall(self) -> float | None:
        """Of what was meant; no figure where nothing was."""
        return self.right / self.meant if self.meant else None

    @property
    def f1(self) -> float | None:
        """Of both; no figure where nothing was said or meant."""
        return 2 * self.right / (self.said + self.meant) if self.said + self.meant else None


def _nothing_said(meant: int) -> float | None:
    return 0.0 if meant else None


def total(counts: Iterable[Counts]) -> Counts:
    """The sum, so that every single thing weighs the same."""
    each = list(counts)
    return Counts(sum(one.right for one in each), sum(one.said for one in each), sum(one.meant for one in each))


def share(suite: Suite, name: str, passed: Iterable[bool], least: float | None = None, is_gate: bool = True) -> Metric:
    """How many of them passed; no figure where there are none."""
    each = list(passed)
    value = sum(each) / len(each) if each else None
    return Metric(suite=suite, name=name, value=value, count=len(each), least=least, is_gate=is_gate)


def both(suite: Suite, name: str, counts: Counts) -> tuple[Metric, Metric]:
    """Precision (over what was said) and recall (over what was meant)."""
    return (
        Metric(suite=suite, name=f"{name}, precision", value=counts.precision, count=counts.said),
        Metric(suite=suite, name=f"{name}, recall", value=counts.recall, count=counts.meant),
    )


def f1(suite: Suite, name: str, counts: Counts) -> Metric:
    """F1 over everything that was meant."""
    return Metric(suite=suite, name=name, value=counts.f1, count=counts.meant)


def macro_f1(suite: Suite, name: str, pairs: Sequence[tuple[str, str]]) -> Metric:
    """The mean F1 over the classes that occur in gold; `pairs` are gold and found."""
    classes = sorted({gold for gold, _ in pairs})
    values = [_class_f1(pairs, one) for one in classes]
    return Metric(suite=suite, name=name, value=sum(values) / len(values) if values else None, count=len(pairs))


def _class_f1(pairs: Sequence[tuple[str, str]], one: str) -> float:
    right = sum(gold == found == one for gold, found in pairs)
    said, meant = sum(found == one for _, found in pairs), sum(gold == one for gold, _ in pairs)
    return 2 * right / (said + meant)


def in_words(states: Mapping[str, str]) -> str:
    """States by item in one line, for a check."""
    return ", ".join(f"{item} {state}" for item, state in sorted(states.items())) or "nothing"
