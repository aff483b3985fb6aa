"""Figures as metrics: shares, precision, recall and F1. All of them are better when higher."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reviewer.evals.case import Suite
from reviewer.evals.score import Metric


class Counts(NamedTuple):
    """How many are right, how many were said, and how many were meant."""

    right: int = 0
    said: int = 0
    meant: int = 0


def total(counts: Iterable[Counts]) -> Counts:
    """The sum, so that every single thing weighs the same."""
    each = list(counts)
    return Counts(sum(one.right for one in each), sum(one.said for one in each), sum(one.meant for one in each))


def share(suite: Suite, name: str, passed: Iterable[bool], least: float | None = None) -> Metric:
    """How many of them passed; no figure where there are none."""
    each = list(passed)
    value = sum(each) / len(each) if each else None
    return Metric(suite=suite, name=name, value=value, count=len(each), least=least)


def both(suite: Suite, name: str, found: Sequence[bool], right: Sequence[bool]) -> tuple[Metric, Metric]:
    """Precision over what was said (0 if nothing was said where something was meant) and recall over what was meant."""
    nothing_said = 0.0 if found else None
    precision = sum(right) / len(right) if right else nothing_said
    return (
        Metric(suite=suite, name=f"{name}, precision", value=precision, count=len(right)),
        share(suite, f"{name}, recall", found),
    )


def f1(suite: Suite, name: str, counts: Counts) -> Metric:
    """F1 over everything that was meant; no figure where nothing was said or meant."""
    every = counts.said + counts.meant
    return Metric(suite=suite, name=name, value=2 * counts.right / every if every else None, count=counts.meant)


def macro_f1(suite: Suite, name: str, pairs: Sequence[tuple[str, str]]) -> Metric:
    """The mean F1 over the classes that occur in gold; `pairs` are gold and found."""
    classes = sorted({gold for gold, _ in pairs})
    values = [_class_f1(pairs, one) for one in classes]
    return Metric(suite=suite, name=name, value=sum(values) / len(values) if values else None, count=len(pairs))


def _class_f1(pairs: Sequence[tuple[str, str]], one: str) -> float:
    right = sum(gold == found == one for gold, found in pairs)
    said, meant = sum(found == one for _, found in pairs), sum(gold == one for gold, _ in pairs)
    return 2 * right / (said + meant)
