"""Numbers in digits and in English words, and ranges of them."""

from __future__ import annotations

import re

from reviewer.models.offline.values import Found, ValueKind
from reviewer.models.offline.wordlists import words

_UNITS = {word: value for value, word in enumerate(words("zero, one, two, three, four, five, six, seven, eight, nine"))}
_TEENS = {
    word: value
    for value, word in enumerate(
        words("ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen"), 10
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate(words("twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety"), 2)
}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SMALL = {**_UNITS, **_TEENS, **_TENS}
_SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mio": 1_000_000, "bn": 1_000_000_000, **_SCALES}

_UNIT = "(?:one|two|three|four|five|six|seven|eight|nine)"
_BELOW_100 = rf"(?:(?:{'|'.join(_TENS)})(?:[ -]{_UNIT})?|{'|'.join(_TEENS)}|{_UNIT}|zero)"
_BELOW_1000 = rf"(?:(?:{_BELOW_100}|an?) hundred(?:(?: and|,)? {_BELOW_100})?|{_BELOW_100})"
_HALF = "(?: and a (?:half|quarter))"
_WORDS = (
    rf"(?:half a dozen|(?:{_BELOW_100}|an?){_HALF}? dozen"
    f"|(?:{_BELOW_1000}|an?){_HALF}? (?:million|billion)(?:(?: and|,)? {_BELOW_1000} thousand)?(?:(?: and|"
    f",)? {_BELOW_1000})?"
    rf"|(?:{_BELOW_1000}|an?){_HALF}? thousand(?:(?: and|,)? {_BELOW_1000})?"
    rf"|{_BELOW_1000}{_HALF}?)"
)
_DIGITS = (
    r"(?:\d{1,3}(?:[,']\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|"
    r"\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
    r"(?: ?(?:k|mn|mio|bn|m)\b| (?:million|billion|thousand|hundred|dozen)\b)?"
    r"(?:(?: and)? 1/2(?!\d)| and a half\b)?"
)
_ALONE = r"(?<![\w.,/#])(?<![a-z]-)(?<!\d:)(?<!\d{4}-)(?<!\d\d-\d\d-)"
_AFTER = r"(?![\w]|[.,/:-]\d|:\d|-[a-z]+-?\d)"
NUMBER = rf"(?:{_ALONE}(?:{_DIGITS}){_AFTER}|\b{_WORDS}\b)"
GLUED_NUMBER = rf"(?:{_ALONE}(?:{_DIGITS})|\b{_WORDS}\b)"
"""A number to which a unit may be glued, as in "1.5x" or "24h"; only for use before a unit."""
_NUMBER = re.compile(NUMBER)
_RANGE = re.compile(
    rf"(?:between (?P<b>{NUMBER}) and (?P<c>{NUMBER})|(?<![\w.,/-])(?<!from )(?P<d>\d[\d.,]*k?) ?(?:-|"
    rf"to) ?(?P<e>\d[\d.,]*k?)(?![\w/-]|[.,:]\d)|(?<!from )(?P<f>{_WORDS}) (?:to|or) (?P<g>{_WORDS})\b)"
)
_LABELLED = re.compile(
    r"(?:\b(?:week|weeks|section|sections|chapter|page|version|release|art|article|annex|"
    "clause|row|rows|phase|level|tier|grade|step|stage|point|question|item|line|rule|"
    r"sop|iso|ticket|wave|sprint|appendix|figure|table|room|floor|region|zone|room|no\.|"
    r"nr\.?|kw)\.? |\bq)$"
)
_SPAN_OF_TIME = re.compile(
    r"\b(?:last|this|past|previous|next|per|a|each|every|one|full|whole|working|calendar|normal|that|same) weeks? $"
)
_NO_COUNT = re.compile(
    r"\b(?:no|any|every|this|that|the|each|which|some|another|only|day|number|first|"
    "last|next) (?:one)$"
)
_PRONOUN = re.compile(
    r" (?:of\b|that\b|who\b|or\b|another\b|and a\b|by\b|which\b|is\b|can\b|thing\b|way\b|"
    r"by one\b|hand\b|day\b|side\b|place\b)"
)


def parse_number(words: str) -> float | None:
    """The number that folded lower-case words stand for, if they are nothing but a number."""
    words = words.strip()
    match = _NUMBER.match(words)
    return _evaluated(words) if match and match.end() == len(words) else None


def numbers_in(lower: str) -> list[Found]:
    """All numbers of a folded lower-case text; a range is one number, its midpoint, with low and high beside it."""
    found = [value for value in map(_range_of, _RANGE.finditer(lower)) if value is not None]
    for match in _NUMBER.finditer(lower):
        if any(value.start <= match.start() < value.end for value in found) or _is_label(lower, match):
            continue
        amount = _evaluated(match.group())
        if amount is not None:
            found.append(Found(ValueKind.NUMBER, match.start(), match.end(), amount))
    return sorted(found, key=lambda value: value.start)


def _is_label(lower: str, match: re.Match[str]) -> bool:
    """Whether a number names something ("week 46", "no one", "one of them") and counts nothing."""
    before = lower[max(0, match.start() - 18) : match.start()]
    if match.group() == "one":
        return bool(_NO_COUNT.search(before + "one") or _PRONOUN.match(lower, match.end()))
    is_grouped = "," in match.group() or "'" in match.group()
    return bool(_LABELLED.search(before)) and not is_grouped and not _SPAN_OF_TIME.search(before)


def _range_of(match: re.Match[str]) -> Found | None:
    words = [group for group in match.groups() if group is not None]
    low, high = (parse_number(word) for word in words)
    if low is None or high is None or not 0 < low < high or high > 5 * low:
        return None
    if low < 1000 <= high and words[0].isdigit() and words[1].endswith("k"):
        return None
    return Found(ValueKind.NUMBER, match.start(), match.end(), (low + high) / 2, low=low, high=high)


def _evaluated(words: str) -> float | None:
    extra = 0.0
    for half, value in ((" and a half", 0.5), (" and a quarter", 0.25), (" and 1/2", 0.5), (" 1/2", 0.5)):
        if half in words:
            words, _, rest = words.partition(half)
            extra, words = value, words + rest
    return _digits(words, extra) if words[:1].isdigit() else _spelled(words, extra)


def _digits(words: str, extra: float) -> float | None:
    match = re.match(r"([\d.,' ]*\d) ?([a-z]*)$", words)
    if match is None:
        return None
    figure = match.group(1).replace("'", "").replace(" ", "")
    plain = _decimal(figure)
    try:
        return (float(plain) + extra) * _SUFFIXES.get(match.group(2), 1)
    except ValueError:
        return None


def _decimal(figure: str) -> str:
    """Digits with a decimal point; three digits after a single mark group thousands unless a zero stands before it."""
    if "," in figure and "." in figure:
        thousands = "," if figure.rfind(".") > figure.rfind(",") else "."
        return figure.replace(thousands, "").replace(",", ".")
    mark = "," if "," in figure else "."
    whole, *groups = figure.split(mark)
    if groups and all(len(group) == 3 for group in groups) and 1 <= len(whole) <= 3 and whole.strip("0"):
        return whole + "".join(groups)
    return figure.replace(",", ".")


def _spelled(words: str, extra: float) -> float | None:
    if words == "half a dozen":
        return 6.0
    total = current = 0.0
    for word in re.split(r"[ ,-]+", words):
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = max(current, 1.0) * 100
        elif word in _SCALES:
            total += (max(current, 1.0) + extra) * _SCALES[word]
            current = extra = 0.0
        elif word in ("a", "an"):
            current = current or 1.0
        elif word not in ("and", ""):
            return None
    return total + current + extra
