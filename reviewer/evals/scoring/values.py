"""Whether a value is the one that is meant: by its type and exactly, never by how alike two texts look."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from reviewer.evals.labels.gold import Expected, Stated
from reviewer.evals.prediction import Fact
from reviewer.evals.scoring.figures import Counts
from reviewer.framework.catalogue import Framework, Typed
from reviewer.readiness.claims import Scalar, Value
from reviewer.readiness.dates import NoDateError, parsed
from reviewer.text import folded

LABELLED = (
    "audit_retention_months",
    "change_approver_role",
    "decision_owner_role",
    "decisions",
    "escalation_denominator",
    "escalation_numerator",
    "escalation_rate",
    "escalations_stated_per_day",
    "handling_minutes",
    "hours_per_day",
    "max_queue_depth",
    "max_wait_hours",
    "peak_factor",
    "reviewers_fte",
    "shrinkage",
    "volume_now_per_day",
    "volume_target_per_day",
)
"""The facts of the label format: what is stated of these and not labelled is wrong."""

EXACT = frozenset({"quantity", "share", "count_pair", "date", "choice", "yes_no"})
"""Types of which two values are either the same or not. Names have accept lists; other words are not compared."""

_QUOTES = ("q", "q2", "q3", "q4")
_TELLING = 12
_ARTICLE = re.compile(r"^(?:the|a|an|our|your|her|his|their) ")
_STAGES = {"pilot": "pilot_running", "scale": "scale_decision"}


def is_same(typed: Typed, expected: Value, found: Value) -> bool:
    """Whether `found` is `expected` for a facet or column of this type. A row must agree in the columns expected."""
    if isinstance(expected, dict) or isinstance(found, dict):
        return isinstance(expected, dict) and isinstance(found, dict) and _same_row(typed, expected, found)
    if typed.type in ("quantity", "share"):
        return _same_number(expected, found)
    if typed.type == "yes_no":
        return _yes(expected) == _yes(found)
    if typed.type == "date":
        return _date(expected) == _date(found)
    if typed.type in ("choice", "count_pair"):
        return _choice(expected) == _choice(found)
    return name(expected) == name(found)


def _same_row(facet: Any, expected: Mapping[str, Scalar], found: Mapping[str, Scalar]) -> bool:
    return all(
        column in found and is_same(facet.column(column), value, found[column]) for column, value in expected.items()
    )


def _same_number(expected: Scalar, found: Scalar) -> bool:
    numbers = [one for one in (expected, found) if isinstance(one, int | float) and not isinstance(one, bool)]
    return len(numbers) == 2 and math.isclose(numbers[0], numbers[1], rel_tol=1e-9)


def _yes(value: Scalar) -> Scalar:
    return {"yes": True, "no": False}.get(str(value).casefold(), value)


def _choice(value: Scalar) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _date(value: Scalar) -> str:
    try:
        return parsed(str(value)).text
    except NoDateError:
        return str(value)


def name(value: Scalar) -> str:
    """A name for comparison: case, form of writing, an article before it and a full stop after it do not count."""
    return _name(str(value))


@lru_cache(maxsize=4096)
def _name(value: str) -> str:
    return _ARTICLE.sub("", folded(value).casefold().strip(" .,;:!?\"'"))


def stated(expected: Expected) -> tuple[Stated, ...] | None:
    """The labelled facts, each with every name that a careful reader wrote for it."""
    if expected.facts is None:
        return None
    return tuple(with_names(fact, expected.values or {}) for fact in expected.facts)


def with_names(fact: Stated, values: Mapping[str, Any]) -> Stated:
    """Names of a decision are also those of the rows that rest on the same words and have the same class."""
    read = values.get(fact.facet)
    more: list[Value] = []
    for accepted in fact.accepts:
        if isinstance(accepted, dict) and isinstance(read, list):
            more += [{**accepted, "name": row["name"]} for row in read if _is_same_decision(row, accepted, fact.quotes)]
        elif isinstance(accepted, str) and isinstance(read, list) and read and isinstance(read[0], str):
            more.append(read[0])
    return fact.model_copy(update={"accepts": (*fact.accepts, *more)}) if more else fact


def _is_same_decision(row: Any, accepted: Mapping[str, Any], quotes: Sequence[str]) -> bool:
    if not isinstance(row, dict) or "name" not in row or row.get("class") != accepted.get("class"):
        return False
    words = [_folded(row[key]) for key in _QUOTES if key in row]
    return any(_folded(quote) in word or word in _folded(quote) for quote in quotes for word in words)


@lru_cache(maxsize=4096)
def _folded(words: str) -> str:
    return folded(words)


def disputed(expected: Expected) -> frozenset[str]:
    """Facets on which two speakers differ: no value of theirs is right or wrong."""
    several = {
        key: value for key, value in (expected.values or {}).items() if isinstance(value, dict) and "s" not in value
    }
    return frozenset(expected.disputed) | {
        key for key, value in several.items() if "v2" in value or "conflict" in value
    }


def unsettled(expected: Expected) -> frozenset[str]:
    """The disputed, and labelled facts of which labels and values do not both speak, as a rate that only follows."""
    if expected.facts is None:
        return disputed(expected)
    labelled, read = {fact.facet for fact in expected.facts}, set(expected.values or {})
    return disputed(expected) | {key for key in LABELLED if (key in labelled) != (key in read)}


def conflicts(expected: Expected) -> frozenset[str]:
    """Facets on which two speakers differ, lists of which they differ on a row among them."""
    lists = {key: value for key, value in (expected.values or {}).items() if isinstance(value, list)}
    return disputed(expected) | {
        key for key, rows in lists.items() if any(isinstance(row, dict) and "conflict" in row for row in rows)
    }


def exact_facets(expected: Expected, framework: Framework) -> tuple[Stated, ...]:
    """Every facet of an exact type that the text states and that is settled, from the values of a careful reader."""
    unclear = unsettled(expected)
    found = []
    for key, value in sorted((expected.values or {}).items()):
        if key not in framework.facets_by_key or key in unclear or framework.facet(key).type not in EXACT:
            continue
        plain = _plain(key, value)
        if plain is not None:
            found.append(Stated(facet=key, accepts=(plain,)))
    return tuple(found)


def _plain(key: str, value: Any) -> Scalar | None:
    now = value.get("v") if isinstance(value, dict) else value[0] if isinstance(value, list) and value else None
    if isinstance(now, bool | int | float):
        return now
    return None if now is None else _STAGES.get(str(now), str(now)) if key == "stage" else str(now)


def matched(meant: Sequence[Stated], said: Iterable[Fact], framework: Framework) -> list[Fact | None]:
    """For each fact that is meant the one that says it; no fact says two."""
    left: dict[str, list[Fact]] = {}
    for fact in said:
        left.setdefault(fact.facet, []).append(fact)
    shared = Counter(quote for wanted in meant for quote in wanted.quotes)
    found: list[Fact | None] = []
    for wanted in meant:
        same = left.get(wanted.facet, [])
        own = [quote for quote in wanted.quotes if shared[quote] == 1]
        hit = next((one for one in same if _says(one, wanted, own, framework)), None)
        if hit is not None:
            same.remove(hit)
        found.append(hit)
    return found


def _says(said: Fact, meant: Stated, own: Sequence[str], framework: Framework) -> bool:
    """A row may also go by words of a quote that is of no other row: that is a name as the text has it."""
    typed = framework.facet(said.facet)
    if any(is_same(typed, value, said.value) for value in meant.accepts):
        return True
    first = meant.accepts[0]
    if not isinstance(first, dict) or not isinstance(said.value, dict) or not _is_quoted(said.value.get("name"), own):
        return False
    return is_same(typed, {column: value for column, value in first.items() if column != "name"}, said.value)


def _is_quoted(found: Scalar | None, quotes: Sequence[str]) -> bool:
    """Whether it is a part of a quote, word for word, and long enough to be no chance."""
    words = "" if found is None else name(found)
    return len(words) >= _TELLING and any(f" {_plain_words(words)} " in f" {_plain_words(quote)} " for quote in quotes)


@lru_cache(maxsize=4096)
def _plain_words(quote: str) -> str:
    return " ".join(re.findall(r"[^\s|:;,.!?()]+", folded(quote).casefold()))


def counts(meant: Sequence[Stated], said: Iterable[Fact], framework: Framework) -> Counts:
    """How many of the facts that are meant were said, with all that was said."""
    facts = list(said)
    right = sum(hit is not None for hit in matched(meant, facts, framework))
    return Counts(right, len(facts), len(meant))
