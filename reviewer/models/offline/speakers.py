"""Who speaks, and who would know: people that a reply names."""

from __future__ import annotations

import re

from reviewer.models.offline.folding import Folded, fold
from reviewer.models.offline.wordlists import words

ASKS = re.compile(
    r"\b(?:(?:ask|check with|speak to|talk to|try|consult|ping|contact|better ask|have to ask|"
    "should ask|that'?s for|you'?d want|question for|one for|get in touch with|refer to)(?: to)? (?P<who>.+?)(?=$|"
    "[,.;!?(]| (?:he|she|they|who|knows?|would|will|has|have|can|about|for that|for it|"
    r"wrote|keeps|did|instead)\b)|(?P<knower>(?:the |our |my )?[^\W\d][\w'-]*(?: (?:in|"
    r"from|at|of|the|and)? ?[^\W\d][\w'-]*){0,5}?) (?:would know|will know|should know|"
    "might know|knows|has (?:that|it|those|the (?:numbers?|figures?|list|answer))|keeps (?:it|"
    r"that|those|the)|can tell|could tell|set (?:it|that|this) up|handles (?:it|that)))\b"
)
_NOBODY = re.compile(
    "^(?:me|you|us|them|him|her|it|this|that|nobody|no one|the question|again|yourself|"
    r"around|someone|somebody|why|what|how|if|whether|i|we|god|who|for|question)\b"
)
TAKEOVER = re.compile(
    r"^(?:hello|hi|hey|ok|good morning|morning|right)?[,. ]*(?:this is (?P<said>[^\W\d_][\w'-]+)|"
    r"(?P<here>[^\W\d_][\w'-]+) here)\b[,.:]?(?P<rest> .*)?",
    re.IGNORECASE,
)
_NO_NAME = frozenset(
    words(
        "i, me, we, you, he, she, it, they, all, nothing, nobody, right, over, out, not, the, a, an, what, "
        "how, why, stupid, fine, good, great, nice, silly, hard, easy, our, my, still, only, just, also, "
        "about, really, very, where, is, are, and, or, yes, no, new, old"
    )
)


def new_speaker(text: str) -> str:
    """The name of a person who takes over the keyboard and says so ("Tom here, duty manager"), or nothing."""
    folded = fold(text)
    match = TAKEOVER.match(folded.text)
    name = (match.group("said") or match.group("here")) if match else ""
    if not name or name.lower() in _NO_NAME:
        return ""
    is_named = (
        name[0].isupper()
        or bool(
            re.match(
                r",? (?:the |an? )?[\w -]{0,30}(?:manager|director|lead|head|officer|of)\b", match.group("rest") or ""
            )
        )
        if match
        else False
    )
    return name.capitalize() if is_named else ""


def who_knows(text: str) -> str | None:
    """The person or role that a reply names as the one who would know."""
    folded: Folded = fold(text)
    for match in ASKS.finditer(folded.lower):
        group = "who" if match.group("who") else "knower"
        start, end = match.span(group)
        name = re.sub(
            r"^(?:to|with|at|the people in|i think|maybe|probably) ",
            "",
            folded.text[start:end].strip(" ,.;:'\""),
            flags=re.IGNORECASE,
        )
        if name and len(name) <= 60 and not _NOBODY.match(name.lower()):
            return name
    return _named_before(folded)


_PRONOUN_ASK = re.compile(
    r"(?P<name>[A-Z][\w'-]+(?: (?:in|from|at) [\w' -]{2,30})?)[^.]*?,? ask (?:him|her|"
    r"them)\b|(?P<keeper>[A-Z][\w'-]+(?: (?:in|from|at) [\w' -]{2,40}?)?) (?:keeps|has|"
    r"set|wrote|knows|owns|handles)\b"
)


def _named_before(folded: Folded) -> str | None:
    match = _PRONOUN_ASK.search(folded.text)
    name = (match.group("name") or match.group("keeper")) if match else None
    return (
        name.strip()
        if name and name.lower() not in ("i", "we", "it", "he", "she", "they", "this", "that", "nobody", "good")
        else None
    )
