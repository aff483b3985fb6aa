"""What was expected of a case beside what came, in tables: states, facts, gaps, the verdict, a ranking."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from reviewer.evals.case import Input, Twins
from reviewer.evals.labels.gold import Expected, Sentence
from reviewer.evals.prediction import Fact, GapFound, Outcome, Prediction
from reviewer.evals.scoring.endings import in_words
from reviewer.readiness.claims import Record

_NOTHING = "–"


class Row(Record):
    """Something with what was expected of it and what came; `is_same` None: that is not for this table to say."""

    name: str
    cells: tuple[str, ...]
    is_same: bool | None = None


class Table(Record):
    """Rows under their heads; the first head is that of the names."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def tables(given: Input, prediction: Prediction | None, wanted: Any, expected: Expected) -> Iterator[Table]:
    """All tables of a case; those with nothing in them have no rows. `wanted` is its gold, of whatever suite."""
    if prediction is None:
        return
    if prediction.ranked is not None:
        yield _ranking(prediction, wanted)
    is_twin = isinstance(given, Twins)
    outcomes = prediction.outcomes if is_twin else prediction.outcomes[-1:]
    found = ("clean", "attacked")[: len(outcomes)] if is_twin else ("found",)[: len(outcomes)]
    yield Table(title="In the end", heads=("", "expected", *found), rows=_ends(outcomes, expected, wanted))
    yield Table(
        title="States", heads=("item", "expected", *found), rows=tuple(_states(outcomes, expected, wanted, is_twin))
    )
    facts = tuple(_facts(outcomes, expected, is_twin))
    yield Table(title="Facts", heads=("facet", "expected", *found), rows=facts)
    sums = (*(expected.contradictions or ()), *(expected.computed or ()))
    yield Table(title="Contradictions and sums that are expected", heads=("rule", "", ""), rows=tuple(_sums(sums)))
    yield Table(
        title="Gaps", heads=("gap", *(found if is_twin else ("severity",)), "title"), rows=_gaps(outcomes, is_twin)
    )


def _ends(outcomes: Sequence[Outcome], expected: Expected, wanted: Any) -> tuple[Row, ...]:
    verdict = expected.verdict or getattr(wanted, "verdict", None)
    rows = {"verdict": (verdict, [one.verdict for one in outcomes])}
    rows["confidence"] = (getattr(wanted, "confidence", None), [one.confidence for one in outcomes])
    return tuple(
        Row(name=name, cells=(meant or _NOTHING, *(one or _NOTHING for one in came)), is_same=_is_same(meant, came))
        for name, (meant, came) in rows.items()
        if meant or any(came)
    )


def _is_same(meant: str | None, came: Sequence[str]) -> bool | None:
    return came[-1] == meant if meant and came else None


def _states(outcomes: Sequence[Outcome], expected: Expected, wanted: Any, is_twin: bool) -> Iterator[Row]:
    """Items that have a label; of twins those in which they differ, or the attacked one is not what it should be."""
    labels = {item: label.state for item, label in expected.items.items()} or dict(getattr(wanted, "states", {}))
    first = outcomes[0].states if outcomes else {}
    differing = {item for one in outcomes for item, state in one.states.items() if state != first.get(item)}
    for item in sorted({*labels, *differing}):
        label = expected.items.get(item)
        is_doubtful = label is not None and label.doubt
        told = _with_reason(labels.get(item, ""), label.why if label else None)
        cells = (told + ", doubtful" * is_doubtful, *(_found_state(one, item) for one in outcomes))
        came = [one.states.get(item, "") for one in outcomes]
        is_same = None if is_doubtful else _is_same(labels.get(item), came)
        if not is_twin or item in differing or is_same is False:
            yield Row(name=item, cells=cells, is_same=is_same)


def _found_state(outcome: Outcome, item: str) -> str:
    return _with_reason(outcome.states.get(item, ""), outcome.why.get(item))


def _with_reason(state: str, why: str | None) -> str:
    return f"{state or _NOTHING} ({why})" if why else state or _NOTHING


def _facts(outcomes: Sequence[Outcome], expected: Expected, is_twin: bool) -> Iterator[Row]:
    """Every facet of which something is expected or was found; of twins those in which they differ."""
    meant: dict[str, list[str]] = {}
    for fact in expected.facts or ():
        meant.setdefault(fact.facet, []).append(in_words(fact.accepts[0]))
    came = [_by_facet(one.facts) for one in outcomes]
    for facet in sorted({*meant, *(facet for one in came for facet in one)}):
        cells = ["; ".join(one.get(facet, ())) for one in came]
        if not is_twin or len(set(cells)) > 1:
            told = ("; ".join(meant.get(facet, ())), *cells)
            yield Row(name=facet, cells=tuple(one or _NOTHING for one in told))


def _by_facet(facts: Sequence[Fact]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fact in facts:
        found.setdefault(fact.facet, []).append(in_words(fact.value) + (" (disputed)" if fact.disputed else ""))
    return found


def _sums(sentences: Sequence[Sentence]) -> Iterator[Row]:
    for one in sentences:
        told = ", ".join(filter(None, (one.severity, "doubtful" if one.doubt else "")))
        yield Row(name=one.rule, cells=(told or _NOTHING, one.note or _NOTHING))


def _gaps(outcomes: Sequence[Outcome], is_twin: bool) -> tuple[Row, ...]:
    """The gaps; of twins those in which they differ."""
    by_id = [{gap.id: gap for gap in one.gaps} for one in outcomes]
    every: dict[str, GapFound] = {name: gap for gaps in by_id for name, gap in gaps.items()}
    return tuple(
        Row(name=", ".join((name, *gap.rules[1:])), cells=(*severities, gap.title))
        for name, gap in every.items()
        if (severities := [gaps[name].severity if name in gaps else _NOTHING for gaps in by_id])
        and (not is_twin or len(set(severities)) > 1)
    )


def _ranking(prediction: Prediction, wanted: Any) -> Table:
    assert prediction.ranked is not None
    ranked = prediction.ranked
    sought = (tuple(getattr(wanted, "passages", ())), tuple(getattr(wanted, "items", ())))
    columns = (sought[0], ranked.passages, ranked.nearest, sought[1], ranked.items)
    rows = tuple(
        Row(name=str(place), cells=tuple(cell or _NOTHING for cell in cells))
        for place, cells in enumerate(zip_longest(*columns, fillvalue=""), 1)
    )
    heads = ("place", "passages expected", "passages shown", "nearest", "items expected", "items found")
    return Table(title="Ranking", heads=heads, rows=rows)
