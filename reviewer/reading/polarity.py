"""Whether a quote cuts off its own negation: "have approval" out of "we do not have approval".

The words before the quote, back to the last border of its sentence, are searched for a negation whose scope reaches
into the quote; the words after it for one that takes the quote back. In doubt the quote is refused: a reader who
quotes the whole sentence is never refused.
"""

import re
import unicodedata

from reviewer.reading.quotes import Span
from reviewer.text import folded

_REACH = 300
_SHORTEST_ASIDE = 3
_LONGEST_LIST_HEAD = 6


def _any_of(*words: str) -> str:
    return rf"\b(?:{'|'.join(words)})\b"


_NEGATION = re.compile(
    _any_of(
        r"not(?! (?:only|just|merely)\b)|no(?! (?:doubt|matter)\b)|nope|nah",
        r"never|nobody|none|nothing|nowhere|neither|nor|yet to|far from|false that|untrue that",
        r"without|hardly|scarcely|barely|rarely|seldom|cannot|\w+n't",
        r"(?:ca|do|does|did|is|are|was|were|wo|have|has|had|could|would|should|must)nt",
        r"lack(?:s|ed|ing)?|absence of|fail(?:s|ed)? to|unable to|refuse[sd]? to|instead of|rather than",
    ),
    re.IGNORECASE,
)
_INTERJECTIONS = frozenset({"no", "nope", "nah"})
_LIST_OR_PARAGRAPH = re.compile(r"\n\s*(?=\n|[-*+\u2022>#|]|\d+[.)]\s)")
_ABBREVIATIONS = "".join(
    rf"(?<!\b{word})" for word in (r"e\.g", r"i\.e", "approx", "incl", "excl", "etc", "Mr", "Ms", "Dr")
)
_BUT = _any_of("but", "however", "although", "though", "whereas", "while", "because")
_SENTENCE_ENDS = re.compile(rf"[\u00b6;!?|]|{_ABBREVIATIONS}\.(?=[\s\"')]|$)|{_BUT}")
_SUBJECTS = (
    "we|they|it|he|she|i|you|the|an?|our|this|that|these|those|there|all|each|every|its|their|his|her",
    r"\d+",
)
_CLAUSE_ENDS = re.compile(r"[,:](?=\s|$)|\s-+(?=\s|$)|\band " + _any_of(*_SUBJECTS), re.IGNORECASE)
_ASIDE = re.compile(r"^,[^,]{1,60},")
_PARENTHESIS = re.compile(r"\([^()]*\)|\"[^\"]*\"")
_GOES_ON_AS_LIST = re.compile(r"^[^.;:!?|\u00b6]{0,120}?\b(?:or|nor)\b(?! (?:when|if|where|once|after|before)\b)")
_NOT_THERE = r"not (?:in place|done|there|available|decided|defined|agreed|approved|planned|funded|named|yet \w+)"
_LABEL = re.compile(
    rf"^\W*(?:still )?(?:{_NOT_THERE}|missing|lacking|absent|none|no|nope|to be (?:decided|defined|agreed)|tbd)\s*:$",
    re.IGNORECASE,
)
_VERBS = _any_of(
    "is|are|was|were|has|have|had|will|would|can|could|do|does|did|may|must|should|been|be|currently|yet|still"
)
_TAKEN_BACK = re.compile(
    rf"^\s*(?:{_VERBS}\s+){{0,3}}(?P<after>not|never|no longer|hardly|cannot|\w+n't)\b"
    r"|^\s*(?:by|from|to|for|of|with)\s+(?P<person>nobody|no one|no-one|none|no)\b"
    r"|^\s*[|:-]\s*(?P<cell>no|none|never|not yet|not|nope|missing|n/a)\s*(?:$|[|.;,\u00b6])",
    re.IGNORECASE,
)


def cut_negation(text: str, span: Span) -> str | None:
    """The negating word that belongs to the quote at `span` and was left out of it; None if there is none."""
    before = _plain(text[max(0, span.start - _REACH) : span.start])
    after = _plain(text[span.end : span.end + _REACH])
    quote = folded(text[span.start : span.end])
    return _negated_before(before, f"{quote} {after}") or _taken_back(quote, after)


def _plain(text: str) -> str:
    """Folded text in which paragraphs and list entries end with a pilcrow; no emphasis, nothing invisible."""
    seen = text if text.isascii() else "".join(part for part in text if unicodedata.category(part) != "Cf")
    visible = seen.replace("\r\n", "\n")
    marked = _LIST_OR_PARAGRAPH.sub(" \u00b6 ", visible.replace("\u2014", " \u2014 "))
    return re.sub(r"[*_`]", "", folded(marked))


def _negated_before(before: str, rest: str) -> str | None:
    # An aside may hold the end of a sentence; what is left of it would look like the beginning of ours.
    sentence = _SENTENCE_ENDS.split(_without_asides(before))[-1]
    if _LABEL.match(sentence.rstrip()):
        return sentence.strip(" :")
    for match in _NEGATION.finditer(sentence):
        if _reaches(sentence, match, rest):
            return match.group()
    return None


def _without_asides(text: str) -> str:
    """The text without parentheses and quotations; a word or two, as in "(not)", belong to their sentence."""
    return _PARENTHESIS.sub(lambda match: match.group() if len(match.group().split()) < _SHORTEST_ASIDE else " ", text)


def _reaches(sentence: str, negation: re.Match[str], rest: str) -> bool:
    """Whether what the word negates goes on to the end of `sentence`, where the quote begins."""
    gap = sentence[negation.end() :]
    if negation.group().casefold() in _INTERJECTIONS and gap.startswith(","):
        return False
    gap = _ASIDE.sub("", gap, count=1)
    whole = f"{gap} {rest}"
    border = _CLAUSE_ENDS.search(whole)
    if border is None or border.start() >= len(gap):
        return True
    head = gap[: border.start()].split()
    listed = border.group() == "," and _GOES_ON_AS_LIST.match(whole[border.end() :])
    return bool(listed) and len(head) <= _LONGEST_LIST_HEAD


def _taken_back(quote: str, after: str) -> str | None:
    if quote.endswith((".", ";", "!", "?")):
        return None
    match = _TAKEN_BACK.match(after)
    return next(word for word in match.groups() if word) if match else None
