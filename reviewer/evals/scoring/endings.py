"""What is known in the end, against what should be: states, facts, gaps, verdict. Shared by the suites that end so.

Whoever ended in a failure, or gave nothing, gets nothing: every check fails and every figure counts it as wrong.
Doubtful labels are checked and said, and are in no figure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from reviewer.evals.case import Suite
from reviewer.evals.labels.gold import Expected, Label
from reviewer.evals.prediction import Fact, Outcome
from reviewer.evals.score import Check, Metric
from reviewer.evals.scoring import gaps, quotes, values
from reviewer.evals.scoring.figures import Counts, both, f1, macro_f1, share, total
from reviewer.framework.catalogue import Framework
from reviewer.readiness.claims import Evidence

NOTHING = Outcome(states={})
_SHOWN = 240


class Ending(NamedTuple):
    """One case at its end. `texts`: what the team said; `rest`: the label of items that have none, if they have one."""

    case: str
    expected: Expected
    outcome: Outcome | None
    texts: Mapping[str, str]
    rest: str | None = None

    @property
    def found(self) -> Outcome:
        """What came out, or nothing."""
        return self.outcome or NOTHING

    def labels(self, framework: Framework) -> dict[str, Label]:
        """The label of each item that is judged."""
        own = self.expected.items
        return {
            item.id: own[item.id] if item.id in own else Label(state=self.rest or "")
            for item in framework.items
            if item.id in own or self.rest
        }


def state_pairs(endings: Iterable[Ending], framework: Framework) -> list[tuple[str, str]]:
    """Labelled and found state of every item without a doubt."""
    return [
        (label.state, one.found.states.get(item, ""))
        for one in endings
        for item, label in one.labels(framework).items()
        if not label.doubt
    ]


def state_metrics(suite: Suite, endings: Sequence[Ending], framework: Framework) -> tuple[Metric, ...]:
    """Macro-F1 first; the share of right states stands beside it and is no headline."""
    pairs = state_pairs(endings, framework)
    return (
        macro_f1(suite, "item states, macro-F1", pairs),
        share(suite, "item states, accuracy", (gold == found for gold, found in pairs)),
        share(suite, "essentials not wrongly satisfied", _not_wrongly_satisfied(endings, framework)),
        share(suite, "reasons why missing", _reasons(endings, framework)),
    )


def _not_wrongly_satisfied(endings: Iterable[Ending], framework: Framework) -> list[bool]:
    """Of all essentials that fall short or are not known, those that are not called satisfied."""
    return [
        bool(one.outcome) and one.found.states.get(item) != "satisfied"
        for one in endings
        for item, label in one.labels(framework).items()
        if framework.item(item).severity == "essential"
        and label.state not in ("satisfied", "not_applicable")
        and not label.doubt
    ]


def _reasons(endings: Iterable[Ending], framework: Framework) -> list[bool]:
    return [
        one.found.states.get(item) == "missing" and one.found.why.get(item) == label.why
        for one in endings
        for item, label in one.labels(framework).items()
        if label.why and label.state == "missing" and not label.doubt
    ]


def fact_metrics(suite: Suite, endings: Sequence[Ending], framework: Framework) -> tuple[Metric, ...]:
    """Labelled facts, and every facet of an exact type that a careful reader finds."""
    return (
        f1(suite, "facts, F1", total(fact_counts(one.expected, one.found.facts, framework) for one in endings)),
        f1(suite, "facets of exact types, F1", total(_facet_counts(one, framework) for one in endings)),
    )


def fact_counts(expected: Expected, facts: Iterable[Fact], framework: Framework) -> Counts:
    """Labelled facts against those that were said, apart from the disputed."""
    meant = values.stated(expected)
    if meant is None:
        return Counts()
    unclear = values.disputed(expected)
    said = [fact for fact in facts if fact.facet in values.LABELLED and fact.facet not in unclear]
    return values.counts([fact for fact in meant if fact.facet not in unclear], said, framework)


def _facet_counts(one: Ending, framework: Framework) -> Counts:
    if one.expected.values is None:
        return Counts()
    unclear = values.unsettled(one.expected)
    said = [
        fact
        for fact in one.found.facts
        if fact.facet in framework.facets_by_key
        and framework.facet(fact.facet).type in values.EXACT
        and fact.facet not in unclear
    ]
    return values.counts(values.exact_facets(one.expected, framework), said, framework)


def gap_metrics(suite: Suite, endings: Sequence[Ending], framework: Framework) -> tuple[Metric, ...]:
    """Gaps by severity, contradictions, sums, false alarms, verdicts; see `gaps` for what is compared."""
    return (
        *(metric for severity in gaps.SEVERITIES for metric in _of_severity(suite, endings, framework, severity)),
        *both(
            suite,
            "contradictions",
            _found(endings, gaps.contradictions),
            _precise(endings, lambda one: gaps.sound(one.expected, one.found, "C")),
        ),
        *both(
            suite,
            "sums",
            _found(endings, gaps.computed),
            _precise(endings, lambda one: gaps.sound(one.expected, one.found, "N")),
        ),
        *_alarm_metrics(suite, endings, framework),
        share(suite, "gaps told once", (once.passed for one in endings for once in _once(suite, one)), least=1.0),
        share(suite, "verdicts", _verdicts(endings)),
    )


def _once(suite: Suite, one: Ending) -> Iterable[Check]:
    """Whether no gap stands twice; not where only what somebody disputes is labelled."""
    if not one.expected.in_part:
        twice = ", ".join(gaps.repeated(one.found)) if one.outcome else "nothing came out"
        yield check(suite, one, "gaps told once", "none twice", twice or "none twice")


def _verdicts(endings: Iterable[Ending]) -> list[bool]:
    return [one.found.verdict == one.expected.verdict for one in endings if one.expected.verdict]


def _of_severity(suite: Suite, endings: Sequence[Ending], framework: Framework, severity: str) -> tuple[Metric, Metric]:
    sought = [
        gap
        for one in endings
        for gap in (*gaps.shortcomings(one.expected, one.found, framework), *gaps.computed(one.expected, one.found))
        if gap.severity == severity and not gap.doubt
    ]
    right = _precise(endings, lambda one: gaps.judged(one.expected, one.found, framework, severity))
    return both(suite, f"gaps, {severity}", [gap.is_found for gap in sought], right)


def _precise(endings: Iterable[Ending], look: Callable[[Ending], list[bool]]) -> list[bool]:
    """For each thing that was said, whether it is right. Who came to nothing said one thing that is wrong."""
    return [right for one in endings for right in (look(one) if one.outcome else [False])]


def _found(endings: Iterable[Ending], look: Callable[[Expected, Outcome], list[gaps.Sought]]) -> list[bool]:
    return [gap.is_found for one in endings for gap in look(one.expected, one.found) if not gap.doubt]


def _alarm_metrics(suite: Suite, endings: Iterable[Ending], framework: Framework) -> tuple[Metric, ...]:
    good = [one for one in endings if gaps.is_good(one.expected)]
    silent = [
        bool(one.outcome) and is_silent
        for one in good
        for is_silent in gaps.unflagged(one.expected, one.found, framework)
    ]
    unblocked = [bool(one.outcome) and not _is_wrongly_blocked(one, framework) for one in good]
    return (
        share(suite, "good pilots: satisfied items without an alarm", silent),
        share(suite, "good pilots without a false blocker", unblocked),
    )


def _is_wrongly_blocked(one: Ending, framework: Framework) -> bool:
    return not all(gaps.judged(one.expected, one.found, framework, "blocker"))


def quote_metrics(suite: Suite, endings: Sequence[Ending]) -> tuple[Metric, ...]:
    """Every quote must be valid (hard); item quotes are compared with those of careful readers by characters."""
    valid = _precise(endings, lambda one: [quotes.is_valid(quote, one.texts) for quote in all_quotes(one.found)])
    is_expected = any(label.quotes for one in endings for label in one.expected.items.values())
    if not valid and is_expected:
        valid = [False]
    return (
        share(suite, "quotes that are valid", valid, least=1.0),
        f1(suite, "quotes of items, F1 by characters", total(counts for one in endings for counts in _overlaps(one))),
    )


def all_quotes(outcome: Outcome) -> list[Evidence]:
    """Everything that is quoted for states, facts and gaps."""
    parts = (*outcome.quotes.values(), *(fact.quotes for fact in outcome.facts), *(gap.quotes for gap in outcome.gaps))
    return [quote for part in parts for quote in part]


def _overlaps(one: Ending) -> Iterable[Counts]:
    for item, label in one.expected.items.items():
        if label.quotes and not label.doubt:
            yield quotes.overlap(one.found.quotes.get(item, ()), label.quotes, one.texts)


def checks(suite: Suite, one: Ending, framework: Framework) -> tuple[Check, ...]:
    """Each label of a case as a check."""
    return (
        *_state_checks(suite, one, framework),
        *_fact_checks(suite, one, framework),
        *_gap_checks(suite, one, framework),
        *_verdict_check(suite, one),
        *_quote_check(suite, one),
    )


def _state_checks(suite: Suite, one: Ending, framework: Framework) -> Iterable[Check]:
    for item, label in one.labels(framework).items():
        found = one.found.states.get(item, "")
        yield check(suite, one, f"item {item}", label.state, found, doubt=label.doubt)


def _fact_checks(suite: Suite, one: Ending, framework: Framework) -> Iterable[Check]:
    unclear = values.disputed(one.expected)
    meant = [fact for fact in values.stated(one.expected) or () if fact.facet not in unclear]
    number: dict[str, int] = {}
    for fact, hit in zip(meant, values.matched(meant, one.found.facts, framework), strict=True):
        number[fact.facet] = number.get(fact.facet, 0) + 1
        name = f"fact {fact.facet} {number[fact.facet]}" if isinstance(fact.accepts[0], dict) else f"fact {fact.facet}"
        said = [said.value for said in one.found.facts if said.facet == fact.facet]
        yield Check(
            suite=suite,
            case=one.case,
            name=name,
            passed=hit is not None,
            expected=in_words(fact.accepts[0]),
            found=in_words(hit.value) if hit else _cut("; ".join(in_words(value) for value in said)),
        )


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _gap_checks(suite: Suite, one: Ending, framework: Framework) -> Iterable[Check]:
    number: dict[str, int] = {}
    parts = {
        "contradiction": gaps.contradictions(one.expected, one.found),
        "sum": gaps.computed(one.expected, one.found),
    }
    for kind, sought in parts.items():
        for gap in sought:
            number[gap.name] = number.get(gap.name, 0) + 1
            name = f"{kind} {gap.name}" + (f" ({number[gap.name]})" if number[gap.name] > 1 else "")
            found = gap.name if gap.is_found else "not found"
            yield check(suite, one, name, gap.name, found, doubt=gap.doubt)
    for gap in gaps.absent(one.expected, one.found):
        found = gap.name if gap.is_found or not one.outcome else "none"
        yield check(suite, one, f"no {gap.name}", "none", found, doubt=gap.doubt)
    if gaps.is_good(one.expected):
        is_blocked = not one.outcome or _is_wrongly_blocked(one, framework)
        yield check(suite, one, "no false blocker", "none", "a false blocker" if is_blocked else "none")
    yield from _once(suite, one)


def _verdict_check(suite: Suite, one: Ending) -> Iterable[Check]:
    if one.expected.verdict:
        yield check(suite, one, "verdict", one.expected.verdict, one.found.verdict)


def _quote_check(suite: Suite, one: Ending) -> Iterable[Check]:
    bad = sorted({part.quote for part in all_quotes(one.found) if not quotes.is_valid(part, one.texts)})
    found = "; ".join(bad) if one.outcome else "nothing came out"
    yield Check(suite=suite, case=one.case, name="quotes", passed=not found, expected="valid quotes", found=found)


def check(suite: Suite, one: Ending, name: str, expected: str, found: str, doubt: bool = False) -> Check:
    """A check that passes where both words are the same."""
    return Check(
        suite=suite, case=one.case, name=name, passed=expected == found, expected=expected, found=found, doubt=doubt
    )


def in_words(value: object) -> str:
    """A value in one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {part}" for key, part in value.items())
    return str(value)
