"""From captured words and typed values to the value that a facet or a column holds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reviewer.framework.catalogue import Typed
from reviewer.models.offline.amounts import count_pairs_in, rates_in, shares_in, times_in
from reviewer.models.offline.calendar import Calendar
from reviewer.models.offline.dates import dates_in
from reviewer.models.offline.durations import as_words, durations_in, in_unit
from reviewer.models.offline.folding import Folded
from reviewer.models.offline.hours import hours_in
from reviewer.models.offline.money import money_in, plain
from reviewer.models.offline.numbers import numbers_in
from reviewer.models.offline.roles import roles_in
from reviewer.models.offline.values import Found, ValueKind
from reviewer.models.offline.wordlists import words
from reviewer.readiness.claims import Scalar

Choices = Mapping[str, re.Pattern[str] | None]
_TIME_UNITS = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
_KINDS = {"date": ValueKind.DATE, "count_pair": ValueKind.COUNT_PAIR, "money": ValueKind.MONEY}
_OPEN = re.compile(
    r"^(?:-+|tbd|tbc|t\.b\.d\.?|n/?a|none|open|\?+|unknown|to be (?:decided|defined|"
    "confirmed|named).*|not yet.*|pending|nobody.*|no one.*|missing|(?:the )?team|we|"
    "us|later|soon|as needed|if needed|)$"
)
_NOW = re.compile(
    r"^\W*(?:live|done|today|now|in place|granted|available|connected|already.*|exists?|"
    r"active|in production|running|yes|ok|since go-live|there)\b"
)
_YES = re.compile(
    r"^\W*(?:yes|y|ja|ok|okay|agreed|signed|done|live|true|x|\u2713|\u2714|\u2705|granted|"
    r"confirmed|approved|in place|since|accepted)(?![\w-])"
)
_NO = re.compile(
    r"^\W*(?:no|n|not|none|open|pending|asked|requested|refused|\u2717|\u2718|\u274c|"
    r"false|never|unknown|tbd|tbc|nobody|in talks)(?![\w-])"
)


def converted(typed: Typed, found: Found) -> Scalar | None:
    """A typed value as the facet or column holds it; none where it does not fit."""
    if typed.type == "quantity":
        return _quantity(typed, found)
    if typed.type == "share":
        return _share(found)
    if typed.type == "duration":
        return as_words(found) if found.kind is ValueKind.DURATION else None
    if typed.type == "money" and found.kind is ValueKind.NUMBER:
        return plain(found.amount)
    return found.text if _KINDS.get(typed.type) is found.kind else None


def _quantity(typed: Typed, found: Found) -> float | None:
    unit = (typed.unit or "").removeprefix("person-")
    if found.kind is ValueKind.DURATION:
        return in_unit(found, unit) if unit in _TIME_UNITS else None
    if found.kind is ValueKind.RATE:
        return found.amount if typed.per == "day" else None
    if found.kind is ValueKind.SHARE:
        return found.amount if unit in ("ratio", "score", "") else None
    if found.kind is ValueKind.TIMES:
        return found.amount if unit == "ratio" else None
    return found.amount if found.kind is ValueKind.NUMBER else None


def _share(found: Found) -> float | None:
    if found.kind in (ValueKind.SHARE, ValueKind.COUNT_PAIR):
        return found.amount
    if found.kind is ValueKind.NUMBER and 0 <= found.amount <= 100:
        return found.amount if found.amount <= 1 else round(found.amount / 100, 10)
    return None


def from_words(typed: Typed, said: Folded, choices: Choices, calendar: Calendar) -> Scalar | None:
    """The value that the words of a table cell or of captured text stand for; none where they are open."""
    lower = said.lower.strip(" .;,:\"'")
    if typed.type == "choice":
        return choice_of(lower, choices) or (lower if lower in typed.choices else None)
    if typed.type == "yes_no":
        return _yes_no(lower, choices)
    if _OPEN.match(lower):
        return None
    return _stated(typed, said, lower, calendar)


def _stated(typed: Typed, said: Folded, lower: str, calendar: Calendar) -> Scalar | None:
    if typed.type == "date":
        return _date(lower, calendar)
    if typed.type == "role":
        return _role(said)
    if typed.type == "text":
        return said.text.strip(" .;,:\"'") if _says_something(lower) else None
    return _figure(typed, lower)


_EMPTY = frozenset(
    words(
        "a, an, and, any, anything, all, are, as, at, be, but, by, for, from, he, i, if, in, is, it, its, "
        "just, me, my, no, not, of, on, one, ones, or, our, she, so, some, something, that, that's, thats, "
        "the, their, them, there, they, this, those, these, to, us, was, we, were, what, when, which, who, "
        "with, you, also, only, then"
    )
)


def _says_something(lower: str) -> bool:
    """Whether words are more than articles and pronouns."""
    return any(word.strip(".,;:'\"()") not in _EMPTY for word in lower.split())


def _figure(typed: Typed, lower: str) -> Scalar | None:
    """The first figure of a cell that fits; the finders most telling for the type come first."""
    finders = {
        "quantity": (rates_in, times_in, durations_in, numbers_in, shares_in)
        if typed.unit != "score"
        else (numbers_in, shares_in),
        "share": (shares_in, numbers_in),
        "count_pair": (count_pairs_in,),
        "duration": (durations_in,),
        "money": (money_in, numbers_in),
    }
    for finder in finders.get(typed.type, ()):
        for found in finder(lower):
            value = converted(typed, found)
            if value is not None:
                return value
    return None


def _date(lower: str, calendar: Calendar) -> str | None:
    found = dates_in(lower, calendar)
    if found:
        return found[0].text
    if _NOW.match(lower):
        return calendar.now.isoformat()
    return None


def _role(said: Folded) -> str | None:
    found = roles_in(said, alone=True)
    text = found[0].text if found else said.text.strip(" .;,:\"'")
    return (
        text
        if 0 < len(text) <= 80 and not text[0].isdigit() and any(character.isalpha() for character in text)
        else None
    )


def choice_of(lower: str, choices: Choices) -> str | None:
    """The choice whose words come first in a text; of two at the same place the longer one."""
    best: tuple[int, int, str] | None = None
    for choice, expression in choices.items():
        match = expression.search(lower) if expression else None
        if match and match.end() > match.start():
            key = (match.start(), -(match.end() - match.start()), choice)
            best = min(best, key) if best else key
    return best[2] if best else None


def _yes_no(lower: str, choices: Choices) -> bool | None:
    chosen = choice_of(lower, choices)
    if chosen:
        return chosen == "yes"
    if _NO.match(lower):
        return False
    if _YES.match(lower) or dates_in(lower):
        return True
    return None


def hours_cells(columns: frozenset[str], lower: str) -> dict[str, Scalar]:
    """For a list of hours, the days and times that a text states."""
    if not {"days", "from", "to"} <= columns:
        return {}
    hours = hours_in(lower)
    return dict(hours.cells()) if hours else {}
