"""Lint of facet values: what a careful reader found must be of the right type and stand in the words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reviewer.evals.scoring.perfect import claims_of
from reviewer.framework.catalogue import Framework
from reviewer.readiness.values import UnfitValueError, fitted

_QUOTE = re.compile(r"q\d?")
_UNREADABLE = (KeyError, ValueError, TypeError, IndexError, AttributeError, StopIteration)


def mistakes_in_values(
    name: str, values: Mapping[str, Any], texts: Sequence[str], framework: Framework
) -> Iterator[str]:
    """What is wrong with them, one sentence each; `texts` are those in which the words must stand."""
    for key, value in values.items():
        facet = key.partition(".")[0]
        if facet != "not_applicable" and facet not in framework.facets_by_key:
            yield f"{name}: there is no fact {key} for a value."
            continue
        yield from _unfit(name, key, value, framework)
        for quote in _quotes(value):
            if not any(quote in text for text in texts):
                yield f'{name}: the words of the value of {key} are not there: "{quote}".'


def _unfit(name: str, key: str, value: Any, framework: Framework) -> Iterator[str]:
    try:
        claims = claims_of({key: value}, framework)
    except _UNREADABLE:
        yield f"{name}: the value of {key} is not written in a form that I know."
        return
    for claim in claims:
        if claim.value is None:
            continue
        try:
            fitted(framework.facet(claim.facet.partition(".")[0]), claim.value)
        except UnfitValueError as error:
            yield f"{name}: the value of {key} does not fit: {error}."


def _quotes(value: Any) -> Iterator[str]:
    """All words in quotes: the second part of a value, and what stands under q, q0, q1 and so on."""
    if isinstance(value, list) and value and not isinstance(value[0], dict):
        yield from (str(part) for part in value[1:])
    elif isinstance(value, list):
        for row in value:
            yield from _quotes(row)
    elif isinstance(value, dict):
        yield from (str(words) for key, words in value.items() if _QUOTE.fullmatch(str(key)))
