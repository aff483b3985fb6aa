"""The share of what nobody touched, told in place of the share of what was touched ("95% go out unchanged")."""

from __future__ import annotations

import re

from reviewer.framework.catalogue import Facet, Typed
from reviewer.readiness.claims import Scalar

_LEFT_ALONE = re.compile(
    r"(?:(?!\b(?:chang|correct(?:ed|ing|ion)|touch|reject|edit|overrul|hand(?:ed|s)? |pass(?:ed)? |escalat|refer|"
    r"step|interven|went to|needed|of the)\w*)(?:[^,;.]|[.,](?=\d))){0,60}?\b(?:unchanged|untouched|unedited|unaltered|"
    r"as (?:they|it|he|she) (?:are|is|were|was)|as[- ]is|straight through|without (?:any |a )?(?:changes?|edits?|"
    r"touch\w*|human|person|help)|(?:without|with) (?:any(?:one|body)|nobody|no one|people|no (?:human|person|help))|"
    r"(?:simply |just )?accepted|by itself|on its own)\b"
)
_STEPS_IN = re.compile(r"\bchang|\bedit|\btouch|reach a person|\boverrid|\boverrul|\breject|\bcorrect")


def rest_where_left_alone(typed: Typed, value: Scalar | None, lower: str, end: int) -> Scalar | None:
    """The value; for a share of cases in which people step in, the rest where its words say that nobody did."""
    if typed.type != "share" or not isinstance(typed, Facet) or not isinstance(value, float):
        return value
    if not _STEPS_IN.search(typed.describe.lower()) or not _LEFT_ALONE.match(lower, end):
        return value
    return round(1 - value, 10)


def is_left_alone(lower: str, end: int) -> bool:
    """Whether the words behind a number, which ends at `end`, say that nobody touched what it counts."""
    return _LEFT_ALONE.match(lower, end) is not None
