"""Numbers with a meaning: per day, shares, counts of counts, ratios and money."""

from __future__ import annotations

import re

from reviewer.models.offline.numbers import GLUED_NUMBER, NUMBER, numbers_in, parse_number
from reviewer.models.offline.values import Found, ValueKind, without_overlaps

WORKING_DAYS = {"day": 1.0, "week": 5.0, "month": 21.0, "quarter": 63.0, "year": 250.0}
"""Working days in a period; a text that speaks of seven days a week has calendar periods."""
CALENDAR_DAYS = {"day": 1.0, "week": 7.0, "month": 30.0, "quarter": 91.0, "year": 365.0}

_EVERY_DAY = re.compile(r"\b(?:seven|7) days (?:a|per) week|\b24 ?[/x] ?7\b|\bevery day of the week|\b365 days")
_PERIOD_WORD = (
    "(?:(?:working|business|calendar|normal|usual|typical|ordinary|average|full|whole|"
    "single|given|week)[- ]?)?(?P<period>day|weekday|workday|week|month|quarter|year|"
    r"annum)s?\b(?! of\b)"
)
_PERIOD_AFTER = re.compile(
    rf" ?(?:/ ?|(?:[a-z][\w'-]* ){{0,3}}?[a-z][\w'-]* ?/ ?|(?:[a-z][\w'/-]* ){{0,4}}?(?:a|"
    f"an|per|each|every|in a|on a|on an|in one) ){_PERIOD_WORD}"
    r"|(?: [a-z][\w'/-]*){0,3}? (?P<adverb>daily|weekly|monthly|quarterly|yearly|annually|p\.a\.|p/d|pd)(?![\w-])"
    r"|(?: [a-z][\w'/-]*){0,3}?(?P<each>,? every day| (?:on|for) (?:a|an|the) (?:[a-z]+ ){0,2}(?:day|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b"
)
_PERIOD_BEFORE = re.compile(
    rf"(?:(?:per|a|each|every|/|on a|on an) ?{_PERIOD_WORD}|\b(?P<adverb>daily|weekly|"
    rf"monthly|yearly|annual)\b[\w ]{{0,25}})"
    r"(?: at target| today| now| after rollout|, [\w ]{1,25}| \([\w ]{1,25}\)|\))? ?(?:[:=|"
    r"]|is|are|of|was|about|around|-)? ?(?:about |around |approx\.? |ca\.? |~ ?|some |"
    "roughly )?$"
)
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
    "annual": "year",
    "p.a.": "year",
    "p/d": "day",
    "pd": "day",
}
_OTHER_UNIT = re.compile(
    " ?(?:-? ?(?:hours?|hrs?|h|minutes?|mins?|seconds?|secs?|days?|weeks?|months?|years?|"
    "ftes?|people|persons?|colleagues|reviewers|eur|euros?|usd|dollars?|pounds?|gbp|"
    r"per ?cent|percent)\b|%|x\b|times\b)"
)  # fmt: skip

_FRACTIONS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twelfth": 12, "fifteenth": 15, "twentieth": 20, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
_ORDINALS = {
    "second": 2,
    "other": 2,
    **{word: part for word, part in _FRACTIONS.items() if word not in ("half", "quarter")},
}
_PERCENT = re.compile(rf"(?P<number>{NUMBER}) ?(?:%|-?per[ -]?cents?\b|percent\b|pct\b|p\.c\.)")
_PERCENT_RANGE = re.compile(r"(?P<low>\d[\d.,]*) ?%? ?(?:-|to|and|or) ?(?P<high>\d[\d.,]*) ?(?:%|per ?cent\b|pct\b)")
_ONE_IN = re.compile(
    rf"\b(?P<part>{NUMBER})(?: [a-z][\w'-]*){{0,3}}? (?:in(?: every)?|out of(?: every)?|"
    f"of every) (?P<whole>{NUMBER}|hundred|thousand)(?! (?:days?|weeks?|months?|years?|"
    r"hours?|minutes?|seconds?|steps?|stages?|units?|places?|systems?|offices?|entities)\b)"
)
_FRACTION = re.compile(
    rf"\b(?P<times>an?|one|two|three|four|five|seven|nine)[ -](?P<part>{'|'.join(_FRACTIONS)})s?\b(?! (?:party|"
    "parties|person|time|line|level|country|countries|day|week|month|quarter|option|"
    r"row|one|hour|year|dozen|of an hour|of a day|past|to)\b| an? |-)"
)
_HALF = re.compile(r"(?<!and a )(?<!and-a-)\bhalf(?: of)? (?:of|the|his|her|their|its|our|my|all|these|those)\b")
_WEEKLY = re.compile(r"\b(?P<days>half a|an?|one|two|three|four|[1-4]|1\.5|2\.5) days? (?:a|per|each|every) week\b")
_DAYS_OF_FIVE = {
    "half a": 0.1,
    "a": 0.2,
    "an": 0.2,
    "one": 0.2,
    "two": 0.4,
    "three": 0.6,
    "four": 0.8,
    "1": 0.2,
    "2": 0.4,
    "3": 0.6,
    "4": 0.8,
    "1.5": 0.3,
    "2.5": 0.5,
}
_EVERY = re.compile(
    rf"\bevery (?P<part>{'|'.join(_ORDINALS)}) (?!time|day|week|month|year|hour|minute|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?=[a-z])"
)
_PAIR = re.compile(
    rf"(?P<part>{NUMBER})(?! ?(?:%|-?per ?cent|minutes?|hours?|days?|weeks?|months?|years?))"
    rf"(?: ?\(\d[\d.,]* ?(?:%|per ?cent)\))?(?: [a-z][\w'-]*){{0,3}}? (?:of|out of|from)(?: the| its| our|"
    rf" these| those| all| some)? (?P<whole>{NUMBER})(?! ?%)"
    r"|(?<![\w/.,])(?P<a>\d(?:[\d,]*\d)?) ?/ ?(?P<b>\d(?:[\d,]*\d)?)(?![\w/]|[.,]\d)"
)
_TIMES = re.compile(
    rf"(?P<number>{GLUED_NUMBER})(?: ?x(?![\w])| times\b(?! (?:a|per|each|every|in|on|"
    r"last|this)\b)|-?fold\b)|\b(?P<double>doubles?|doubled|twice|double|triples?|tripled|"
    r"triple|treble|quadruple)\b(?!-check)"
)
_ABOVE = re.compile(
    r"(?P<share>an? (?:fifth|third|quarter|half|tenth|sixth|eighth)|\d[\d.,]* ?(?:%|"
    "per ?cent|percent)|half as much|half) (?:again|above|more|higher|over|up|busier|"
    r"on top)\b"
)
_MULTIPLES = {
    "double": 2.0,
    "doubles": 2.0,
    "doubled": 2.0,
    "twice": 2.0,
    "triple": 3.0,
    "triples": 3.0,
    "tripled": 3.0,
    "treble": 3.0,
    "quadruple": 4.0,
}


def rates_in(lower: str) -> list[Found]:
    """Numbers with a period, as cases per working day."""
    days = CALENDAR_DAYS if _EVERY_DAY.search(lower) else WORKING_DAYS
    found: list[Found] = []
    for number in numbers_in(lower):
        after = _PERIOD_AFTER.match(lower, number.end)
        before = (
            None
            if after or _OTHER_UNIT.match(lower, number.end)
            else _PERIOD_BEFORE.search(lower, max(0, number.start - 70), number.start)
        )
        period = _period(after or before)
        if not period or (after and _OTHER_UNIT.match(lower, number.end)):
            continue
        end = after.end() if after else number.end
        parts = (None if value is None else value / days[period] for value in (number.low, number.high))
        low, high = parts
        found.append(Found(ValueKind.RATE, number.start, end, number.amount / days[period], "day", low=low, high=high))
    return found


def _period(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    groups = match.groupdict()
    if groups.get("each") is not None:
        return "day"
    word = groups.get("period") or _ADVERBS.get(groups.get("adverb") or "", "")
    return {"weekday": "day", "workday": "day", "annum": "year"}.get(word, word)


def shares_in(lower: str) -> list[Found]:
    """Shares of a whole, between 0 and 1."""
    found: list[Found] = []
    for match in _PERCENT_RANGE.finditer(lower):
        low, high = parse_number(match.group("low")), parse_number(match.group("high"))
        if low is not None and high is not None and low < high <= 100:
            found.append(_share(match, (low + high) / 200, low / 100, high / 100))
    for match in _PERCENT.finditer(lower):
        amount = parse_number(match.group("number"))
        if amount is not None and 0 <= amount <= 100:
            found.append(_share(match, amount / 100))
    for match in _ONE_IN.finditer(lower):
        part, whole = (
            parse_number(match.group("part")),
            parse_number(
                match.group("whole")
                .replace("hundred", "100")
                .replace("a 100", "100")
                .replace("thousand", "1000")
                .replace("a 1000", "1000")
            ),
        )
        if (
            part is not None
            and whole is not None
            and 0 < part < whole
            and whole in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 25, 30, 40, 50, 100, 200, 250, 500, 1000)
        ):
            found.append(_share(match, part / whole))
    for match in _FRACTION.finditer(lower):
        times = {"a": 1, "an": 1}.get(match.group("times")) or parse_number(match.group("times")) or 1
        share = float(times) / _FRACTIONS[match.group("part")]
        if share < 1 and not _is_calendar_quarter(lower, match):
            found.append(_share(match, share))
    found.extend(_share(match, _DAYS_OF_FIVE[match.group("days")]) for match in _WEEKLY.finditer(lower))
    found.extend(_share(match, 0.5) for match in _HALF.finditer(lower))
    found.extend(_share(match, 1 / _ORDINALS[match.group("part")]) for match in _EVERY.finditer(lower))
    return list(without_overlaps(found))


_QUARTER_OF = re.compile(r" (?:of|is|are|was|were|goes|go|get|gets|need|needs|end|ends|come|comes|never|will)\b")
_ALONE = re.compile(r"(?:^|\b(?:about|around|roughly|nearly|almost|some|say|maybe|only|just|over|under) )$")


def _is_calendar_quarter(lower: str, match: re.Match[str]) -> bool:
    """Whether "a quarter" is three months of a year ("eighty records a quarter")."""
    if match.group("part") != "quarter" or match.group("times") not in ("a", "one"):
        return False
    return not (_QUARTER_OF.match(lower, match.end()) or _ALONE.search(lower[: match.start()]))


def _share(match: re.Match[str], amount: float, low: float | None = None, high: float | None = None) -> Found:
    return Found(ValueKind.SHARE, match.start(), match.end(), round(amount, 10), low=low, high=high)


def count_pairs_in(lower: str) -> list[Found]:
    """A count out of a count, as "part/whole"."""
    found: list[Found] = []
    for match in _PAIR.finditer(lower):
        part = parse_number(match.group("part") or match.group("a"))
        whole = parse_number(match.group("whole") or match.group("b"))
        if part is None or whole is None or not 0 <= part <= whole or part % 1 or whole % 1:
            continue
        if match.group("a") and (whole < 13 or {int(part), int(whole)} == {24, 7}):
            continue
        found.append(
            Found(
                ValueKind.COUNT_PAIR,
                match.start(),
                match.end(),
                part / whole if whole else 0.0,
                text=f"{part:.0f}/{whole:.0f}",
            )
        )
    return found


def times_in(lower: str) -> list[Found]:
    """Ratios to something normal: "1.7 times", "double", "a fifth above"."""
    found: list[Found] = []
    for match in _TIMES.finditer(lower):
        amount = _MULTIPLES.get(match.group("double") or "") or parse_number(match.group("number") or "")
        if amount:
            found.append(Found(ValueKind.TIMES, match.start(), match.end(), amount))
    for match in _ABOVE.finditer(lower):
        words = match.group("share")
        share = 0.5 if words.startswith("half") else next((value.amount for value in shares_in(words + " of")), None)
        if share is not None:
            found.append(Found(ValueKind.TIMES, match.start(), match.end(), round(1 + share, 10)))
    return list(without_overlaps(found))
