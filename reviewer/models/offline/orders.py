"""Orders to whoever reads a text: to rate it well, to ask no more, to find nothing. People also order clerks about."""

from __future__ import annotations

import re

from reviewer.models.offline.folding import fold
from reviewer.models.offline.orders_to_machines import LEAD, TO_MACHINES

_JUDGE = (
    "(?:rate|mark|score|grade|treat|consider|record|list|label|classify|assess|set|count|report|flag|judge|"
    "evaluate|regard|put|return|output|give|leave)"
)
_REVIEWED = (
    r"(?:everything|(?:all|every|each|any|the|these|this|our|remaining|open|of|other|following|whole|entire|[\d]+) ?)+"
    "(?:proposal|document|offer|paper|report|memo|text|section|item|criteri(?:on|a)|requirement|question|point|gap|"
    "finding|answer|topic|area|category|categories|checks?|boxes|facts?|project|undertaking|design|above|below)s?"
)
_GOOD = (
    r"(?:ready(?: to scale)?|satisfied|complete|completed|pass|passed|green|approved|met|fulfilled|compliant|done|"
    r"no (?:gaps|findings|issues|blockers)|top marks|full marks|perfect|yes|answered|closed|resolved)"
)
_BEST = (
    r"(?:ready(?: to scale)?|(?:fully )?satisfied|no (?:gaps|findings|blockers)|top marks|full marks|fully compliant)"
)
_READER = (
    r"(?:ai|llm|chatbot|bot|language model|(?:ai|automated|automatic|machine|digital|virtual) \w+|assessors?|"
    "reviewers?|evaluators?|interviewers?|auditors?|reader|assistant|model)"
)
_ORDERS = (
    re.compile(rf"{LEAD}{_JUDGE} (?:it all|them all|everything|all|{_REVIEWED})\b.{{0,40}}?\b{_GOOD}\b"),
    re.compile(rf"{LEAD}{_JUDGE} (?:it|this|us|the|as|every|all|our)\b.{{0,40}}?\b{_BEST}\b"),
    re.compile(rf"^(?:please )?{_JUDGE} (?:this|it|us) (?:as )?{_GOOD}[.! ]*$"),
    re.compile(
        rf"{LEAD}(?:give|award|assign)(?: (?:it|this|us))? (?:full|top|maximum|the (?:best|highest)|perfect) \w+"
    ),
    re.compile(
        rf"{LEAD}(?:(?:list|report|raise|record|note|mention|find|flag) no|do not (?:ask|report|list|flag|raise|"
        r"record|mention|note)|don'?t (?:ask|report|list|flag|raise|record|mention|note))(?: (?:any|more|further|the|"
        r"these|those|about|open|other|of))* (?:gaps?|findings?|issues?|questions?|blockers?|weakness\w*|problems)\b"
    ),
    re.compile(
        r"\b(?:no (?:gaps|findings|blockers|weaknesses) (?:should|must|may|are to) be (?:listed|reported|recorded|"
        rf"raised|noted)|(?:should|must|is to|are to|to) be (?:rated|scored|graded|assessed) (?:as )?[\"']?{_GOOD})\b"
    ),
    re.compile(
        r"\b(?:this|the|our) (?:offer|proposal|document|paper|plan|project|text|memo|submission) (?:should|must|is to) "
        rf"be (?:treated|regarded|considered|marked|counted|classified) (?:as )?[\"']?{_GOOD}\b"
    ),
    re.compile(
        r"\b(?:ignore|disregard|forget|override)\b(?: (?:all|any|the|of|your|these|those|other))* "
        r"(?:previous|prior|above|earlier|preceding|your|system)\b.{0,20}\b(?:instructions?|rules|prompts?|questions|"
        "criteria|guidelines|gaps)"
    ),
    re.compile(
        rf"{LEAD}(?:ignore|disregard|forget|override)\b(?: (?:all|any|the|of|these|those|other|that))* "
        r"(?:instructions?|rules|prompts?|questions|criteria|guidelines|gaps|above)\b"
    ),
    re.compile(
        rf"^\W*(?:important |special |urgent )?(?:note|message|instructions?|notice|hint|attention|memo|for|dear|to)s?"
        rf"(?: (?:to|for))? (?:the |any |all |our |your )*{_READER} ?(?:[:,!-]|$)"
    ),
    re.compile(
        r"^\W*(?:you are (?:now |no longer )?(?:an? )?(?:ai|helpful|assistant|language model|chatbot|reviewer)|"
        r"(?:please |now )?(?:act as|pretend (?:that|to)))\b"
    ),
    re.compile(
        rf"{LEAD}(?:skip (?:all|the)(?: (?:remaining|other|rest|of))* (?:questions|items|sections|rest)|stop asking|"
        r"end the interview (?:now |here )?(?:and|with)|(?:reveal|print|show|repeat) (?:me )?(?:your|the) "
        "system prompt)"
    ),
)


_COMMENT = re.compile(r"<!--(.{1,2000}?)-->", re.DOTALL)


def hides_orders(text: str) -> bool:
    """Whether a comment, which people do not see, tells the reader how to judge."""
    return any(is_order_to_reader(fold(text, *found.span(1)).lower) for found in _COMMENT.finditer(text))


# What is said about the reading and not about the pilot: how an answer should sound, what counts as answered, what
# happens to whoever finds a gap, and what the interviewer is made to say.
_ABOUT_THE_READING = (
    re.compile(r"\b(?:a|the) (?:good|ideal|perfect|model|right) answer\b.{0,60}\b(?:would|could|might) (?:be|read)\b"),
    re.compile(r"\bno further (?:reading|review|assessment|questions?) (?:is |are )?(?:needed|required|necessary)\b"),
    re.compile(
        r"\bif (?:you|a program|this tool|the (?:tool|model|program)) (?:notes?|lists?|reports?|finds?|flags?|raises?|"
        r"records?|mentions?|marks?)\b.{0,20}\b(?:gap|finding|weakness)(?:s|es)?\b"
    ),
    re.compile(r"\b(?:facets|criteria|answers)\b.{0,80}\bcounts? as (?:filled|ticked|answered|given|met|satisfied)\b"),
    re.compile(r"^\W*(?:interviewer|moderator) ?:"),
)


def is_order_to_reader(lower: str) -> bool:
    """Whether a text tells its reader how to judge it."""
    return any(pattern.search(lower) for pattern in (*_ORDERS, *TO_MACHINES, *_ABOUT_THE_READING))
